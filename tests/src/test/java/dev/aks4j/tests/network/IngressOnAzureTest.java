package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.ingress.GatewayClass;
import dev.aks4j.network.ingress.GatewaySpec;
import dev.aks4j.network.ingress.HttpMatch;
import dev.aks4j.network.ingress.HttpRouteSpec;
import dev.aks4j.network.ingress.IngressSpec;
import dev.aks4j.network.ingress.NginxIngressControllerSpec;
import dev.aks4j.network.ingress.ReferenceGrantSpec;
import dev.aks4j.network.resource.TrafficControllerAssociationSpec;
import dev.aks4j.network.resource.TrafficControllerFrontendSpec;
import dev.aks4j.network.resource.TrafficControllerSpec;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngressOnAzureTest {

    private static final Duration LONG = Duration.ofHours(3);
    private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet", group)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("ingress", "10.20.8.0/24")
            .subnet(
                    "alb",
                    "10.20.9.0/24",
                    subnet -> subnet.delegation("Microsoft.ServiceNetworking/trafficControllers"))
            .build();
    private final ClusterSpec cluster = ClusterSpec.builder("shop", group)
            .identity(ControlPlaneIdentity.create())
            .network(CniOverlay.builder()
                    .nodeSubnet(network.subnet("nodes"))
                    .loadBalancerSubnet(network.subnet("ingress"))
                    .build())
            .addons(addons -> addons.gatewayApi().appRoutingGateway())
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private GatewaySpec.Builder gateway() {
        return GatewaySpec.builder("web", "default", GatewayClass.APP_ROUTING)
                .http("http", 80, listener -> listener.hostname("*.contoso.com").routesOfEveryNamespace())
                .internal(balancer -> balancer.subnet(network.subnet("ingress")).address("10.20.8.10"));
    }

    private static HttpRouteSpec.Builder route(GatewaySpec gateway) {
        return HttpRouteSpec.builder("orders", "default")
                .gateway(gateway)
                .hostnames("shop.contoso.com")
                .rule(rule -> rule.match(HttpMatch.prefix("/orders").header("x-tenant", "acme"))
                        .setHeader("x-way", "gateway")
                        .timeout(Duration.ofSeconds(10))
                        .backend("kubernetes", 443, 9)
                        .backendOf("kube-system", "kube-dns", 53, 1))
                .rule(rule -> rule.match(HttpMatch.exactly("/old")).redirectToHttps());
    }

    private List<Spec> specs() {
        GatewaySpec web = gateway().build();
        NginxIngressControllerSpec inside = NginxIngressControllerSpec.builder("nginx-internal", "nginx-internal")
                .internal(balancer -> balancer.subnet(network.subnet("ingress")))
                .replicas(2, 5)
                .build();
        return List.of(
                group,
                network,
                cluster,
                web.on(cluster),
                route(web).build().on(cluster),
                ReferenceGrantSpec.builder("from-default", "kube-system")
                        .routesOf("default")
                        .toServices()
                        .build()
                        .on(cluster),
                inside.on(cluster),
                IngressSpec.builder("old", "default", inside.ingressClass())
                        .prefix("old.contoso.com", "/", "kubernetes", 443)
                        .tls("old-tls", "old.contoso.com")
                        .build()
                        .on(cluster));
    }

    @Test
    void gatewaysRoutesAndIngressesAreMadeReachedPlannedAgainAndRemoved() throws Exception {
        Spec[] specs = specs().toArray(Spec[]::new);
        aks.plan(specs).apply().await(LONG);

        azure.time().advance(Duration.ofMinutes(2));
        try (KubernetesClient client = aks.clusters().get(cluster.id()).kubernetes()) {
            GenericKubernetesResource web = get(client, GATEWAY_API, "Gateway", "web");
            assertThat(at(web, "status", "addresses"))
                    .isEqualTo(List.of(Map.of("type", "IPAddress", "value", "10.20.8.10")));
            assertThat(at(web, "status", "listeners").toString()).contains("attachedRoutes=1");
            assertThat(conditions(web)).containsEntry("Programmed", "True");
            assertThat(client.services()
                            .inNamespace("default")
                            .withName("web-approuting-istio")
                            .get()
                            .getMetadata()
                            .getAnnotations())
                    .containsEntry("service.beta.kubernetes.io/azure-load-balancer-internal-subnet", "ingress");
            GenericKubernetesResource orders = get(client, GATEWAY_API, "HTTPRoute", "orders");
            assertThat(at(orders, "status", "parents").toString())
                    .contains("Route was valid", "All references resolved");
            String address = client.network()
                    .v1()
                    .ingresses()
                    .inNamespace("default")
                    .withName("old")
                    .get()
                    .getStatus()
                    .getLoadBalancer()
                    .getIngress()
                    .get(0)
                    .getIp();
            assertThat(address).startsWith("10.20.8.");
        }

        Plan again = aks.plan(specs);
        assertThat(again.entries()).as(again.toString()).allMatch(entry -> entry.change() == Change.NONE);
        assertThat(again.unmanaged()).as(again.toString()).isEmpty();

        aks.planRemoval(specs).apply().await(LONG);
        assertThat(aks.plan(specs).entries()).allMatch(entry -> entry.change() == Change.CREATE);
    }

    @Test
    void whatIsSaidOtherwiseIsChangedInPlaceAndTheAddressMoves() throws Exception {
        GatewaySpec before = gateway().build();
        aks.plan(
                        group,
                        network,
                        cluster,
                        before.on(cluster),
                        route(before).build().on(cluster))
                .apply()
                .await(LONG);
        GatewaySpec after = GatewaySpec.builder("web", "default", GatewayClass.APP_ROUTING)
                .http("http", 80, listener -> listener.hostname("*.contoso.com"))
                .http("more", 8080)
                .publicFacing(balancer -> balancer.publicIp(ip -> ip.dnsLabel("shop")))
                .build();
        HttpRouteSpec narrower = HttpRouteSpec.builder("orders", "default")
                .gateway(after, "more")
                .rule(rule -> rule.backend("kubernetes", 443))
                .build();
        Plan plan = aks.plan(group, network, cluster, after.on(cluster), narrower.on(cluster));
        assertThat(plan.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .allMatch(entry -> entry.change() == Change.UPDATE)
                .hasSize(2);
        plan.apply().await(LONG);
        azure.time().advance(Duration.ofMinutes(2));

        try (KubernetesClient client = aks.clusters().get(cluster.id()).kubernetes()) {
            assertThat(at(get(client, GATEWAY_API, "Gateway", "web"), "status", "addresses")
                            .toString())
                    .contains("203.0.113.");
        }
        Plan again = aks.plan(group, network, cluster, after.on(cluster), narrower.on(cluster));
        assertThat(again.entries()).as(again.toString()).allMatch(entry -> entry.change() == Change.NONE);
    }

    @Test
    void theSimulatedApiKnowsTheTypesOnlyWhileTheyAreSwitchedOn() throws Exception {
        ClusterSpec plain = ClusterSpec.builder("shop", group)
                .addons(addons -> addons.withoutGatewayApi())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        aks.plan(group, plain).apply().await(LONG);
        try (KubernetesClient client = aks.clusters().get(plain.id()).kubernetes()) {
            assertThat(client.apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .list()
                            .getItems())
                    .noneMatch(type -> type.getMetadata().getName().contains("gateway"));
            assertThatThrownBy(() -> client.genericKubernetesResources(GATEWAY_API, "Gateway")
                            .inNamespace("default")
                            .resource(broken())
                            .create())
                    .isInstanceOf(KubernetesClientException.class);
        }
    }

    @Test
    void theSimulatedApiRefusesWhatTheTypesForbid() throws Exception {
        ClusterSpec open = ClusterSpec.builder("shop", group)
                .addons(addons -> addons.gatewayApi().appRoutingGateway())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        aks.plan(group, open).apply().await(LONG);
        try (KubernetesClient client = aks.clusters().get(open.id()).kubernetes()) {
            assertThatThrownBy(() -> client.genericKubernetesResources(GATEWAY_API, "Gateway")
                            .inNamespace("default")
                            .resource(broken())
                            .create())
                    .hasMessageContaining("Combination of port, protocol and hostname must be unique for each listener")
                    .hasMessageContaining("certificateRefs or options must be specified when mode is Terminate");
        }
    }

    private static Map<String, Object> tls(String secret) {
        return Map.of("mode", "Terminate", "certificateRefs", List.of(Map.of("name", secret)));
    }

    private static GenericKubernetesResource broken() {
        GenericKubernetesResource gateway = new GenericKubernetesResource();
        gateway.setApiVersion(GATEWAY_API);
        gateway.setKind("Gateway");
        gateway.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                .withName("broken")
                .withNamespace("default")
                .build());
        Map<String, Object> one =
                Map.of("name", "a", "port", 443, "protocol", "HTTPS", "tls", Map.of("mode", "Terminate"));
        Map<String, Object> two = Map.of("name", "b", "port", 443, "protocol", "HTTPS", "tls", tls("b"));
        gateway.setAdditionalProperty(
                "spec", Map.of("gatewayClassName", "approuting-istio", "listeners", List.of(one, two)));
        return gateway;
    }

    @Test
    void anApplicationGatewayForContainersOfItsOwnIsMadePlannedAgainAndRemoved() throws Exception {
        TrafficControllerSpec alb =
                TrafficControllerSpec.builder("alb-shop", group).build();
        ResourceId subnet = network.subnet("alb").id();
        Spec[] specs = {
            group,
            network,
            alb,
            TrafficControllerFrontendSpec.builder("web", alb).build(),
            TrafficControllerAssociationSpec.builder("shop", alb, subnet).build()
        };
        aks.plan(specs).apply().await(LONG);
        Plan again = aks.plan(specs);
        assertThat(again.entries()).as(again.toString()).allMatch(entry -> entry.change() == Change.NONE);
        assertThat(again.unmanaged()).as(again.toString()).isEmpty();
        assertThat(refusedAssociation(alb, "second", subnet)).contains("AssociationLimitReached");
        assertThat(refusedAssociation(alb, "third", network.id())).contains("InvalidResourceReference");
        aks.planRemoval(specs).apply().await(LONG);
        assertThat(aks.plan(specs).entries()).allMatch(entry -> entry.change() == Change.CREATE);
    }

    private String refusedAssociation(TrafficControllerSpec alb, String name, ResourceId subnet) {
        Json body = Json.object()
                .put("location", "westeurope")
                .put(
                        "properties",
                        Map.of(
                                "associationType",
                                "subnets",
                                "subnet",
                                Map.of("id", absolute(subnet).toString())))
                .build();
        ArmRequest request = ArmRequest.put(absolute(alb.id()).child("associations", name), "2025-01-01", body);
        try {
            aks.await(aks.arm().send(request), Duration.ofMinutes(5));
            return "";
        } catch (ArmException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            return refused.error().code();
        }
    }

    private ResourceId absolute(ResourceId id) {
        return id.inSubscription(aks.subscriptionId());
    }

    private static GenericKubernetesResource get(KubernetesClient client, String version, String kind, String name) {
        return client.genericKubernetesResources(version, kind)
                .inNamespace("default")
                .withName(name)
                .get();
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private static Object at(GenericKubernetesResource resource, String... path) {
        Object value = resource.getAdditionalProperties();
        for (String name : path) {
            value = ((Map<String, Object>) value).get(name);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // a list of objects of JSON
    private static Map<String, String> conditions(GenericKubernetesResource resource) {
        Map<String, String> found = new java.util.HashMap<>();
        ((List<Map<String, Object>>) at(resource, "status", "conditions"))
                .forEach(one ->
                        found.put(one.get("type").toString(), one.get("status").toString()));
        return found;
    }
}
