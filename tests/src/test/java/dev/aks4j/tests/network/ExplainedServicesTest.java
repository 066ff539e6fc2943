package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.ServiceExplanation;
import dev.aks4j.network.Services;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why services have no address or no traffic, as a live cluster and Azure tell it. */
class ExplainedServicesTest {

    private static final String PREFIX = "service.beta.kubernetes.io/azure-";
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final SimulatedAzure AZURE = SimulatedAzure.create();
    private static final Aks AKS = Aks.builder(AZURE.subscriptionId())
            .credential(AksCredential.clientSecret(AZURE.tenantId(), AZURE.clientId(), AZURE.clientSecret()))
            .transport(AZURE.transport())
            .build();
    private static ResourceId cluster;

    @BeforeAll
    static void cluster() throws Exception {
        NetworkSecurityGroupSpec group = NetworkSecurityGroupSpec.builder("nsg-nodes", GROUP)
                .inbound("web", 200, rule -> rule.tcp("443").from("Internet"))
                .build();
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/24", subnet -> subnet.networkSecurityGroup(group))
                .build();
        ClusterSpec shop = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .identity(ControlPlaneIdentity.create())
                .network(
                        CniOverlay.builder().nodeSubnet(network.subnet("nodes")).build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        AKS.plan(GROUP, group, network, shop).apply().await(Duration.ofHours(2));
        cluster = shop.id();
    }

    @AfterAll
    static void close() {
        AKS.close();
        AZURE.close();
    }

    private static ServiceExplanation explained(String name, String type, int port, Map<String, String> annotations) {
        try (KubernetesClient client =
                AKS.kubernetes().client(cluster.inSubscription(AZURE.subscriptionId()), Duration.ofMinutes(1))) {
            client.resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace("default")
                            .addToAnnotations(annotations)
                            .endMetadata()
                            .withNewSpec()
                            .withType(type)
                            .addToSelector("app", name)
                            .addNewPort()
                            .withPort(port)
                            .endPort()
                            .endSpec()
                            .build())
                    .create();
        }
        AZURE.time().advance(Duration.ofMinutes(2));
        return Services.of(AKS).explain(cluster, "default", name);
    }

    @Test
    void aSubnetThatIsNotThereIsNamed() {
        ServiceExplanation why = explained(
                "lost",
                "LoadBalancer",
                443,
                Map.of(PREFIX + "load-balancer-internal", "true", PREFIX + "load-balancer-internal-subnet", "nowhere"));

        assertThat(why.addresses()).isEmpty();
        assertThat(why.causes().get(0).resource()).isEqualTo("subnet nowhere");
        assertThat(why.causes().get(0).rule()).contains("AKS-LB-050");
        assertThat(why.causes().get(0).event()).isPresent();
        assertThat(why.toString()).startsWith("service default/lost has no address");
    }

    @Test
    void aSecurityGroupThatStopsAPortIsNamed() {
        ServiceExplanation why = explained("closed", "LoadBalancer", 8080, Map.of());

        assertThat(why.addresses()).hasSize(1);
        assertThat(why.causes())
                .anySatisfy(cause -> {
                    assertThat(cause.resource()).isEqualTo("networkSecurityGroup nsg-nodes");
                    assertThat(cause.what()).contains("DenyAllInBound");
                })
                .anySatisfy(cause -> assertThat(cause.what()).contains("no ready pod"));
        assertThat(explained("open", "LoadBalancer", 443, Map.of()).causes())
                .noneMatch(cause -> cause.resource().startsWith("networkSecurityGroup"));
    }

    @Test
    void anAnnotationThatIsRefusedIsNamedWithItsRule() {
        ServiceExplanation why =
                explained("slow", "LoadBalancer", 443, Map.of(PREFIX + "load-balancer-tcp-idle-timeout", "abc"));

        assertThat(why.addresses()).isEmpty();
        assertThat(why.causes())
                .anySatisfy(cause -> assertThat(cause.event())
                        .hasValueSatisfying(event -> assertThat(event).contains("idle timeout value must be")))
                .anySatisfy(cause -> assertThat(cause.resource()).contains("tcp-idle-timeout"));
    }

    @Test
    void whatIsNoServiceOfALoadBalancerIsSaid() {
        assertThat(explained("inside", "ClusterIP", 443, Map.of()).causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.what()).contains("is of type ClusterIP"));
        assertThat(Services.of(AKS).explain(cluster, "default", "none").causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.what()).isEqualTo("does not exist"));
    }
}
