package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.scope;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.LoadBalancerService.Internal;
import dev.aks4j.network.LoadBalancerService.Public;
import dev.aks4j.network.ServicePort.Protocol;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceRulesTest {

    private static final String PREFIX = "service.beta.kubernetes.io/";

    static Stream<RuleCase> cases() {
        return Stream.of(form(), probes(), frontends(), links(), plans()).flatMap(cases -> cases);
    }

    private static Stream<RuleCase> form() {
        return Stream.of(
                named("AKS-LB-001", "-web", "default", "1web", "default"),
                named("AKS-LB-001", "w".repeat(64), "default", "w".repeat(63), "default"),
                named("AKS-LB-002", "web", "Shop", "web", "shop"),
                new RuleCase(
                        "AKS-LB-003",
                        "no port",
                        () -> problems(LoadBalancerService.internal("web", "default")),
                        () -> problems(internal())),
                in("AKS-LB-004", s -> s.port(65_536, 8080), s -> s.port(65_535, 8080)),
                in("AKS-LB-004", s -> s.port(81, "a--b", p -> {}), s -> s.port(81, "metrics", p -> {})),
                in("AKS-LB-004", s -> s.port(81, 0), s -> s.port(81, 1)),
                in(
                        "AKS-LB-004",
                        s -> s.port(81, 81, p -> p.nodePort(29_999)),
                        s -> s.port(81, 81, p -> p.nodePort(30_000))),
                in("AKS-LB-005", s -> s.port(80, 8081), s -> s.port(80, 8081, p -> p.protocol(Protocol.UDP))),
                in("AKS-LB-005", s -> s.port(81, 81, p -> p.name("tcp-80")), s -> s.port(81, 81)),
                in("AKS-LB-006", s -> s.port(81, 81, p -> p.name("Http")), s -> s.port(81, 81, p -> p.name("http"))),
                new RuleCase(
                        "AKS-LB-007",
                        "SCTP",
                        () -> problems(open().port(81, 81, p -> p.protocol(Protocol.SCTP))),
                        () -> problems(internal().port(81, 81, p -> p.protocol(Protocol.SCTP)))),
                in(
                        "AKS-LB-008",
                        s -> s.sourceRanges("10.0.0.0/8").allowedRanges("10.0.0.0/8"),
                        s -> s.sourceRanges("10.0.0.0/8")),
                in("AKS-LB-009", s -> s.sourceRanges("10.0.0.1/8"), s -> s.sourceRanges("10.0.0.0/8")),
                in("AKS-LB-009", s -> s.allowedRanges("10.0.0.1"), s -> s.allowedRanges("10.0.0.1/32")),
                in(
                        "AKS-LB-010",
                        s -> s.allowedServiceTags("AzureCloud").sourceRanges("10.0.0.0/8"),
                        s -> s.allowedServiceTags("AzureCloud").allowedRanges("10.0.0.0/8")),
                in(
                        "AKS-LB-011",
                        s -> s.denyOtherSources(),
                        s -> s.denyOtherSources().sourceRanges("10.0.0.0/8")),
                in(
                        "AKS-LB-012",
                        s -> s.withoutNodePorts().localTraffic().disableFloatingIp(),
                        s -> s.withoutNodePorts().localTraffic()),
                in(
                        "AKS-LB-013",
                        s -> s.withoutNodePorts(),
                        s -> s.withoutNodePorts().localTraffic()),
                in(
                        "AKS-LB-014",
                        s -> s.annotation(PREFIX + "azure-load-balancer-mode", "auto"),
                        s -> s.annotation("example.org/mode", "auto")),
                in(
                        "AKS-LB-015",
                        s -> s.annotation(PREFIX + "azure-load-balancer-disable-tcp-reset", "yes"),
                        s -> s.annotation(PREFIX + "azure-load-balancer-disable-tcp-reset", "TRUE")),
                in(
                        "AKS-LB-015",
                        s -> s.annotation(PREFIX + "azure-load-balancer-internal", "True"),
                        s -> s.annotation(PREFIX + "port_80_no_lb_rule", "True")),
                in(
                        "AKS-LB-011",
                        s -> s.denyOtherSources().allowedServiceTags("AzureCloud"),
                        s -> s.denyOtherSources()
                                .allowedServiceTags("AzureCloud")
                                .allowedRanges("10.0.0.0/8")),
                in(
                        "AKS-LB-013",
                        s -> s.withoutNodePorts().port(53, 53, p -> p.protocol(Protocol.UDP)),
                        s -> s.withoutNodePorts().annotation(PREFIX + "port_80_health-probe_port", "10256")),
                in(
                        "AKS-LB-019",
                        s -> s.ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                .withoutNodePorts()
                                .localTraffic(),
                        s -> s.ipFamilies(IpFamily.IPV4).withoutNodePorts().localTraffic()),
                in(
                        "AKS-LB-008",
                        s -> s.sourceRanges("10.0.0.0/8").annotation(PREFIX + "azure-allowed-ip-ranges", "10.0.0.0/8"),
                        s -> s.annotation(PREFIX + "azure-allowed-ip-ranges", "10.0.0.0/8")),
                in(
                        "AKS-LB-009",
                        s -> s.annotation(PREFIX + "azure-allowed-ip-ranges", "10.0.0.1/8"),
                        s -> s.annotation(PREFIX + "azure-allowed-ip-ranges", " 10.0.0.0/8 , 11.0.0.0/8")),
                in(
                        "AKS-LB-016",
                        s -> s.annotation(PREFIX + "azure-load-balancer-tcp-idle-time", "5"),
                        s -> s.annotation(PREFIX + "port_80_health-probe_interval", "5")),
                in(
                        "AKS-LB-017",
                        s -> s.annotation(PREFIX + "port_81_no_lb_rule", "true"),
                        s -> s.annotation(PREFIX + "port_80_no_lb_rule", "true")),
                in("AKS-LB-018", s -> s.haPorts().disableFloatingIp(), s -> s.haPorts()),
                in(
                        "AKS-LB-018",
                        s -> s.haPorts().port(81, 81, p -> p.notBalanced()),
                        s -> s.port(81, 81, p -> p.notBalanced())));
    }

    private static Stream<RuleCase> probes() {
        return Stream.of(
                in("AKS-LB-020", s -> s.probe(p -> p.interval(seconds(4))), s -> s.probe(p -> p.interval(seconds(5)))),
                in(
                        "AKS-LB-020",
                        s -> s.probe(p -> p.interval(Duration.ofMillis(5500))),
                        s -> s.probe(p -> p.interval(seconds(6)))),
                in("AKS-LB-021", s -> s.probe(p -> p.count(1)), s -> s.probe(p -> p.count(2))),
                in(
                        "AKS-LB-022",
                        s -> s.probe(p -> p.interval(seconds(60)).count(2)),
                        s -> s.probe(p -> p.interval(seconds(59)).count(2))),
                in(
                        "AKS-LB-022",
                        s -> s.probe(p -> p.interval(seconds(30))).port(81, 81, port -> port.probe(p -> p.count(4))),
                        s -> s.probe(p -> p.interval(seconds(30))).port(81, 81, port -> port.probe(p -> p.count(3)))),
                in("AKS-LB-023", s -> s.probe(p -> p.http("healthz")), s -> s.probe(p -> p.http("/healthz"))),
                in(
                        "AKS-LB-024",
                        s -> s.probe(p -> p.protocol(HealthProbe.Protocol.TCP).path("/")),
                        s -> s.probe(p -> p.https("/"))),
                in(
                        "AKS-LB-025",
                        s -> s.port(53, 53, p -> p.protocol(Protocol.UDP).probe(probe -> probe.count(2))),
                        s -> s.port(53, 53, p -> p.probe(probe -> probe.count(2)))),
                in(
                        "AKS-LB-026",
                        s -> s.port(81, 81, p -> p.probe(probe -> probe.port("health"))),
                        s -> s.port(81, 81, p -> p.probe(probe -> probe.port("tcp-80")))),
                in(
                        "AKS-LB-026",
                        s -> s.port(81, 81, p -> p.probe(probe -> probe.port(65_536))),
                        s -> s.port(81, 81, p -> p.probe(probe -> probe.port(65_535)))),
                in(
                        "AKS-LB-020",
                        s -> s.annotation(PREFIX + "azure-load-balancer-health-probe-interval", "3"),
                        s -> s.annotation(PREFIX + "azure-load-balancer-health-probe-interval", "5")),
                in("AKS-LB-024", s -> s.probe(p -> p.path("/healthz")), s -> s.probe(p -> p.http("/healthz"))),
                in(
                        "AKS-LB-063",
                        s -> s.localTraffic().probe(p -> p.http("/healthz")),
                        s -> s.localTraffic().probe(p -> p.interval(seconds(10)))),
                in(
                        "AKS-LB-063",
                        s -> s.localTraffic().port(81, 81, p -> p.probe(probe -> probe.interval(seconds(10)))),
                        s -> s.localTraffic().port(81, 81, p -> p.probe(probe -> probe.port(10_256)))),
                in(
                        "AKS-LB-028",
                        s -> s.annotation(PREFIX + "azure-load-balancer-tcp-idle-timeout", "abc"),
                        s -> s.annotation(PREFIX + "azure-load-balancer-tcp-idle-timeout", " 10 ")),
                in("AKS-LB-027", s -> s.probe(p -> p.port(80)), s -> s.probe(p -> p.count(3))),
                in("AKS-LB-028", s -> s.idleTimeout(minutes(3)), s -> s.idleTimeout(minutes(4))),
                in("AKS-LB-028", s -> s.idleTimeout(seconds(250)), s -> s.idleTimeout(minutes(100))),
                in("AKS-LB-029", s -> s.idleTimeout(minutes(31)), s -> s.idleTimeout(minutes(30))));
    }

    private static Stream<RuleCase> frontends() {
        return Stream.of(
                in("AKS-LB-030", s -> s.address("10.20.8"), s -> s.address("10.20.8.10")),
                in("AKS-LB-030", s -> s.address("10.20.8.10").address("10.20.8.11"), s -> s.address("10.20.8.10")),
                new RuleCase(
                        "AKS-LB-060",
                        "private",
                        () -> problems(open().address("10.1.2.3")),
                        () -> problems(open().address("20.1.2.3"))),
                new RuleCase(
                        "AKS-LB-060",
                        "shared",
                        () -> problems(open().annotation(PREFIX + "azure-load-balancer-ipv4", "100.64.0.1")),
                        () -> problems(internal().annotation(PREFIX + "azure-load-balancer-ipv4", "100.64.0.1"))),
                in("AKS-LB-061", s -> s.additionalPublicIps(" 5.6.7.8"), s -> s.additionalPublicIps("5.6.7.8")),
                in("AKS-LB-061", s -> s.additionalPublicIps(""), s -> s.additionalPublicIps("5.6.7.8", "2603::1")),
                new RuleCase(
                        "AKS-LB-062",
                        "named",
                        () -> problems(open().address("20.1.2.3").publicIp(ip -> ip.name("pip"))),
                        () -> problems(open().publicIp(ip -> ip.name("pip")))),
                in(
                        "AKS-LB-031",
                        s -> s.address("fd00::10"),
                        s -> s.address("fd00::10").ipFamilies(IpFamily.IPV4, IpFamily.IPV6)),
                in(
                        "AKS-LB-032",
                        s -> s.subnet(subnet("ingress")).address("10.20.9.10"),
                        s -> s.subnet(subnet("ingress")).address("10.20.8.10")),
                in(
                        "AKS-LB-032",
                        s -> s.subnet(subnet("ingress")).address("10.20.8.3"),
                        s -> s.subnet(subnet("ingress")).address("10.20.8.4")),
                in(
                        "AKS-LB-032",
                        s -> s.subnet(subnet("ingress")).address("10.20.8.255"),
                        s -> s.subnet(subnet("ingress")).address("10.20.8.254")),
                ip(
                        "AKS-LB-033",
                        p -> p.name("pip").prefix(NetworkSamples.PREFIX),
                        p -> p.name("pip").ipv6Prefix(NetworkSamples.PREFIX)),
                ip("AKS-LB-034", p -> p.dnsLabel("1shop"), p -> p.dnsLabel("shop-1")),
                ip("AKS-LB-034", p -> p.dnsLabel("sh"), p -> p.dnsLabel("sho")),
                ip("AKS-LB-035", ip -> ip.tag("K8S-Azure-Service", "x"), ip -> ip.tag("k8s", "x")),
                ip("AKS-LB-035", ip -> ip.tag("kubernetes-cluster-name", "x"), ip -> ip.tag("cluster", "x")),
                ip("AKS-LB-035", p -> p.tag("k8s-azure-service", "x"), p -> p.tag("team", "x")),
                ip("AKS-LB-036", p -> p.tag("team", "a,b"), p -> p.tag("team", "a b")),
                ip("AKS-LB-036", p -> p.ipTag("a=b", "c"), p -> p.ipTag("RoutingPreference", "Internet")),
                ip("AKS-LB-037", p -> p.name("pip").tag("team", "x"), p -> p.tag("team", "x")),
                ip("AKS-LB-038", p -> p.prefix(NetworkSamples.PUBLIC_IP), p -> p.prefix(NetworkSamples.PREFIX)),
                in(
                        "AKS-LB-039",
                        s -> s.ipFamilies(IpFamily.IPV4, IpFamily.IPV4),
                        s -> s.ipFamilies(IpFamily.IPV4, IpFamily.IPV6)));
    }

    private static Stream<RuleCase> links() {
        return Stream.of(
                new RuleCase(
                        "AKS-LB-040",
                        "public",
                        () -> problems(open().privateLink(l -> {})),
                        () -> problems(open().privateLink(l -> {}).disableFloatingIp())),
                in(
                        "AKS-LB-041",
                        s -> s.privateLink(l -> {}).ipFamilies(IpFamily.IPV6),
                        s -> s.privateLink(l -> {}).ipFamilies(IpFamily.IPV4, IpFamily.IPV6)),
                link("AKS-LB-042", l -> l.addressCount(9), l -> l.addressCount(8)),
                link("AKS-LB-043", l -> l.addresses("10.20.8.10", "10.20.8.11"), l -> l.addresses("10.20.8.10")),
                link("AKS-LB-043", l -> l.addresses("fd00::1"), l -> l.addresses("10.20.8.10")),
                in(
                        "AKS-LB-044",
                        s -> s.subnet(subnet("ingress")).privateLink(l -> l.addresses("10.20.9.10")),
                        s -> s.subnet(subnet("ingress")).privateLink(l -> l.addresses("10.20.8.10"))),
                link(
                        "AKS-LB-045",
                        l -> l.visibleTo("a").approve("b"),
                        l -> l.visibleTo("a", "b").approve("b")),
                link(
                        "AKS-LB-043",
                        l -> l.addresses("10.20.8.10", "10.20.8.11").addressCount(1),
                        l -> l.addresses("10.20.8.10", "10.20.8.10")),
                link("AKS-LB-045", l -> l.approve("b"), l -> l.visibleTo("*").approve("b")),
                new RuleCase(
                        "AKS-LB-040",
                        "raw",
                        () -> problems(open().annotation(PREFIX + "azure-pls-create", "true")),
                        () -> problems(internal().annotation(PREFIX + "azure-pls-create", "true"))));
    }

    private static Stream<RuleCase> plans() {
        CniOverlay known = CniOverlay.builder()
                .nodeSubnet(subnet("nodes"))
                .loadBalancerSubnet(subnet("ingress"))
                .build();
        CniOverlay unknown = CniOverlay.builder().nodeSubnet(subnet("nodes")).build();
        LoadBalancerService web = internal().subnet(subnet("ingress")).build();
        LoadBalancerService linked = internal().privateLink(l -> {}).build();
        LoadBalancerService local =
                internal().privateLink(l -> {}).localTraffic().build();
        CniPodSubnet.Builder pods = CniPodSubnet.builder(subnet("nodes"), subnet("pods"));
        CniNodeSubnet flat = CniNodeSubnet.builder().nodeSubnet(subnet("nodes")).build();
        CniOverlay nodeIp = CniOverlay.builder()
                .outbound(Outbound.loadBalancer(lb -> lb.backendPool(LoadBalancerOutbound.BackendPool.NODE_IP)))
                .build();
        LoadBalancerService dual =
                internal().ipFamilies(IpFamily.IPV4, IpFamily.IPV6).build();
        return Stream.of(
                plan("AKS-LB-050", CniOverlay.builder().build(), List.of(web), known, List.of(web)),
                plan("AKS-LB-050", known, List.of(internal().subnet(far()).build()), known, List.of(web)),
                plan("AKS-LB-051", unknown, List.of(web), known, List.of(web)),
                plan("AKS-LB-052", known, many(301), known, many(300)),
                plan("AKS-LB-053", known, at("10.20.8.10", 80, 80), known, at("10.20.8.10", 80, 81)),
                plan(
                        "AKS-LB-054",
                        known,
                        List.of(
                                internal().address("10.20.8.10").build(),
                                LoadBalancerService.internal("all", "default")
                                        .port(81, 81)
                                        .address("10.20.8.10")
                                        .haPorts()
                                        .build()),
                        known,
                        at("10.20.8.10", 80, 81)),
                plan("AKS-LB-055", nodeIp, List.of(linked), known, List.of(linked)),
                plan("AKS-LB-056", pods.staticBlocks().build(), List.of(linked), known, List.of(linked)),
                plan("AKS-LB-057", flat, List.of(local), known, List.of(local)),
                plan(
                        "AKS-LB-058",
                        known,
                        List.of(dual),
                        CniOverlay.builder()
                                .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                .build(),
                        List.of(dual)),
                new RuleCase(
                        "AKS-LB-059",
                        "by version",
                        () -> onVersion("1.35", "2fast"),
                        () -> onVersion("1.36", "2fast")));
    }

    private static List<Problem> onVersion(String version, String name) {
        ClusterSpec cluster = cluster(builder -> builder.kubernetesVersion(version));
        LoadBalancerServiceSpec service = LoadBalancerService.internal(name, "default")
                .port(80, 8080)
                .build()
                .on(cluster);
        return LoadBalancerServiceKind.INSTANCE.check(service, scope(cluster, service));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Internal internal() {
        return LoadBalancerService.internal("web", "default").port(80, 8080);
    }

    private static Public open() {
        return LoadBalancerService.publicFacing("web", "default").port(80, 8080);
    }

    private static SubnetRef far() {
        return SubnetRef.existing(
                ResourceId.parse("/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/v/subnets/s"));
    }

    private static List<LoadBalancerService> many(int ports) {
        Internal service = LoadBalancerService.internal("many", "default");
        for (int i = 1; i <= ports; i++) {
            service.port(i, i);
        }
        return List.of(service.build());
    }

    private static List<LoadBalancerService> at(String address, int first, int second) {
        return List.of(
                LoadBalancerService.internal("first", "default")
                        .port(first, 1)
                        .address(address)
                        .build(),
                LoadBalancerService.internal("second", "default")
                        .port(second, 1)
                        .address(address)
                        .build());
    }

    private static RuleCase named(String rule, String name, String namespace, String goodName, String goodNamespace) {
        return new RuleCase(
                rule,
                name,
                () -> problems(LoadBalancerService.internal(name, namespace)),
                () -> problems(LoadBalancerService.internal(goodName, goodNamespace)));
    }

    private static RuleCase in(String rule, UnaryOperator<Internal> broken, UnaryOperator<Internal> kept) {
        return new RuleCase(
                rule, "internal", () -> problems(broken.apply(internal())), () -> problems(kept.apply(internal())));
    }

    private static RuleCase ip(
            String rule, UnaryOperator<PublicFrontend.Builder> broken, UnaryOperator<PublicFrontend.Builder> kept) {
        return new RuleCase(
                rule,
                "public address",
                () -> problems(open().publicIp(broken::apply)),
                () -> problems(open().publicIp(kept::apply)));
    }

    private static RuleCase link(
            String rule, UnaryOperator<PrivateLink.Builder> broken, UnaryOperator<PrivateLink.Builder> kept) {
        return in(rule, s -> s.privateLink(broken::apply), s -> s.privateLink(kept::apply));
    }

    private static RuleCase plan(
            String rule,
            NetworkModel broken,
            List<LoadBalancerService> brokenServices,
            NetworkModel kept,
            List<LoadBalancerService> keptServices) {
        return new RuleCase(rule, "in a plan", () -> inPlan(broken, brokenServices), () -> inPlan(kept, keptServices));
    }

    private static List<Problem> inPlan(NetworkModel network, List<LoadBalancerService> services) {
        ClusterSpec cluster = cluster(builder -> builder.network(network).identity(new TestIdentity()));
        List<Spec> specs = new ArrayList<>(List.of(cluster));
        services.forEach(service -> specs.add(service.on(cluster)));
        List<Problem> found = new ArrayList<>();
        services.forEach(service -> found.addAll(
                LoadBalancerServiceKind.INSTANCE.check(service.on(cluster), scope(specs.toArray(Spec[]::new)))));
        return found;
    }

    /** Returns every problem of a service, warnings included. */
    private static List<Problem> problems(ServiceBuilder<?> builder) {
        return Rule.all(ServiceRules.ALL, builder.unchecked());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), ServiceRules.ALL);
        // AKS-LB-064 looks at security groups; its pair stands with theirs, in NetworkPlanRulesTest.
        RuleCase.cover(
                cases().toList(),
                ServicePlanRules.ALL.stream()
                        .filter(rule -> !rule.id().equals("AKS-LB-064"))
                        .toList());
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        assertThatThrownBy(() -> LoadBalancerService.publicFacing("Web", "default")
                        .port(80, 8080)
                        .port(80, 8081)
                        .probe(probe -> probe.interval(seconds(60)))
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("3 problems in service default/Web")
                .hasMessageContaining("probe.interval = 60 s x 2 comes to 120 seconds.")
                .hasMessageContaining("Use an interval of at most 59 seconds.");
    }

    @Test
    void aPlanRepeatsTheWarningsOfItsServices() {
        LoadBalancerServiceSpec spec =
                internal().idleTimeout(minutes(60)).build().on(cluster());
        assertThat(LoadBalancerServiceKind.INSTANCE.check(spec, scope(spec)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.isError()).isFalse();
                    assertThat(warning.path()).isEqualTo("services.default.web.idleTimeout");
                });
    }

    @Test
    void aServiceOnAClusterThatThePlanDoesNotKnowIsLeftAlone() {
        LoadBalancerServiceSpec spec =
                internal().subnet(far()).build().on(NetworkSamples.GROUP.id().child(ClusterSpec.TYPE, "other"));
        assertThat(LoadBalancerServiceKind.INSTANCE.check(spec, scope(spec))).isEmpty();
        assertThat(spec).hasToString("service default/web on other");
    }
}
