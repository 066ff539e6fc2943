package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an existing cluster or pool lets one change, and what not. */
class ImmutablesTest {

    private static final String DES =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','sku':{'tier':'Standard'},'properties':{'dnsPrefix':'shop','kubernetesVersion':"
                        + "'1.35','diskEncryptionSetID':'" + DES + "one','linuxProfile':{'adminUsername':'me','ssh':"
                        + "{'publicKeys':[{'keyData':'ssh-rsa AAAA'}]}},'windowsProfile':{'adminUsername':'me',"
                        + "'adminPassword':'Pa55word!Pa55word!'},'aadProfile':{'managed':true},'oidcIssuerProfile':"
                        + "{'enabled':true},'networkProfile':{'networkPlugin':'azure','networkPluginMode':'overlay'},"
                        + "'apiServerAccessProfile':{'enablePrivateCluster':true},"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5'},"
                        + "{'name':'apps','mode':'User','count':1,'vmSize':'Standard_D4ds_v5'},"
                        + "{'name':'win','mode':'User','count':1,'osType':'Windows','osSKU':'Windows2022',"
                        + "'vmSize':'Standard_D4ds_v5'}]}}"));
        assertThat(client.get(cluster).status()).isEqualTo(200);
    }

    /** Merges something into what is read, and writes it back. */
    private Response put(String path, String change) {
        ObjectNode body = RawClient.body(client.get(path));
        merge(body, AzureJson.read(change.replace('\'', '"')));
        return client.send("PUT", path, body);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode object && into.get(field.getKey()) instanceof ObjectNode there) {
                merge(there, object);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void refused(Response response, String property) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(RawClient.at(response, "/code").asText()).isEqualTo("PropertyChangeNotAllowed");
        assertThat(RawClient.at(response, "/message").asText())
                .isEqualTo("Changing property '" + property + "' is not allowed.");
        assertThat(RawClient.at(response, "/target").asText()).isEqualTo(property);
        assertThat(RawClient.body(response).has("subcode")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dnsPrefix | 'dnsPrefix':'other'",
                "nodeResourceGroup | 'nodeResourceGroup':'other'",
                "enableRBAC | 'enableRBAC':false",
                "diskEncryptionSetID | 'diskEncryptionSetID':'" + DES + "two'",
                "linuxProfile.adminUsername | 'linuxProfile':{'adminUsername':'you'}",
                "windowsProfile.adminUsername | 'windowsProfile':{'adminUsername':'you'}",
                "networkProfile.serviceCidr | 'networkProfile':{'serviceCidr':'10.1.0.0/16'}",
                "networkProfile.dnsServiceIP | 'networkProfile':{'dnsServiceIP':'10.0.0.11'}",
                "networkProfile.podCidr | 'networkProfile':{'podCidr':'10.200.0.0/16'}",
                "networkProfile.ipFamilies | 'networkProfile':{'ipFamilies':['IPv4','IPv6']}",
                "networkProfile.loadBalancerSku | 'networkProfile':{'loadBalancerSku':'basic'}",
                "apiServerAccessProfile.enablePrivateCluster | 'apiServerAccessProfile':{'enablePrivateCluster':false}",
                "apiServerAccessProfile.subnetId | 'apiServerAccessProfile':{'subnetId':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/x'}",
                "apiServerAccessProfile.privateDNSZone | 'apiServerAccessProfile':{'privateDNSZone':'/subscriptions/s/z'}",
                "aadProfile.managed | 'aadProfile':{'managed':false}",
                "servicePrincipalProfile.clientId | 'servicePrincipalProfile':{'clientId':'11111111-1111-1111-1111-111111111111'}"
            })
    void ofAClusterIsRefused(String property, String change) {
        refused(put(cluster, "{'properties':{" + change + "}}"), property);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keys | 'linuxProfile':{'ssh':{'publicKeys':[{'keyData':'ssh-rsa BBBB'}]}}",
                "password | 'windowsProfile':{'adminPassword':'0ther!Pa55word!'}",
                "no zone | 'apiServerAccessProfile':{'privateDNSZone':'none'}",
                "no public name | 'apiServerAccessProfile':{'enablePrivateClusterPublicFQDN':false}",
                "groups | 'aadProfile':{'adminGroupObjectIDs':['11111111-1111-1111-1111-111111111111']}"
            })
    void ofAClusterIsAccepted(String what, String change) {
        Response changed = put(cluster, "{'properties':{" + change + "}}");
        assertThat(changed.status()).as(what).isEqualTo(200);
    }

    @Test
    void aClusterDoesNotBecomeAutomatic() {
        Response refused = put(cluster, "{'sku':{'name':'Automatic','tier':'Standard'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.at(refused, "/target").asText()).isEqualTo("sku.name");
    }

    @Test
    void anIntegratedApiServerMayBecomePublicButNotLeaveTheNetwork() {
        client.follow(put(cluster, "{'properties':{'apiServerAccessProfile':{'enableVnetIntegration':true}}}"));
        client.follow(put(cluster, "{'properties':{'apiServerAccessProfile':{'enablePrivateCluster':false}}}"));
        assertThat(RawClient.at(client.get(cluster), "/properties/apiServerAccessProfile/enablePrivateCluster")
                        .asBoolean())
                .isFalse();
        refused(
                put(cluster, "{'properties':{'apiServerAccessProfile':{'enableVnetIntegration':false}}}"),
                "apiServerAccessProfile.enableVnetIntegration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type | 'type':'VirtualMachines'",
                "osType | 'osType':'Windows'",
                "vmSize | 'vmSize':'Standard_D8ds_v5'",
                "osDiskSizeGB | 'osDiskSizeGB':64",
                "osDiskType | 'osDiskType':'Managed'",
                "kubeletDiskType | 'kubeletDiskType':'Temporary'",
                "maxPods | 'maxPods':40",
                "podIPAllocationMode | 'podIPAllocationMode':'StaticBlock'",
                "scaleSetPriority | 'scaleSetPriority':'Spot'",
                "spotMaxPrice | 'spotMaxPrice':0.5",
                "nodePublicIPPrefixID | 'nodePublicIPPrefixID':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPPrefixes/p'",
                "enableEncryptionAtHost | 'enableEncryptionAtHost':true",
                "enableUltraSSD | 'enableUltraSSD':true",
                "proximityPlacementGroupID | 'proximityPlacementGroupID':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/proximityPlacementGroups/g'",
                "hostGroupID | 'hostGroupID':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/hostGroups/h'",
                "capacityReservationGroupID | 'capacityReservationGroupID':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/capacityReservationGroups/c'",
                "gpuInstanceProfile | 'gpuInstanceProfile':'MIG1g'",
                "gpuProfile.driver | 'gpuProfile':{'driver':'None'}",
                "creationData.sourceResourceId | 'creationData':{'sourceResourceId':'/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/snapshots/x'}",
                "kubeletConfig | 'kubeletConfig':{'cpuManagerPolicy':'static'}",
                "linuxOSConfig | 'linuxOSConfig':{'swapFileSizeMB':1500}",
                "messageOfTheDay | 'messageOfTheDay':'aGVsbG8='"
            })
    void ofAPoolIsRefused(String property, String change) {
        refused(put(cluster + "/agentPools/apps", "{'properties':{" + change + "}}"), "properties." + property);

        ObjectNode body = RawClient.body(client.get(cluster));
        merge(
                (ObjectNode) body.at("/properties/agentPoolProfiles/1"),
                AzureJson.read("{" + change.replace('\'', '"') + "}"));
        refused(client.send("PUT", cluster, body), "agentPoolProfile." + property);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "osSKU | 'osSKU':'Windows2025','enableFIPS':true",
                "enableFIPS | 'enableFIPS':true",
                "windowsProfile.disableOutboundNat | 'windowsProfile':{'disableOutboundNat':true}"
            })
    void ofAWindowsPoolIsRefused(String property, String change) {
        refused(put(cluster + "/agentPools/win", "{'properties':{" + change + "}}"), "properties." + property);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count | 'count':2",
                "mode | 'mode':'System','count':2",
                "operating system | 'osSKU':'AzureLinux'",
                "FIPS | 'enableFIPS':true",
                "public addresses | 'enableNodePublicIP':true",
                "labels | 'nodeLabels':{'a':'b'}",
                "taints | 'nodeTaints':['a=b:NoSchedule']",
                "tags | 'tags':{'a':'b'}",
                "upgrades | 'upgradeSettings':{'maxSurge':'2'}",
                "scaling down | 'scaleDownMode':'Deallocate'",
                "host ports | 'networkProfile':{'allowedHostPorts':[{'portStart':80,'portEnd':80,'protocol':'TCP'}]}",
                "nothing new | 'spotMaxPrice':-1,'scaleSetPriority':'Regular','gpuProfile':{'driver':'Install'}"
            })
    void ofAPoolIsAccepted(String what, String change) {
        Response changed = put(cluster + "/agentPools/apps", "{'properties':{" + change + "}}");
        assertThat(changed.status()).as(what + " " + new String(changed.body())).isEqualTo(200);
    }

    @Test
    void zonesStayUntilALaterApi() {
        Response zoned = put(cluster + "/agentPools/apps", "{'properties':{'availabilityZones':['1']}}");
        assertThat(zoned.status()).isEqualTo(400);
        assertThat(RawClient.at(zoned, "/message").asText())
                .isEqualTo("Changing property \"agentPoolProfile.availabilityZone\" is not allowed in an api-version"
                        + " before \"2026-01-02-preview\".");
    }

    @Test
    void aNatGatewayBecomesStandardV2AndNotStandardAgain() {
        String other = client.cluster("rg", "nat");
        client.follow(client.put(
                other,
                "{'location':'westeurope','properties':{'dnsPrefix':'nat','networkProfile':{'outboundType':"
                        + "'managedNATGateway','natGatewayProfile':{'sku':'Standard'}},'agentPoolProfiles':[{'name':"
                        + "'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5'}]}}"));
        client.follow(put(other, "{'properties':{'networkProfile':{'natGatewayProfile':{'sku':'StandardV2'}}}}"));
        refused(
                put(other, "{'properties':{'networkProfile':{'natGatewayProfile':{'sku':'Standard'}}}}"),
                "networkProfile.natGatewayProfile.sku");
    }

    @Test
    void trustedLaunchIsSwitchedOnAndOffOnAPoolThatExists() {
        for (boolean on : new boolean[] {true, false}) {
            String change = "'securityProfile':{'enableSecureBoot':" + on + ",'enableVTPM':" + on + "}";
            client.follow(put(cluster + "/agentPools/apps", "{'properties':{" + change + "}}"));
            assertThat(RawClient.at(client.get(cluster + "/agentPools/apps"), "/properties/securityProfile/enableVTPM")
                            .asBoolean())
                    .isEqualTo(on);
        }
    }
}
