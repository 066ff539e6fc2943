package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Azure shows to each api-version what that version has, so that what its client reads can be written back.
 *
 * <p>A normal build reads in every version and writes back what differs; the profile {@code campaign} writes in every one.
 */
class VersionedViewsTest {

    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");

    private static final String POOL = "'mode':'%s','count':1,'vmSize':'%s'%s";
    private static final String CLUSTER = "{'location':'westeurope','sku':{'name':'Base','tier':'Standard'},"
            + "'properties':{'dnsPrefix':'shop',"
            + "'networkProfile':{'networkPlugin':'azure','networkPluginMode':'overlay','networkDataplane':'cilium',"
            + "'advancedNetworking':{'enabled':true,'security':{'enabled':true,'transitEncryption':{'type':'WireGuard'}}}},"
            + "'ingressProfile':{'gatewayAPI':{'installation':'Standard'},'webAppRouting':{'enabled':true}},"
            + "'azureMonitorProfile':{'metrics':{'enabled':true,'controlPlane':{'enabled':true}}},"
            + "'schedulerProfile':{'upstream':{'schedulerConfigMode':'Default'}},"
            + "'agentPoolProfiles':[{'name':'system',"
            + String.format(POOL, "System", "Standard_D4ds_v5", "") + "},{'name':'gpu',"
            + String.format(
                    POOL, "User", "Standard_NC4as_T4_v3", ",'gpuProfile':{'nvidia':{'managementMode':'Managed'}}")
            + "},{'name':'net',"
            + String.format(POOL, "User", "Standard_D4ds_v5", ",'networkProfile':{'dranet':{'mode':'Managed'}}")
            + "},{'name':'vms','mode':'User','type':'VirtualMachines','virtualMachinesProfile':{'scale':{'manual':["
            + "{'size':'Standard_D4ds_v5','count':1}]}}}]}}";

    private final AzureSimulator azure = AzureSimulator.create();
    private RawClient client = RawClient.of(azure);
    private final String clusters = client.group("rg") + "/providers/Microsoft.ContainerService/managedClusters";
    private final String cluster = client.cluster("rg", "shop");
    private final String pools = cluster + "/agentPools";

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        accepted(client.put(cluster, CLUSTER));
        accepted(client.put(
                pools + "/art",
                "{'properties':{" + String.format(POOL, "User", "Standard_D4ds_v5", "")
                        + ",'artifactStreamingProfile':{'enabled':true},'securityProfile':{'sshAccess':'Disabled'}}}"));
    }

    private void accepted(Response written) {
        assertThat(written.status()).as(new String(written.body())).isIn(200, 201);
        client.advance(Duration.ofMinutes(2));
        assertThat(client.follow(written).path("status").asText()).isEqualTo("Succeeded");
    }

    private List<String> versions() {
        JsonNode provider = RawClient.body(client.get("/subscriptions/" + azure.subscriptionId()
                + "/providers/Microsoft.ContainerService?api-version=2024-11-01"));
        for (JsonNode type : provider.path("resourceTypes")) {
            if (type.path("resourceType").asText().equalsIgnoreCase("managedClusters")) {
                List<String> oldestFirst = new ArrayList<>(AzureJson.texts(type, "/apiVersions"));
                oldestFirst.sort(null);
                return oldestFirst;
            }
        }
        throw new AssertionError("no clusters in " + provider);
    }

    private ObjectNode read(String path, String version) {
        client.advance(Duration.ofSeconds(10)); // so that nothing is throttled
        Response answer = client.get(path + "?api-version=" + version);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return RawClient.body(answer);
    }

    private static JsonNode tree(String type) throws IOException {
        try (InputStream in = AzureSimulator.class.getResourceAsStream("internal/containerservice/api.json")) {
            return AzureJson.parse(in.readAllBytes())
                    .orElseThrow()
                    .path("types")
                    .path(type);
        }
    }

    /** Collects since which versions there is what is shown. */
    private static void sinces(JsonNode shown, JsonNode known, Set<String> found) {
        if (known.isTextual()) {
            found.add(known.asText());
        } else if (shown.isArray()) {
            shown.forEach(each -> sinces(each, known.path("[]"), found));
        } else {
            found.add(known.path("@").asText());
            shown.properties()
                    .forEach(entry -> sinces(
                            entry.getValue(), known.has("*") ? known.get("*") : known.path(entry.getKey()), found));
        }
    }

    private Set<String> sinces(String version) throws IOException {
        Set<String> found = new TreeSet<>();
        sinces(read(cluster, version), tree("managedClusters"), found);
        for (JsonNode each : read(clusters, version).path("value")) {
            sinces(each, tree("managedClusters"), found);
        }
        for (JsonNode each : read(pools, version).path("value")) {
            sinces(each, tree("managedClusters/agentPools"), found);
            String pool = pools + "/" + each.path("name").asText();
            assertThat(without(read(pool, version))).isEqualTo(without(each));
        }
        return found;
    }

    /** Leaves out what every write changes. */
    private static JsonNode without(JsonNode shown) {
        JsonNode copy = shown.deepCopy();
        copy.findParents("eTag").forEach(each -> ((ObjectNode) each).remove("eTag"));
        copy.findParents("lastModifiedAt").forEach(each -> ((ObjectNode) each).remove("lastModifiedAt"));
        return copy;
    }

    /** Writes a body, a cluster's without what Azure reads in pools only. */
    private void write(String path, ObjectNode body, String version) {
        ObjectNode sent = body.deepCopy();
        if (path.equals(cluster)) {
            sent.at("/properties/agentPoolProfiles")
                    .forEach(pool -> ((ObjectNode) pool).remove("artifactStreamingProfile"));
        }
        accepted(client.put(path + "?api-version=" + version, sent, Map.of()));
    }

    @Test
    void noVersionIsShownWhatCameLater() throws IOException {
        List<String> versions = versions();
        String newest = versions.get(versions.size() - 1);
        Set<String> shown = sinces(newest);
        assertThat(shown)
                .as("what there is to be left out")
                .hasSizeGreaterThan(5)
                .contains(newest);
        for (String version : versions) {
            client = RawClient.of(azure); // a token lives for an hour
            assertThat(sinces(version)).as(version).isEqualTo(upTo(shown, version));
        }
    }

    @Test
    void whatIsGoneFromTheDefinitionsIsShownToVersionsBeforeThem() {
        ObjectNode body = AzureJson.read(CLUSTER.replace('\'', '"'));
        ((ObjectNode) body.at("/properties/networkProfile")).put("dockerBridgeCidr", "172.17.0.1/16");
        write(cluster, body, "2020-09-01");
        String place = "/properties/networkProfile/dockerBridgeCidr";
        assertThat(read(cluster, "2020-09-01").at(place).asText()).isEqualTo("172.17.0.1/16");
        assertThat(read(cluster, "2025-09-01").at(place).isMissingNode()).isTrue();
    }

    private static Set<String> upTo(Set<String> sinces, String version) {
        Set<String> all = new TreeSet<>(sinces);
        all.removeIf(since -> since.compareTo(version) > 0);
        return all;
    }

    @Test
    void whatAVersionReadsItWritesBackAndOnlyWhatItDoesNotHaveIsLeftOut() {
        List<String> versions = versions();
        String newest = versions.get(versions.size() - 1);
        JsonNode all = seen(newest);
        for (String path : List.of(cluster, pools + "/gpu", pools + "/art", pools + "/vms")) {
            ObjectNode whole = read(path, newest);
            Map<JsonNode, JsonNode> omitted = new HashMap<>();
            for (String version : versions) {
                client = RawClient.of(azure); // a token lives for an hour
                ObjectNode before = read(path, version);
                if (!ALL && omitted.containsKey(without(before))) {
                    continue; // a version before it has written the same
                }
                omitted.computeIfAbsent(without(before), body -> {
                    write(path, before, newest);
                    JsonNode after = seen(newest);
                    restore(path, whole, newest, all);
                    return after;
                });
                write(path, before, version);
                assertThat(without(read(path, version)))
                        .as(version + " " + path)
                        .isEqualTo(without(before));
                assertThat(seen(newest)).as(version + " " + path).isEqualTo(omitted.get(without(before)));
                restore(path, whole, newest, all);
            }
        }
    }

    /** Returns what the newest version shows of the cluster and its pools. */
    private JsonNode seen(String newest) {
        return AzureJson.array()
                .add(without(read(cluster, newest)))
                .add(without(read(pools, newest).path("value")));
    }

    private void restore(String path, ObjectNode whole, String newest, JsonNode all) {
        if (!seen(newest).equals(all)) {
            write(path, whole, newest);
            assertThat(seen(newest)).as("restored").isEqualTo(all);
        }
    }
}
