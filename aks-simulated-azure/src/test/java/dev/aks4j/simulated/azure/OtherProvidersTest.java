package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The providers around a cluster: storage, disks and machines, the rest of the network, locks and policies. */
class OtherProvidersTest {

    private static final String STORAGE = "/providers/Microsoft.Storage/storageAccounts/";
    private static final String DISK = "/providers/Microsoft.Compute/disks/";
    private static final String NETWORK = "/providers/Microsoft.Network/";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String group = client.group("rg");

    @BeforeEach
    void group() {
        client.put(group, "{'location':'westeurope'}");
    }

    private Response put(String path, String json) {
        return client.put(group + path, json);
    }

    private Response made(String path, String json) {
        Response answer = put(path, json);
        assertThat(answer.status()).as(new String(answer.body())).isBetween(200, 202);
        azure.time().advance(java.time.Duration.ofMinutes(1));
        return client.get(group + path);
    }

    private static String code(Response response) {
        return RawClient.at(response, "/error/code").asText();
    }

    private static final String ACCOUNT = "{'location':'westeurope','kind':'StorageV2','sku':{'name':'Standard_LRS'}}";

    @Test
    void aStorageAccountIsMadeInTheBackgroundAndHasKeys() {
        Response begun = put(STORAGE + "shopdata", ACCOUNT);
        assertThat(begun.status()).isEqualTo(202);
        String location = begun.headers().get("Location");
        assertThat(client.get(location).status()).isEqualTo(202);
        azure.time().advance(java.time.Duration.ofMinutes(1));
        Response end = client.get(location);
        assertThat(end.status()).isEqualTo(200);
        assertThat(RawClient.at(end, "/properties/primaryEndpoints/blob").asText())
                .isEqualTo("https://shopdata.blob.core.windows.net/");
        JsonNode keys = RawClient.at(client.post(group + STORAGE + "shopdata/listKeys"), "/keys");
        assertThat(keys).hasSize(2);
        client.send(
                "POST",
                group + STORAGE + "shopdata/regenerateKey",
                dev.aks4j.simulated.azure.internal.json.AzureJson.object().put("keyName", "key1"));
        JsonNode renewed = RawClient.at(client.post(group + STORAGE + "shopdata/listKeys"), "/keys");
        assertThat(renewed.get(0)).isNotEqualTo(keys.get(0));
        assertThat(renewed.get(1).get("value")).isEqualTo(keys.get(1).get("value"));
        assertThat(client.delete(group + STORAGE + "shopdata").status()).isEqualTo(200);
        assertThat(client.get(group + STORAGE + "shopdata").status()).isEqualTo(404);
    }

    @Test
    void namesKindsAndSkusOfAccountsAreChecked() {
        assertThat(code(put(STORAGE + "Shop-Data", ACCOUNT))).isEqualTo("AccountNameInvalid");
        made(STORAGE + "shopdata", ACCOUNT);
        client.put(client.group("other"), "{'location':'westeurope'}");
        assertThat(code(client.put(client.group("other") + STORAGE + "shopdata", ACCOUNT)))
                .isEqualTo("StorageAccountAlreadyTaken");
        assertThat(code(put(STORAGE + "wrong1", ACCOUNT.replace("Standard_LRS", "Gold"))))
                .isEqualTo("InvalidValuesForRequestParameters");
        assertThat(code(put(STORAGE + "wrong2", ACCOUNT.replace("StorageV2", "FileStorage"))))
                .isEqualTo("AccountTypeNotSupported");
        assertThat(put(STORAGE + "nokind1", "{'location':'westeurope','sku':{'name':'Standard_LRS'}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void containersAndSharesLieInServicesThatAreThere() {
        made(STORAGE + "shopdata", ACCOUNT);
        String account = STORAGE + "shopdata";
        assertThat(client.get(group + account + "/blobServices/default").status())
                .isEqualTo(200);
        assertThat(put(account + "/blobServices/default/containers/logs", "{'properties':{}}")
                        .status())
                .isEqualTo(201);
        assertThat(put(account + "/blobServices/default/containers/logs", "{'properties':{}}")
                        .status())
                .isEqualTo(200);
        assertThat(code(put(account + "/blobServices/default/containers/Logs", "{'properties':{}}")))
                .isEqualTo("InvalidResourceName");
        assertThat(code(put(
                        account + "/blobServices/default/containers/open", "{'properties':{'publicAccess':'Blob'}}")))
                .isEqualTo("PublicAccessNotPermitted");
        assertThat(RawClient.at(client.get(group + account + "/blobServices/default/containers"), "/value"))
                .hasSize(1);
        Response share = put(account + "/fileServices/default/shares/data", "{'properties':{'shareQuota':50}}");
        assertThat(share.status()).isEqualTo(201);
        assertThat(RawClient.at(share, "/properties/enabledProtocols").asText()).isEqualTo("SMB");
        assertThat(code(put(
                        account + "/fileServices/default/shares/nfs",
                        "{'properties':{'enabledProtocols':'NFS','shareQuota':100}}")))
                .isEqualTo("FeatureNotSupportedForAccount");
        client.delete(group + account);
        assertThat(client.get(group + account + "/fileServices/default/shares/data")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aDiskIsAnsweredWith202AndGrowsOnly() {
        String body = "{'location':'westeurope','sku':{'name':'Premium_LRS'},'zones':['1'],'properties':"
                + "{'creationData':{'createOption':'Empty'},'diskSizeGB':%s}}";
        assertThat(put(DISK + "data", body.formatted(10)).status()).isEqualTo(202);
        azure.time().advance(java.time.Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(group + DISK + "data"), "/properties/diskState")
                        .asText())
                .isEqualTo("Unattached");
        assertThat(RawClient.at(made(DISK + "data", body.formatted(20)), "/properties/diskSizeGB")
                        .asInt())
                .isEqualTo(20);
        assertThat(code(put(DISK + "data", body.formatted(10)))).isEqualTo("OperationNotAllowed");
        assertThat(put(DISK + "zrs", body.formatted(10).replace("Premium_LRS", "Premium_ZRS"))
                        .status())
                .isEqualTo(400);
        assertThat(put(DISK + "far", body.formatted(10).replace("'1'", "'9'")).status())
                .isEqualTo(400);
        assertThat(put(DISK + "odd", body.formatted(10).replace("Premium_LRS", "premium"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSnapshotHasTheSizeOfItsDiskAndADiskIsMadeOfIt() {
        made(
                DISK + "data",
                "{'location':'westeurope','properties':{'creationData':{'createOption':'Empty'},'diskSizeGB':32}}");
        String snapshot = "/providers/Microsoft.Compute/snapshots/day";
        Response taken = made(
                snapshot,
                "{'location':'westeurope','properties':{'incremental':true,'creationData':{'createOption':'Copy',"
                        + "'sourceResourceId':'" + group + DISK + "data'}}}");
        assertThat(RawClient.at(taken, "/properties/diskSizeGB").asInt()).isEqualTo(32);
        Response copy = made(
                DISK + "copy",
                "{'location':'westeurope','properties':{'creationData':{'createOption':'Copy','sourceResourceId':'"
                        + group + snapshot + "'}}}");
        assertThat(RawClient.at(copy, "/properties/diskSizeGB").asInt()).isEqualTo(32);
        assertThat(put(
                                DISK + "lost",
                                "{'location':'westeurope','properties':{'creationData':{'createOption':'Copy','sourceResourceId':'"
                                        + group + DISK + "none'}}}")
                        .status())
                .isEqualTo(404);
    }

    private String cluster() {
        String cluster = client.cluster("rg", "shop");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':2,'vmSize':'Standard_D4ds_v5','availabilityZones':['1','2']}]}}"));
        return client.group("MC_rg_shop_westeurope");
    }

    @Test
    void theNodeResourceGroupHoldsWhatThePortalShows() {
        String nodes = cluster();
        List<String> types =
                RawClient.at(client.get(nodes + "/resources"), "/value").findValuesAsText("type");
        assertThat(types)
                .contains(
                        "Microsoft.Compute/virtualMachineScaleSets",
                        "Microsoft.Network/loadBalancers",
                        "Microsoft.Network/networkSecurityGroups",
                        "Microsoft.Network/publicIPAddresses",
                        "Microsoft.Network/virtualNetworks",
                        "Microsoft.ManagedIdentity/userAssignedIdentities");
        JsonNode sets =
                RawClient.at(client.get(nodes + "/providers/Microsoft.Compute/virtualMachineScaleSets"), "/value");
        assertThat(sets).hasSize(1);
        assertThat(sets.get(0).at("/sku/capacity").asInt()).isEqualTo(2);
        String set = sets.get(0).path("id").asText();
        assertThat(RawClient.at(client.get(set + "/virtualMachines"), "/value")).hasSize(2);
        assertThat(RawClient.at(client.get(set + "/virtualMachines/0"), "/properties/osProfile/computerName")
                        .asText())
                .endsWith("vmss000000");
        assertThat(RawClient.at(
                        client.get(nodes + NETWORK + "loadBalancers/kubernetes"),
                        "/properties/frontendIPConfigurations"))
                .hasSize(1);
        client.follow(client.delete(client.cluster("rg", "shop")));
        assertThat(client.get(set).status()).isEqualTo(404);
    }

    @Test
    void aDiskIsAttachedToOneMachineOfItsZone() {
        String nodes = cluster();
        String set = RawClient.at(
                        client.get(nodes + "/providers/Microsoft.Compute/virtualMachineScaleSets"), "/value/0/id")
                .asText();
        String body =
                "{'location':'westeurope','zones':['%s'],'properties':{'creationData':{'createOption':'Empty'},'diskSizeGB':8}}";
        made(DISK + "one", body.formatted(1));
        made(DISK + "two", body.formatted(2));
        String attach =
                "{'properties':{'storageProfile':{'dataDisks':[{'lun':0,'createOption':'Attach','caching':'None',"
                        + "'managedDisk':{'id':'" + group + DISK + "%s'}}]}}}";
        assertThat(client.put(set + "/virtualMachines/0", attach.formatted("two"))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(set + "/virtualMachines/0", attach.formatted("one"))
                        .status())
                .isEqualTo(202);
        azure.time().advance(java.time.Duration.ofMinutes(1));
        assertThat(RawClient.at(client.get(group + DISK + "one"), "/managedBy").asText())
                .isEqualTo(set + "/virtualMachines/0");
        assertThat(client.delete(group + DISK + "one").status()).isEqualTo(409);
        assertThat(client.put(set + "/virtualMachines/1", attach.formatted("one"))
                        .status())
                .isBetween(400, 409);
        client.put(set + "/virtualMachines/0", "{'properties':{'storageProfile':{'dataDisks':[]}}}");
        azure.time().advance(java.time.Duration.ofMinutes(1));
        assertThat(client.delete(group + DISK + "one").status()).isEqualTo(202);
    }

    @Test
    void aSecurityGroupHasDefaultRulesAndChildren() {
        Response made = made(
                NETWORK + "networkSecurityGroups/nsg", "{'location':'westeurope','properties':{'securityRules':[]}}");
        assertThat(RawClient.at(made, "/properties/securityRules").isArray()).isTrue();
        assertThat(RawClient.at(made, "/properties/defaultSecurityRules")).hasSize(6);
        String rule = NETWORK + "networkSecurityGroups/nsg/securityRules/https";
        assertThat(put(rule, "{'properties':{'priority':100,'direction':'Inbound','access':'Allow','protocol':'Tcp'}}")
                        .status())
                .isEqualTo(201);
        assertThat(RawClient.at(client.get(group + NETWORK + "networkSecurityGroups/nsg"), "/properties/securityRules"))
                .hasSize(1);
        assertThat(client.get(group + rule).status()).isEqualTo(200);
        assertThat(client.delete(group + rule).status()).isEqualTo(202);
        assertThat(client.get(group + rule).status()).isEqualTo(404);
    }

    @Test
    void routesHaveAddressesOfTheirOwn() {
        made(NETWORK + "routeTables/rt", "{'location':'westeurope'}");
        String route = NETWORK + "routeTables/rt/routes/default";
        assertThat(put(
                                route,
                                "{'properties':{'addressPrefix':'0.0.0.0/0','nextHopType':'VirtualAppliance','nextHopIpAddress':'10.0.0.4'}}")
                        .status())
                .isEqualTo(201);
        assertThat(RawClient.at(
                                client.get(group + NETWORK + "routeTables/rt"),
                                "/properties/routes/0/properties/provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void anAddressHasTheNameThatItsLabelGives() {
        Response made = made(
                NETWORK + "publicIPAddresses/ip",
                "{'location':'westeurope','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static','dnsSettings':{'domainNameLabel':'shop'}}}");
        assertThat(RawClient.at(made, "/properties/dnsSettings/fqdn").asText())
                .isEqualTo("shop.westeurope.cloudapp.azure.com");
        assertThat(put(
                                NETWORK + "publicIPAddresses/dyn",
                                "{'location':'westeurope','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Dynamic'}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aLoadBalancerKnowsItsParts() {
        made(NETWORK + "publicIPAddresses/ip", "{'location':'westeurope','sku':{'name':'Standard'}}");
        String id = group + NETWORK + "loadBalancers/lb";
        String body =
                "{'location':'westeurope','sku':{'name':'Standard'},'properties':{'frontendIPConfigurations':[{'name':'web','properties':{'publicIPAddress':{'id':'"
                        + group + NETWORK
                        + "publicIPAddresses/ip'}}}],'backendAddressPools':[{'name':'pool'}],'probes':[],'loadBalancingRules':[{'name':'r','properties':{'frontendPort':80,'backendPort':80,'protocol':'Tcp','frontendIPConfiguration':{'id':'"
                        + id + "/frontendIPConfigurations/%s'}}}]}}";
        assertThat(code(put(NETWORK + "loadBalancers/lb", body.formatted("none"))))
                .isEqualTo("InvalidResourceReference");
        Response made = made(NETWORK + "loadBalancers/lb", body.formatted("web"));
        assertThat(RawClient.at(made, "/properties/backendAddressPools/0/id").asText())
                .isEqualTo(id + "/backendAddressPools/pool");
        assertThat(client.get(id + "/backendAddressPools/pool").status()).isEqualTo(200);
    }

    @Test
    void privateZonesLinksRecordsPeeringsAndEndpointsAreKept() {
        for (String n : List.of("1", "2")) {
            made(
                    NETWORK + "virtualNetworks/v" + n,
                    "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10." + n
                            + ".0.0/16']},'subnets':[{'name':'s','properties':{'addressPrefix':'10." + n
                            + ".0.0/24'}}]}}");
        }
        made(NETWORK + "privateDnsZones/shop.internal", "{'location':'global'}");
        assertThat(put(
                                NETWORK + "privateDnsZones/shop.internal/virtualNetworkLinks/l",
                                "{'location':'global','properties':{'registrationEnabled':false,'virtualNetwork':{'id':'"
                                        + group + NETWORK + "virtualNetworks/v1'}}}")
                        .status())
                .isEqualTo(201);
        Response record = put(
                NETWORK + "privateDnsZones/shop.internal/A/www",
                "{'properties':{'ttl':300,'aRecords':[{'ipv4Address':'10.1.0.4'}]}}");
        assertThat(RawClient.at(record, "/properties/fqdn").asText()).isEqualTo("www.shop.internal.");
        String peering = NETWORK + "virtualNetworks/v%s/virtualNetworkPeerings/p";
        String to = "{'properties':{'remoteVirtualNetwork':{'id':'" + group + NETWORK + "virtualNetworks/v%s'}}}";
        assertThat(RawClient.at(made(peering.formatted(1), to.formatted(2)), "/properties/peeringState")
                        .asText())
                .isEqualTo("Initiated");
        assertThat(RawClient.at(made(peering.formatted(2), to.formatted(1)), "/properties/peeringState")
                        .asText())
                .isEqualTo("Connected");
        made(STORAGE + "shopdata", ACCOUNT);
        Response endpoint = made(
                NETWORK + "privateEndpoints/pe",
                "{'location':'westeurope','properties':{'subnet':{'id':'" + group + NETWORK
                        + "virtualNetworks/v1/subnets/s'},'privateLinkServiceConnections':[{'name':'c','properties':{'groupIds':['blob'],'privateLinkServiceId':'"
                        + group + STORAGE + "shopdata'}}]}}");
        assertThat(RawClient.at(
                                endpoint,
                                "/properties/privateLinkServiceConnections/0/properties/privateLinkServiceConnectionState/status")
                        .asText())
                .isEqualTo("Approved");
    }

    @Test
    void aLockForbidsDeletionOrEveryWrite() {
        String lock = "/providers/Microsoft.Authorization/locks/keep";
        assertThat(put(lock, "{'properties':{'level':'CanNotDelete'}}").status())
                .isEqualTo(201);
        assertThat(code(client.delete(group))).isEqualTo("ScopeLocked");
        made(NETWORK + "routeTables/rt", "{'location':'westeurope'}");
        assertThat(code(client.delete(group + NETWORK + "routeTables/rt"))).isEqualTo("ScopeLocked");
        put(lock, "{'properties':{'level':'ReadOnly'}}");
        assertThat(code(put(NETWORK + "routeTables/more", "{'location':'westeurope'}")))
                .isEqualTo("ScopeLocked");
        assertThat(client.delete(group + lock).status()).isEqualTo(200);
        assertThat(client.delete(group).status()).isEqualTo(202);
    }

    @Test
    void aPolicyDeniesAWrite() {
        azure.deny("tags-needed", "Microsoft.Network/routeTables", "/tags/owner", "");
        Response refused = put(NETWORK + "routeTables/rt", "{'location':'westeurope'}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("RequestDisallowedByPolicy");
        assertThat(put(NETWORK + "routeTables/rt", "{'location':'westeurope','tags':{'owner':'me'}}")
                        .status())
                .isEqualTo(201);
        azure.allow("tags-needed");
        assertThat(put(NETWORK + "routeTables/other", "{'location':'westeurope'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void orchestratorsAndOldMetadataAreAnswered() {
        String here = "/subscriptions/" + azure.subscriptionId()
                + "/providers/Microsoft.ContainerService/locations/westeurope/";
        Response orchestrators = client.get(here + "orchestrators?api-version=2019-08-01");
        assertThat(RawClient.at(orchestrators, "/properties/orchestrators").size())
                .isGreaterThan(2);
        assertThat(RawClient.at(client.get(here + "meshRevisionProfiles"), "/value/0/properties/meshRevisions")
                        .size())
                .isPositive();
        Response metadata = azure.answer(new dev.aks4j.simulated.wire.Request(
                "GET",
                java.net.URI.create("https://management.azure.com/metadata/endpoints?api-version=2018-01-01"),
                java.util.Map.of(),
                new byte[0]));
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(RawClient.at(metadata, "/authentication/loginEndpoint").isTextual())
                .isTrue();
    }
}
