package dev.aks4j.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** AKS Automatic, whose system pool Azure hosts: made, planned again without a change, and removed. */
class AutomaticClusterTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("system", "10.20.0.0/24")
            .subnet("nodes", "10.20.16.0/20")
            .subnet("api", "10.20.1.0/28")
            .build();

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

    private Plan plan(List<? extends Spec> specs) {
        return aks.plan(specs, PlanOptions.standard());
    }

    private void comesAndGoes(List<? extends Spec> specs) {
        assertThat(plan(specs).apply().await(LONG).isSuccess()).isTrue();
        assertThat(azure.hasCluster("shop")).isTrue();
        assertThat(plan(specs).isEmpty()).as(plan(specs).toString()).isTrue();
        assertThat(aks.planRemoval(specs, PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        assertThat(azure.hasCluster("shop")).isFalse();
    }

    @Test
    void inAzuresNetworkItIsMadeStaysAsItIsAndGoes() {
        ClusterSpec cluster = ClusterSpec.builder("shop", GROUP)
                .preset(ClusterPreset.AUTOMATIC)
                .build();
        comesAndGoes(List.of(GROUP, cluster));
    }

    @Test
    void inThreeSubnetsOfYoursToo() {
        ClusterSpec cluster = ClusterSpec.builder("shop", GROUP)
                .preset(ClusterPreset.AUTOMATIC)
                .identity(ControlPlaneIdentity.create())
                .hostedSystemPools(
                        VNET.subnet("system").id(), VNET.subnet("nodes").id())
                .apiServer(api -> api.vnetIntegration(VNET.subnet("api").id()))
                .build();
        comesAndGoes(List.of(GROUP, VNET, cluster));
    }

    @Test
    void itsSystemPoolIsNoneOfYours() {
        ClusterSpec cluster = ClusterSpec.builder("shop", GROUP)
                .preset(ClusterPreset.AUTOMATIC)
                .build();
        assertThat(plan(List.of(GROUP, cluster)).apply().await(LONG).isSuccess())
                .isTrue();
        assertThat(aks.clusters().get(cluster.id()).pools()).isEmpty();
    }
}
