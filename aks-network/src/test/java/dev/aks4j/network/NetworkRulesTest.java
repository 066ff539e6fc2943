package dev.aks4j.network;

import static dev.aks4j.network.IpFamily.IPV4;
import static dev.aks4j.network.IpFamily.IPV6;
import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.shop;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkRulesTest {

    private static final ClusterSpec WINDOWS = cluster(builder -> builder.windows(login -> login.user("shopkeeper"))
            .userPool("win", pool -> pool.vmSize("Standard_D4s_v5").count(1).windows(OsSku.WINDOWS_2022)));
    private static final ClusterSpec OLD = cluster(builder -> builder.kubernetesVersion("1.27"));
    private static final SubnetRef ELSEWHERE = SubnetRef.existing(
            ResourceId.parse("/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/v/subnets/s"));

    static Stream<RuleCase> cases() {
        return Stream.of(ranges(), models(), subnets(), dualStack(), outbound()).flatMap(cases -> cases);
    }

    private static Stream<RuleCase> ranges() {
        return Stream.of(
                overlay("AKS-NET-001", o -> o.podCidr("10.244.0.1/16"), o -> o.podCidr("10.244.0.0/16")),
                overlay("AKS-NET-001", o -> o.serviceCidr("ten"), o -> o.serviceCidr("10.1.0.0/16")),
                overlay("AKS-NET-002", o -> dns(o, "10.1.0.256"), o -> dns(o, "10.1.0.255")),
                overlay("AKS-NET-002", o -> dns(o, "10.1.10"), o -> dns(o, "10.1.0.10")),
                overlay("AKS-NET-003", o -> o.serviceCidr("172.30.0.0/16"), o -> o.serviceCidr("172.29.0.0/16")),
                overlay("AKS-NET-003", o -> o.serviceCidr("192.0.2.128/25"), o -> o.serviceCidr("192.0.3.0/25")),
                overlay("AKS-NET-004", o -> o.podCidr("172.16.0.0/12"), o -> o.podCidr("172.16.0.0/13")),
                overlay("AKS-NET-004", o -> o.podCidr("169.254.0.0/16"), o -> o.podCidr("100.64.0.0/16")),
                overlay("AKS-NET-005", o -> o.serviceCidr("100.0.0.0/11"), o -> o.serviceCidr("100.0.0.0/12")),
                overlay("AKS-NET-006", o -> o.serviceCidr("100.0.0.0/12"), o -> o.serviceCidr("100.0.0.0/13")),
                overlay("AKS-NET-007", o -> dns(o, "10.2.0.10"), o -> dns(o, "10.1.255.10")),
                overlay("AKS-NET-008", o -> dns(o, "10.1.0.1"), o -> dns(o, "10.1.0.2")),
                overlay("AKS-NET-008", o -> dns(o, "10.1.0.0"), o -> dns(o, "10.1.255.254")),
                overlay("AKS-NET-008", o -> dns(o, "10.1.255.255"), o -> o.serviceCidr("10.1.0.0/16")),
                overlay("AKS-NET-009", o -> o.dnsServiceIp("10.0.0.10"), o -> dns(o, "10.1.0.10")),
                overlay("AKS-NET-010", o -> o.serviceCidr("10.244.8.0/24"), o -> o.serviceCidr("10.243.0.0/16")),
                overlay("AKS-NET-010", o -> o.podCidr("10.0.0.0/14"), o -> o.podCidr("10.4.0.0/14")),
                overlay(
                        "AKS-NET-011",
                        o -> o.connectedNetworks("10.244.128.0/20"),
                        o -> o.connectedNetworks("10.243.0.0/16")),
                overlay(
                        "AKS-NET-014",
                        o -> o.connectedNetworks("10.0.0.0/24"),
                        o -> o.connectedNetworks("10.1.0.0/24")),
                overlay("AKS-NET-001", o -> o.connectedNetworks("here"), o -> o.connectedNetworks("10.1.0.0/24")),
                overlay(
                        "AKS-NET-011",
                        o -> inShop(o).podCidr("10.20.128.0/17"),
                        o -> inShop(o).podCidr("10.21.0.0/17")),
                overlay(
                        "AKS-NET-014",
                        o -> inShop(o).serviceCidr("10.20.0.0/20"),
                        o -> inShop(o).serviceCidr("10.21.0.0/20")),
                overlay(
                        "AKS-NET-014",
                        o -> o.nodeSubnet(existing("10.0.4.0/24")),
                        o -> o.nodeSubnet(existing("10.0.4.0/24")).serviceCidr("10.1.0.0/16")),
                overlay(
                        "AKS-NET-014",
                        o -> o.nodeSubnet(existing("10.9.4.0/24").withinNetwork(Cidr.parse("10.0.0.0/8"))),
                        o -> o.nodeSubnet(existing("10.9.4.0/24").withinNetwork(Cidr.parse("10.9.0.0/16")))));
    }

    private static Stream<RuleCase> models() {
        return Stream.of(
                overlay(
                        "AKS-NET-020",
                        o -> o.networkPolicy(NetworkPolicy.CILIUM),
                        o -> o.networkPolicy(NetworkPolicy.CILIUM).dataplane(Dataplane.CILIUM)),
                overlay(
                        "AKS-NET-021",
                        o -> o.dataplane(Dataplane.CILIUM).networkPolicy(NetworkPolicy.CALICO),
                        o -> o.dataplane(Dataplane.CILIUM)),
                rule(
                        "AKS-NET-022",
                        Kubenet.builder().build(),
                        cluster(),
                        CniOverlay.builder().build(),
                        cluster()),
                rule("AKS-NET-023", npm(), pool(240), npm(), pool(220)),
                rule(
                        "AKS-NET-024",
                        npm(),
                        WINDOWS,
                        CniOverlay.builder().networkPolicy(NetworkPolicy.CALICO).build(),
                        WINDOWS),
                rule(
                        "AKS-NET-025",
                        npm(),
                        cluster(),
                        CniOverlay.builder().networkPolicy(NetworkPolicy.CALICO).build(),
                        cluster()),
                overlay(
                        "AKS-NET-026",
                        o -> o.advancedNetworking(acns -> acns.l7Policies()),
                        o -> o.advancedNetworking(acns -> acns.l7Policies()).dataplane(Dataplane.CILIUM)),
                overlay(
                        "AKS-NET-027",
                        o -> o.advancedNetworking(acns -> {}),
                        o -> o.advancedNetworking(acns -> acns.observability())),
                rule("AKS-NET-028", pods().staticBlocks().build(), OLD, pods().build(), OLD),
                rule(
                        "AKS-NET-029",
                        pods().staticBlocks().build(),
                        maxPods(250),
                        pods().staticBlocks().build(),
                        maxPods(31)));
    }

    private static Stream<RuleCase> subnets() {
        return Stream.of(
                rule("AKS-NET-040", flat("10.20.0.0/24"), pool(9), flat("10.20.0.0/24"), pool(7)),
                rule("AKS-NET-040", overlayIn("10.20.0.0/28"), pool(11), overlayIn("10.20.0.0/28"), pool(10)),
                rule(
                        "AKS-NET-040",
                        CniOverlay.builder()
                                .nodeSubnet(existing("10.20.0.0/28"))
                                .reservedAddresses(1)
                                .build(),
                        pool(10),
                        overlayIn("10.20.0.0/28"),
                        pool(10)),
                rule("AKS-NET-041", podRange("10.240.0.0/22"), pool(4), podRange("10.240.0.0/22"), pool(3)),
                rule("AKS-NET-041", podRange("10.240.0.0/25"), pool(1), podRange("10.240.0.0/23"), pool(1)),
                rule("AKS-NET-042", podsIn("10.20.16.0/24"), maxPods(60), podsIn("10.20.16.0/24"), maxPods(48)),
                rule("AKS-NET-052", podsIn("10.20.16.0/24"), maxPods(48), podsIn("10.20.16.0/24"), maxPods(40)),
                rule("AKS-NET-043", flat("10.0.0.0/8"), pool(600, 100), flat("10.0.0.0/8"), pool(590, 100)),
                overlay(
                        "AKS-NET-044",
                        o -> o.nodeSubnet(subnet("10.20.0.0/22", s -> s.delegation("Microsoft.Web/serverFarms"))),
                        o -> o.nodeSubnet(subnet("10.20.0.0/22", s -> {}))),
                rule(
                        "AKS-NET-045",
                        CniPodSubnet.builder(existing("10.21.0.0/24"), delegated("Microsoft.Web/serverFarms"))
                                .build(),
                        cluster(),
                        CniPodSubnet.builder(
                                        existing("10.21.0.0/24"),
                                        delegated("Microsoft.ContainerService/managedClusters"))
                                .build(),
                        cluster()),
                overlay(
                        "AKS-NET-046",
                        o -> inShop(o).nodeSubnet("system", ELSEWHERE),
                        o -> inShop(o).nodeSubnet("system", subnet("pods"))),
                rule(
                        "AKS-NET-047",
                        CniPodSubnet.builder(subnet("nodes"), subnet("nodes")).build(),
                        cluster(),
                        pods().build(),
                        cluster()),
                overlay("AKS-NET-048", o -> o.nodeSubnet(abroad()), o -> inShop(o)),
                overlay(
                        "AKS-NET-049",
                        o -> inShop(o).nodeSubnet("sytem", subnet("pods")),
                        o -> inShop(o).nodeSubnet("system", subnet("pods"))),
                rule(
                        "AKS-NET-050",
                        CniOverlay.builder().nodeSubnet("apps", subnet("nodes")).build(),
                        shop(),
                        CniOverlay.builder().nodeSubnet(subnet("nodes")).build(),
                        shop()),
                overlay(
                        "AKS-NET-051",
                        o -> inShop(o).reservedAddresses(-1),
                        o -> inShop(o).reservedAddresses(1)));
    }

    private static Stream<RuleCase> dualStack() {
        return Stream.of(
                overlay("AKS-NET-060", o -> o.ipFamilies(IPV6), o -> o.ipFamilies(IPV4)),
                overlay("AKS-NET-060", o -> o.ipFamilies(IPV6, IPV4), o -> o.ipFamilies(IPV4, IPV6)),
                overlay(
                        "AKS-NET-061",
                        o -> dual(o).podCidr("10.244.0.0/16"),
                        o -> dual(o).podCidr("10.244.0.0/16", "fd00::/64")),
                overlay(
                        "AKS-NET-061",
                        o -> dual(o).serviceCidr("fd00::/108", "10.1.0.0/16"),
                        o -> dual(o).serviceCidr("10.1.0.0/16", "fd00::/108")),
                overlay("AKS-NET-061", o -> o.podCidr("10.244.0.0/16", "fd00::/64"), o -> o.podCidr("10.244.0.0/16")),
                overlay(
                        "AKS-NET-062",
                        o -> dual(o).networkPolicy(NetworkPolicy.AZURE),
                        o -> dual(o).networkPolicy(NetworkPolicy.CALICO)),
                overlay(
                        "AKS-NET-063",
                        o -> dual(o).serviceCidr("10.1.0.0/16", "fd00::/107"),
                        o -> dual(o).serviceCidr("10.1.0.0/16", "fd00::/108")),
                overlay(
                        "AKS-NET-064",
                        o -> dual(o).podCidr("10.244.0.0/16", "fd00::/79"),
                        o -> dual(o).podCidr("10.244.0.0/16", "fd00::/78")),
                overlay(
                        "AKS-NET-065",
                        o -> dual(o).outbound(Outbound.managedNatGateway()),
                        o -> dual(o).outbound(Outbound.loadBalancer())));
    }

    private static Stream<RuleCase> outbound() {
        return Stream.of(
                lb(
                        "AKS-NET-070",
                        l -> l.managedIps(1).publicIps(NetworkSamples.PUBLIC_IP),
                        l -> l.publicIps(NetworkSamples.PUBLIC_IP)),
                lb("AKS-NET-071", l -> l.managedIps(101), l -> l.managedIps(100)),
                lb("AKS-NET-071", l -> l.managedIpv6s(-1), l -> l.managedIpv6s(0)),
                overlay(
                        "AKS-NET-072",
                        o -> o.outbound(Outbound.loadBalancer(l -> l.managedIpv6s(1))),
                        o -> dual(o).outbound(Outbound.loadBalancer(l -> l.managedIpv6s(1)))),
                lb("AKS-NET-073", l -> l.allocatedPorts(1001), l -> l.allocatedPorts(1000)),
                lb("AKS-NET-073", l -> l.allocatedPorts(64_008), l -> l.allocatedPorts(0)),
                lb("AKS-NET-074", l -> l.allocatedPorts(16_008), l -> l.allocatedPorts(16_000)),
                lb("AKS-NET-075", l -> l.idleTimeout(Duration.ofMinutes(3)), l -> l.idleTimeout(Duration.ofMinutes(4))),
                lb(
                        "AKS-NET-075",
                        l -> l.idleTimeout(Duration.ofSeconds(270)),
                        l -> l.idleTimeout(Duration.ofMinutes(120))),
                lb(
                        "AKS-NET-076",
                        l -> l.idleTimeout(Duration.ofMinutes(101)),
                        l -> l.idleTimeout(Duration.ofMinutes(100))),
                overlay(
                        "AKS-NET-077",
                        o -> inShop(o).outbound(Outbound.managedNatGateway()),
                        o -> o.outbound(Outbound.managedNatGateway())),
                overlay(
                        "AKS-NET-078",
                        o -> inShop(o).outbound(Outbound.userAssignedNatGateway()),
                        o -> o.nodeSubnet(subnet("10.20.0.0/22", s -> s.natGateway(NetworkSamples.NAT)))
                                .outbound(Outbound.userAssignedNatGateway())),
                overlay(
                        "AKS-NET-078",
                        o -> o.outbound(Outbound.userAssignedNatGateway()),
                        o -> o.nodeSubnet(existing("10.21.0.0/22")).outbound(Outbound.userAssignedNatGateway())),
                overlay(
                        "AKS-NET-079",
                        o -> inShop(o).outbound(Outbound.userDefinedRouting()),
                        o -> o.nodeSubnet(subnet("10.20.0.0/22", s -> s.routeTable(NetworkSamples.ROUTES)))
                                .outbound(Outbound.userDefinedRouting())),
                rule(
                        "AKS-NET-080",
                        Kubenet.builder().outbound(Outbound.none()).build(),
                        cluster(),
                        CniOverlay.builder().outbound(Outbound.none()).build(),
                        cluster()),
                nat("AKS-NET-081", n -> n.managedIps(17), n -> n.managedIps(16)),
                overlay(
                        "AKS-NET-090",
                        o -> o.advancedNetworking(acns -> acns.wireGuard()),
                        o -> o.advancedNetworking(acns -> acns.wireGuard()).dataplane(Dataplane.CILIUM)),
                overlay(
                        "AKS-NET-090",
                        o -> o.advancedNetworking(acns -> acns.hostRouting()),
                        o -> o.advancedNetworking(acns -> acns.hostRouting()).dataplane(Dataplane.CILIUM)),
                rule(
                        "AKS-NET-091",
                        CniOverlay.builder()
                                .dataplane(Dataplane.CILIUM)
                                .advancedNetworking(acns -> acns.wireGuard())
                                .build(),
                        cluster(b -> b.kubernetesVersion("1.32")),
                        CniOverlay.builder()
                                .dataplane(Dataplane.CILIUM)
                                .advancedNetworking(acns -> acns.wireGuard())
                                .build(),
                        cluster(b -> b.kubernetesVersion("1.33"))),
                nat(
                        "AKS-NET-092",
                        n -> n.publicIp(NetworkSamples.PUBLIC_IP),
                        n -> n.standardV2().publicIp(NetworkSamples.PUBLIC_IP)),
                nat("AKS-NET-092", n -> n.managedIpv6s(1), n -> n.managedIps(1)),
                nat(
                        "AKS-NET-093",
                        n -> n.standardV2().publicIp(NetworkSamples.PUBLIC_IP).managedIps(1),
                        n -> n.standardV2().publicIp(NetworkSamples.PUBLIC_IP).publicIpPrefix(NetworkSamples.PREFIX)),
                nat(
                        "AKS-NET-094",
                        n -> n.standardV2().managedIpv6s(17),
                        n -> n.standardV2().managedIps(16)),
                nat(
                        "AKS-NET-082",
                        n -> n.standardV2().publicIp(NetworkSamples.PREFIX),
                        n -> n.standardV2().publicIp(NetworkSamples.PUBLIC_IP)),
                nat(
                        "AKS-NET-081",
                        n -> n.idleTimeout(Duration.ofMinutes(121)),
                        n -> n.idleTimeout(Duration.ofMinutes(120))),
                lb(
                        "AKS-NET-082",
                        l -> l.publicIps(NetworkSamples.PREFIX),
                        l -> l.publicIpPrefixes(NetworkSamples.PREFIX)),
                overlay(
                        "AKS-NET-082",
                        o -> o.outbound(Outbound.none(NetworkSamples.NAT)),
                        o -> o.outbound(Outbound.none(
                                NetworkSamples.GROUP.id().child("Microsoft.ContainerRegistry/registries", "shop")))));
    }

    private static RuleCase rule(
            String rule, NetworkModel broken, ClusterSpec brokenIn, NetworkModel kept, ClusterSpec keptIn) {
        return new RuleCase(rule, broken.summary(), () -> broken.check(brokenIn), () -> kept.check(keptIn));
    }

    private static RuleCase overlay(
            String rule, UnaryOperator<CniOverlay.Builder> broken, UnaryOperator<CniOverlay.Builder> kept) {
        return rule(
                rule,
                broken.apply(CniOverlay.builder()).build(),
                cluster(),
                kept.apply(CniOverlay.builder()).build(),
                cluster());
    }

    private static RuleCase lb(
            String rule,
            UnaryOperator<LoadBalancerOutbound.Builder> broken,
            UnaryOperator<LoadBalancerOutbound.Builder> kept) {
        return overlay(
                rule,
                o -> o.outbound(Outbound.loadBalancer(broken::apply)),
                o -> o.outbound(Outbound.loadBalancer(kept::apply)));
    }

    private static RuleCase nat(
            String rule,
            UnaryOperator<NatGatewayOutbound.Builder> broken,
            UnaryOperator<NatGatewayOutbound.Builder> kept) {
        return overlay(
                rule,
                o -> o.outbound(Outbound.managedNatGateway(broken::apply)),
                o -> o.outbound(Outbound.managedNatGateway(kept::apply)));
    }

    private static CniOverlay.Builder dns(CniOverlay.Builder builder, String address) {
        return builder.serviceCidr("10.1.0.0/16").dnsServiceIp(address);
    }

    private static CniOverlay.Builder inShop(CniOverlay.Builder builder) {
        return builder.nodeSubnet(subnet("nodes"));
    }

    private static CniOverlay.Builder dual(CniOverlay.Builder builder) {
        return builder.ipFamilies(IPV4, IPV6);
    }

    private static NetworkModel npm() {
        return CniOverlay.builder().networkPolicy(NetworkPolicy.AZURE).build();
    }

    private static CniPodSubnet.Builder pods() {
        return CniPodSubnet.builder(subnet("nodes"), subnet("pods"));
    }

    private static NetworkModel flat(String cidr) {
        return CniNodeSubnet.builder()
                .nodeSubnet(existing(cidr))
                .serviceCidr("172.20.0.0/16")
                .build();
    }

    private static NetworkModel overlayIn(String cidr) {
        return CniOverlay.builder().nodeSubnet(existing(cidr)).build();
    }

    private static NetworkModel podRange(String cidr) {
        return CniOverlay.builder().podCidr(cidr).build();
    }

    private static NetworkModel podsIn(String cidr) {
        return CniPodSubnet.builder(subnet("nodes"), existing(cidr)).build();
    }

    private static SubnetRef existing(String cidr) {
        return SubnetRef.existing(
                NetworkSamples.GROUP
                        .id()
                        .child("Microsoft.Network/virtualNetworks", "vnet-shop")
                        .child("subnets", "old"),
                Cidr.parse(cidr));
    }

    private static SubnetRef delegated(String service) {
        return subnet("10.20.16.0/20", s -> s.delegation(service));
    }

    private static SubnetRef abroad() {
        return VirtualNetworkSpec.builder("vnet", ResourceGroupSpec.of("rg-far", Region.NORTH_EUROPE))
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .build()
                .subnet("nodes");
    }

    /** A cluster of so many nodes, whose pool surges by a tenth. */
    private static ClusterSpec pool(int nodes) {
        return pool(nodes, 30);
    }

    private static ClusterSpec maxPods(int pods) {
        return pool(3, pods);
    }

    private static ClusterSpec pool(int nodes, int maxPods) {
        return ClusterSpec.builder("shop", NetworkSamples.GROUP)
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5").count(nodes).maxPods(maxPods))
                .build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), NetworkRules.CLUSTER);
    }

    @Test
    void everyRuleOfTheModuleNamesItsSourceAndHasAnIdOfItsOwn() {
        assertThat(NetworkRules.all()).extracting(rule -> rule.id()).doesNotHaveDuplicates();
        assertThat(NetworkRules.all())
                .allMatch(rule -> !rule.source().isEmpty() && rule.id().matches("AKS-(NET|VNET|LB|NWR|ING)-\\d{3}"));
    }

    @Test
    void aClusterWithoutSettingsKeepsEveryRule() {
        assertThat(CniOverlay.builder().build().check(shop())).isEmpty();
    }

    @Test
    void theFixForPortsIsComputed() {
        NetworkModel model = CniOverlay.builder()
                .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2).allocatedPorts(1024)))
                .build();
        assertThat(model.check(shop())).singleElement().satisfies(problem -> {
            assertThat(problem.what())
                    .isEqualTo("needs 151,552 ports for 148 nodes, and 2 outbound addresses have 128,000");
            assertThat(problem.fix()).isEqualTo("Use at most 864 ports, or at least 3 addresses.");
        });
    }

    @Test
    void theFixForASmallSubnetNamesALargerOne() {
        assertThat(overlayIn("10.20.0.0/25").check(shop())).singleElement().satisfies(problem -> {
            assertThat(problem.toString())
                    .contains("network.nodeSubnet = 10.20.0.0/25 has 123 addresses, and the pools can come to 148")
                    .contains("Azure would answer 400 InsufficientSubnetSize.")
                    .contains("Use a /24 or larger");
        });
    }

    @Test
    void theFixForASmallPodRangeNamesAFreeOne() {
        assertThat(podRange("10.244.0.0/17").check(shop()))
                .extracting(Problem::fix)
                .containsExactly(
                        "Use a /16 or larger, for example 10.1.0.0/16, or lower the pools' maxima by 20 nodes.");
    }
}
