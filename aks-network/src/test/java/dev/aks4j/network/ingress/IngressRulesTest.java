package dev.aks4j.network.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.IngressControllerType;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.TestIdentity;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngressRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec NETWORK = VirtualNetworkSpec.builder("vnet", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet(
                    "alb",
                    "10.20.8.0/24",
                    subnet -> subnet.delegation("Microsoft.ServiceNetworking/trafficControllers"))
            .subnet("ingress", "10.20.9.0/24")
            .subnet(
                    "small",
                    "10.20.10.0/25",
                    subnet -> subnet.delegation("Microsoft.ServiceNetworking/trafficControllers"))
            .build();

    private static ClusterSpec cluster(Consumer<ClusterSpec.Builder> more) {
        ClusterSpec.Builder builder = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        more.accept(builder);
        return builder.build();
    }

    private static final ClusterSpec WITH_GATEWAYS =
            cluster(builder -> builder.addons(addons -> addons.gatewayApi().appRoutingGateway()));
    private static final ClusterSpec PLAIN = cluster(builder -> {});

    private static GatewaySpec.Builder gateway() {
        return GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING).http("http", 80);
    }

    private static GatewaySpec.Builder listening(Consumer<Listener.Builder> settings) {
        return GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING).https("https", 443, settings);
    }

    private static HttpRouteSpec.Builder route() {
        return HttpRouteSpec.builder("orders", "shop").gateway("web", "shop");
    }

    private static HttpRouteSpec.Builder ruled(Consumer<HttpRule.Builder> settings) {
        return route().rule(rule -> {
            rule.backend("orders", 80);
            settings.accept(rule);
        });
    }

    private static HttpRouteSpec.Builder matched(HttpMatch match) {
        return ruled(rule -> rule.match(match));
    }

    private static IngressSpec.Builder ingress() {
        return IngressSpec.builder("web", "shop", IngressSpec.APP_ROUTING).prefix("shop.contoso.com", "/", "web", 80);
    }

    private static NginxIngressControllerSpec.Builder nginx(String name, String ingressClass) {
        return NginxIngressControllerSpec.builder(name, ingressClass);
    }

    private static RuleCase alone(String rule, IngressObject.Builder<?, ?> broken, IngressObject.Builder<?, ?> kept) {
        return new RuleCase(
                rule,
                "",
                () -> broken.unchecked().problems(),
                () -> kept.unchecked().problems());
    }

    private static RuleCase planned(String rule, ClusterSpec broken, ClusterSpec kept, IngressObject... objects) {
        return new RuleCase(rule, "in a plan", () -> inPlan(broken, objects), () -> inPlan(kept, objects));
    }

    private static RuleCase planned(
            String rule, List<? extends IngressObject> broken, List<? extends IngressObject> kept) {
        return new RuleCase(
                rule,
                "in a plan",
                () -> inPlan(WITH_GATEWAYS, broken.toArray(IngressObject[]::new)),
                () -> inPlan(WITH_GATEWAYS, kept.toArray(IngressObject[]::new)));
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Problem> inPlan(ClusterSpec cluster, IngressObject... objects) {
        List<Spec> specs = new ArrayList<>(List.of(NETWORK, cluster));
        Stream.of(objects).map(object -> object.on(cluster)).forEach(specs::add);
        Scope scope = new Scope("6f2c", Instant.parse("2026-12-01T00:00:00Z"), specs);
        return specs.stream()
                .filter(PlacedIngressObject.class::isInstance)
                .flatMap(spec -> ((ResourceKind<Spec>) spec.kind()).check(spec, scope).stream())
                .toList();
    }

    static Stream<RuleCase> cases() {
        return Stream.of(names(), listeners(), frontends(), routes(), filters(), ingresses(), controllers(), inPlans())
                .flatMap(each -> each);
    }

    private static Stream<RuleCase> names() {
        return Stream.of(
                alone("AKS-ING-001", GatewaySpec.builder("Web", "shop", GatewayClass.ISTIO), gateway()),
                alone("AKS-ING-001", HttpRouteSpec.builder("a..b", "shop"), HttpRouteSpec.builder("a.b", "shop")),
                alone("AKS-ING-002", HttpRouteSpec.builder("a", "sh.op"), HttpRouteSpec.builder("a", "sh-op")));
    }

    private static Stream<RuleCase> listeners() {
        return Stream.of(
                alone("AKS-ING-003", GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING), gateway()),
                alone("AKS-ING-003", many(65), many(64)),
                alone("AKS-ING-004", gateway().http("http", 81), gateway().http("http-2", 81)),
                alone("AKS-ING-004", gateway().http("H", 81), gateway().http("h.2", 81)),
                alone("AKS-ING-005", gateway().http("more", 65_536), gateway().http("more", 65_535)),
                alone("AKS-ING-005", gateway().http("more", 0), gateway().http("more", 1)),
                alone(
                        "AKS-ING-006",
                        gateway().http("more", 80),
                        gateway().http("more", 80, one -> one.hostname("a.contoso.com"))),
                alone(
                        "AKS-ING-007",
                        listening(one -> one.hostname("a.*.com").certificate("tls")),
                        listening(one -> one.hostname("*.contoso.com").certificate("tls"))),
                alone(
                        "AKS-ING-016",
                        listening(one -> one.hostname("10.0.0.1").certificate("tls")),
                        listening(one -> one.hostname("a-1.contoso.com").certificate("tls"))),
                alone("AKS-ING-008", listening(one -> {}), listening(one -> one.certificate("tls"))),
                alone("AKS-ING-008", listening(one -> one.certificate("")), listening(one -> one.certificate("tls"))),
                alone(
                        "AKS-ING-015",
                        listening(one -> one.certificate("TLS")),
                        listening(one -> one.certificate("t.ls"))),
                alone(
                        "AKS-ING-008",
                        listening(one -> one.vaultCertificate("http://kv.vault.azure.net/certificates/web", "reader")),
                        listening(one ->
                                one.vaultCertificate("https://kv-shop.vault.azure.net/certificates/web", "reader"))),
                alone(
                        "AKS-ING-008",
                        GatewaySpec.builder("web", "shop", GatewayClass.ISTIO)
                                .https(
                                        "https",
                                        443,
                                        one -> one.vaultCertificate(
                                                "https://kv-shop.vault.azure.net/certificates/web", "reader")),
                        listening(one -> one.certificate("tls", "certificates"))),
                alone(
                        "AKS-ING-014",
                        gateway().https("https", 80, one -> one.certificate("tls")),
                        gateway().https("https", 443, one -> one.certificate("tls"))));
    }

    private static GatewaySpec.Builder many(int count) {
        GatewaySpec.Builder builder = GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING);
        IntStream.range(0, count).forEach(i -> builder.http("l" + i, 8000 + i));
        return builder;
    }

    private static Stream<RuleCase> frontends() {
        ApplicationLoadBalancerSpec balancer = ApplicationLoadBalancerSpec.builder(
                        "alb", "infra", NETWORK.subnet("alb"))
                .build();
        return Stream.of(
                alone(
                        "AKS-ING-009",
                        GatewaySpec.builder("w".repeat(47), "shop", GatewayClass.APP_ROUTING)
                                .http("http", 80),
                        GatewaySpec.builder("w".repeat(46), "shop", GatewayClass.APP_ROUTING)
                                .http("http", 80)),
                alone(
                        "AKS-ING-010",
                        GatewaySpec.builder("web", "shop", GatewayClass.APPLICATION_GATEWAY)
                                .http("http", 80),
                        GatewaySpec.builder("web", "shop", GatewayClass.APPLICATION_GATEWAY)
                                .http("http", 80)
                                .applicationLoadBalancer(balancer)),
                alone("AKS-ING-010", gateway().applicationLoadBalancer(balancer), gateway()),
                alone(
                        "AKS-ING-010",
                        GatewaySpec.builder("web", "shop", GatewayClass.APPLICATION_GATEWAY)
                                .http("http", 80)
                                .applicationLoadBalancer(balancer)
                                .internal(one -> {}),
                        gateway().internal(one -> {})),
                alone(
                        "AKS-ING-011",
                        gateway().internal(one -> one.localTraffic()),
                        gateway().internal(one -> one.allowedRanges("10.0.0.0/8"))),
                alone(
                        "AKS-ING-011",
                        gateway().publicFacing(one -> one.sourceRanges("10.0.0.0/8")),
                        gateway().publicFacing(one -> one.publicIp(ip -> ip.dnsLabel("shop")))),
                alone(
                        "AKS-ING-012",
                        gateway().infrastructureAnnotation("-bad", "x"),
                        gateway().infrastructureAnnotation("example.com/good", "x")),
                alone("AKS-ING-012", annotated(9), annotated(8)),
                alone(
                        "AKS-ING-012",
                        gateway().infrastructureAnnotation("p".repeat(254) + "/x", "v"),
                        gateway().infrastructureAnnotation("p".repeat(253) + "/x", "v")),
                alone(
                        "AKS-ING-070",
                        ApplicationLoadBalancerSpec.builder("alb", "infra", NETWORK.subnet("small")),
                        ApplicationLoadBalancerSpec.builder("alb", "infra", NETWORK.subnet("alb"))));
    }

    private static GatewaySpec.Builder annotated(int count) {
        GatewaySpec.Builder builder = gateway();
        IntStream.range(0, count).forEach(i -> builder.infrastructureAnnotation("example.com/a" + i, "x"));
        return builder;
    }

    private static Stream<RuleCase> routes() {
        return Stream.of(
                alone("AKS-ING-033", HttpRouteSpec.builder("orders", "shop"), ruled(rule -> {})),
                alone("AKS-ING-020", parents(33), parents(32)),
                alone("AKS-ING-020", route().gateway("web", "shop"), route().gateway("other", "shop")),
                alone(
                        "AKS-ING-020",
                        route().gateway("web", "shop", "https"),
                        HttpRouteSpec.builder("orders", "shop")
                                .gateway("web", "shop", "http")
                                .gateway("web", "shop", "https")),
                alone("AKS-ING-021", route().hostnames("Shop.contoso.com"), route().hostnames("*.contoso.com")),
                alone("AKS-ING-021", hosts(17), hosts(16)),
                alone("AKS-ING-034", route().hostnames("10.0.0.1"), route().hostnames("10.0.0.a")),
                alone(
                        "AKS-ING-033",
                        HttpRouteSpec.builder("o", "shop")
                                .gateway("Web", "shop")
                                .rule(one -> one.backend("b", 80)),
                        ruled(rule -> {})),
                alone("AKS-ING-033", route(), ruled(rule -> {})),
                alone("AKS-ING-022", rules(17, 1), rules(16, 1)),
                alone("AKS-ING-022", rules(1, 65), rules(1, 64)),
                alone("AKS-ING-022", rules(3, 43), rules(2, 64)),
                alone("AKS-ING-023", matched(HttpMatch.prefix("api")), matched(HttpMatch.prefix("/api"))),
                alone("AKS-ING-023", matched(HttpMatch.exactly("/a//b")), matched(HttpMatch.exactly("/a/b/"))),
                alone("AKS-ING-023", matched(HttpMatch.exactly("/a/..")), matched(HttpMatch.exactly("/a/..b"))),
                alone("AKS-ING-023", matched(HttpMatch.exactly("/a%2Fb")), matched(HttpMatch.exactly("/a%20b"))),
                alone("AKS-ING-023", matched(HttpMatch.exactly("/a b")), matched(HttpMatch.pattern("a b//"))),
                alone(
                        "AKS-ING-024",
                        matched(HttpMatch.prefix("/").header("a b", "x")),
                        matched(HttpMatch.prefix("/").header("a-b", "x"))),
                alone(
                        "AKS-ING-024",
                        matched(HttpMatch.prefix("/").parameter("a", "")),
                        matched(HttpMatch.prefix("/").parameter("a", "x"))),
                alone(
                        "AKS-ING-024",
                        matched(HttpMatch.prefix("/").header("a", "x").headerPattern("a", "y")),
                        matched(HttpMatch.prefix("/").header("a", "x").headerPattern("b", "y"))),
                alone(
                        "AKS-ING-024",
                        matched(HttpMatch.prefix("/").method("get")),
                        matched(HttpMatch.prefix("/").method("GET"))),
                alone("AKS-ING-033", route().rule(rule -> {}), route().rule(HttpRule.Builder::redirectToHttps)),
                alone("AKS-ING-025", ruled(HttpRule.Builder::redirectToHttps), ruled(rule -> rule.rewriteHost("a"))),
                alone(
                        "AKS-ING-032",
                        ReferenceGrantSpec.builder("g", "shop").routesOf("Web").toServices(),
                        ReferenceGrantSpec.builder("g", "shop").routesOf("0web").toServices()),
                alone(
                        "AKS-ING-032",
                        ReferenceGrantSpec.builder("g", "shop").routesOf("web"),
                        ReferenceGrantSpec.builder("g", "shop").routesOf("web").toServices()));
    }

    private static HttpRouteSpec.Builder parents(int count) {
        HttpRouteSpec.Builder route = HttpRouteSpec.builder("orders", "shop");
        IntStream.range(0, count).forEach(i -> route.gateway("web" + i, "shop"));
        return route;
    }

    private static HttpRouteSpec.Builder hosts(int count) {
        return route().hostnames(IntStream.range(0, count)
                .mapToObj(i -> "h" + i + ".contoso.com")
                .toArray(String[]::new));
    }

    private static HttpRouteSpec.Builder rules(int rules, int matches) {
        HttpRouteSpec.Builder builder = route();
        IntStream.range(0, rules)
                .forEach(r -> builder.rule(rule -> {
                    rule.backend("orders", 80);
                    IntStream.range(0, matches).forEach(m -> rule.match(HttpMatch.prefix("/" + r + "/" + m)));
                }));
        return builder;
    }

    private static Stream<RuleCase> filters() {
        return Stream.of(
                alone(
                        "AKS-ING-026",
                        matched(HttpMatch.exactly("/a"))
                                .rule(rule -> rule.backend("b", 80)
                                        .match(HttpMatch.exactly("/a"))
                                        .rewritePrefix("/")),
                        ruled(rule -> rule.match(HttpMatch.prefix("/a")).rewritePrefix("/"))),
                alone(
                        "AKS-ING-026",
                        ruled(rule -> rule.match(HttpMatch.prefix("/a"))
                                .match(HttpMatch.prefix("/b"))
                                .rewritePrefix("/")),
                        ruled(rule -> rule.rewritePrefix("/a"))),
                alone(
                        "AKS-ING-027",
                        ruled(rule -> rule.rewriteHost("a").rewritePrefix("/")),
                        ruled(rule -> rule.rewriteHost("a"))),
                alone("AKS-ING-028", ruled(rule -> rule.backend("", 80)), ruled(rule -> rule.backend("b", 80))),
                alone("AKS-ING-033", ruled(rule -> rule.backend("B", 80)), ruled(rule -> rule.backend("b", 80))),
                alone("AKS-ING-028", ruled(rule -> rule.backend("b", 0)), ruled(rule -> rule.backend("b", 65_535))),
                alone(
                        "AKS-ING-028",
                        ruled(rule -> rule.backend("b", 80, 1_000_001)),
                        ruled(rule -> rule.backend("b", 80, 1_000_000))),
                alone(
                        "AKS-ING-033",
                        route().rule(rule -> rule.backend("b", 80, 0)),
                        route().rule(rule -> rule.backend("b", 80, 0).backend("c", 80, 1))),
                alone(
                        "AKS-ING-029",
                        ruled(rule -> rule.timeout(Duration.ofNanos(1_500_000))),
                        ruled(rule -> rule.timeout(Duration.ofMillis(1500)))),
                alone(
                        "AKS-ING-029",
                        ruled(rule -> rule.timeout(Duration.ofSeconds(100_000))),
                        ruled(rule -> rule.timeout(Duration.ofSeconds(99_999)))),
                alone(
                        "AKS-ING-029",
                        ruled(rule -> rule.timeout(Duration.ofSeconds(5)).backendTimeout(Duration.ofSeconds(6))),
                        ruled(rule -> rule.timeout(Duration.ZERO).backendTimeout(Duration.ofSeconds(6)))),
                alone(
                        "AKS-ING-030",
                        route().rule(rule -> rule.redirect(to -> to.status(307))),
                        route().rule(rule -> rule.redirect(to -> to.status(301)))),
                alone(
                        "AKS-ING-030",
                        route().rule(rule -> rule.redirect(to -> to.scheme("HTTPS"))),
                        route().rule(rule ->
                                rule.redirect(to -> to.scheme("https").port(8443)))),
                alone(
                        "AKS-ING-030",
                        ruled(rule -> rule.rewriteHost("*.contoso.com")),
                        ruled(rule -> rule.rewriteHost("a.contoso.com"))),
                alone(
                        "AKS-ING-031",
                        ruled(rule -> rule.removeHeader("a").removeHeader("a")),
                        ruled(rule -> rule.removeHeader("a").removeHeader("A"))),
                alone(
                        "AKS-ING-031",
                        ruled(rule -> rule.setHeader("x y", "1")),
                        ruled(rule -> rule.setHeader("x-y", "1").removeHeader("z"))),
                alone(
                        "AKS-ING-031",
                        ruled(rule -> rule.addHeader("x", "")),
                        ruled(rule -> rule.setAnswerHeader("x", "1"))));
    }

    private static Stream<RuleCase> ingresses() {
        return Stream.of(
                alone(
                        "AKS-ING-040",
                        IngressSpec.builder("web", "shop", IngressSpec.APP_ROUTING),
                        IngressSpec.builder("web", "shop", IngressSpec.APP_ROUTING)
                                .defaultBackend("web", 80)),
                alone(
                        "AKS-ING-041",
                        ingress().prefix("10.0.0.01", "/", "web", 80),
                        ingress().prefix("*.contoso.com", "/", "web", 80)),
                alone(
                        "AKS-ING-041",
                        ingress().prefix("a:80", "/", "web", 80),
                        ingress().tls("tls", "a.contoso.com")),
                alone(
                        "AKS-ING-042",
                        ingress().exactly("a", "b", "web", 80),
                        ingress().asImplemented("a", "", "web", 80)),
                alone(
                        "AKS-ING-042",
                        ingress().prefix("a", "/b/../c", "web", 80),
                        ingress().prefix("a", "/b/", "web", 80)),
                alone(
                        "AKS-ING-043",
                        ingress().prefix("a", "/", "web-", 80),
                        ingress().prefix("a", "/", "1web", 80)),
                alone("AKS-ING-048", ingress().tls("", "a"), ingress().tls("tls", "a")),
                alone(
                        "AKS-ING-043",
                        ingress().prefix("a", "/", "web", 0),
                        ingress().prefixOfAnyHost("/", "web", 1)),
                alone("AKS-ING-044", ingress().tls("TLS", "a"), ingress().tls("tls", "a")),
                alone(
                        "AKS-ING-044",
                        ingress().vaultCertificate("kv/web", "a"),
                        ingress().vaultCertificate("https://kv-shop.vault.azure.net/certificates/web", "a")),
                alone(
                        "AKS-ING-045",
                        IngressSpec.builder("web", "shop", "NGINX").defaultBackend("web", 80),
                        IngressSpec.builder("web", "shop", "nginx").defaultBackend("web", 80)),
                alone(
                        "AKS-ING-046",
                        ingress().prefix("shop.contoso.com", "/", "other", 80),
                        ingress().exactly("shop.contoso.com", "/", "other", 80)),
                alone(
                        "AKS-ING-047",
                        IngressSpec.builder("web", "shop", IngressSpec.APPLICATION_GATEWAY)
                                .defaultBackend("web", 80),
                        IngressSpec.builder("web", "shop", IngressSpec.APPLICATION_GATEWAY)
                                .defaultBackend("web", 80)
                                .trafficController(
                                        GROUP.id().child("Microsoft.ServiceNetworking/trafficControllers", "alb"),
                                        "web")));
    }

    private static Stream<RuleCase> controllers() {
        return Stream.of(
                alone("AKS-ING-060", nginx("inside", "Inside"), nginx("inside", "inside")),
                alone("AKS-ING-060", nginx("i", "inside"), nginx("i", "inside").namePrefix("in")),
                alone(
                        "AKS-ING-060",
                        nginx("inside", "inside").namePrefix("x".repeat(61)),
                        nginx("inside", "inside").namePrefix("x".repeat(60))),
                alone(
                        "AKS-ING-061",
                        nginx("in", "in").replicas(3, 2),
                        nginx("in", "in").replicas(3, 3)),
                alone(
                        "AKS-ING-061",
                        nginx("in", "in").replicas(0, 2),
                        nginx("in", "in").replicas(1, 2)),
                alone(
                        "AKS-ING-064",
                        nginx("in", "in").vaultCertificate("https://kv-shop.vault.azure.net/keys/web"),
                        nginx("in", "in").vaultCertificate("https://kv-shop.vault.azure.net/secrets/web")),
                alone(
                        "AKS-ING-062",
                        nginx("in", "in").vaultCertificate("web"),
                        nginx("in", "in").vaultCertificate("https://kv-shop.vault.azure.net/secrets/web")),
                alone(
                        "AKS-ING-062",
                        nginx("in", "in").certificate("tls", ""),
                        nginx("in", "in").certificate("tls", "shop")),
                alone(
                        "AKS-ING-062",
                        nginx("in", "in").redirectToHttps(),
                        nginx("in", "in").redirectToHttps().certificate("tls", "shop")),
                alone(
                        "AKS-ING-062",
                        nginx("in", "in")
                                .certificate("tls", "shop")
                                .vaultCertificate("https://kv-shop.vault.azure.net/certificates/web"),
                        nginx("in", "in").vaultCertificate("https://kv-shop.vault.azure.net/certificates/web")),
                alone(
                        "AKS-ING-063",
                        nginx("in", "in").internal(one -> one.clientAffinity()),
                        nginx("in", "in").internal(one -> one.subnet(NETWORK.subnet("ingress")))));
    }

    private static Stream<RuleCase> inPlans() {
        ClusterSpec routing = cluster(builder -> builder.addons(addons -> addons.appRouting()));
        ClusterSpec withoutDefault = cluster(builder ->
                builder.addons(addons -> addons.appRouting().appRoutingController(IngressControllerType.NONE)));
        GatewaySpec open =
                gateway().http("all", 81, one -> one.routesOfEveryNamespace()).build();
        HttpRouteSpec elsewhere = HttpRouteSpec.builder("orders", "other")
                .gateway("web", "shop")
                .rule(rule -> rule.backend("orders", 80))
                .build();
        HttpRouteSpec far = ruled(rule -> rule.backendOf("other", "far", 80, 1)).build();
        ReferenceGrantSpec grant = ReferenceGrantSpec.builder("from-shop", "other")
                .routesOf("shop")
                .toServices()
                .build();
        return Stream.of(
                planned("AKS-ING-080", PLAIN, WITH_GATEWAYS, gateway().build()),
                planned(
                        "AKS-ING-081",
                        cluster(builder -> builder.addons(addons -> addons.gatewayApi())),
                        WITH_GATEWAYS,
                        gateway().build()),
                planned("AKS-ING-082", List.of(gateway().build(), elsewhere), List.of(open, elsewhere)),
                planned(
                        "AKS-ING-082",
                        List.of(
                                gateway().build(),
                                HttpRouteSpec.builder("a", "shop")
                                        .gateway("web", "shop", "nothing")
                                        .rule(rule -> rule.backend("a", 80))
                                        .build()),
                        List.of(
                                gateway().build(),
                                HttpRouteSpec.builder("a", "shop")
                                        .gateway("web", "shop", "http")
                                        .rule(rule -> rule.backend("a", 80))
                                        .build())),
                planned("AKS-ING-082", met("shop.example.com"), met("shop.contoso.com")),
                planned("AKS-ING-082", met("contoso.com"), met("*.contoso.com")),
                planned("AKS-ING-083", List.of(far), List.of(far, grant)),
                planned(
                        "AKS-ING-083",
                        List.of(listening(one -> one.certificate("tls", "other"))
                                .build()),
                        List.of(
                                listening(one -> one.certificate("tls", "other"))
                                        .build(),
                                ReferenceGrantSpec.builder("from-shop", "other")
                                        .gatewaysOf("shop")
                                        .toSecrets()
                                        .build())),
                planned("AKS-ING-084", PLAIN, routing, ingress().build()),
                planned("AKS-ING-084", PLAIN, routing, nginx("in", "in").build()),
                planned("AKS-ING-084", withoutDefault, routing, ingress().build()),
                planned(
                        "AKS-ING-085",
                        List.of(nginx("aa", "in").build(), nginx("bb", "in").build()),
                        List.of(nginx("aa", "in").build(), nginx("bb", "on").build())),
                planned(
                        "AKS-ING-086",
                        List.of(ingress().build()),
                        List.of(IngressSpec.builder("web", "shop", "traefik")
                                .defaultBackend("web", 80)
                                .build())),
                planned(
                        "AKS-ING-087",
                        List.of(ApplicationLoadBalancerSpec.builder("alb", "infra", NETWORK.subnet("ingress"))
                                .build()),
                        List.of(ApplicationLoadBalancerSpec.builder("alb", "infra", NETWORK.subnet("alb"))
                                .build())));
    }

    private static List<IngressObject> met(String host) {
        return List.of(
                listening(one -> one.hostname("*.contoso.com").certificate("tls"))
                        .build(),
                ruled(rule -> {}).hostnames(host).build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatBreaksARuleIsReportedAndWhatKeepsItIsNot(RuleCase each) {
        each.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), IngressRules.all());
        assertThat(IngressRules.all()).allMatch(rule -> rule.id().startsWith("AKS-ING-"));
    }

    @Test
    void theLoadBalancerInFrontObeysTheRulesOfServices() {
        assertThat(gateway()
                        .publicFacing(one -> one.address("10.0.0.1"))
                        .unchecked()
                        .problems())
                .extracting(Problem::rule, problem -> problem.path().startsWith("loadBalancer."))
                .contains(org.assertj.core.api.Assertions.tuple("AKS-LB-060", true))
                .hasSize(1);
        ClusterSpec inNetwork = cluster(builder -> builder.addons(
                        addons -> addons.gatewayApi().appRoutingGateway())
                .identity(new TestIdentity())
                .network(
                        CniOverlay.builder().nodeSubnet(NETWORK.subnet("nodes")).build()));
        GatewaySpec inside =
                gateway().internal(one -> one.subnet(NETWORK.subnet("ingress"))).build();
        assertThat(inPlan(inNetwork, inside))
                .extracting(Problem::rule, Problem::path)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("AKS-LB-051", "gateways.shop.web.loadBalancer.subnet"));
    }
}
