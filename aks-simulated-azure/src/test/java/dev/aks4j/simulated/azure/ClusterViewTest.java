package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of a cluster, and what it never sees. */
class ClusterViewTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");

    private Response create(String more) {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        Response created = client.put(
                cluster,
                "{'location':'westeurope','properties':{'kubernetesVersion':'1.35','dnsPrefix':'shop'," + more
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':2,"
                        + "'vmSize':'Standard_D4ds_v5'}]}}");
        assertThat(created.status()).isEqualTo(201);
        client.follow(created);
        return created;
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String server(String query) {
        String kubeconfig = RawClient.at(
                        client.post(cluster + "/listClusterUserCredential" + query), "/kubeconfigs/0/value")
                .asText();
        String yaml = new String(Base64.getDecoder().decode(kubeconfig), StandardCharsets.UTF_8);
        return yaml.lines()
                .filter(line -> line.contains("server: "))
                .map(line -> line.replaceFirst(".*server: ", ""))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'windowsProfile':{'adminUsername':'azureuser','adminPassword':'s3cr3t-Value'},",
                "'servicePrincipalProfile':{'clientId':'11111111-1111-1111-1111-111111111111','secret':'s3cr3t-Value'},",
                "'aadProfile':{'managed':true,'serverAppSecret':'s3cr3t-Value'},"
            })
    void secretsAreTakenAndNeverShown(String profile) {
        Response created = create(profile);
        assertThat(text(created)).doesNotContain("s3cr3t-Value");
        assertThat(text(client.get(cluster))).doesNotContain("s3cr3t-Value");
        assertThat(text(client.get(client.group("rg") + "/providers/Microsoft.ContainerService/managedClusters")))
                .doesNotContain("s3cr3t-Value");

        ObjectNode again = RawClient.body(client.get(cluster));
        Response updated = client.put(cluster, again.toString().replace("\"", "'"));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(text(updated)).doesNotContain("s3cr3t-Value");
    }

    @Test
    void aPrivateClusterHasANameInItsNetworkAndAPublicOne() {
        create("'apiServerAccessProfile':{'enablePrivateCluster':true},");
        ObjectNode properties = (ObjectNode) RawClient.body(client.get(cluster)).path("properties");
        String privateName = properties.path("privateFQDN").asText();
        String publicName = properties.path("fqdn").asText();
        assertThat(privateName).matches("shop-\\w{8}\\.[0-9a-f-]{36}\\.privatelink\\.westeurope\\.azmk8s\\.io");
        assertThat(publicName).endsWith(".hcp.westeurope.azmk8s.io");
        assertThat(properties.at("/apiServerAccessProfile/privateDNSZone").asText())
                .isEqualTo("system");
        assertThat(properties.at("/privateLinkResources/0/id").asText()).endsWith("/privateLinkResources/management");

        assertThat(server("")).isEqualTo("https://" + privateName + ":443");
        assertThat(server("?server-fqdn=public")).isEqualTo("https://" + publicName + ":443");
        for (String name : List.of(privateName, publicName)) {
            Request request = new Request("GET", URI.create("https://" + name + "/version"), Map.of(), new byte[0]);
            assertThat(azure.answer(request).status()).as(name).isIn(200, 401);
        }
    }

    @Test
    void aPrivateClusterWithoutAPublicNameHasNone() {
        create("'apiServerAccessProfile':{'enablePrivateCluster':true,'enablePrivateClusterPublicFQDN':false},");
        ObjectNode properties = (ObjectNode) RawClient.body(client.get(cluster)).path("properties");
        assertThat(properties.has("fqdn")).isFalse();
        assertThat(server("?server-fqdn=public"))
                .isEqualTo("https://" + properties.path("privateFQDN").asText() + ":443");
    }

    @Test
    void aPrivateClusterWithoutAZoneHasNoPrivateName() {
        create("'apiServerAccessProfile':{'enablePrivateCluster':true,'privateDNSZone':'none'},");
        assertThat(RawClient.at(client.get(cluster), "/properties/privateFQDN").isMissingNode())
                .isTrue();
    }

    @Test
    void rangesThatWereClearedLeaveNoTrace() {
        create("'apiServerAccessProfile':{'authorizedIPRanges':['20.1.2.3/32']},");
        ObjectNode body = RawClient.body(client.get(cluster));
        ((ObjectNode) body.at("/properties/apiServerAccessProfile")).putArray("authorizedIPRanges");
        client.follow(client.send("PUT", cluster, body));
        assertThat(RawClient.body(client.get(cluster))
                        .at("/properties/apiServerAccessProfile")
                        .isMissingNode())
                .isTrue();
    }
}
