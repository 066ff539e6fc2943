package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.network.NetworkSamples.GROUP;
import static dev.aks4j.network.NetworkSamples.json;
import static dev.aks4j.network.NetworkSamples.network;
import static dev.aks4j.network.NetworkSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualNetworkKindTest {

    private static final VirtualNetworkKind KIND = VirtualNetworkKind.INSTANCE;

    private static final VirtualNetworkSpec FULL = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16", "fd00:20::/56")
            .tag("team", "shop")
            .subnet(
                    "nodes",
                    "10.20.0.0/22",
                    subnet -> subnet.ipv6("fd00:20::/64")
                            .natGateway(NetworkSamples.NAT)
                            .routeTable(NetworkSamples.ROUTES)
                            .networkSecurityGroup(GROUP.id().child("Microsoft.Network/networkSecurityGroups", "nsg"))
                            .serviceEndpoints("Microsoft.Storage", "Microsoft.KeyVault")
                            .allowPrivateLinkServices())
            .subnet("pods", "10.20.16.0/20", subnet -> subnet.delegation("Microsoft.ContainerService/managedClusters"))
            .build();

    private static Json document(VirtualNetworkSpec spec) {
        return ((Write.Put) KIND.create(spec, scope()).get(0)).body();
    }

    /** The live network as ARM answers it after the document was put, with a subnet of somebody else's. */
    private static Json live(VirtualNetworkSpec spec) {
        Json document = document(spec);
        Json foreign = json("{'name':'foreign','properties':{'addressPrefix':'10.20.200.0/24',"
                + "'ipConfigurations':[{'id':'/x'}]}}");
        return document.with("/etag", "W/\"1\"")
                .with(
                        "/properties/subnets",
                        Json.array().addAll(document.at("/properties/subnets")).add(foreign));
    }

    private static Comparison compare(VirtualNetworkSpec spec, Json live) {
        return KIND.compare(spec, live, scope());
    }

    @Test
    void theDocumentSurvivesTheLibraryThatUsersReadItWith() throws IOException {
        Json document = document(FULL);
        try (JsonReader reader = JsonProviders.createReader(document.toString())) {
            String back = VirtualNetworkInner.fromJson(reader).toJsonString();
            assertThat(json(back)).isEqualTo(document);
        }
    }

    @Test
    void idsInTheDocumentHaveTheSubscription() {
        assertThat(document(FULL)
                        .at("/properties/subnets/0/properties/natGateway/id")
                        .asText())
                .isEqualTo("/subscriptions/" + NetworkSamples.SUBSCRIPTION
                        + "/resourceGroups/rg-shop/providers/Microsoft.Network/natGateways/nat");
    }

    @Test
    void whatWasWrittenIsUnchanged() {
        assertThat(compare(FULL, live(FULL)).change()).isEqualTo(NONE);
    }

    @Test
    void orderOfRangesAndDetailsOfServiceEndpointsAreNoChange() {
        Json live = live(FULL)
                .with("/properties/addressSpace/addressPrefixes", json("['fd00:20::/56','10.20.0.0/16']"))
                .with(
                        "/properties/subnets/0/properties/serviceEndpoints",
                        json("[{'service':'Microsoft.KeyVault','locations':['*'],'provisioningState':'Succeeded'},"
                                + "{'service':'Microsoft.Storage','locations':['westeurope','northeurope']}]"));
        assertThat(compare(FULL, live).change()).isEqualTo(NONE);
    }

    /** A storage driver puts it there for NFS volumes; a plan that took it away cut them off. */
    @Test
    void theEndpointThatStorageDriversPutOnASubnetStays() {
        VirtualNetworkSpec vaults = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22", subnet -> subnet.serviceEndpoints("Microsoft.KeyVault"))
                .build();
        Json both = json("[{'service':'Microsoft.KeyVault'},{'service':'Microsoft.Storage'}]");
        Json live = live(vaults).with("/properties/subnets/0/properties/serviceEndpoints", both);

        assertThat(compare(vaults, live).change()).isEqualTo(NONE);
        assertThat(compare(vaults, live).unmanaged())
                .filteredOn(each -> each.path().endsWith("/serviceEndpoints"))
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).contains("storage driver"));

        VirtualNetworkSpec other = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22", subnet -> subnet.serviceEndpoints("Microsoft.Sql"))
                .build();
        Write.Put write = (Write.Put)
                KIND.update(other, live, compare(other, live), scope()).get(0);
        assertThat(write.body().at("/properties/subnets/0/properties/serviceEndpoints").stream()
                        .map(endpoint -> endpoint.path("service").asText()))
                .containsExactly("Microsoft.Sql", "Microsoft.Storage");

        assertThat(compare(
                                network(),
                                live.with(
                                        "/properties/subnets/0/properties/serviceEndpoints",
                                        json("[{'service':'Microsoft.Storage'}]")))
                        .unmanaged())
                .filteredOn(each -> each.path().endsWith("/serviceEndpoints"))
                .allSatisfy(each -> assertThat(each.after().isMissing()).isTrue());
    }

    @Test
    void aRangeThatAzureSpellsAsAListIsTheSameRange() {
        Json live =
                live(network()).with("/properties/subnets/0/properties", json("{'addressPrefixes':['10.20.0.0/22']}"));

        assertThat(compare(network(), live).change()).isEqualTo(NONE);
        Write.Put write = (Write.Put)
                KIND.update(network(), live, compare(network(), live), scope()).get(0);
        Json merged = Documents.merge(live, write.body());
        assertThat(merged.at("/properties/subnets/0/properties/addressPrefix").isMissing())
                .isTrue();
    }

    @Test
    void anUpdateKeepsForeignSubnets() {
        VirtualNetworkSpec more = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet("new", "10.20.32.0/24")
                .build();
        Json live = live(network());
        Comparison comparison = compare(more, live);
        Write.Put write =
                (Write.Put) KIND.update(more, live, comparison, scope()).get(0);

        assertThat(comparison.change()).isEqualTo(UPDATE);
        assertThat(comparison.differences()).allMatch(d -> d.path().startsWith("/properties/subnets/new/"));
        assertThat(write.merge()).isTrue();
        assertThat(Documents.merge(live, write.body()).at("/properties/subnets").stream()
                        .map(subnet -> subnet.path("name").asText()))
                .containsExactly("nodes", "pods", "ingress", "foreign", "new");
    }

    @Test
    void theRangeOfAUsedSubnetCannotChange() {
        String nodes = "/properties/subnets/0/properties";
        Json live = live(network()).with(nodes + "/addressPrefix", "10.20.0.0/24");
        assertThat(compare(network(), live).change()).isEqualTo(UPDATE);

        Json used = live.with(nodes + "/ipConfigurations", json("[{'id':'/x'}]"));
        assertThat(compare(network(), used).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(FORBIDDEN);
            assertThat(difference.reason()).contains("in use");
        });
    }

    @Test
    void aRangeThatStillHoldsASubnetCannotGoAway() {
        Json live = live(network())
                .with("/properties/addressSpace/addressPrefixes", json("['10.20.0.0/16','10.9.0.0/16']"));
        assertThat(compare(network(), live).change()).isEqualTo(UPDATE);

        Json held = live.with("/properties/subnets/3/properties/addressPrefix", "10.9.0.0/24");
        assertThat(compare(network(), held).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(FORBIDDEN);
            assertThat(difference.reason()).contains("foreign");
        });
    }

    @Test
    void anotherRegionMeansAnotherNetwork() {
        Json live = live(network());
        assertThat(compare(network(), live.with("/location", "West Europe")).change())
                .isEqualTo(NONE);
        assertThat(compare(network(), live.with("/location", "northeurope")).change())
                .isEqualTo(RECREATE);
    }

    @Test
    void onlyATaggedNetworkIsOurs() {
        assertThat(KIND.owns(network(), live(network()))).isTrue();
        assertThat(KIND.owns(network(), json("{'tags':{}}"))).isFalse();
    }

    @Test
    void whatSubnetsReferToMustExistFirst() {
        assertThat(KIND.requires(FULL))
                .contains(Address.azure(NetworkSamples.NAT), Address.azure(NetworkSamples.ROUTES));
    }

    @Test
    void thePlanNamesRangesAndSubnets() {
        assertThat(KIND.summary(network())).isEqualTo("10.20.0.0/16, subnets nodes, pods, ingress");
    }

    @Test
    void aReferenceKnowsItsSubnet() {
        SubnetRef nodes = FULL.subnet("Nodes");
        assertThat(nodes.id())
                .isEqualTo(ResourceId.parse("/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks"
                        + "/vnet-shop/subnets/nodes"));
        assertThat(nodes).hasToString("nodes (10.20.0.0/22)");
        assertThat(nodes.networkRanges()).hasSize(2);
        assertThat(FULL.tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void anUnknownSubnetIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> network().subnet("node"))
                .isInstanceOf(AksException.class)
                .hasMessage("virtual network vnet-shop has no subnet \"node\". It has: nodes, pods, ingress.");
    }

    @Test
    void aReferenceToSomethingElseIsRefused() {
        assertThatThrownBy(() -> SubnetRef.existing(NetworkSamples.NAT))
                .hasMessageContaining("is not the id of a subnet");
    }
}
