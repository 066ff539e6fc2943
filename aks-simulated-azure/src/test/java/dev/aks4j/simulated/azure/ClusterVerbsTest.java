package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
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

/** What one can do with a cluster and its pools besides writing and reading them. */
class ClusterVerbsTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String apps = cluster + "/agentPools/apps";

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(
                client.put(
                        cluster,
                        "{'location':'westeurope','properties':{'dnsPrefix':'shop','kubernetesVersion':'1.35','oidcIssuerProfile':"
                                + "{'enabled':true},'agentPoolProfiles':[{'name':'system','mode':'System','count':1,'vmSize':"
                                + "'Standard_D4ds_v5'},{'name':'apps','mode':'User','count':3,'vmSize':'Standard_D8ds_v5'}]}}"));
    }

    private String kubeconfig(String verb) {
        String value = RawClient.at(client.post(cluster + "/" + verb), "/kubeconfigs/0/value")
                .asText();
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private Response anyone(String url, Map<String, List<String>> headers) {
        return azure.answer(new Request("GET", URI.create(url), headers, new byte[0]));
    }

    private int nodesWith(String kubeconfig) {
        String token = kubeconfig
                .lines()
                .filter(line -> line.contains(" token: "))
                .map(line -> line.substring(line.indexOf("token: ") + 7))
                .findFirst()
                .orElseThrow();
        String server = "https://"
                + RawClient.at(client.get(cluster), "/properties/fqdn").asText();
        return anyone(server + "/api/v1/nodes", Map.of("Authorization", List.of("Bearer " + token)))
                .status();
    }

    private String uid() {
        return RawClient.at(client.get(cluster), "/properties/resourceUID").asText();
    }

    /** Nothing else tells a cluster from another one of the same name that was there before. */
    @Test
    void aClusterThatIsMadeAnewHasAnotherUid() {
        String first = uid();
        assertThat(first).matches("[0-9a-f]{24}");
        client.follow(client.post(cluster + "/rotateClusterCertificates"));
        assertThat(uid()).isEqualTo(first);
        client.follow(client.delete(cluster));
        create();
        assertThat(uid()).matches("[0-9a-f]{24}").isNotEqualTo(first);
    }

    @Test
    void certificatesAreRotated() {
        String before = kubeconfig("listClusterUserCredential");
        assertThat(nodesWith(before)).isEqualTo(200);
        Response begun = client.post(cluster + "/rotateClusterCertificates");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.headers()).containsKeys("Azure-AsyncOperation", "Location");
        assertThat(RawClient.at(client.get(cluster), "/properties/provisioningState")
                        .asText())
                .isEqualTo("RotatingClusterCertificates");
        assertThat(client.post(cluster + "/rotateClusterCertificates").status()).isEqualTo(409);
        client.follow(begun);
        assertThat(nodesWith(before)).isEqualTo(401);
        assertThat(nodesWith(kubeconfig("listClusterUserCredential"))).isEqualTo(200);
    }

    @Test
    void theIssuersDocumentsArePublicAndShowBothKeysForADayAfterARotation() throws Exception {
        String issuer = RawClient.at(client.get(cluster), "/properties/oidcIssuerProfile/issuerURL")
                .asText();
        JsonNode discovery = RawClient.body(anyone(issuer + ".well-known/openid-configuration", Map.of()));
        assertThat(discovery.path("issuer").asText()).isEqualTo(issuer);
        String keys = discovery.path("jwks_uri").asText();
        JWKSet first = JWKSet.parse(new String(anyone(keys, Map.of()).body(), StandardCharsets.UTF_8));
        assertThat(first.getKeys()).hasSize(1);
        client.follow(client.post(cluster + "/rotateServiceAccountSigningKeys"));
        JWKSet both = JWKSet.parse(new String(anyone(keys, Map.of()).body(), StandardCharsets.UTF_8));
        assertThat(both.getKeys()).hasSize(2).containsAll(first.getKeys());
        client.advance(Duration.ofHours(25));
        JWKSet after = JWKSet.parse(new String(anyone(keys, Map.of()).body(), StandardCharsets.UTF_8));
        assertThat(after.getKeys()).hasSize(1).doesNotContainAnyElementsOf(first.getKeys());
        assertThat(anyone(issuer + "else", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void theMonitoringUserHasAKubeconfigOfItsOwn() {
        assertThat(kubeconfig("listClusterMonitoringUserCredential")).contains("clusterMonitoringUser_rg_shop");
    }

    @Test
    void podsFindTheAuthorityOfTheApiServer() {
        String yaml = kubeconfig("listClusterUserCredential");
        String encoded = yaml.lines()
                .filter(line -> line.contains("certificate-authority-data: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .findFirst()
                .orElseThrow();
        ObjectNode command = AzureJson.object().put("command", "kubectl get configmap kube-root-ca.crt -o json");
        Response begun = client.send("POST", cluster + "/runCommand", command);
        client.advance(Duration.ofSeconds(15));
        String logs = RawClient.at(client.get(begun.headers().get("Location")), "/properties/logs")
                .asText();
        assertThat(AzureJson.read(logs).at("/data").path("ca.crt").asText())
                .isEqualTo(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void chosenMachinesAreRemoved() {
        JsonNode machines = RawClient.at(client.get(apps + "/machines"), "/value");
        assertThat(machines).hasSize(3);
        String name = machines.get(0).path("name").asText();
        assertThat(RawClient.at(client.get(apps + "/machines/" + name), "/properties/network/ipAddresses/0/ip")
                        .asText())
                .startsWith("10.224.");
        assertThat(client.send("POST", apps + "/deleteMachines", (ObjectNode)
                                AzureJson.of(Map.of("machineNames", List.of("x"))))
                        .status())
                .isEqualTo(404);
        Response begun = client.send(
                "POST", apps + "/deleteMachines", (ObjectNode) AzureJson.of(Map.of("machineNames", List.of(name))));
        assertThat(begun.status()).isEqualTo(202);
        client.follow(begun);
        assertThat(RawClient.at(client.get(apps), "/properties/count").asInt()).isEqualTo(2);
        assertThat(client.get(apps + "/machines/" + name).status()).isEqualTo(404);
        String system = cluster + "/agentPools/system";
        String last =
                RawClient.at(client.get(system + "/machines"), "/value/0/name").asText();
        assertThat(client.send("POST", system + "/deleteMachines", (ObjectNode)
                                AzureJson.of(Map.of("machineNames", List.of(last))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPoolSaysToWhichVersionsAndImageItCanBeUpgraded() {
        client.follow(client.put(
                cluster + "/agentPools/old",
                "{'properties':{'count':1,'vmSize':'Standard_D4ds_v5','orchestratorVersion':'1.34'}}"));
        JsonNode profile = RawClient.at(client.get(cluster + "/agentPools/old/upgradeProfiles/default"), "/properties");
        assertThat(profile.path("kubernetesVersion").asText()).startsWith("1.34.");
        assertThat(profile.path("upgrades")).isNotEmpty();
        assertThat(profile.path("upgrades").toString()).contains("1.35.").doesNotContain("1.36.");
        assertThat(profile.path("latestNodeImageVersion").asText()).startsWith("AKSUbuntu-");
    }

    @Test
    void aUserPoolStopsAndStartsByItself() {
        Response stopped = client.put(apps, "{'properties':{'powerState':{'code':'Stopped'}}}");
        assertThat(RawClient.at(stopped, "/properties/provisioningState").asText())
                .isEqualTo("Stopping");
        client.follow(stopped);
        assertThat(RawClient.at(client.get(apps), "/properties/powerState/code").asText())
                .isEqualTo("Stopped");
        assertThat(RawClient.at(client.get(apps + "/machines"), "/value")).isEmpty();
        Response started = client.put(apps, "{'properties':{'powerState':{'code':'Running'}}}");
        assertThat(RawClient.at(started, "/properties/provisioningState").asText())
                .isEqualTo("Starting");
        client.follow(started);
        assertThat(RawClient.at(client.get(apps + "/machines"), "/value")).hasSize(3);
        assertThat(client.put(cluster + "/agentPools/system", "{'properties':{'powerState':{'code':'Stopped'}}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPoolIsMadeFromASnapshotOfAnother() {
        String snapshot = client.group("rg") + "/providers/Microsoft.ContainerService/snapshots/golden";
        String body = "{'location':'westeurope','properties':{'creationData':{'sourceResourceId':'" + apps + "'}}}";
        Response made = client.put(snapshot, body);
        assertThat(made.status()).isEqualTo(201);
        String image = RawClient.at(made, "/properties/nodeImageVersion").asText();
        client.advance(Duration.ofDays(15));
        client = RawClient.of(azure);
        client.follow(client.put(
                cluster + "/agentPools/copy",
                "{'properties':{'count':1,'vmSize':'Standard_D8ds_v5','creationData':{'sourceResourceId':'" + snapshot
                        + "'}}}"));
        assertThat(RawClient.at(client.get(cluster + "/agentPools/copy"), "/properties/nodeImageVersion")
                        .asText())
                .isEqualTo(image);
        assertThat(RawClient.at(
                        client.get(client.group("rg") + "/providers/Microsoft.ContainerService/snapshots"), "/value"))
                .hasSize(1);
        assertThat(client.put(snapshot, body.replace("apps", "none")).status()).isEqualTo(400);
        assertThat(client.delete(snapshot).status()).isEqualTo(200);
        assertThat(client.get(snapshot).status()).isEqualTo(404);
    }
}
