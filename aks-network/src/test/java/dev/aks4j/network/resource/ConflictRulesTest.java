package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.testing.RuleCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What two resources of one plan cannot both have, and parts of a resource that collide. */
class ConflictRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private static List<Problem> inPlan(List<? extends Spec> specs) {
        Scope scope = new Scope("6f2c", Instant.parse("2026-12-01T00:00:00Z"), new ArrayList<>(specs));
        return specs.stream().flatMap(spec -> check(spec, scope).stream()).toList();
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Problem> check(Spec spec, Scope scope) {
        return ((ResourceKind<Spec>) spec.kind()).check(spec, scope);
    }

    private static RuleCase planned(String rule, List<? extends Spec> broken, List<? extends Spec> kept) {
        return new RuleCase(rule, "", () -> inPlan(broken), () -> inPlan(kept));
    }

    private static RuleCase secured(
            String rule, Consumer<SecurityRule.Builder> broken, Consumer<SecurityRule.Builder> kept) {
        return new RuleCase(rule, "", () -> security("web", broken), () -> security("web", kept));
    }

    private static List<Problem> problems(Supplier<?> build) {
        try {
            build.get();
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }

    private static List<Problem> security(String name, Consumer<SecurityRule.Builder> rule) {
        return problems(() -> NetworkSecurityGroupSpec.builder("nsg", GROUP)
                .inbound(name, 200, rule)
                .build());
    }

    private static List<Problem> route(String name) {
        return problems(() -> RouteTableSpec.builder("rt", GROUP)
                .route(name, "0.0.0.0/0", NextHop.gateway())
                .build());
    }

    private static ResourceId network(String name) {
        return GROUP.id().child("Microsoft.Network/virtualNetworks", name);
    }

    private static ResourceId zone(String name) {
        return GROUP.id().child("Microsoft.Network/privateDnsZones", name);
    }

    private static PublicIpAddressSpec.Builder address(String name) {
        return PublicIpAddressSpec.builder(name, GROUP);
    }

    private static List<Spec> taken(PublicIpPrefixSpec prefix, int count) {
        List<Spec> specs = new ArrayList<>(List.of(prefix));
        IntStream.range(0, count)
                .forEach(i -> specs.add(address("pip" + i).prefix(prefix).build()));
        return specs;
    }

    private static NatGatewaySpec gateway(String name, PublicIpAddressSpec... addresses) {
        return NatGatewaySpec.builder(name, GROUP).publicIps(addresses).build();
    }

    private static List<Spec> prefixed(int length) {
        PublicIpPrefixSpec prefix =
                PublicIpPrefixSpec.builder("pre", GROUP, length).build();
        return List.of(
                prefix,
                NatGatewaySpec.builder("ng", GROUP).publicIpPrefixes(prefix).build());
    }

    private static VirtualNetworkPeeringSpec peering(String name, String remote, boolean gateway) {
        VirtualNetworkPeeringSpec.Builder builder =
                VirtualNetworkPeeringSpec.builder(name, network("spoke"), network(remote));
        return gateway ? builder.useRemoteGateways().build() : builder.build();
    }

    private static PrivateDnsZoneLinkSpec link(String name, String zone, boolean registers) {
        PrivateDnsZoneLinkSpec.Builder builder = PrivateDnsZoneLinkSpec.builder(name, zone(zone), network("hub"));
        return registers ? builder.registerMachines().build() : builder.build();
    }

    private static PrivateDnsRecordSpec record(PrivateDnsRecordSpec.Type type, String name, String... values) {
        return PrivateDnsRecordSpec.builder(type, name, zone("a.b"), values).build();
    }

    static Stream<RuleCase> cases() {
        PublicIpPrefixSpec four = PublicIpPrefixSpec.builder("pre", GROUP, 31).build();
        PublicIpPrefixSpec six =
                PublicIpPrefixSpec.builder("pre", GROUP, 127).ipv6().build();
        PublicIpAddressSpec one = address("pip1").build();
        PublicIpAddressSpec two = address("pip2").build();
        PrivateDnsRecordSpec alias = record(PrivateDnsRecordSpec.Type.CNAME, "web", "c.d");
        return Stream.of(
                new RuleCase("AKS-NWR-010", "", () -> security("a b", it -> {}), () -> security("a-b", it -> {})),
                secured(
                        "AKS-NWR-011",
                        it -> it.from("VirtualNetwork", "AzureLoadBalancer"),
                        it -> it.from("10.0.0.0/8", "192.168.0.0/16")),
                secured("AKS-NWR-011", it -> it.to("Internet", "10.0.0.0/8"), it -> it.to("Internet")),
                secured(
                        "AKS-NWR-012",
                        it -> it.from("10.0.0.0/8", "10.1.0.0/16"),
                        it -> it.from("10.0.0.0/16", "10.1.0.0/16")),
                secured("AKS-NWR-012", it -> it.to("10.0.0.4", "10.0.0.4"), it -> it.to("10.0.0.4", "10.0.0.5")),
                secured(
                        "AKS-NWR-013",
                        it -> it.from("10.0.0.0/8").to("fd00::/8"),
                        it -> it.from("fd00::/8").to("fd00::/8")),
                new RuleCase("AKS-NWR-025", "", () -> route("a b"), () -> route("a.b")),
                planned("AKS-NWR-045", List.of(six, address("pip").prefix(six).build()), taken(four, 1)),
                planned("AKS-NWR-045", taken(four, 3), taken(four, 2)),
                planned(
                        "AKS-NWR-046",
                        List.of(
                                address("pip1").domainNameLabel("shop").build(),
                                address("pip2").domainNameLabel("shop").build()),
                        List.of(
                                address("pip1").domainNameLabel("shop").build(),
                                address("pip2").domainNameLabel("shop2").build())),
                planned(
                        "AKS-NWR-037",
                        List.of(one, gateway("ng1", one), gateway("ng2", one)),
                        List.of(one, two, gateway("ng1", one), gateway("ng2", two))),
                planned("AKS-NWR-037", List.of(gateway("ng1", one, one)), List.of(gateway("ng1", one, two))),
                planned("AKS-NWR-038", prefixed(27), prefixed(28)),
                planned(
                        "AKS-NWR-065",
                        List.of(peering("a1", "hub", false), peering("a2", "hub", false)),
                        List.of(peering("a1", "hub", false), peering("a2", "other", false))),
                planned(
                        "AKS-NWR-065",
                        List.of(peering("a1", "hub", true), peering("a2", "other", true)),
                        List.of(peering("a1", "hub", true), peering("a2", "other", false))),
                planned(
                        "AKS-NWR-086",
                        List.of(link("l1", "a.b", false), link("l2", "a.b", false)),
                        List.of(link("l1", "a.b", true), link("l1", "c.d", false))),
                planned(
                        "AKS-NWR-086",
                        List.of(link("l1", "a.b", true), link("l1", "c.d", true)),
                        List.of(link("l1", "a.b", true))),
                planned("AKS-NWR-087", List.of(record(PrivateDnsRecordSpec.Type.CNAME, "@", "c.d")), List.of(alias)),
                planned(
                        "AKS-NWR-087",
                        List.of(alias, record(PrivateDnsRecordSpec.Type.A, "web", "10.0.0.1")),
                        List.of(alias, record(PrivateDnsRecordSpec.Type.A, "other", "10.0.0.1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void ruleIsReportedWhenBrokenAndSilentWhenKept(RuleCase rule) {
        rule.holds();
    }
}
