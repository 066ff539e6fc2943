package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.GROUP;
import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.network;
import static dev.aks4j.network.NetworkSamples.shop;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.ingress.ApplicationLoadBalancerSpec;
import dev.aks4j.network.ingress.GatewayClass;
import dev.aks4j.network.ingress.GatewaySpec;
import dev.aks4j.network.ingress.NginxIngressControllerSpec;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class IpPlanTest {

    private static ClusterSpec fixed(NetworkModel network, int nodes, String surge, int maxPods) {
        return ClusterSpec.builder("shop", GROUP)
                .identity(new TestIdentity())
                .network(network)
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5")
                                .count(nodes)
                                .raw("/upgradeSettings/maxSurge", surge)
                                .maxPods(maxPods))
                .build();
    }

    private static SubnetRef range(String name, String cidr) {
        return SubnetRef.existing(
                GROUP.id().child("Microsoft.Network/virtualNetworks", "vnet").child("subnets", name), Cidr.parse(cidr));
    }

    /** AKS docs, concepts-network-ip-address-planning, the two examples of a node subnet with 30 pods for each node. */
    @ParameterizedTest
    @CsvSource({"50, 1, 1581, 21", "60, 1, 1891, 21"})
    void theDocumentedNodeSubnets(int nodes, String surge, long needs, int prefix) {
        RangeUse nodesUse = IpPlan.of(fixed(
                        CniNodeSubnet.builder()
                                .nodeSubnet(range("nodes", "10.240.0.0/16"))
                                .build(),
                        nodes,
                        surge,
                        30))
                .range("vnet/nodes");
        assertThat(nodesUse.needs()).isEqualTo(needs);
        assertThat(nodesUse.smallestPrefix()).contains(prefix);
    }

    /** AKS docs: a /24 holds 251 nodes of an overlay, 8 nodes with 30 pods each in the node subnet. */
    @Test
    void theDocumentedNodesOfASlash24() {
        assertThat(IpArithmetic.usable(Cidr.parse("10.0.0.0/24"))).isEqualTo(BigInteger.valueOf(251));
        assertThat(251 / IpArithmetic.flatNode(30)).isEqualTo(8);
        assertThat(251 / IpArithmetic.BATCH).isEqualTo(15);
    }

    /** AKS docs, concepts-network-azure-cni-pod-subnet: blocks of a node, and the addresses that are wasted. */
    @ParameterizedTest
    @CsvSource({"30, 2, 1", "31, 2, 0", "32, 3, 15"})
    void theDocumentedStaticBlocks(int maxPods, int blocks, long wasted) {
        RangeUse pods = IpPlan.of(fixed(
                        CniPodSubnet.builder(range("nodes", "10.240.0.0/16"), range("pods", "10.40.0.0/13"))
                                .staticBlocks()
                                .build(),
                        9,
                        "1",
                        maxPods))
                .range("vnet/pods");
        assertThat(pods.needs()).isEqualTo(10L * 16 * blocks);
        assertThat(pods.wasted()).isEqualTo(10 * wasted);
        assertThat(pods.atMost()).isEqualTo(pods.needs());
    }

    /** Each node's addresses are rounded up by themselves, and a node may ask for a further batch. */
    @Test
    void podsOfAPodSubnetAreRoundedForEachNode() {
        NetworkModel network = CniPodSubnet.builder(range("nodes", "10.240.0.0/16"), range("pods", "10.241.0.0/16"))
                .build();
        RangeUse pods = IpPlan.of(fixed(network, 100, "10", 30)).range("vnet/pods");

        assertThat(pods.needs()).isEqualTo(3_520);
        assertThat(pods.atMost()).isEqualTo(5_280);
        assertThat(pods.wasted()).isEqualTo(220);
        assertThat(pods.atMaximum()).isEqualTo(3_200);
        assertThat(pods.moreNodes()).hasValue((65_531 - 3_520) / 32);
        assertThat(network.addressUse(fixed(network, 100, "10", 30)))
                .filteredOn(use -> use.label().equals("subnet pods"))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.used()).isEqualTo(pods.needs());
                    assertThat(use.room()).isEqualTo(pods.moreNodes().getAsLong());
                });
    }

    /** InsufficientSubnetSize, as Azure answered: 1,280 addresses for five nodes, 1,024 in a /22. */
    @Test
    void theAnsweredPodRange() {
        RangeUse pods = IpPlan.of(CniOverlay.builder().podCidr("10.240.0.0/22").build(), shop()).ranges().stream()
                .filter(range -> range.kind() == RangeKind.POD_RANGE)
                .findFirst()
                .orElseThrow();
        assertThat(pods.has()).isEqualTo(BigInteger.valueOf(4));
        assertThat(pods.needs()).isEqualTo(148);
        assertThat(pods.smallestPrefix()).contains(16);
        assertThat(pods.fits()).isFalse();
        assertThat(pods.free()).isEqualTo(BigInteger.valueOf(-144));
        // With 250 pods each, six of a node's 256 addresses carry none.
        assertThat(pods.wasted()).isEqualTo(148 * 6);
    }

    @Test
    void everythingThatTakesAnAddressCounts() {
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet("ingress", "10.20.8.0/24")
                .subnet("api", "10.20.9.0/28")
                .build();
        NetworkModel overlay = CniOverlay.builder()
                .nodeSubnet(network.subnet("nodes"))
                .loadBalancerSubnet(network.subnet("ingress"))
                .reservedAddresses(4)
                .build();
        ClusterSpec shop = cluster(builder -> builder.identity(new TestIdentity())
                .network(overlay)
                .apiServer(
                        api -> api.vnetIntegration(network.subnet("api").id()).privateCluster()));
        ClusterSpec other = ClusterSpec.builder("other", GROUP)
                .identity(new TestIdentity())
                .network(
                        CniOverlay.builder().nodeSubnet(network.subnet("nodes")).build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").autoscale(1, 10))
                .apiServer(api -> api.privateCluster())
                .build();
        IpPlan plan = IpPlan.builder()
                .network(network)
                .cluster(shop)
                .cluster(other)
                .service(LoadBalancerService.internal("web", "shop")
                        .subnet(network.subnet("ingress"))
                        .port(443, 8443)
                        .privateLink(link -> link.addressCount(3))
                        .build()
                        .on(shop))
                .privateEndpoints(network.subnet("ingress"), 5)
                .internalLoadBalancers(network.subnet("ingress"), 2)
                .build();

        // 3 + 1 of shop and 4 kept free, 10 + 1 of other and the endpoint of its API server.
        assertThat(plan.range("vnet-shop/nodes").needs()).isEqualTo(4 + 4 + 11 + 1);
        assertThat(plan.range("vnet-shop/nodes").now()).isEqualTo(3 + 4 + 1 + 1);
        assertThat(plan.range("vnet-shop/ingress").needs()).isEqualTo(1 + 3 + 5 + 2);
        assertThat(plan.range("vnet-shop/api").needs()).isEqualTo(9);
        assertThat(plan.range("vnet-shop/api").fits()).isTrue();
        assertThat(plan.range("vnet-shop/ingress").moreNodes()).isEmpty();
    }

    @Test
    void singleMachinesCountByTheirScale() {
        ClusterSpec machines = ClusterSpec.builder("shop", GROUP)
                .identity(new TestIdentity())
                .network(CniOverlay.builder().nodeSubnet(subnet("nodes")).build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("mixed", pool -> pool.machines("Standard_D4ds_v5", 3).machines("Standard_D8ds_v5", 2))
                .build();
        RangeUse nodes = IpPlan.of(machines).range("vnet-shop/nodes");
        assertThat(nodes.atMaximum()).isEqualTo(3 + 5);
        assertThat(nodes.needs()).isEqualTo(4 + 6);
    }

    @Test
    void dualStackCountsBothFamilies() {
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16", "fd00:db8::/48")
                .subnet("nodes", "10.20.0.0/24", more -> more.ipv6("fd00:db8::/64"))
                .build();
        IpPlan plan = IpPlan.of(
                CniOverlay.builder()
                        .nodeSubnet(network.subnet("nodes"))
                        .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                        .build(),
                shop());
        assertThat(plan.ranges())
                .filteredOn(range -> range.range().isIpv6())
                .hasSize(3)
                .allMatch(RangeUse::fits);
        assertThat(plan.ranges())
                .filteredOn(range ->
                        range.kind() == RangeKind.POD_RANGE && range.range().isIpv6())
                .singleElement()
                .satisfies(range -> assertThat(range.has()).isEqualTo(BigInteger.valueOf(65_536)));
    }

    @Test
    void overlapsAreFoundAmongEverySort() {
        IpPlan plan = IpPlan.builder()
                .network(network())
                .cluster(cluster(builder -> builder.identity(new TestIdentity())
                        .network(CniOverlay.builder()
                                .nodeSubnet(subnet("nodes"))
                                .podCidr("10.244.0.0/16")
                                .serviceCidr("10.96.0.0/16")
                                .build())))
                .peered("hub", "10.20.128.0/17", "10.244.4.0/22")
                .onPremises("office", "10.96.7.0/24", "192.168.0.0/16")
                .peered("lab", "192.168.4.0/24")
                .build();
        assertThat(plan.overlaps())
                .extracting(RangeOverlap::toString)
                .containsExactlyInAnyOrder(
                        "peered hub (10.20.128.0/17) overlaps network vnet-shop (10.20.0.0/16)",
                        "peered hub (10.244.4.0/22) overlaps pod range shop (10.244.0.0/16)",
                        "on premises office (10.96.7.0/24) overlaps service range shop (10.96.0.0/16)",
                        "peered lab (192.168.4.0/24) overlaps on premises office (192.168.0.0/16)");
        assertThat(plan.fits()).isFalse();
    }

    @Test
    void clustersMayShareTheRangesOfTheirPodsAndServices() {
        IpPlanBuilder plan = IpPlan.builder();
        for (String name : List.of("one", "two", "three")) {
            plan.cluster(ClusterSpec.builder(name, GROUP)
                    .identity(new TestIdentity())
                    .network(CniOverlay.builder().nodeSubnet(subnet("nodes")).build())
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                    .build());
        }
        assertThat(plan.build().overlaps()).isEmpty();
        assertThat(plan.build().range("vnet-shop/nodes").needs()).isEqualTo(3 * 4);
    }

    @Test
    void textJsonAndPictureSayTheSame() throws Exception {
        IpPlan plan = IpPlan.builder()
                .network(network())
                .cluster(cluster(builder -> builder.identity(new TestIdentity())
                        .network(CniPodSubnet.builder(subnet("nodes"), subnet("pods"))
                                .build())))
                .privateEndpoints(subnet("ingress"), 300)
                .peered("a<b>&c", "10.20.0.0/24")
                .build();

        assertThat(plan).hasToString("""
                IP plan at every maximum, with surge
                  subnet vnet-shop/nodes    10.20.0.0/22   4 of 1,019 addresses               room for 1,015 more nodes, /28 would do
                  subnet vnet-shop/pods     10.20.16.0/20  448 of 4,091 addresses  up to 512  room for 32 more nodes, 8 addresses wasted, /23 would do
                  subnet vnet-shop/ingress  10.20.8.0/24   300 of 251 addresses               ! 49 too few, /23 would do
                  service range shop        10.0.0.0/16    2 of 65,536 addresses
                  ! peered a<b>&c (10.20.0.0/24) overlaps network vnet-shop (10.20.0.0/16)""");
        Json json = plan.toJson();
        assertThat(json.path("fits").asBoolean()).isFalse();
        assertThat(json.at("/ranges/1/needs").asLong()).isEqualTo(448);
        assertThat(json.at("/ranges/2/free").asLong()).isEqualTo(-49);
        assertThat(json.at("/overlaps/0/1/names/0").asText()).isEqualTo("a<b>&c");
        String svg = plan.toSvg();
        assertThat(svg).contains("a&lt;b&gt;&amp;c").contains("49 too few");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg.split("<title>", -1)).hasSize(5);
    }

    @Test
    void aRangeThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> IpPlan.builder().network(network()).build().range("vnet-shop/x"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("It has: vnet-shop/nodes, vnet-shop/pods, vnet-shop/ingress.");
        assertThatThrownBy(() -> IpPlan.builder().privateEndpoints(subnet("nodes"), -1))
                .isInstanceOf(AksException.class);
        assertThatThrownBy(() -> IpPlan.builder().peered("hub", "10.0.0.1/8")).isInstanceOf(AksException.class);
    }

    /** A gateway or controller that is internal takes an address like a service, and one for containers its whole subnet. */
    @Test
    void ingressIsCounted() {
        ClusterSpec shop = cluster(builder -> builder.network(
                        CniOverlay.builder().nodeSubnet(subnet("nodes")).build())
                .identity(new TestIdentity()));
        SubnetRef ingress = subnet("ingress");
        Spec internal = GatewaySpec.builder("in", "shop", GatewayClass.APP_ROUTING)
                .http("http", 80)
                .internal(balancer -> balancer.subnet(ingress))
                .build()
                .on(shop);
        Spec nginx = NginxIngressControllerSpec.builder("nginx-in", "nginx-in")
                .internal(balancer -> {})
                .build()
                .on(shop);
        Spec open = GatewaySpec.builder("out", "shop", GatewayClass.APP_ROUTING)
                .http("http", 80)
                .build()
                .on(shop);
        Spec containers = ApplicationLoadBalancerSpec.builder("alb", "alb-infra", ingress)
                .build()
                .on(shop);
        long nodes =
                IpPlan.of(List.of(network(), shop)).range("vnet-shop/nodes").needs();

        IpPlan plan = IpPlan.of(List.of(network(), shop, internal, nginx, open));
        assertThat(plan.range("vnet-shop/ingress").needs()).isEqualTo(1);
        assertThat(plan.range("vnet-shop/nodes").needs()).isEqualTo(nodes + 1);
        assertThat(plan.range("vnet-shop/ingress").users())
                .extracting(RangeUser::toString)
                .containsExactly("shop, service in-approuting-istio: 1");

        assertThat(IpPlan.of(List.of(network(), shop, containers))
                        .range("vnet-shop/ingress")
                        .fits())
                .isTrue();
        assertThat(IpPlan.of(List.of(network(), shop, containers, internal))
                        .range("vnet-shop/ingress")
                        .fits())
                .isFalse();
    }
}
