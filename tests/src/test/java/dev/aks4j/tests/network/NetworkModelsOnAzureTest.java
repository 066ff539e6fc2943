package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterNetwork;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.BringYourOwnCni;
import dev.aks4j.network.CniNodeSubnet;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.CniPodSubnet;
import dev.aks4j.network.Kubenet;
import dev.aks4j.network.NetworkPolicy;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network model on simulated Azure: it comes up, and then a second plan has nothing to do. */
class NetworkModelsOnAzureTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = network("10.20.8.0/24");

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static VirtualNetworkSpec network(String ingress) {
        return VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet("ingress", ingress)
                .subnet("pods", "10.20.16.0/20")
                .build();
    }

    private static List<Spec> specs(ClusterNetwork network) {
        return List.of(
                GROUP,
                VNET,
                ClusterSpec.builder("shop", GROUP)
                        .kubernetesVersion("1.35")
                        .network(network)
                        .identity(ControlPlaneIdentity.create())
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D4ds_v5").count(3).maxPods(63))
                        .build());
    }

    static List<ClusterNetwork> models() {
        return List.of(
                CniOverlay.builder()
                        .nodeSubnet(VNET.subnet("nodes"))
                        .loadBalancerSubnet(VNET.subnet("ingress"))
                        .serviceCidr("172.20.0.0/16")
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2).idleTimeout(Duration.ofMinutes(10))))
                        .build(),
                CniOverlay.builder()
                        .outbound(Outbound.managedNatGateway(nat -> nat.managedIps(2)))
                        .build(),
                CniNodeSubnet.builder()
                        .nodeSubnet(VNET.subnet("nodes"))
                        .networkPolicy(NetworkPolicy.CALICO)
                        .build(),
                CniPodSubnet.builder(VNET.subnet("nodes"), VNET.subnet("pods"))
                        .staticBlocks()
                        .build(),
                Kubenet.builder().nodeSubnet(VNET.subnet("nodes")).calico().build(),
                BringYourOwnCni.builder().nodeSubnet(VNET.subnet("nodes")).build());
    }

    @ParameterizedTest
    @MethodSource("models")
    void comesUpAndIsSettled(ClusterNetwork model) {
        assertThat(aks.plan(specs(model), PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        Plan again = aks.plan(specs(model), PlanOptions.standard());
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
    }

    @Test
    void aNodeSubnetBecomesAnOverlayAndNeverGoesBack() {
        ClusterNetwork flat =
                CniNodeSubnet.builder().nodeSubnet(VNET.subnet("nodes")).build();
        ClusterNetwork overlay = CniOverlay.builder()
                .nodeSubnet(VNET.subnet("nodes"))
                .podCidr("10.244.0.0/16")
                .build();
        aks.plan(specs(flat), PlanOptions.standard()).apply().await(LONG);

        Plan migration = aks.plan(specs(overlay), PlanOptions.standard());
        assertThat(changeOfCluster(migration)).isEqualTo(Change.UPDATE);
        assertThat(migration.toString()).contains("all pools are reimaged at once");
        assertThat(migration.apply().await(LONG).isSuccess()).isTrue();

        assertThat(aks.plan(specs(overlay), PlanOptions.standard()).isEmpty()).isTrue();
        assertThat(changeOfCluster(aks.plan(specs(flat), PlanOptions.standard())))
                .isEqualTo(Change.RECREATE);
    }

    @Test
    void theRangeOfAFreeSubnetChangesBesideOneInUse() {
        List<Spec> before =
                specs(CniOverlay.builder().nodeSubnet(VNET.subnet("nodes")).build());
        aks.plan(before, PlanOptions.standard()).apply().await(LONG);

        Plan moved = aks.plan(GROUP, network("10.20.9.0/24"));
        assertThat(moved.apply().await(LONG).isSuccess()).isTrue();
        assertThat(aks.plan(GROUP, network("10.20.9.0/24")).isEmpty()).isTrue();
    }

    private static Change changeOfCluster(Plan plan) {
        return plan.entries().stream()
                .filter(entry -> entry.type().equals("managedCluster"))
                .findFirst()
                .orElseThrow()
                .change();
    }
}
