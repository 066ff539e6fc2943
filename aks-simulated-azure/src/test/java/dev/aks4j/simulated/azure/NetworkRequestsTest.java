package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a cluster's network Azure makes, and which it refuses. */
class NetworkRequestsTest {

    private static final String POOL =
            "'agentPoolProfiles':[{'name':'system','mode':'System','count':1,'vmSize':'Standard_D4ds_v5'";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String vnet = client.group("rg") + "/providers/Microsoft.Network/virtualNetworks/vnet";

    private void create(String network, String pool, String more) {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                vnet,
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},'subnets':[{"
                        + "'name':'nodes','properties':{'addressPrefix':'10.20.0.0/22'}}]}}"));
        Response made = client.put(
                cluster,
                "{'location':'westeurope'," + more + "'properties':{'dnsPrefix':'shop','networkProfile':{" + network
                        + "}," + POOL + pool + "}]}}");
        assertThat(made.status()).as(new String(made.body())).isEqualTo(201);
        client.follow(made);
    }

    private Response change(String... fieldsAndValues) {
        ObjectNode body = RawClient.body(client.get(cluster));
        ObjectNode network = AzureJson.child(AzureJson.child(body, "properties"), "networkProfile");
        network.remove("loadBalancerProfile");
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            network.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return client.send("PUT", cluster, body);
    }

    private static String code(Response response) {
        return response.status() == 200 ? "" : RawClient.at(response, "/code").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "loadBalancer,managedNATGateway,true",
        "loadBalancer,none,true",
        "managedNATGateway,loadBalancer,false",
        "managedNATGateway,managedNATGatewayV2,true",
        "managedNATGatewayV2,managedNATGateway,false",
        "none,loadBalancer,true"
    })
    void theWayOutOfAManagedNetwork(String from, String to, boolean allowed) {
        create("'networkPlugin':'azure','networkPluginMode':'overlay','outboundType':'" + from + "'", "", "");
        assertThat(code(change("outboundType", to))).isEqualTo(allowed ? "" : "PropertyChangeNotAllowed");
    }

    @Test
    void theWayOutOfOnesOwnNetworkIsNeverAManagedGateway() {
        create(
                "'networkPlugin':'azure','networkPluginMode':'overlay'",
                ",'vnetSubnetID':'" + vnet + "/subnets/nodes'",
                "");
        assertThat(code(change("outboundType", "block"))).isEqualTo("PropertyChangeNotAllowed");
        assertThat(code(change("outboundType", "none"))).isEmpty();
    }

    @Test
    void theBalancersAddressesGoAndComeWithIt() {
        create("'networkPlugin':'azure','networkPluginMode':'overlay'", "", "");
        String addresses = "/properties/networkProfile/loadBalancerProfile/effectiveOutboundIPs";
        assertThat(RawClient.at(client.get(cluster), addresses)).hasSize(1);
        client.follow(change("outboundType", "none"));
        assertThat(RawClient.at(client.get(cluster), "/properties/networkProfile")
                        .has("loadBalancerProfile"))
                .isFalse();
        client.follow(change("outboundType", "loadBalancer"));
        assertThat(RawClient.at(client.get(cluster), addresses)).hasSize(1);
    }

    @Test
    void modeAndDataPlaneChangeOneAfterTheOther() {
        create("'networkPlugin':'azure'", "", "");
        Response both = change(
                "networkPluginMode",
                "overlay",
                "podCidr",
                "10.244.0.0/16",
                "networkDataplane",
                "cilium",
                "networkPolicy",
                "cilium");
        assertThat(code(both)).isEqualTo("BadRequest");
        Response mode = change("networkPluginMode", "overlay", "podCidr", "10.244.0.0/16");
        assertThat(code(mode)).isEmpty();
        client.follow(mode);
        Response plane = change("networkDataplane", "cilium", "networkPolicy", "cilium");
        assertThat(code(plane)).isEmpty();
        client.follow(plane);
        assertThat(code(change("networkDataplane", "azure", "networkPolicy", "none")))
                .isEqualTo("PropertyChangeNotAllowed");
    }

    @Test
    void kubenetNeedsAnIdentityOfTheUsersToBecomeOverlay() {
        create("'networkPlugin':'kubenet'", "", "");
        assertThat(code(change("networkPlugin", "azure", "networkPluginMode", "overlay")))
                .isEqualTo("BadRequest");
    }

    @Test
    void aNetworkPluginOfOnesOwnStays() {
        create("'networkPlugin':'none'", "", "");
        assertThat(code(change("networkPlugin", "azure", "networkPluginMode", "overlay")))
                .isEqualTo("PropertyChangeNotAllowed");
    }
}
