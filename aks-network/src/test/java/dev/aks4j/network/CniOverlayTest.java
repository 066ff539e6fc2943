package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.document;
import static dev.aks4j.network.NetworkSamples.profile;
import static dev.aks4j.network.NetworkSamples.shop;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.InvalidSpecException;
import org.junit.jupiter.api.Test;

class CniOverlayTest {

    private static final CniOverlay DESIGN = CniOverlay.builder()
            .nodeSubnet(subnet("nodes"))
            .podCidr("10.244.0.0/16")
            .dataplane(Dataplane.CILIUM)
            .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
            .build();

    @Test
    void theDesignsNetworkIsWrittenAsAzureReadsIt() {
        assertThat(NetworkSamples.withoutNulls(profile(DESIGN))).isEqualTo(NetworkSamples.json("""
                                {'networkPlugin':'azure','networkPluginMode':'overlay','networkDataplane':'cilium',
                                 'networkPolicy':'cilium','podCidr':'10.244.0.0/16','loadBalancerSku':'standard',
                                 'outboundType':'loadBalancer','loadBalancerProfile':{'managedOutboundIPs':{'count':2}}}
                                """));
    }

    @Test
    void theDesignsNetworkFitsTheDesignsCluster() {
        assertThat(DESIGN.check(shop())).isEmpty();
    }

    @Test
    void addressesAreCountedAsTheDesignSays() {
        assertThat(DESIGN.addressUse(shop()))
                .containsExactly(
                        new AddressUse("subnet nodes", Cidr.parse("10.20.0.0/22"), 148, 1019, "addresses", 871),
                        new AddressUse("pod range", Cidr.parse("10.244.0.0/16"), 148, 256, "node blocks", 108));
    }

    @Test
    void everyPoolGetsItsSubnet() {
        CniOverlay overlay = CniOverlay.builder()
                .nodeSubnet(subnet("nodes"))
                .nodeSubnet("batch", subnet("pods"))
                .build();
        assertThat(subnetOf(overlay, "apps")).endsWith("/subnets/nodes");
        assertThat(subnetOf(overlay, "batch")).startsWith("/subscriptions/").endsWith("/subnets/pods");
    }

    private static String subnetOf(NetworkModel model, String pool) {
        ClusterDocument document = new ClusterDocument();
        model.contribute(shop().pool(pool).orElseThrow(), document, NetworkSamples.scope());
        return document.get("/properties/vnetSubnetID").asText();
    }

    @Test
    void theControlPlaneMayJoinItsSubnets() {
        CniOverlay overlay = CniOverlay.builder()
                .nodeSubnet(subnet("nodes"))
                .loadBalancerSubnet(subnet("ingress"))
                .build();
        assertThat(overlay.requiredRoles())
                .extracting(RequiredRole::scope)
                .containsExactly(subnet("nodes").id(), subnet("ingress").id());
        assertThat(overlay.requires())
                .containsExactlyInAnyOrder(
                        subnet("nodes").id(), subnet("ingress").id());
        assertThat(overlay.requiredRoles())
                .allMatch(role -> role.roleDefinitionId().equals("4d97b98b-1d4f-4787-a291-c67834d212e7"));
    }

    @Test
    void withoutSettingsOnlyTheModelIsDeclared() {
        assertThat(document(CniOverlay.builder().build()))
                .isEqualTo(NetworkSamples.json("{'properties':{'networkProfile':{'networkPlugin':'azure',"
                        + "'networkPluginMode':'overlay','loadBalancerSku':'standard'}}}"));
    }

    @Test
    void theSummaryNamesModelAndDataplane() {
        assertThat(DESIGN.summary()).isEqualTo("overlay, cilium");
    }

    @Test
    void aWrongRangeOfServicesReadsAsTheDesignShowsIt() {
        CniOverlay overlay = CniOverlay.builder()
                .nodeSubnet(subnet("nodes"))
                .serviceCidr("10.20.0.0/20")
                .build();
        assertThat(new InvalidSpecException("cluster shop", overlay.check(cluster())))
                .hasMessage("""
                        1 problem in cluster shop
                          AKS-NET-014   network.serviceCidr = 10.20.0.0/20 overlaps subnet nodes (10.20.0.0/22).
                                        Azure would answer 400 ServiceCidrOverlapExistingSubnetsCidr.
                                        Choose a range outside 10.20.0.0/16, for example 10.0.0.0/16.""");
    }
}
