package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.GROUP;
import static dev.aks4j.network.NetworkSamples.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualNetworkRulesTest {

    private static final ResourceId NSG = GROUP.id().child("Microsoft.Network/networkSecurityGroups", "nsg");

    static Stream<RuleCase> cases() {
        return Stream.of(
                rule("AKS-VNET-001", "name", named("v"), named("vnet_1")),
                rule("AKS-VNET-001", "name ends with a dot", named("vnet."), named("v.1")),
                rule(
                        "AKS-VNET-002",
                        "subnet name",
                        n -> n.subnet("a b", "10.20.0.0/24"),
                        n -> n.subnet("a", "10.20.0.0/24")),
                rule("AKS-VNET-003", "range", n -> n.subnet("a", "10.20.0.1/24"), n -> n.subnet("a", "10.20.0.0/24")),
                rule(
                        "AKS-VNET-003",
                        "address space",
                        n -> n.addressSpace("10.0.0.0"),
                        n -> n.addressSpace("10.0.0.0/24")),
                new RuleCase(
                        "AKS-VNET-004",
                        "no address space",
                        () -> problems(VirtualNetworkSpec.builder("vnet", GROUP)::build),
                        () -> problems(VirtualNetworkSpec.builder("vnet", GROUP).addressSpace("10.1.0.0/16")::build)),
                rule(
                        "AKS-VNET-005",
                        "overlapping ranges",
                        n -> n.addressSpace("10.20.128.0/17"),
                        n -> n.addressSpace("10.21.0.0/16")),
                rule(
                        "AKS-VNET-006",
                        "reserved range",
                        n -> n.addressSpace("172.16.0.0/12"),
                        n -> n.addressSpace("172.16.0.0/13")),
                rule(
                        "AKS-VNET-005",
                        "overlapping IPv6 ranges",
                        n -> n.addressSpace("fd00:1::/48", "fd00:1::/64"),
                        n -> n.addressSpace("fd00:1::/48", "fd00:2::/64")),
                rule(
                        "AKS-VNET-018",
                        "loopback",
                        n -> n.addressSpace("127.0.0.0/16"),
                        n -> n.addressSpace("126.0.0.0/16")),
                rule(
                        "AKS-VNET-018",
                        "Azure's services",
                        n -> n.addressSpace("168.63.0.0/16"),
                        n -> n.addressSpace("168.64.0.0/16")),
                rule(
                        "AKS-VNET-019",
                        "small firewall",
                        n -> n.subnet("AzureFirewallSubnet", "10.20.200.0/27"),
                        n -> n.subnet("AzureFirewallSubnet", "10.20.200.0/26")),
                rule(
                        "AKS-VNET-019",
                        "guarded gateway",
                        n -> n.subnet("GatewaySubnet", "10.20.200.0/27", s -> s.networkSecurityGroup(NSG)),
                        n -> n.subnet("Gateways", "10.20.200.0/27", s -> s.networkSecurityGroup(NSG))),
                rule(
                        "AKS-VNET-007",
                        "subnet outside",
                        n -> n.subnet("a", "10.21.0.0/24"),
                        n -> n.subnet("a", "10.20.255.0/24")),
                rule(
                        "AKS-VNET-008",
                        "overlapping subnets",
                        n -> n.subnet("a", "10.20.0.0/23").subnet("b", "10.20.1.0/24"),
                        n -> n.subnet("a", "10.20.0.0/24").subnet("b", "10.20.1.0/24")),
                rule(
                        "AKS-VNET-009",
                        "small subnet",
                        n -> n.subnet("a", "10.20.0.0/30"),
                        n -> n.subnet("a", "10.20.0.0/29")),
                rule(
                        "AKS-VNET-009",
                        "IPv6 subnet",
                        n -> n.addressSpace("fd00::/48").subnet("a", "10.20.0.0/24", s -> s.ipv6("fd00::/63")),
                        n -> n.addressSpace("fd00::/48").subnet("a", "10.20.0.0/24", s -> s.ipv6("fd00::/64"))),
                rule(
                        "AKS-VNET-010",
                        "same name",
                        n -> n.subnet("a", "10.20.0.0/24").subnet("A", "10.20.1.0/24"),
                        n -> n.subnet("a", "10.20.0.0/24").subnet("b", "10.20.1.0/24")),
                rule(
                        "AKS-VNET-011",
                        "families",
                        n -> n.subnet("a", "10.20.0.0/24", s -> s.ipv6("10.20.1.0/24")),
                        n -> n.addressSpace("fd00::/48").subnet("a", "10.20.0.0/24", s -> s.ipv6("fd00::/64"))),
                rule(
                        "AKS-VNET-012",
                        "reference",
                        n -> n.subnet("a", "10.20.0.0/24", s -> s.natGateway(NetworkSamples.ROUTES)),
                        n -> n.subnet("a", "10.20.0.0/24", s -> s.natGateway(NetworkSamples.NAT))),
                rule(
                        "AKS-VNET-013",
                        "size of a range",
                        n -> n.addressSpace("192.168.0.0/30"),
                        n -> n.addressSpace("192.168.0.0/29")),
                rule("AKS-ARM-010", "tags", n -> tags(n, 51), n -> tags(n, 10)));
    }

    private static RuleCase rule(
            String rule,
            String about,
            UnaryOperator<VirtualNetworkSpec.Builder> broken,
            UnaryOperator<VirtualNetworkSpec.Builder> kept) {
        return new RuleCase(rule, about, () -> built(broken), () -> built(kept));
    }

    private static List<Problem> built(UnaryOperator<VirtualNetworkSpec.Builder> settings) {
        return problems(settings.apply(VirtualNetworkSpec.builder("vnet", GROUP).addressSpace("10.20.0.0/16"))::build);
    }

    private static UnaryOperator<VirtualNetworkSpec.Builder> named(String name) {
        return ignored -> VirtualNetworkSpec.builder(name, GROUP).addressSpace("10.20.0.0/16");
    }

    private static VirtualNetworkSpec.Builder tags(VirtualNetworkSpec.Builder builder, int count) {
        for (int i = 0; i < count; i++) {
            builder.tag("tag" + i, "x");
        }
        return builder;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), VirtualNetworkRules.ALL);
    }

    @Test
    void everythingWrongIsReportedAtOnceWithAFix() {
        List<Problem> found = built(n -> n.subnet("nodes", "10.20.0.0/23")
                .subnet("pods", "10.20.1.0/24")
                .subnet("far", "10.9.0.0/24")
                .subnet("bad", "10.20"));
        assertThat(found).extracting(Problem::rule).containsExactly("AKS-VNET-003", "AKS-VNET-007", "AKS-VNET-008");
        assertThat(found.get(2).what()).isEqualTo("overlaps subnet nodes (10.20.0.0/23)");
        assertThat(found.get(2).fix()).isEqualTo("Choose a free range, for example 10.20.2.0/24.");
    }
}
