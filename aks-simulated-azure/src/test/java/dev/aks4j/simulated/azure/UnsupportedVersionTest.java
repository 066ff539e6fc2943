package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of versions, and of the clusters that have them, when their support ends. */
class UnsupportedVersionTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");

    /** Goes on from November 2026 to July 2027, when 1.35 and 1.36 are out of support, and signs in anew. */
    private void goOnUntilOnlyTheNewestIsSupported() {
        client.advance(Duration.ofDays(230));
        client = RawClient.of(azure);
    }

    private Response create(String settings, String pool) {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        return client.put(
                cluster,
                "{'location':'westeurope'," + settings
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5'},"
                        + "{'name':'apps','mode':'User','count':1,'vmSize':'Standard_D4ds_v5'" + pool + "}]}}");
    }

    private void createOfficial(String pool) {
        client.follow(create("'properties':{'dnsPrefix':'shop','kubernetesVersion':'1.35',", pool));
    }

    private Response raise(String controlPlane, String... pools) {
        ObjectNode body = RawClient.body(client.get(cluster));
        AzureJson.child(body, "properties").put("kubernetesVersion", controlPlane);
        for (int i = 0; i < pools.length; i++) {
            ((ObjectNode) body.at("/properties/agentPoolProfiles/" + i)).put("orchestratorVersion", pools[i]);
        }
        return client.send("PUT", cluster, body);
    }

    private List<String> offered() {
        return RawClient.body(client.get(cluster + "/upgradeProfiles/default"))
                .at("/properties/controlPlaneProfile/upgrades")
                .findValuesAsText("kubernetesVersion");
    }

    private static void refused(Response response, String message) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(RawClient.at(response, "/code").asText()).isEqualTo("OperationNotAllowed");
        assertThat(RawClient.at(response, "/message").asText()).contains(message);
    }

    @Test
    void aMinorIsOfferedUntilTheEndOfItsSupport() {
        goOnUntilOnlyTheNewestIsSupported();
        assertThat(create("'properties':{'dnsPrefix':'shop','kubernetesVersion':'1.36',", "")
                        .status())
                .isEqualTo(400);
        JsonNode values = RawClient.body(client.get("/subscriptions/" + azure.subscriptionId()
                        + "/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions"))
                .path("values");
        assertThat(values.findValuesAsText("version")).containsExactly("1.37", "1.36", "1.35", "1.34", "1.33");
        assertThat(values.at("/0/capabilities/supportPlan/0").asText()).isEqualTo("KubernetesOfficial");
        assertThat(values.at("/1/capabilities/supportPlan").toString()).isEqualTo("[\"AKSLongTermSupport\"]");
    }

    @Test
    void anUnsupportedClusterGoesToTheOldestSupportedMinorTogetherWithItsPools() {
        createOfficial("");
        assertThat(offered()).contains("1.36.4").noneMatch(version -> version.startsWith("1.37"));
        goOnUntilOnlyTheNewestIsSupported();
        assertThat(offered()).containsExactly("1.37.0", "1.37.1");
        refused(raise("1.36", "1.36", "1.36"), "Available upgrades: [1.37.0 1.37.1]");
        refused(raise("1.37"), "Upgrade the control plane together with all agent pools");
        client.follow(raise("1.37", "1.37", "1.37"));
        ObjectNode after = RawClient.body(client.get(cluster));
        assertThat(after.findValuesAsText("currentOrchestratorVersion")).containsExactly("1.37.1", "1.37.1");
        assertThat(after.at("/properties/currentKubernetesVersion").asText()).isEqualTo("1.37.1");
    }

    @Test
    void spotPoolsTakeNoPartInAWriteOfControlPlaneAndPools() {
        createOfficial(",'scaleSetPriority':'Spot'");
        refused(raise("1.36", "1.36", "1.36"), "spot pools");
        assertThat(raise("1.36").status()).isEqualTo(200);
    }

    @Test
    void longTermSupportSkipsMinorsWithinTheSkewOfItsPools() {
        client.follow(create(
                "'sku':{'name':'Base','tier':'Premium'},'properties':{'supportPlan':'AKSLongTermSupport',"
                        + "'dnsPrefix':'shop','kubernetesVersion':'1.33',",
                ""));
        assertThat(offered())
                .anyMatch(version -> version.startsWith("1.36"))
                .noneMatch(version -> version.startsWith("1.37"));
        refused(raise("1.37"), "Available upgrades");
        client.follow(raise("1.36"));
        assertThat(RawClient.at(client.get(cluster), "/properties/currentKubernetesVersion")
                        .asText())
                .isEqualTo("1.36.4");
    }

    @Test
    void longTermSupportHasTheTwoLatestPatchesNumberedFromAHundred() {
        String settings = "'sku':{'name':'Base','tier':'Premium'},'properties':{'supportPlan':'AKSLongTermSupport',"
                + "'dnsPrefix':'shop','kubernetesVersion':'";
        assertThat(create(settings + "1.33.9',", "").status()).isEqualTo(400);
        client.follow(create(settings + "1.33',", ""));
        String patch = RawClient.at(client.get(cluster), "/properties/currentKubernetesVersion")
                .asText();
        assertThat(patch).matches("1\\.33\\.1\\d\\d");
        String before = "1.33." + (Integer.parseInt(patch.substring(5)) - 1);
        String other = client.cluster("rg", "other");
        assertThat(client.put(
                                other,
                                "{'location':'westeurope'," + settings + before
                                        + "','agentPoolProfiles':[{'name':'system',"
                                        + "'mode':'System','count':3,'vmSize':'Standard_D4ds_v5'}]}}")
                        .status())
                .isEqualTo(201);
    }
}
