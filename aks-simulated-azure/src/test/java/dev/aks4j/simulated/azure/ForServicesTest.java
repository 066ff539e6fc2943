package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests of services do to a simulator, in the same process and from another one. */
class ForServicesTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);

    @BeforeEach
    void cluster() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                client.cluster("rg", "shop"),
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':2,'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    private KubernetesClient kubernetes() {
        String kubeconfig = new String(Base64.getDecoder()
                .decode(RawClient.at(
                                client.post(client.cluster("rg", "shop") + "/listClusterAdminCredential"),
                                "/kubeconfigs/0/value")
                        .asText()));
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
    }

    private static String ready(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    @Test
    void aNodeFailsAndRecovers() {
        SimulatedCluster shop = azure.cluster("shop");
        String first = shop.nodes().get(0);
        try (KubernetesClient kubernetes = kubernetes()) {
            azure.time().advance(java.time.Duration.ofMinutes(2));
            assertThat(ready(kubernetes.nodes().withName(first).get())).isEqualTo("True");
            shop.failNode(first);
            assertThat(ready(kubernetes.nodes().withName(first).get())).isNotEqualTo("True");
            assertThat(ready(kubernetes.nodes().withName(shop.nodes().get(1)).get()))
                    .isEqualTo("True");
            shop.recoverNode(first);
            assertThat(ready(kubernetes.nodes().withName(first).get())).isEqualTo("True");
        }
        assertThatThrownBy(() -> shop.failNode("none")).hasMessageContaining("has no node none. It has aks-system-");
        assertThatThrownBy(() -> azure.cluster("other")).hasMessageContaining("no cluster other");
    }

    @Test
    void aPublicServiceHasAnAddressInTheNodeResourceGroupForAsLongAsItLives() {
        String addresses = client.group("MC_rg_shop_westeurope") + "/providers/Microsoft.Network/publicIPAddresses";
        try (KubernetesClient kubernetes = kubernetes()) {
            int before = RawClient.at(client.get(addresses), "/value").size();
            var service = new io.fabric8.kubernetes.api.model.ServiceBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withNamespace("default")
                    .endMetadata()
                    .withNewSpec()
                    .withType("LoadBalancer")
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .addToSelector("app", "web")
                    .endSpec()
                    .build();
            kubernetes.resource(service).create();
            azure.time().advance(java.time.Duration.ofMinutes(5));
            String ip = kubernetes
                    .resource(service)
                    .get()
                    .getStatus()
                    .getLoadBalancer()
                    .getIngress()
                    .get(0)
                    .getIp();
            assertThat(RawClient.at(client.get(addresses), "/value").findValuesAsText("ipAddress"))
                    .hasSize(before + 1)
                    .contains(ip);
            kubernetes.resource(service).delete();
            azure.time().advance(java.time.Duration.ofMinutes(5));
            assertThat(RawClient.at(client.get(addresses), "/value")).hasSize(before);
        }
    }

    private com.fasterxml.jackson.databind.JsonNode balancer(String name) {
        return RawClient.body(client.get(
                client.group("MC_rg_shop_westeurope") + "/providers/Microsoft.Network/loadBalancers/" + name));
    }

    private static io.fabric8.kubernetes.api.model.Service service(String name, String internal, int... ports) {
        var spec = new io.fabric8.kubernetes.api.model.ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToAnnotations("service.beta.kubernetes.io/azure-load-balancer-internal", internal)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addToSelector("app", name);
        for (int port : ports) {
            spec.addNewPort().withName("p" + port).withPort(port).endPort();
        }
        return spec.endSpec().build();
    }

    @Test
    void theBalancerHoldsFrontendRulesAndProbesOfEachServiceAndWhatIsLeftWhenItGoes() {
        int outbound = balancer("kubernetes")
                .at("/properties/frontendIPConfigurations")
                .size();
        assertThat(outbound).isEqualTo(1);
        try (KubernetesClient kubernetes = kubernetes()) {
            var web = kubernetes.resource(service("web", "false", 80, 443)).create();
            var inner = kubernetes.resource(service("inner", "true", 8080)).create();
            azure.time().advance(java.time.Duration.ofMinutes(5));

            var shown = balancer("kubernetes").path("properties");
            String base = "a" + web.getMetadata().getUid().replace("-", "");
            assertThat(shown.path("frontendIPConfigurations")).hasSize(outbound + 1);
            assertThat(shown.path("loadBalancingRules").findValuesAsText("name"))
                    .containsExactly(base + "-TCP-80", base + "-TCP-443");
            assertThat(shown.at("/loadBalancingRules/0/properties/backendPort").asInt())
                    .isEqualTo(80);
            assertThat(shown.at("/probes/0/properties/port").asInt())
                    .isEqualTo(kubernetes
                            .services()
                            .inNamespace("default")
                            .withName("web")
                            .get()
                            .getSpec()
                            .getPorts()
                            .get(0)
                            .getNodePort());
            assertThat(shown.at("/outboundRules/0/name").asText()).isEqualTo("aksOutboundRule");
            var internal = balancer("kubernetes-internal").path("properties");
            assertThat(internal.at("/frontendIPConfigurations/0/properties/privateIPAddress")
                            .asText())
                    .isEqualTo(kubernetes
                            .services()
                            .inNamespace("default")
                            .withName("inner")
                            .get()
                            .getStatus()
                            .getLoadBalancer()
                            .getIngress()
                            .get(0)
                            .getIp());

            kubernetes.resource(web).delete();
            kubernetes.resource(inner).delete();
            azure.time().advance(java.time.Duration.ofMinutes(5));
            assertThat(balancer("kubernetes").at("/properties/frontendIPConfigurations"))
                    .hasSize(outbound);
            assertThat(balancer("kubernetes").at("/properties/loadBalancingRules"))
                    .isEmpty();
            assertThat(balancer("kubernetes-internal").at("/error/code").asText())
                    .isEqualTo("ResourceNotFound");
        }
    }

    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(
            delimiter = '|',
            value = {
                "load-balancer-tcp-idle-timeout | 3 | between 4 and 100",
                "load-balancer-health-probe-interval | 3 | minimum value of interval is 5",
                "allowed-ip-ranges | 20.1.2.0/24 | cannot set both",
                "additional-public-ips | 1.2.3.4, 5.6.7.8 | additional public IP",
                "pls-create | true | floating IP to be disabled",
                "pip-name | none | doesn't exist"
            })
    void aServiceThatTheCloudControllerRefusesGetsNoAddress(String annotation, String value, String text) {
        try (KubernetesClient kubernetes = kubernetes()) {
            var service = new io.fabric8.kubernetes.api.model.ServiceBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withNamespace("default")
                    .addToAnnotations("service.beta.kubernetes.io/azure-" + annotation, value)
                    .endMetadata()
                    .withNewSpec()
                    .withType("LoadBalancer")
                    .withLoadBalancerSourceRanges("20.1.0.0/16")
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build();
            kubernetes.resource(service).create();
            azure.time().advance(java.time.Duration.ofMinutes(5));
            assertThat(kubernetes
                            .resource(service)
                            .get()
                            .getStatus()
                            .getLoadBalancer()
                            .getIngress())
                    .isEmpty();
            assertThat(kubernetes.v1().events().inNamespace("default").list().getItems())
                    .anySatisfy(event -> assertThat(event.getMessage()).contains(text));
        }
    }

    @Test
    void nodesAreThereBeforeTheCreationHasSucceeded() {
        dev.aks4j.simulated.wire.Response begun = client.put(
                client.cluster("rg", "early"),
                "{'location':'westeurope','properties':{'dnsPrefix':'early','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':2,'vmSize':'Standard_D4ds_v5'}]}}");
        boolean early = false;
        for (int i = 0; i < 60 && azure.unfinishedOperations().size() > 0; i++) {
            azure.time().advance(java.time.Duration.ofSeconds(15));
            early |= !azure.unfinishedOperations().isEmpty()
                    && azure.cluster("early").nodes().size() == 2;
        }
        assertThat(early).isTrue();
        client.follow(begun);
    }

    @Test
    void anotherProcessSetsFaultsQuotasPoliciesAndNodes() throws Exception {
        try (ControlEndpoint control = ControlEndpoint.open(azure, 0)) {
            assertThat(send(control, "GET", "/", "").body()).contains("\"shop\"");
            String fault = "{\"method\":\"GET\",\"path\":\"**/managedClusters/shop\",\"kind\":\"throttle\"}";
            assertThat(send(control, "POST", "/faults", fault).statusCode()).isEqualTo(200);
            assertThat(client.get(client.cluster("rg", "shop")).status()).isEqualTo(429);
            assertThat(client.get(client.cluster("rg", "shop")).status()).isEqualTo(200);
            String quota = "{\"region\":\"westeurope\",\"family\":\"standardDDSv5Family\",\"cores\":8}";
            assertThat(send(control, "POST", "/quotas", quota).statusCode()).isEqualTo(200);
            assertThat(client.put(
                                    client.cluster("rg", "shop") + "/agentPools/apps",
                                    "{'properties':{'count':9,'vmSize':'Standard_D4ds_v5'}}")
                            .status())
                    .isEqualTo(400);
            String node = "{\"cluster\":\"shop\",\"node\":\""
                    + azure.cluster("shop").nodes().get(0) + "\",\"ready\":false}";
            assertThat(send(control, "POST", "/nodes", node).statusCode()).isEqualTo(200);
            assertThat(send(control, "POST", "/faults", "{\"kind\":\"odd\"}").body())
                    .contains("dropAfter");
            assertThat(send(control, "PUT", "/", "").statusCode()).isEqualTo(400);
        }
    }

    private static HttpResponse<String> send(ControlEndpoint control, String method, String path, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
