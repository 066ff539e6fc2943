package dev.aks4j.tests.truth;

import static dev.aks4j.tests.docs.CoverageCases.VNET;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.SubnetRef;
import dev.aks4j.network.ingress.ApplicationLoadBalancerSpec;
import dev.aks4j.network.ingress.GatewayClass;
import dev.aks4j.network.ingress.GatewaySpec;
import dev.aks4j.network.ingress.HttpMatch;
import dev.aks4j.network.ingress.HttpRouteSpec;
import dev.aks4j.network.ingress.HttpRule;
import dev.aks4j.network.ingress.IngressSpec;
import dev.aks4j.network.ingress.Listener;
import dev.aks4j.network.ingress.NginxIngressControllerSpec;
import dev.aks4j.network.ingress.NginxIngressControllerSpec.Threshold;
import dev.aks4j.network.ingress.ReferenceGrantSpec;
import dev.aks4j.network.resource.TrafficControllerSpec;
import dev.aks4j.tests.docs.CoverageCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What can be said of gateways, of their routes, and of ingresses and their controllers. */
final class IngressWords {

    private static final String GATEWAY_API = "addons(a -> a.gatewayApi())";
    private static final String GATEWAYS = "addons(a -> a.appRoutingGateway())";
    private static final String ROUTING = "addons(a -> a.appRouting(zones))";
    private static final String CERTIFICATE = "https://vault.vault.azure.net/certificates/web";
    private static final GatewaySpec WEB = GatewaySpec.builder("web", "default", GatewayClass.APP_ROUTING)
            .http("http", 80)
            .build();
    private static final SubnetRef SUBNET = SubnetRef.existing(VNET.id().child("subnets", "alb"));
    private static final ApplicationLoadBalancerSpec BALANCER =
            ApplicationLoadBalancerSpec.builder("alb", "default", SUBNET).build();
    private static final TrafficControllerSpec ALB =
            TrafficControllerSpec.builder("alb-shop", CoverageCases.GROUP).build();

    /** An object, and the cluster that it is to be on. */
    private record On<B>(B it, ClusterSpec cluster) {}

    /** A gateway of whose one listener something is said. Mutable. */
    private static final class Gateway {
        private final ClusterSpec cluster;
        private final List<Consumer<Listener.Builder>> listener = new ArrayList<>();
        private final List<Consumer<GatewaySpec.Builder>> more = new ArrayList<>();

        private Gateway(ClusterSpec cluster) {
            this.cluster = cluster;
        }

        private Spec spec() {
            GatewaySpec.Builder builder = GatewaySpec.builder("web", "default", GatewayClass.APP_ROUTING)
                    .http("http", 80, one -> listener.forEach(call -> call.accept(one)));
            more.forEach(call -> call.accept(builder));
            return builder.build().on(cluster);
        }
    }

    /** A route of whose one rule something is said. Mutable. */
    private static final class Route {
        private final ClusterSpec cluster;
        private final List<Consumer<HttpRule.Builder>> rule = new ArrayList<>();
        private final List<Consumer<HttpRouteSpec.Builder>> more = new ArrayList<>();
        private Consumer<HttpRouteSpec.Builder> parent = route -> route.gateway(WEB);
        private boolean answers;

        private Route(ClusterSpec cluster) {
            this.cluster = cluster;
        }

        private Spec spec() {
            HttpRouteSpec.Builder builder = HttpRouteSpec.builder("orders", "default");
            parent.accept(builder);
            builder.rule(one -> {
                rule.forEach(call -> call.accept(one));
                if (!answers) {
                    one.backend("kubernetes", 443);
                }
            });
            more.forEach(call -> call.accept(builder));
            return builder.build().on(cluster);
        }
    }

    static final List<Part<?>> PARTS = List.of(
            gateway(),
            gatewayForContainers(),
            route(),
            grant(),
            ingress(),
            ingressForContainers(),
            controller(),
            applicationLoadBalancer());

    private IngressWords() {}

    private static <B> Part<On<B>> on(String name, Supplier<B> begin, BiFunction<B, ClusterSpec, Spec> end) {
        return Part.of(name, cluster -> new On<>(begin.get(), cluster), placed -> end.apply(placed.it, placed.cluster));
    }

    private static Part<?> gateway() {
        return Part.of("gateway", Gateway::new, Gateway::spec)
                .say("host", gateway -> gateway.listener.add(l -> l.hostname("*.contoso.com")))
                .say("other host", gateway -> gateway.listener.add(l -> l.hostname("shop.contoso.com")))
                .say("routes of all", gateway -> gateway.listener.add(l -> l.routesOfEveryNamespace()))
                .say("routes of some", gateway -> gateway.listener.add(l -> l.routesOfNamespacesWith("team", "a")))
                .say("routes of others", gateway -> gateway.listener.add(l -> l.routesOfNamespacesWith("Team", "a")))
                .say("one more port", gateway -> gateway.more.add(g -> g.http("more", 8080)))
                .say(
                        "TLS of a secret",
                        gateway -> gateway.more.add(g -> g.https("tls", 443, l -> l.certificate("web-tls"))))
                .say(
                        "TLS of another namespace",
                        gateway -> gateway.more.add(
                                g -> g.https("tls", 443, l -> l.certificate("web-tls", "kube-system"))))
                .say(
                        "TLS of a vault",
                        gateway -> gateway.more.add(
                                g -> g.https("tls", 443, l -> l.vaultCertificate(CERTIFICATE, "default"))))
                .say("internal", gateway -> gateway.more.add(g -> g.internal(b -> b.subnet(VNET.subnet("nodes")))))
                .say(
                        "public",
                        gateway -> gateway.more.add(g -> g.publicFacing(b -> b.publicIp(ip -> ip.dnsLabel("shop")))))
                .say(
                        "annotated below",
                        gateway -> gateway.more.add(g -> g.infrastructureAnnotation("example.org/a", "b")))
                .say("label", gateway -> gateway.more.add(g -> g.label("a", "b")))
                .say("annotation", gateway -> gateway.more.add(g -> g.annotation("example.org/a", "b")))
                .on(GATEWAY_API, GATEWAYS);
    }

    private static Part<?> gatewayForContainers() {
        Map<String, Function<ClusterSpec, ? extends Spec>> values = new LinkedHashMap<>();
        values.put(
                "own",
                cluster ->
                        containers().trafficController(ALB.id(), "web").build().on(cluster));
        values.put(
                "other frontend",
                cluster ->
                        containers().trafficController(ALB.id(), "site").build().on(cluster));
        values.put(
                "of the controller",
                cluster ->
                        containers().applicationLoadBalancer(BALANCER).build().on(cluster));
        values.put(
                "of the controller, by name",
                cluster -> containers()
                        .applicationLoadBalancer("alb", "default")
                        .build()
                        .on(cluster));
        return Part.choice("gateway for containers", values).on(GATEWAY_API, GATEWAYS);
    }

    private static GatewaySpec.Builder containers() {
        return GatewaySpec.builder("far", "default", GatewayClass.APPLICATION_GATEWAY)
                .http("http", 80);
    }

    private static Part<?> route() {
        return Part.of("route", Route::new, Route::spec)
                .say("of a listener", route -> route.parent = r -> r.gateway(WEB, "http"))
                .say("by name", route -> route.parent = r -> r.gateway("web", "default"))
                .say("of a listener by name", route -> route.parent = r -> r.gateway("web", "default", "http"))
                .say("hosts", route -> route.more.add(r -> r.hostnames("a.contoso.com", "b.contoso.com")))
                .say("hosts turned", route -> route.more.add(r -> r.hostnames("b.contoso.com", "a.contoso.com")))
                .say(
                        "old paths",
                        route -> route.more.add(r -> r.rule(
                                one -> one.match(HttpMatch.exactly("/old")).redirectToHttps())))
                .say("prefix", route -> route.rule.add(r -> r.match(HttpMatch.prefix("/orders"))))
                .say("Prefix", route -> route.rule.add(r -> r.match(HttpMatch.prefix("/Orders"))))
                .say("pattern", route -> route.rule.add(r -> r.match(HttpMatch.pattern("/[a-z]+"))))
                .say(
                        "header",
                        route -> route.rule.add(
                                r -> r.match(HttpMatch.prefix("/").header("x-tenant", "a"))))
                .say(
                        "header pattern",
                        route -> route.rule.add(
                                r -> r.match(HttpMatch.prefix("/").headerPattern("x-tenant", "a.*"))))
                .say(
                        "parameter",
                        route -> route.rule.add(r -> r.match(
                                HttpMatch.prefix("/").parameter("a", "b").method("GET"))))
                .say("weighted", route -> route.rule.add(r -> r.backend("metrics", 80, 9)))
                .say("weighted elsewhere", route -> route.rule.add(r -> r.backendOf("kube-system", "kube-dns", 53, 1)))
                .say(
                        "headers",
                        route -> route.rule.add(r -> r.setHeader("x-a", "b")
                                .addHeader("x-c", "d")
                                .removeHeader("x-e")
                                .setAnswerHeader("x-f", "g")))
                .say("one header", route -> route.rule.add(r -> r.setHeader("x-a", "c")))
                .say("another host", route -> route.rule.add(r -> r.rewriteHost("in.contoso.com")))
                .say(
                        "another prefix",
                        route -> route.rule.add(
                                r -> r.match(HttpMatch.prefix("/a")).rewritePrefix("/b")))
                .say("times", route -> route.rule.add(r -> r.timeout(Duration.ofSeconds(10))))
                .say(
                        "other times",
                        route -> route.rule.add(
                                r -> r.timeout(Duration.ofMinutes(1)).backendTimeout(Duration.ofSeconds(30))))
                .say("redirect", route -> {
                    route.answers = true;
                    route.rule.add(r -> r.redirect(to -> to.scheme("https")
                            .hostname("other.contoso.com")
                            .port(8443)
                            .path("/there")
                            .status(301)));
                })
                .say("redirect of a prefix", route -> {
                    route.answers = true;
                    route.rule.add(r -> r.match(HttpMatch.prefix("/a")).redirect(to -> to.prefix("/b")));
                })
                .say("label", route -> route.more.add(r -> r.label("a", "b")))
                .on(GATEWAY_API, GATEWAYS);
    }

    private static Part<?> grant() {
        Map<String, Function<ClusterSpec, ? extends Spec>> values = new LinkedHashMap<>();
        values.put(
                "to services",
                cluster -> reference().routesOf("default").toServices().build().on(cluster));
        values.put(
                "to secrets",
                cluster -> reference().gatewaysOf("default").toSecrets().build().on(cluster));
        values.put(
                "to both",
                cluster -> reference()
                        .routesOf("default", "kube-public")
                        .gatewaysOf("default")
                        .toServices()
                        .toSecrets()
                        .build()
                        .on(cluster));
        return Part.choice("grant of references", values).on(GATEWAY_API, GATEWAYS);
    }

    private static ReferenceGrantSpec.Builder reference() {
        return ReferenceGrantSpec.builder("from-default", "kube-system");
    }

    private static Part<?> ingress() {
        return on(
                        "ingress",
                        () -> IngressSpec.builder("old", "default", IngressSpec.APP_ROUTING)
                                .prefix("old.contoso.com", "/", "kubernetes", 443),
                        (builder, cluster) -> builder.build().on(cluster))
                .say("path", ingress -> ingress.it.exactly("old.contoso.com", "/a", "kubernetes", 443))
                .say("Path", ingress -> ingress.it.exactly("old.contoso.com", "/A", "kubernetes", 443))
                .say("as the controller does", i -> i.it.asImplemented("new.contoso.com", "/", "kubernetes", 443))
                .say("any host", ingress -> ingress.it.prefixOfAnyHost("/", "metrics", 80))
                .say("else", ingress -> ingress.it.defaultBackend("metrics", 80))
                .say("TLS", ingress -> ingress.it.tls("old-tls", "old.contoso.com"))
                .say("TLS of a vault", ingress -> ingress.it.vaultCertificate(CERTIFICATE, "old.contoso.com"))
                .say("label", ingress -> ingress.it.label("a", "b"))
                .say("annotation", ingress -> ingress.it.annotation("nginx.ingress.kubernetes.io/a", "b"))
                .on(ROUTING);
    }

    private static Part<?> ingressForContainers() {
        Map<String, Function<ClusterSpec, ? extends Spec>> values = new LinkedHashMap<>();
        values.put(
                "own",
                cluster ->
                        farIngress().trafficController(ALB.id(), "web").build().on(cluster));
        values.put(
                "other frontend",
                cluster ->
                        farIngress().trafficController(ALB.id(), "site").build().on(cluster));
        values.put(
                "of the controller",
                cluster ->
                        farIngress().applicationLoadBalancer(BALANCER).build().on(cluster));
        return Part.choice("ingress for containers", values);
    }

    private static IngressSpec.Builder farIngress() {
        return IngressSpec.builder("far", "default", IngressSpec.APPLICATION_GATEWAY)
                .prefix("far.contoso.com", "/", "kubernetes", 443);
    }

    private static Part<?> controller() {
        return on(
                        "ingress controller",
                        () -> NginxIngressControllerSpec.builder("inside", "inside"),
                        (builder, cluster) -> builder.build().on(cluster))
                .say("prefix", controller -> controller.it.namePrefix("in"))
                .say("internal", controller -> controller.it.internal(b -> b.subnet(VNET.subnet("nodes"))))
                .say("public", controller -> controller.it.publicFacing(b -> b.publicIp(ip -> ip.dnsLabel("inside"))))
                .say("replicas", controller -> controller.it.replicas(2, 5))
                .say("more replicas", controller -> controller.it.replicas(6, 9))
                .say("threshold", controller -> controller.it.threshold(Threshold.RAPID))
                .say("TLS of a vault", controller -> controller.it.vaultCertificate(CERTIFICATE))
                .say("TLS", controller -> controller.it.certificate("tls", "default"))
                .say("to TLS", c -> c.it.certificate("tls", "default").redirectToHttps())
                .say("no plain text", controller -> controller.it.withoutHttp())
                .on(ROUTING);
    }

    private static Part<?> applicationLoadBalancer() {
        return on(
                        "load balancer for containers",
                        () -> ApplicationLoadBalancerSpec.builder("alb", "default", SUBNET),
                        (builder, cluster) -> builder.build().on(cluster))
                .say("label", balancer -> balancer.it.label("a", "b"))
                .say("annotation", balancer -> balancer.it.annotation("example.org/a", "b"));
    }
}
