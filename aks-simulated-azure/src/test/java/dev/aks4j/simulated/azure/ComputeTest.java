package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Microsoft.Compute says of sizes and quotas, and that AKS decides by the same facts. */
class ComputeTest {

    private static final String D4 = "Standard_D4ds_v5";
    private static final String D_FAMILY = "standardDDSv5Family";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String compute = "/subscriptions/" + azure.subscriptionId() + "/providers/Microsoft.Compute";

    @BeforeEach
    void group() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
    }

    private Response skus(String location) {
        return client.get(compute + "/skus?api-version=2021-07-01&$filter=location%20eq%20'"
                + location.replace(" ", "%20") + "'");
    }

    private JsonNode sku(String location, String size) {
        return StreamSupport.stream(RawClient.at(skus(location), "/value").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(size))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + size + " in " + location));
    }

    private static String capability(JsonNode sku, String name) {
        return StreamSupport.stream(sku.path("capabilities").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name))
                .map(each -> each.path("value").textValue())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode usage(String name) {
        Response usages = client.get(compute + "/locations/westeurope/usages?api-version=2024-07-01");
        return StreamSupport.stream(RawClient.at(usages, "/value").spliterator(), false)
                .filter(each -> each.at("/name/value").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no usage " + name));
    }

    private String used(String name) {
        return usage(name).path("currentValue") + " of " + usage(name).path("limit");
    }

    private Response create(String pools) {
        return client.put(
                client.cluster("rg", "shop"),
                "{'location':'westeurope','sku':{'tier':'Standard'},'properties':{'dnsPrefix':'shop','kubernetesVersion':"
                        + "'1.36','agentPoolProfiles':[" + pools + "]}}");
    }

    private static String system(String more) {
        return "{'name':'system','mode':'System','count':3,'vmSize':'" + D4 + "'" + more + "}";
    }

    private static void refused(Response response, String code, String... words) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(RawClient.at(response, "/code").asText()).isEqualTo(code);
        assertThat(RawClient.at(response, "/message").asText()).contains(words);
    }

    @Test
    void aSizeIsListedWithWhatItHasAndWhere() {
        JsonNode sku = sku("westeurope", D4);
        assertThat(sku.path("resourceType").asText()).isEqualTo("virtualMachines");
        assertThat(sku.path("family").asText()).isEqualTo(D_FAMILY);
        assertThat(sku.path("size").asText()).isEqualTo("D4ds_v5");
        assertThat(AzureJson.texts(sku, "/locations")).containsExactly("westeurope");
        assertThat(AzureJson.texts(sku, "/locationInfo/0/zones")).containsExactly("1", "2", "3");
        assertThat(sku.path("restrictions").isArray()).isTrue();
        assertThat(sku.path("restrictions")).isEmpty();
        assertThat(capability(sku, "vCPUs")).isEqualTo("4");
        assertThat(capability(sku, "MemoryGB")).isEqualTo("16");
        assertThat(capability(sku, "MaxResourceVolumeMB")).isEqualTo("153600");
        assertThat(capability(sku, "PremiumIO")).isEqualTo("True");
        assertThat(capability(sku("westeurope", "Standard_DS1_v2"), "MemoryGB")).isEqualTo("3.5");
        assertThat(capability(sku("westeurope", "Standard_D2_v3"), "PremiumIO")).isEqualTo("False");
        assertThat(capability(sku("westeurope", "Standard_B2ms"), "LowPriorityCapable"))
                .isEqualTo("False");
        assertThat(capability(sku("westeurope", "Standard_D4ps_v5"), "CpuArchitectureType"))
                .isEqualTo("Arm64");
    }

    @Test
    void regionsDiffer() {
        assertThat(AzureJson.texts(sku("West US", D4), "/locationInfo/0/zones")).isEmpty();
        assertThat(AzureJson.texts(sku("westeurope", "Standard_M64s"), "/locationInfo/0/zones"))
                .containsExactly("1", "3");
        assertThat(azure.vmSizes("westeurope").names()).contains("Standard_D4s_v6", "Standard_NC24ads_A100_v4");
        assertThat(azure.vmSizes("westus").names()).contains(D4).doesNotContain("Standard_D4s_v6");
        assertThat(RawClient.at(skus("atlantis"), "/value")).isEmpty();
        assertThat(client.get(compute + "/skus?api-version=2021-07-01&$filter=name%20eq%20'x'")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theListOfAllRegionsComesInPages() {
        Set<String> seen = new HashSet<>();
        int pages = 0;
        String next = compute + "/skus?api-version=2021-07-01";
        while (!next.isEmpty()) {
            ObjectNode page = RawClient.body(client.get(next));
            for (JsonNode sku : page.path("value")) {
                assertThat(seen.add(sku.path("name").asText() + "@" + sku.at("/locations/0")))
                        .isTrue();
            }
            next = page.path("nextLink").asText();
            pages++;
        }
        assertThat(pages).isGreaterThan(5);
        assertThat(seen).contains(D4 + "@\"westeurope\"", D4 + "@\"swedensouth\"");
    }

    @Test
    void theDoorIsThatOfAllProviders() {
        assertThat(client.get(compute + "/skus?api-version=2031-01-01").status())
                .isEqualTo(400);
        assertThat(client.get(compute + "/galleries?api-version=2024-07-01").status())
                .isEqualTo(404);
        assertThat(client.post(compute + "/skus").status()).isEqualTo(405);
        Response nowhere = client.get(compute + "/locations/atlantis/usages");
        assertThat(RawClient.at(nowhere, "/error/code").asText()).isEqualTo("NoRegisteredProviderFound");
        assertThat(RawClient.at(nowhere, "/error/message").asText()).contains("type 'locations/usages'");
        RawClient stranger = RawClient.signIn(azure, azure.addApplication("stranger", "s3cret"), "s3cret");
        assertThat(RawClient.at(stranger.get(compute + "/skus"), "/error/message")
                        .asText())
                .contains("'Microsoft.Compute/skus/read'");
        azure.unregister("Microsoft.Compute");
        assertThat(RawClient.at(skus("westeurope"), "/error/code").asText())
                .isEqualTo("MissingSubscriptionRegistration");
        client.post(compute + "/register");
        client.advance(Duration.ofSeconds(30));
        assertThat(skus("westeurope").status()).isEqualTo(200);
    }

    @Test
    void theOldListOfSizesHasNumbers() {
        Response sizes = client.get(compute + "/locations/westeurope/vmSizes");
        JsonNode first = RawClient.at(sizes, "/value/0");
        assertThat(first.path("numberOfCores").isInt()).isTrue();
        assertThat(first.path("memoryInMB").isInt()).isTrue();
    }

    @Test
    void usagesCountWhatPoolsUse() {
        azure.quota("westeurope").cores(D_FAMILY, 40).spotCores(20).totalCores(100);
        assertThat(used(D_FAMILY)).isEqualTo("0 of 40");
        assertThat(usage(D_FAMILY).at("/name/localizedValue").asText()).isEqualTo("Standard DDSv5 Family vCPUs");
        assertThat(usage("standardDSv5Family").path("unit").asText()).isEqualTo("Count");
        client.follow(create(system("") + ",{'name':'apps','mode':'User','count':2,'vmSize':'Standard_F8s_v2'}"
                + ",{'name':'batch','mode':'User','count':1,'vmSize':'Standard_D16ds_v5','scaleSetPriority':'Spot'}"));
        assertThat(used(D_FAMILY)).isEqualTo("12 of 40");
        assertThat(used("standardFSv2Family")).isEqualTo("16 of 1000");
        assertThat(used("cores")).isEqualTo("28 of 100");
        assertThat(used("lowPriorityCores")).isEqualTo("16 of 20");
        assertThat(used("virtualMachines")).isEqualTo("6 of 25000");
        assertThat(used("virtualMachineScaleSets")).isEqualTo("3 of 2500");
        client.follow(client.delete(client.cluster("rg", "shop")));
        assertThat(used("cores")).isEqualTo("0 of 100");
    }

    @Test
    void aRaisedFamilyRaisesTheRegionToo() {
        assertThat(usage("cores").path("limit").asInt()).isEqualTo(10_000);
        azure.quota("westeurope").cores(D_FAMILY, 5000).cores("standardFSv2Family", 10);
        assertThat(usage("cores").path("limit").asInt()).isEqualTo(14_000);
        azure.quota("westeurope").cores("standardDSv5Family", Integer.MAX_VALUE);
        assertThat(usage("cores").path("limit").asInt()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void eachQuotaRefusesInItsOwnWords() {
        azure.quota("westeurope").cores(D_FAMILY, 8);
        refused(
                create(system("")),
                "ErrCode_InsufficientVCPUQuota",
                "Insufficient vcpu quota requested 12, remaining 8 for family standardDDSv5Family for region westeurope.",
                "Surge nodes would also consume vcpu quota");
        azure.quota("westeurope").cores(D_FAMILY, 12).totalCores(10);
        refused(
                create(system("")),
                "ErrCode_InsufficientVCPUQuota",
                "Insufficient regional vcpu quota left for location westeurope. left regional vcpu quota 10, requested"
                        + " quota 12.");
        azure.quota("westeurope").totalCores(12).spotCores(15);
        String spot =
                ",{'name':'batch','mode':'User','count':1,'vmSize':'Standard_D16ds_v5','scaleSetPriority':'Spot'}";
        refused(
                create(system("") + spot),
                "QuotaExceeded",
                "exceeding approved LowPriorityCores quota.",
                "Current Limit: 15, Current Usage: 0, Additional Required: 16, (Minimum) New Limit Required: 16.");
        azure.quota("westeurope").spotCores(16);
        assertThat(create(system("") + spot).status()).isEqualTo(201);
    }

    @Test
    void anUpgradeNeedsCoresForItsSurge() {
        client.put(
                client.cluster("rg", "shop"),
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','kubernetesVersion':'1.35',"
                        + "'agentPoolProfiles':[" + system(",'upgradeSettings':{'maxSurge':'2'}") + "]}}");
        client.advance(Duration.ofMinutes(20));
        ObjectNode body = RawClient.body(client.get(client.cluster("rg", "shop")));
        AzureJson.child(body, "properties").put("kubernetesVersion", "1.36");
        client.follow(client.send("PUT", client.cluster("rg", "shop"), body));
        String pool = client.cluster("rg", "shop") + "/agentPools/system";
        String raised = "{'properties':{'count':3,'mode':'System','orchestratorVersion':'1.36'}}";
        azure.quota("westeurope").cores(D_FAMILY, 15);
        refused(client.put(pool, raised), "ErrCode_InsufficientVCPUQuota", "requested 4, remaining 3");
        azure.quota("westeurope").cores(D_FAMILY, 16);
        assertThat(client.put(pool, raised).status()).isEqualTo(200);
    }

    @Test
    void aRestrictedSizeIsListedAndRefusedForNewPools() {
        azure.vmSizes("westeurope").restrict("standard_d4ds_v5");
        JsonNode restrictions = sku("westeurope", D4).path("restrictions");
        assertThat(restrictions.at("/0/type").asText()).isEqualTo("Location");
        assertThat(restrictions.at("/0/reasonCode").asText()).isEqualTo("NotAvailableForSubscription");
        assertThat(restrictions.at("/0/restrictionInfo/locations/0").asText()).isEqualTo("westeurope");
        assertThat(AzureJson.texts(restrictions, "/1/restrictionInfo/zones")).containsExactly("1", "2", "3");
        refused(
                create(system("")),
                "BadRequest",
                "The VM size of Standard_D4ds_v5 is not allowed in your subscription in location 'westeurope'. The"
                        + " available VM sizes are '",
                "standard_d8ds_v5");
        azure.vmSizes("westeurope").lift(D4);
        assertThat(sku("westeurope", D4).path("restrictions")).isEmpty();
        client.follow(create(system("")));
        azure.vmSizes("westeurope").restrict(D4);
        assertThat(client.put(client.cluster("rg", "shop") + "/agentPools/system", "{'properties':{'count':4}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aZoneThatIsTakenFromASizeIsListedAndRefused() {
        azure.vmSizes("westeurope").restrictZones(D4, 2);
        JsonNode restrictions = sku("westeurope", D4).path("restrictions");
        assertThat(restrictions).hasSize(1);
        assertThat(restrictions.at("/0/type").asText()).isEqualTo("Zone");
        assertThat(AzureJson.texts(restrictions, "/0/restrictionInfo/zones")).containsExactly("2");
        refused(
                create(system(",'availabilityZones':['1','2']")),
                "AvailabilityZoneNotSupported",
                "The zone(s) '2' for resource 'system' is not supported. The supported zones for location 'westeurope'"
                        + " are '1,3'");
        assertThat(create(system(",'availabilityZones':['1','3']")).status()).isEqualTo(201);
    }

    @Test
    void aSizeThatTheRegionDoesNotHaveIsRefused() {
        Response response = client.put(
                client.cluster("rg", "shop"),
                "{'location':'westus','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system','mode':"
                        + "'System','count':1,'vmSize':'Standard_D4s_v6'}]}}");
        refused(response, "InvalidParameter", "'Standard_D4s_v6' is not available in the current region 'westus'");
        assertThatThrownBy(() -> azure.vmSizes("westus").restrict("Standard_D4s_v6"))
                .hasMessageContaining("westus has no VM size Standard_D4s_v6");
        assertThatThrownBy(() -> azure.vmSizes("westeurope").restrictZones("Standard_M64s", 2))
                .hasMessage("Standard_M64s is not in zone 2 of westeurope, only in zones 1, 3.");
    }
}
