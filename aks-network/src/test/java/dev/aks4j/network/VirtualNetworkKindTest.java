package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.network.Samples.GROUP;
import static dev.aks4j.network.Samples.json;
import static dev.aks4j.network.Samples.network;
import static dev.aks4j.network.Samples.scope;
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
                            .natGateway(Samples.NAT)
                            .routeTable(Samples.ROUTES)
                            .networkSecurityGroup(GROUP.id().child("Microsoft.Network/networkSecurityGroups", "nsg"))
                            .serviceEndpoints("Microsoft.Storage", "Microsoft.KeyVault")
                            .allowPrivateLinkServices())
            .subnet("pods", "10.20.16.0/20", subnet -> subnet.delegation("Microsoft.ContainerService/managedClusters"))
            .build();

    private static Json document(VirtualNetworkSpec spec) {
        return ((Write.Put) KIND.create(spec, scope()).get(0)).body();
    }

    /** The live network as ARM answers it after the document was put, with a subnet of somebody else's. */
    private static Json.ObjectBuilder live(VirtualNetworkSpec spec) {
        Json.ObjectBuilder live = document(spec).edit();
        live.put("etag", "W/\"1\"");
        Json.ObjectBuilder foreign = (Json.ObjectBuilder) json("{'name':'foreign','properties':{'addressPrefix':'10.20.200.0/24',"
                + "'ipConfigurations':[{'id':'/x'}]}}");
        ((Json.ObjectBuilder) live.get("properties")).withArray("subnets").add(foreign);
        return live;
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
                .isEqualTo("/subscriptions/" + Samples.SUBSCRIPTION
                        + "/resourceGroups/rg-shop/providers/Microsoft.Network/natGateways/nat");
    }

    @Test
    void whatWasWrittenIsUnchanged() {
        assertThat(compare(FULL, live(FULL)).change()).isEqualTo(NONE);
    }

    @Test
    void orderOfRangesAndDetailsOfServiceEndpointsAreNoChange() {
        Json.ObjectBuilder live = live(FULL);
        ((Json.ObjectBuilder) live.at("/properties/addressSpace"))
                .set("addressPrefixes", json("['fd00:20::/56','10.20.0.0/16']"));
        ((Json.ObjectBuilder) live.at("/properties/subnets/0/properties"))
                .set(
                        "serviceEndpoints",
                        json("[{'service':'Microsoft.KeyVault','locations':['*'],'provisioningState':'Succeeded'},"
                                + "{'service':'Microsoft.Storage','locations':['westeurope','northeurope']}]"));
        assertThat(compare(FULL, live).change()).isEqualTo(NONE);
    }

    @Test
    void aRangeThatAzureSpellsAsAListIsTheSameRange() {
        Json.ObjectBuilder live = live(network());
        Json.ObjectBuilder properties = (Json.ObjectBuilder) live.at("/properties/subnets/0/properties");
        properties.set("addressPrefixes", json("['10.20.0.0/22']"));
        properties.remove("addressPrefix");

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
        Json.ObjectBuilder live = live(network());
        Comparison comparison = compare(more, live);
        Write.Put write =
                (Write.Put) KIND.update(more, live, comparison, scope()).get(0);

        assertThat(comparison.change()).isEqualTo(UPDATE);
        assertThat(comparison.differences()).allMatch(d -> d.path().startsWith("/properties/subnets/new/"));
        assertThat(write.merge()).isTrue();
        assertThat(Documents.merge(live, write.body()).at("/properties/subnets").findValuesAsText("name"))
                .containsExactly("nodes", "pods", "ingress", "foreign", "new");
    }

    @Test
    void theRangeOfAUsedSubnetCannotChange() {
        Json.ObjectBuilder live = live(network());
        Json.ObjectBuilder properties = (Json.ObjectBuilder) live.at("/properties/subnets/0/properties");
        properties.put("addressPrefix", "10.20.0.0/24");
        assertThat(compare(network(), live).change()).isEqualTo(UPDATE);

        properties.set("ipConfigurations", json("[{'id':'/x'}]"));
        assertThat(compare(network(), live).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(FORBIDDEN);
            assertThat(difference.reason()).contains("in use");
        });
    }

    @Test
    void aRangeThatStillHoldsASubnetCannotGoAway() {
        Json.ObjectBuilder live = live(network());
        ((Json.ObjectBuilder) live.at("/properties/addressSpace"))
                .set("addressPrefixes", json("['10.20.0.0/16','10.9.0.0/16']"));
        assertThat(compare(network(), live).change()).isEqualTo(UPDATE);

        ((Json.ObjectBuilder) live.at("/properties/subnets/3/properties")).put("addressPrefix", "10.9.0.0/24");
        assertThat(compare(network(), live).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(FORBIDDEN);
            assertThat(difference.reason()).contains("foreign");
        });
    }

    @Test
    void anotherRegionMeansAnotherNetwork() {
        Json.ObjectBuilder live = live(network());
        live.put("location", "West Europe");
        assertThat(compare(network(), live).change()).isEqualTo(NONE);
        live.put("location", "northeurope");
        assertThat(compare(network(), live).change()).isEqualTo(RECREATE);
    }

    @Test
    void onlyATaggedNetworkIsOurs() {
        assertThat(KIND.owns(network(), live(network()))).isTrue();
        assertThat(KIND.owns(network(), json("{'tags':{}}"))).isFalse();
    }

    @Test
    void whatSubnetsReferToMustExistFirst() {
        assertThat(KIND.requires(FULL)).contains(Address.azure(Samples.NAT), Address.azure(Samples.ROUTES));
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
        assertThatThrownBy(() -> SubnetRef.existing(Samples.NAT)).hasMessageContaining("is not the id of a subnet");
    }
}
