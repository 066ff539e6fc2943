package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who uses what: machines in pools of load balancers, disks at machines, addresses at frontends, endpoints at targets. */
class UsesTest {

    private static final String NETWORK = "/providers/Microsoft.Network/";
    private static final String DISK = "/providers/Microsoft.Compute/disks/";
    private static final String CARDS = "/properties/networkProfileConfiguration/networkInterfaceConfigurations";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String group = client.group("rg");

    @BeforeEach
    void group() {
        client.put(group, "{'location':'westeurope'}");
    }

    private JsonNode made(String id, String json) {
        Response answer = client.put(id, json);
        assertThat(answer.status()).as(new String(answer.body())).isBetween(200, 202);
        azure.time().advance(Duration.ofMinutes(1));
        return RawClient.at(client.get(id), "");
    }

    private static String code(Response response) {
        return RawClient.at(response, "/error/code").asText();
    }

    private String subnet() {
        String network = group + NETWORK + "virtualNetworks/vnet";
        made(
                network,
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},'subnets':"
                        + "[{'name':'nodes','properties':{'addressPrefix':'10.20.0.0/24'}}]}}");
        return network + "/subnets/nodes";
    }

    /** Makes a cluster in a subnet, and returns its scale set. */
    private String machines(String subnet) {
        client.follow(client.put(
                client.cluster("rg", "shop"),
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'shop',"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':2,'vmSize':'Standard_D4ds_v5',"
                        + "'vnetSubnetID':'" + subnet + "'}]}}"));
        return RawClient.at(
                        client.get(client.group("MC_rg_shop_westeurope")
                                + "/providers/Microsoft.Compute/virtualMachineScaleSets"),
                        "/value/0/id")
                .asText();
    }

    private String internal(String subnet) {
        String balancer = client.group("MC_rg_shop_westeurope") + NETWORK + "loadBalancers/kubernetes-internal";
        made(
                balancer,
                "{'location':'westeurope','sku':{'name':'Standard'},'properties':{'frontendIPConfigurations':[{'name':'a',"
                        + "'properties':{'subnet':{'id':'" + subnet
                        + "'}}}],'backendAddressPools':[{'name':'kubernetes'}],"
                        + "'probes':[{'name':'p','properties':{'port':30080,'protocol':'Tcp','intervalInSeconds':5}}],"
                        + "'loadBalancingRules':[{'name':'r','properties':{'protocol':'Tcp','frontendPort':80,'backendPort':80,"
                        + "'frontendIPConfiguration':{'id':'" + balancer + "/frontendIPConfigurations/a'},"
                        + "'backendAddressPool':{'id':'" + balancer + "/backendAddressPools/kubernetes'},"
                        + "'probe':{'id':'" + balancer + "/probes/p'}}}]}}");
        return balancer;
    }

    private ObjectNode joining(String machine, String pool) {
        ObjectNode body = AzureJson.object();
        ObjectNode properties = body.putObject("properties");
        properties
                .putObject("networkProfileConfiguration")
                .set(
                        "networkInterfaceConfigurations",
                        RawClient.at(client.get(machine), CARDS).deepCopy());
        ((ObjectNode) properties.at("/networkProfileConfiguration/networkInterfaceConfigurations/0/properties"
                        + "/ipConfigurations/0/properties"))
                .withArray("loadBalancerBackendAddressPools")
                .addObject()
                .put("id", pool);
        return body;
    }

    @Test
    void aMachineJoinsPoolsOfALoadBalancerWhichShowsIt() {
        String subnet = subnet();
        String machine = machines(subnet) + "/virtualMachines/0";
        assertThat(RawClient.at(client.get(machine), CARDS).findValuesAsText("id"))
                .anySatisfy(id -> assertThat(id).endsWith("/loadBalancers/kubernetes/backendAddressPools/kubernetes"));
        String balancer = internal(subnet);
        String pool = balancer + "/backendAddressPools/kubernetes";
        assertThat(code(client.send("PUT", machine, joining(machine, pool + "x"))))
                .isEqualTo("InvalidResourceReference");
        assertThat(client.send("PUT", machine, joining(machine, pool)).status()).isEqualTo(202);
        azure.time().advance(Duration.ofMinutes(1));
        JsonNode shown = RawClient.at(client.get(balancer), "/properties");
        assertThat(shown.at("/backendAddressPools/0/properties/backendIPConfigurations")
                        .findValuesAsText("id"))
                .singleElement()
                .asString()
                .startsWith(machine + "/networkInterfaces/")
                .endsWith("/ipConfigurations/ipconfig1");
        for (String part : List.of("frontendIPConfigurations", "backendAddressPools", "probes")) {
            assertThat(shown.at("/" + part + "/0/properties/loadBalancingRules/0/id")
                            .asText())
                    .isEqualTo(balancer + "/loadBalancingRules/r");
        }
        assertThat(code(client.delete(balancer))).isEqualTo("LoadBalancerInUseByVirtualMachineScaleSet");
    }

    @Test
    void aPrivateFrontendHasAnAddressThatNoMachineHasAndKeepsIt() {
        String subnet = subnet();
        String set = machines(subnet);
        List<String> machines =
                RawClient.at(client.get(set + "/networkInterfaces"), "/value").findValuesAsText("privateIPAddress");
        assertThat(machines).hasSize(2);
        String balancer = internal(subnet);
        String place = "/properties/frontendIPConfigurations/0/properties/privateIPAddress";
        String address = RawClient.at(client.get(balancer), place).asText();
        assertThat(address).startsWith("10.20.0.").isNotIn(machines);
        internal(subnet);
        assertThat(RawClient.at(client.get(balancer), place).asText()).isEqualTo(address);
        String fixed =
                "{'location':'westeurope','sku':{'name':'Standard'},'properties':{'frontendIPConfigurations':[{'name':"
                        + "'a','properties':{'privateIPAllocationMethod':'Static','privateIPAddress':'%s','subnet':{'id':'"
                        + subnet
                        + "'}}}]}}";
        String other = group + NETWORK + "loadBalancers/other";
        assertThat(code(client.put(other, fixed.formatted(address)))).isEqualTo("PrivateIPAddressIsAllocated");
        assertThat(code(client.put(other, fixed.formatted(machines.get(0))))).isEqualTo("PrivateIPAddressIsAllocated");
        assertThat(code(client.put(other, fixed.formatted("10.30.0.9")))).isEqualTo("PrivateIPAddressNotInSubnet");
        assertThat(client.put(other, fixed.formatted("10.20.0.200")).status()).isEqualTo(201);
    }

    @Test
    void aWriteOfAMachineLeavesWhatItDoesNotName() {
        String subnet = subnet();
        String machine = machines(subnet) + "/virtualMachines/0";
        made(
                group + DISK + "one",
                "{'location':'westeurope','properties':{'creationData':{'createOption':'Empty'},'diskSizeGB':8}}");
        client.put(
                machine,
                "{'properties':{'storageProfile':{'dataDisks':[{'lun':0,'createOption':'Attach','managedDisk':{'id':'"
                        + group + DISK + "one'}}]}}}");
        azure.time().advance(Duration.ofMinutes(1));
        String before = RawClient.at(client.get(machine), "/etag").asText();
        client.send("PUT", machine, joining(machine, internal(subnet) + "/backendAddressPools/kubernetes"));
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(machine), "/properties/storageProfile/dataDisks"))
                .hasSize(1);
        assertThat(RawClient.at(client.get(group + DISK + "one"), "/managedBy").asText())
                .isEqualTo(machine);
        ObjectNode none = AzureJson.object();
        none.putObject("properties").putObject("storageProfile").putArray("dataDisks");
        assertThat(client.send("PUT", machine, none, Map.of("If-Match", before)).status())
                .isEqualTo(412);
        String now = RawClient.at(client.get(machine), "/etag").asText();
        assertThat(client.send("PUT", machine, none, Map.of("If-Match", now)).status())
                .isEqualTo(202);
    }

    @Test
    void aDiskIsFreeWhenItsMachineIsGone() {
        String machine = machines(subnet()) + "/virtualMachines/1";
        made(
                group + DISK + "one",
                "{'location':'westeurope','properties':{'creationData':{'createOption':'Empty'},'diskSizeGB':8}}");
        client.put(
                machine,
                "{'properties':{'storageProfile':{'dataDisks':[{'lun':0,'createOption':'Attach','managedDisk':{'id':'"
                        + group + DISK + "one'}}]}}}");
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(client.delete(group + DISK + "one").status()).isEqualTo(409);
        client.follow(client.delete(client.cluster("rg", "shop")));
        assertThat(RawClient.at(client.get(group + DISK + "one"), "/properties/diskState")
                        .asText())
                .isEqualTo("Unattached");
        assertThat(client.delete(group + DISK + "one").status()).isEqualTo(202);
    }

    @Test
    void aDiskIsWrittenBackAsItWasReadAndLendsItsBytes() {
        String disk = group + DISK + "one";
        made(
                disk,
                "{'location':'westeurope','sku':{'name':'Premium_LRS'},'properties':{'creationData':{'createOption':'Empty'},"
                        + "'diskSizeGB':64}}");
        ObjectNode read = (ObjectNode) RawClient.at(client.get(disk), "");
        ((ObjectNode) read.path("properties")).put("diskSizeGB", 512);
        assertThat(client.send("PUT", disk, read).status()).isEqualTo(202);
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(disk), "/properties/diskIOPSReadWrite")
                        .asInt())
                .isEqualTo(1536);
        ((ObjectNode) read.path("properties")).put("diskIOPSReadWrite", 9000);
        assertThat(code(client.send("PUT", disk, read))).isEqualTo("InvalidParameter");
        ObjectNode asked = AzureJson.object().put("access", "Read").put("durationInSeconds", 60);
        Response begun = client.send("POST", disk + "/beginGetAccess", asked);
        assertThat(begun.status()).isEqualTo(202);
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(begun.headers().get("Location")), "/accessSAS")
                        .asText())
                .startsWith("https://md-");
        assertThat(RawClient.at(client.get(begun.headers().get("Azure-AsyncOperation")), "/properties/output/accessSAS")
                        .asText())
                .startsWith("https://md-");
        assertThat(RawClient.at(client.get(disk), "/properties/diskState").asText())
                .isEqualTo("ActiveSAS");
        assertThat(client.send("POST", disk + "/endGetAccess", AzureJson.object())
                        .status())
                .isEqualTo(202);
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(disk), "/properties/diskState").asText())
                .isEqualTo("Unattached");
        assertThat(code(client.send("POST", disk + "/beginGetAccess", asked.put("access", "All"))))
                .isEqualTo("InvalidParameter");
    }

    @Test
    void whatIsUsedShowsItsUsersAndStays() {
        String address = group + NETWORK + "publicIPAddresses/front";
        String rules = group + NETWORK + "networkSecurityGroups/nsg";
        String routes = group + NETWORK + "routeTables/routes";
        made(address, "{'location':'westeurope','sku':{'name':'Standard'}}");
        made(rules, "{'location':'westeurope'}");
        made(routes, "{'location':'westeurope'}");
        String balancer = group + NETWORK + "loadBalancers/lb";
        made(
                balancer,
                "{'location':'westeurope','properties':{'frontendIPConfigurations':[{'name':'fe','properties':"
                        + "{'publicIPAddress':{'id':'" + address + "'}}}]}}");
        String subnet = subnet();
        made(
                subnet,
                "{'properties':{'addressPrefix':'10.20.0.0/24','networkSecurityGroup':{'id':'" + rules
                        + "'},'routeTable':{'id':'" + routes + "'}}}");
        assertThat(RawClient.at(client.get(address), "/properties/ipConfiguration/id")
                        .asText())
                .isEqualTo(balancer + "/frontendIPConfigurations/fe");
        for (String each : List.of(rules, routes)) {
            assertThat(RawClient.at(client.get(each), "/properties/subnets/0/id")
                            .asText())
                    .isEqualTo(subnet);
        }
        assertThat(code(client.delete(address))).isEqualTo("PublicIPAddressCannotBeDeleted");
        assertThat(code(client.delete(rules))).isEqualTo("InUseNetworkSecurityGroupCannotBeDeleted");
        assertThat(code(client.delete(routes))).isEqualTo("InUseRouteTableCannotBeDeleted");
        made(subnet, "{'properties':{'addressPrefix':'10.20.0.0/24'}}");
        client.delete(balancer);
        azure.time().advance(Duration.ofMinutes(1));
        for (String each : List.of(address, rules, routes)) {
            assertThat(client.delete(each).status()).isEqualTo(202);
        }
    }

    @Test
    void aTargetShowsThePrivateEndpointsThatLeadToItAndLetsThemIn() {
        String account = group + "/providers/Microsoft.Storage/storageAccounts/shopdata";
        made(account, "{'location':'westeurope','kind':'StorageV2','sku':{'name':'Standard_LRS'}}");
        String endpoint = group + NETWORK + "privateEndpoints/pe";
        made(
                endpoint,
                "{'location':'westeurope','properties':{'subnet':{'id':'" + subnet()
                        + "'},'manualPrivateLinkServiceConnections':[{'name':'c','properties':{'privateLinkServiceId':'"
                        + account + "','groupIds':['file']}}]}}");
        JsonNode connections = RawClient.at(client.get(account + "/privateEndpointConnections"), "/value");
        assertThat(connections).hasSize(1);
        String connection = connections.get(0).path("id").asText();
        String status = "/properties/privateLinkServiceConnectionState/status";
        assertThat(connections.get(0).at(status).asText()).isEqualTo("Pending");
        assertThat(RawClient.at(client.get(account), "/properties/privateEndpointConnections/0/id")
                        .asText())
                .isEqualTo(connection);
        client.put(connection, "{'properties':{'privateLinkServiceConnectionState':{'status':'Approved'}}}");
        assertThat(RawClient.at(client.get(connection), status).asText()).isEqualTo("Approved");
        assertThat(RawClient.at(client.get(endpoint), "/properties/manualPrivateLinkServiceConnections/0" + status)
                        .asText())
                .isEqualTo("Approved");
        assertThat(client.delete(connection).status()).isEqualTo(200);
        assertThat(client.delete(connection).status()).isEqualTo(204);
        assertThat(RawClient.at(client.get(account), "/properties/privateEndpointConnections"))
                .isEmpty();
    }
}
