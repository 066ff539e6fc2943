package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changed specs, planned and carried out on simulated Azure. */
class ClusterPlanTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static ClusterSpec.Builder shop(String version, String size) {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion(version)
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize(size).autoscale(2, 5));
    }

    private void apply(ClusterSpec spec) {
        world.azure.requests().clear();
        Plan plan = world.aks.plan(GROUP, spec);
        assertThat(plan.problems()).isEmpty();
        plan.apply().await(LONG);
        assertThat(world.aks.plan(GROUP, spec).isEmpty()).as("a second plan").isTrue();
    }

    @Test
    void aVersionTwoMinorsAheadIsReachedInSteps() {
        apply(shop("1.35", "Standard_D8ds_v5").build());
        apply(shop("1.37", "Standard_D8ds_v5").build());
        assertThat(world.writes())
                .containsExactly(
                        "PUT shop 200",
                        "PUT system 200",
                        "PUT apps 200",
                        "PUT shop 200",
                        "PUT system 200",
                        "PUT apps 200");
    }

    @Test
    void aPoolOfAnotherSizeIsMadeAnewBehindAHelper() {
        apply(shop("1.35", "Standard_D8ds_v5").build());
        apply(shop("1.35", "Standard_D4ds_v5").build());
        assertThat(world.writes())
                .containsExactly(
                        "PUT apps 200",
                        "PUT appst 201",
                        "PUT apps 200",
                        "DELETE apps 202",
                        "PUT apps 201",
                        "PUT appst 200",
                        "DELETE appst 202");
        NodePool apps = world.aks
                .clusters()
                .get(shop("1.35", "Standard_D4ds_v5").build().id())
                .pool("apps");
        assertThat(apps.vmSize()).isEqualTo("Standard_D4ds_v5");
        assertThat(apps.isAutoscaled()).isTrue();
    }

    @Test
    void poolsComeAndGoByWritesOfTheirOwn() {
        apply(shop("1.35", "Standard_D8ds_v5").build());
        apply(shop("1.35", "Standard_D8ds_v5")
                .userPool("more", pool -> pool.count(1))
                .build());
        assertThat(world.writes()).containsExactly("PUT more 201");
        Plan without = world.aks.plan(GROUP, shop("1.35", "Standard_D8ds_v5").build());
        assertThat(without.isEmpty()).isTrue();
        assertThat(without.unmanaged().toString()).contains("/properties/agentPoolProfiles/more");
        apply(shop("1.35", "Standard_D8ds_v5").removedPool("more").build());
        assertThat(world.writes()).containsExactly("DELETE more 202");
    }
}
