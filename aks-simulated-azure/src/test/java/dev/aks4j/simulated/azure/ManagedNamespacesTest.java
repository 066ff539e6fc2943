package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managed namespaces as a client sees them in Azure, and what they are inside the cluster. */
class ManagedNamespacesTest {

    private static final String POLICY =
            "/apis/networking.k8s.io/v1/namespaces/team-a/networkpolicies/defaultnetworkpolicy";
    private static final String QUOTA = "/api/v1/namespaces/team-a/resourcequotas/defaultresourcequota";
    private static final String MARK = "kubernetes.azure.com/managedByArm";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String namespace = cluster + "/managedNamespaces/team-a";

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':1,'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    private String kubeconfig(String path) {
        String value = RawClient.at(client.post(path), "/kubeconfigs/0/value").asText();
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private Response inside(String method, String path, String json) {
        String token = kubeconfig(cluster + "/listClusterUserCredential")
                .lines()
                .filter(line -> line.contains(" token: "))
                .map(line -> line.substring(line.indexOf("token: ") + 7))
                .findFirst()
                .orElseThrow();
        String server = "https://"
                + RawClient.at(client.get(cluster), "/properties/fqdn").asText();
        Map<String, List<String>> headers =
                Map.of("Authorization", List.of("Bearer " + token), "Content-Type", List.of("application/json"));
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return azure.answer(new Request(method, URI.create(server + path), headers, body));
    }

    private JsonNode inside(String path) {
        return RawClient.body(inside("GET", path, ""));
    }

    private ObjectNode write(String properties) {
        return client.follow(client.put(namespace, "{'location':'westeurope','properties':" + properties + "}"));
    }

    private String state() {
        return RawClient.at(client.get(namespace), "/properties/provisioningState")
                .asText();
    }

    private void makeByHand(String metadata) {
        inside("POST", "/api/v1/namespaces", "{'apiVersion':'v1','kind':'Namespace','metadata':" + metadata + "}");
    }

    @Test
    void aNamespaceIsMadeWithItsQuotaAndNetworkPolicy() {
        Response begun = client.put(
                namespace,
                "{'location':'westeurope','tags':{'a':'b'},'properties':{'labels':{'team':'a'},'annotations':{'x':'y'},"
                        + "'defaultResourceQuota':{'cpuRequest':'1','cpuLimit':'2','memoryRequest':'1Gi','memoryLimit':"
                        + "'2Gi'},'defaultNetworkPolicy':{'ingress':'DenyAll','egress':'AllowSameNamespace'}}}");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(RawClient.at(begun, "/properties/provisioningState").asText())
                .isEqualTo("Creating");
        assertThat(client.put(namespace, "{'properties':{}}").status()).isEqualTo(409);
        assertThat(client.follow(begun).path("status").asText()).isEqualTo("Succeeded");
        JsonNode read = RawClient.body(client.get(namespace));
        assertThat(read.path("type").asText())
                .isEqualTo("Microsoft.ContainerService/managedClusters/managedNamespaces");
        assertThat(read.path("location").asText()).isEqualTo("westeurope");
        assertThat(read.at("/tags/a").asText()).isEqualTo("b");
        assertThat(read.at("/properties/adoptionPolicy").asText()).isEqualTo("Never");
        assertThat(read.at("/properties/deletePolicy").asText()).isEqualTo("Keep");
        JsonNode metadata = inside("/api/v1/namespaces/team-a").path("metadata");
        assertThat(metadata.at("/labels/team").asText()).isEqualTo("a");
        assertThat(metadata.path("labels").path(MARK).asText()).isEqualTo("true");
        assertThat(metadata.at("/annotations/x").asText()).isEqualTo("y");
        assertThat(inside(QUOTA).at("/spec/hard"))
                .isEqualTo(AzureJson.of(Map.of(
                        "requests.cpu", "1", "limits.cpu", "2", "requests.memory", "1Gi", "limits.memory", "2Gi")));
        JsonNode policy = inside(POLICY).path("spec");
        assertThat(policy.path("ingress")).isEmpty();
        assertThat(policy.at("/egress/0/to/0").has("podSelector")).isTrue();
        assertThat(RawClient.at(client.get(cluster + "/managedNamespaces"), "/value"))
                .hasSize(1);
    }

    @Test
    void anUpdateTakesAwayWhatIsNoLongerSaid() {
        write("{'labels':{'team':'a','tier':'web'},'defaultResourceQuota':{'cpuLimit':'2'}}");
        Response begun = client.put(namespace, "{'properties':{'labels':{'team':'b'}}}");
        assertThat(begun.status()).isEqualTo(200);
        assertThat(RawClient.at(begun, "/properties/provisioningState").asText())
                .isEqualTo("Updating");
        client.follow(begun);
        JsonNode labels = inside("/api/v1/namespaces/team-a").at("/metadata/labels");
        assertThat(labels.path("team").asText()).isEqualTo("b");
        assertThat(labels.has("tier")).isFalse();
        assertThat(inside("GET", QUOTA, "").status()).isEqualTo(404);
        assertThat(inside(POLICY).at("/spec/ingress/0/from/0").has("podSelector"))
                .isTrue();
        assertThat(inside(POLICY).at("/spec/egress/0")).isEmpty();
    }

    @Test
    void aPatchChangesTheTagsAlone() {
        write("{'labels':{'team':'a'}}");
        Response patched = client.send("PATCH", namespace, AzureJson.read("{\"tags\":{\"c\":\"d\"}}"));
        assertThat(patched.status()).isEqualTo(200);
        assertThat(RawClient.at(patched, "/tags/c").asText()).isEqualTo("d");
        assertThat(RawClient.at(client.get(namespace), "/properties/labels/team")
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void aNamespaceThatIsThereIsNotAdoptedUnlessThePolicySaysSo() {
        makeByHand("{'name':'team-a','labels':{'team':'x'}}");
        ObjectNode refused = write("{'labels':{'team':'a'}}");
        assertThat(refused.path("status").asText()).isEqualTo("Failed");
        assertThat(refused.at("/error/message").asText()).contains("'team-a'", "Never");
        assertThat(state()).isEqualTo("Failed");
        assertThat(write("{'labels':{'team':'a'}}").path("status").asText()).isEqualTo("Failed");
        assertThat(write("{'adoptionPolicy':'IfIdentical','labels':{'team':'a'}}")
                        .path("status")
                        .asText())
                .isEqualTo("Failed");
        assertThat(write("{'adoptionPolicy':'Always','labels':{'team':'a'}}")
                        .path("status")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(inside("/api/v1/namespaces/team-a")
                        .at("/metadata/labels/team")
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void anIdenticalNamespaceIsAdopted() {
        makeByHand("{'name':'team-a','labels':{'team':'a'}}");
        write("{'adoptionPolicy':'IfIdentical','labels':{'team':'a'}}");
        assertThat(state()).isEqualTo("Succeeded");
    }

    @Test
    void theDeletePolicySaysWhetherTheNamespaceOutlivesItsResource() {
        write("{}");
        Response begun = client.delete(namespace);
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.headers()).containsKeys("Azure-AsyncOperation", "Location");
        assertThat(state()).isEqualTo("Deleting");
        client.follow(begun);
        assertThat(client.get(namespace).status()).isEqualTo(404);
        assertThat(client.delete(namespace).status()).isEqualTo(204);
        JsonNode kept = inside("/api/v1/namespaces/team-a");
        assertThat(kept.at("/metadata/labels").has(MARK)).isFalse();
        write("{'adoptionPolicy':'Always','deletePolicy':'Delete'}");
        client.follow(client.delete(namespace));
        client.advance(Duration.ofMinutes(1));
        assertThat(inside("GET", "/api/v1/namespaces/team-a", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-system", "gatekeeper-system", "Team", "-a", "a_b"})
    void someNamesAreRefused(String name) {
        Response refused = client.put(cluster + "/managedNamespaces/" + name, "{'properties':{}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.at(refused, "/target").asText()).isEqualTo("managedNamespaceName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'adoptionPolicy':'Sometimes'}",
                "{'deletePolicy':'Maybe'}",
                "{'defaultNetworkPolicy':{'ingress':'Some'}}",
                "{'defaultResourceQuota':{'cpuLimit':'two'}}"
            })
    void someValuesAreRefused(String properties) {
        assertThat(client.put(namespace, "{'properties':" + properties + "}").status())
                .isEqualTo(400);
        assertThat(client.get(namespace).status()).isEqualTo(404);
    }

    @Test
    void theCredentialPointsToTheNamespace() {
        write("{}");
        assertThat(kubeconfig(namespace + "/listCredential")).contains("\n    namespace: team-a\n");
        assertThat(client.post(cluster + "/managedNamespaces/none/listCredential")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aClusterMustBeThereAndRun() {
        assertThat(client.put(client.cluster("rg", "none") + "/managedNamespaces/a", "{'properties':{}}")
                        .status())
                .isEqualTo(404);
        client.follow(client.post(cluster + "/stop"));
        assertThat(client.put(namespace, "{'properties':{}}").status()).isEqualTo(409);
    }

    @Test
    void aClusterThatIsDeletedTakesItsNamespacesAlong() {
        write("{}");
        Response begun = client.put(namespace, "{'properties':{'labels':{'team':'b'}}}");
        client.delete(client.group("rg"));
        client.advance(Duration.ofMinutes(30));
        assertThat(client.get(namespace).status()).isEqualTo(404);
        assertThat(begun.status()).isEqualTo(200);
    }
}
