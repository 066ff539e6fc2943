package dev.aks4j.network.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import dev.aks4j.testing.RuleCase;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final ResourceId HUB = id("virtualNetworks", "hub");
    private static final ResourceId SPOKE = id("virtualNetworks", "spoke");
    private static final ResourceId SUBNET = HUB.child("subnets", "links");
    private static final ResourceId ZONE = id("privateDnsZones", "contoso.com");
    private static final ResourceId ASG = id("applicationSecurityGroups", "asg");
    private static final ResourceId PIP = id("publicIPAddresses", "pip");
    private static final ResourceId PREFIX = id("publicIPPrefixes", "prefix");
    private static final ResourceId FRONTEND = id("loadBalancers", "lb").child("frontendIPConfigurations", "front");
    private static final ResourceId VAULT = GROUP.id().child("Microsoft.KeyVault/vaults", "vault");

    private static ResourceId id(String type, String name) {
        return GROUP.id().child("Microsoft.Network/" + type, name);
    }

    private static NetworkSecurityGroupSpec.Builder nsg() {
        return NetworkSecurityGroupSpec.builder("nsg", GROUP);
    }

    private static RouteTableSpec.Builder routes() {
        return RouteTableSpec.builder("rt", GROUP);
    }

    private static NatGatewaySpec.Builder nat() {
        return NatGatewaySpec.builder("ng", GROUP);
    }

    private static PublicIpAddressSpec.Builder ip(String name) {
        return PublicIpAddressSpec.builder(name, GROUP);
    }

    private static PublicIpPrefixSpec.Builder prefix(int length) {
        return PublicIpPrefixSpec.builder("prefix", GROUP, length);
    }

    private static VirtualNetworkPeeringSpec.Builder peering(ResourceId remote) {
        return VirtualNetworkPeeringSpec.builder("peering", SPOKE, remote);
    }

    private static PrivateDnsRecordSpec.Builder record(PrivateDnsRecordSpec.Type type, String name, String... values) {
        return PrivateDnsRecordSpec.builder(type, name, ZONE, values);
    }

    private static PrivateEndpointSpec.Builder endpoint(String name) {
        return PrivateEndpointSpec.builder(name, GROUP, SUBNET, VAULT, "vault");
    }

    private static PrivateLinkServiceSpec.Builder link() {
        return PrivateLinkServiceSpec.builder("pls", GROUP, SUBNET, FRONTEND);
    }

    private static NetworkSecurityGroupSpec.Builder rule(Consumer<SecurityRule.Builder> settings) {
        return nsg().inbound("web", 200, settings);
    }

    private static RuleCase built(String rule, ArmSpec.Builder<?, ?> broken, ArmSpec.Builder<?, ?> kept) {
        return new RuleCase(rule, "", () -> problems(broken::build), () -> problems(kept::build));
    }

    private static RuleCase planned(String rule, List<Spec> broken, List<Spec> kept) {
        return new RuleCase(rule, "in a plan", () -> inPlan(broken), () -> inPlan(kept));
    }

    /** Returns what a builder reports, warnings included, which stop nothing. */
    private static List<Problem> problems(Supplier<? extends ArmSpec> build) {
        try {
            ArmSpec spec = build.get();
            return warnings(spec);
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Problem> warnings(ArmSpec spec) {
        return Rule.all(((ArmType<ArmSpec>) spec.kind()).rules(), spec);
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Problem> inPlan(List<Spec> specs) {
        Scope scope = new Scope("6f2c", Instant.EPOCH, specs);
        return specs.stream()
                .map(ArmSpec.class::cast)
                .flatMap(spec -> ((ArmType<ArmSpec>) spec.kind()).check(spec, scope).stream())
                .toList();
    }

    private static String many(int length) {
        return "x".repeat(length);
    }

    static Stream<RuleCase> cases() {
        PublicIpAddressSpec v1 = ip("v1").build();
        PublicIpAddressSpec v2 = ip("v2").sku(NetworkSku.STANDARD_V2).build();
        PublicIpAddressSpec six = ip("six").sku(NetworkSku.STANDARD_V2).ipv6().build();
        TrafficControllerSpec alb = TrafficControllerSpec.builder("alb", GROUP).build();
        return Stream.of(
                built(
                        "AKS-NWR-130",
                        TrafficControllerSpec.builder("alb-", GROUP),
                        TrafficControllerSpec.builder(many(64), GROUP)),
                built(
                        "AKS-NWR-131",
                        TrafficControllerFrontendSpec.builder("a b", alb),
                        TrafficControllerFrontendSpec.builder("a-b", alb)),
                built(
                        "AKS-NWR-132",
                        TrafficControllerAssociationSpec.builder(many(65), alb, SUBNET),
                        TrafficControllerAssociationSpec.builder("a.b", alb, SUBNET)),
                built(
                        "AKS-NWR-133",
                        TrafficControllerAssociationSpec.builder("way", alb, HUB),
                        TrafficControllerAssociationSpec.builder("way", alb, SUBNET)),
                planned(
                        "AKS-NWR-134",
                        List.of(
                                TrafficControllerAssociationSpec.builder("way", alb, SUBNET)
                                        .build(),
                                TrafficControllerAssociationSpec.builder("more", alb, SUBNET)
                                        .build()),
                        List.of(TrafficControllerAssociationSpec.builder("way", alb, SUBNET)
                                .build())),
                built(
                        "AKS-NWR-001",
                        ApplicationSecurityGroupSpec.builder("-asg", GROUP),
                        ApplicationSecurityGroupSpec.builder("asg_", GROUP)),
                built(
                        "AKS-NWR-002",
                        NetworkSecurityGroupSpec.builder("nsg.", GROUP),
                        NetworkSecurityGroupSpec.builder("n.s-g", GROUP)),
                built("AKS-NWR-003", nsg().inbound("a", 99, it -> {}), nsg().inbound("a", 100, it -> {})),
                built("AKS-NWR-003", nsg().outbound("a", 4097, it -> {}), nsg().outbound("a", 4096, it -> {})),
                built(
                        "AKS-NWR-004",
                        nsg().inbound("a", 100, it -> {}).inbound("b", 100, it -> {}),
                        nsg().inbound("a", 100, it -> {}).outbound("b", 100, it -> {})),
                built(
                        "AKS-NWR-004",
                        nsg().inbound("a", 100, it -> {}).outbound("A", 101, it -> {}),
                        nsg().inbound("a", 100, it -> {}).outbound("b", 101, it -> {})),
                built("AKS-NWR-005", rule(it -> it.tcp("80-79")), rule(it -> it.tcp("79-80"))),
                built("AKS-NWR-005", rule(it -> it.tcp("65536")), rule(it -> it.tcp("65535", "*"))),
                built("AKS-NWR-005", rule(it -> it.fromPorts("http")), rule(it -> it.fromPorts("0"))),
                built("AKS-NWR-006", rule(it -> it.from("10.0.0.1/8")), rule(it -> it.from("10.0.0.0/8"))),
                built("AKS-NWR-006", rule(it -> it.to("*", "10.0.0.0/8")), rule(it -> it.to("*"))),
                built(
                        "AKS-NWR-006",
                        rule(it -> it.to("10.0.0")),
                        rule(it -> it.to("10.0.0.7", "AzureCloud.westeurope"))),
                built("AKS-NWR-007", rule(it -> it.from("10.0.0.0/8").from(ASG)), rule(it -> it.from(ASG))),
                built("AKS-NWR-007", rule(it -> it.to(PIP)), rule(it -> it.to(ASG))),
                built(
                        "AKS-NWR-007",
                        rule(it -> it.to(Collections.nCopies(11, ASG).toArray(ResourceId[]::new))),
                        rule(it -> it.to(Collections.nCopies(10, ASG).toArray(ResourceId[]::new)))),
                built("AKS-NWR-008", rules(1001), rules(1000)),
                built("AKS-NWR-009", rule(it -> it.description(many(141))), rule(it -> it.description(many(140)))),
                built("AKS-NWR-020", RouteTableSpec.builder(many(81), GROUP), RouteTableSpec.builder(many(80), GROUP)),
                built(
                        "AKS-NWR-021",
                        routes().route("a", "10.0.0.1/8", NextHop.gateway()),
                        routes().route("a", "AzureCloud", NextHop.internet())),
                built(
                        "AKS-NWR-022",
                        routes().route("a", "0.0.0.0/0", NextHop.appliance("fd00::1")),
                        routes().route("a", "0.0.0.0/0", NextHop.appliance("10.0.0.4"))),
                built(
                        "AKS-NWR-023",
                        routes().route("a", "10.0.0.0/8", NextHop.network())
                                .route("b", "10.0.0.0/8", NextHop.nowhere()),
                        routes().route("a", "10.0.0.0/8", NextHop.network())
                                .route("b", "10.0.0.0/9", NextHop.nowhere())),
                built(
                        "AKS-NWR-023",
                        routes().route("a", "10.0.0.0/8", NextHop.network())
                                .route("A", "11.0.0.0/8", NextHop.nowhere()),
                        routes().route("a", "10.0.0.0/8", NextHop.network())
                                .route("b", "11.0.0.0/8", NextHop.nowhere())),
                built("AKS-NWR-024", routes(401), routes(400)),
                built(
                        "AKS-NWR-030",
                        NatGatewaySpec.builder("", GROUP).publicIps(v1),
                        NatGatewaySpec.builder("n", GROUP).publicIps(v1)),
                built("AKS-NWR-031", nat(), nat().publicIps(v1)),
                built(
                        "AKS-NWR-031",
                        nat().publicIps(Collections.nCopies(17, PIP).toArray(ResourceId[]::new)),
                        nat().publicIps(Collections.nCopies(15, PIP).toArray(ResourceId[]::new))
                                .publicIpPrefixes(PREFIX)),
                built(
                        "AKS-NWR-032",
                        nat().publicIps(v1).idleMinutes(3),
                        nat().publicIps(v1).idleMinutes(4)),
                built(
                        "AKS-NWR-032",
                        nat().publicIps(v1).idleMinutes(121),
                        nat().publicIps(v1).idleMinutes(120)),
                built(
                        "AKS-NWR-033",
                        nat().publicIps(six),
                        nat().sku(NetworkSku.STANDARD_V2).publicIps(six)),
                built(
                        "AKS-NWR-034",
                        nat().sku(NetworkSku.STANDARD_V2).publicIps(v2).zone(1),
                        nat().publicIps(v1).zone(1)),
                built(
                        "AKS-NWR-034",
                        nat().publicIps(v1).zone(4),
                        nat().publicIps(v1).zone(3)),
                built("AKS-NWR-035", nat().publicIps(PREFIX), nat().publicIps(PIP)),
                built("AKS-NWR-035", nat().publicIpPrefixes(PIP), nat().publicIpPrefixes(PREFIX)),
                planned(
                        "AKS-NWR-036",
                        List.of(
                                v1,
                                nat().sku(NetworkSku.STANDARD_V2).publicIps(v1).build()),
                        List.of(
                                v2,
                                nat().sku(NetworkSku.STANDARD_V2).publicIps(v2).build())),
                planned(
                        "AKS-NWR-036",
                        List.of(
                                six,
                                nat().sku(NetworkSku.STANDARD_V2)
                                        .publicIps(six.id())
                                        .build()),
                        List.of(
                                six,
                                nat().sku(NetworkSku.STANDARD_V2).publicIps(six).build())),
                built("AKS-NWR-040", ip("a/b"), ip("a")),
                built("AKS-NWR-041", ip("a").domainNameLabel("Shop"), ip("a").domainNameLabel("shop-1")),
                built("AKS-NWR-042", ip("a").idleMinutes(31), ip("a").idleMinutes(30)),
                built("AKS-NWR-043", ip("a").zones(0), ip("a").zones(1, 2, 3)),
                built("AKS-NWR-044", ip("a").prefix(PIP), ip("a").prefix(PREFIX)),
                built(
                        "AKS-NWR-050",
                        PublicIpPrefixSpec.builder("_", GROUP, 30),
                        PublicIpPrefixSpec.builder("p", GROUP, 30)),
                built("AKS-NWR-051", prefix(32), prefix(31)),
                built("AKS-NWR-051", prefix(23), prefix(24)),
                built("AKS-NWR-051", prefix(119).ipv6(), prefix(124).ipv6()),
                built("AKS-NWR-052", prefix(27), prefix(28)),
                built("AKS-NWR-052", prefix(123).ipv6(), prefix(124).ipv6()),
                built("AKS-NWR-053", prefix(30).zones(4), prefix(30).zones(3)),
                built(
                        "AKS-NWR-060",
                        VirtualNetworkPeeringSpec.builder("a b", SPOKE, HUB),
                        VirtualNetworkPeeringSpec.builder("a-b", SPOKE, HUB)),
                built("AKS-NWR-061", peering(SPOKE), peering(HUB)),
                built("AKS-NWR-061", peering(SUBNET), peering(HUB)),
                built(
                        "AKS-NWR-062",
                        peering(HUB).allowGatewayTransit().useRemoteGateways(),
                        peering(HUB).useRemoteGateways()),
                planned("AKS-NWR-063", both(it -> {}), both(it -> it.allowGatewayTransit())),
                planned("AKS-NWR-064", both(it -> {}).subList(0, 1), both(it -> {})),
                built(
                        "AKS-NWR-080",
                        PrivateDnsZoneSpec.builder("local", GROUP),
                        PrivateDnsZoneSpec.builder("shop.local", GROUP)),
                built(
                        "AKS-NWR-081",
                        PrivateDnsZoneLinkSpec.builder("a.", ZONE, HUB),
                        PrivateDnsZoneLinkSpec.builder("a", ZONE, HUB)),
                built(
                        "AKS-NWR-082",
                        PrivateDnsZoneLinkSpec.builder("a", HUB, SUBNET),
                        PrivateDnsZoneLinkSpec.builder("a", ZONE, HUB)),
                built(
                        "AKS-NWR-083",
                        record(PrivateDnsRecordSpec.Type.A, "a.*", "10.0.0.1"),
                        record(PrivateDnsRecordSpec.Type.A, "*.a", "10.0.0.1")),
                built(
                        "AKS-NWR-084",
                        record(PrivateDnsRecordSpec.Type.A, "a", "fd00::1"),
                        record(PrivateDnsRecordSpec.Type.AAAA, "a", "fd00::1")),
                built(
                        "AKS-NWR-084",
                        record(PrivateDnsRecordSpec.Type.CNAME, "a", "b.c", "d.e"),
                        record(PrivateDnsRecordSpec.Type.CNAME, "a", "b.c")),
                built(
                        "AKS-NWR-084",
                        record(PrivateDnsRecordSpec.Type.TXT, "a"),
                        record(PrivateDnsRecordSpec.Type.TXT, "a", many(1024))),
                built(
                        "AKS-NWR-085",
                        record(PrivateDnsRecordSpec.Type.A, "a", "10.0.0.1").ttl(0),
                        record(PrivateDnsRecordSpec.Type.A, "a", "10.0.0.1").ttl(1)),
                built("AKS-NWR-100", endpoint("e"), endpoint("e1")),
                built(
                        "AKS-NWR-101",
                        PrivateEndpointSpec.builder("pe", GROUP, HUB, VAULT, "vault"),
                        PrivateEndpointSpec.builder("pe", GROUP, SUBNET, VAULT, "vault")),
                built(
                        "AKS-NWR-101",
                        endpoint("pe").dnsZones(HUB).applicationSecurityGroups(HUB),
                        endpoint("pe").dnsZones(ZONE).applicationSecurityGroups(ASG)),
                built(
                        "AKS-NWR-102",
                        PrivateEndpointSpec.builder("pe", GROUP, SUBNET, VAULT),
                        PrivateEndpointSpec.builder("pe", GROUP, SUBNET, id("privateLinkServices", "pls"))),
                built(
                        "AKS-NWR-103",
                        endpoint("pe").requestApproval(many(141)),
                        endpoint("pe").requestApproval("hi")),
                built(
                        "AKS-NWR-110",
                        PrivateLinkServiceSpec.builder("p ", GROUP, SUBNET, FRONTEND),
                        PrivateLinkServiceSpec.builder("p", GROUP, SUBNET, FRONTEND)),
                built("AKS-NWR-111", link().addresses(9), link().addresses(8)),
                built("AKS-NWR-112", link().approve("a"), link().visibleTo("a").approve("a")),
                built(
                        "AKS-NWR-113",
                        PrivateLinkServiceSpec.builder("p", GROUP, HUB, HUB),
                        PrivateLinkServiceSpec.builder("p", GROUP, SUBNET, FRONTEND)));
    }

    private static List<Spec> both(Consumer<VirtualNetworkPeeringSpec.Builder> hub) {
        return List.copyOf(VirtualNetworkPeeringSpec.both(HUB, hub, SPOKE, it -> it.useRemoteGateways()));
    }

    private static NetworkSecurityGroupSpec.Builder rules(int count) {
        NetworkSecurityGroupSpec.Builder group = nsg();
        IntStream.range(0, count).forEach(i -> group.inbound("r" + i, 100 + i, it -> {}));
        return group;
    }

    private static RouteTableSpec.Builder routes(int count) {
        RouteTableSpec.Builder table = routes();
        IntStream.range(0, count)
                .forEach(i -> table.route("r" + i, "10." + i / 256 + "." + i % 256 + ".0/24", NextHop.gateway()));
        return table;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatBreaksARuleIsReportedAndWhatKeepsItIsNot(RuleCase each) {
        each.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(Stream.concat(cases(), ConflictRulesTest.cases()).toList(), ResourceRules.all());
        assertThat(ResourceRules.all()).allMatch(rule -> rule.id().startsWith("AKS-NWR-"));
    }
}
