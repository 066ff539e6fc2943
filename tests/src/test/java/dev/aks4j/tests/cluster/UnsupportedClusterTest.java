package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster at 1.35 whose support ends: in July 2027 only 1.37 is left. */
class UnsupportedClusterTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Cluster outOfSupport(Cluster cluster) {
        world.azure.time().advance(Duration.ofDays(230));
        world.azure.requests().clear();
        return cluster.refresh();
    }

    @Test
    void itGoesToTheOldestSupportedMinorInOneWrite() {
        Cluster shop = outOfSupport(world.created(spec -> spec));
        shop.upgradeTo("1.37").await(LONG);
        assertThat(world.writes()).containsExactly("PUT shop 200");
        Cluster after = shop.refresh();
        assertThat(after.kubernetesVersion().orElseThrow().isAtLeast(1, 37)).isTrue();
        assertThat(after.pools())
                .hasSize(3)
                .allSatisfy(pool -> assertThat(
                                pool.kubernetesVersion().orElseThrow().isAtLeast(1, 37))
                        .isTrue());
        world.azure.requests().clear();
        after.upgradeTo("1.37").await(LONG);
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void aMinorThatIsOutOfSupportTooIsRefused() {
        Cluster shop = outOfSupport(world.created(spec -> spec));
        InvalidSpecException refused = catchThrowableOfType(InvalidSpecException.class, () -> shop.upgradeTo("1.36"));
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OPS-012");
            assertThat(problem.fix()).isEqualTo("It offers 1.37.0, 1.37.1.");
        });
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void spotPoolsAreRemovedFirst() {
        Cluster shop = outOfSupport(world.created(
                spec -> spec.userPool("batch", pool -> pool.autoscale(0, 3).spot())));
        InvalidSpecException refused = catchThrowableOfType(InvalidSpecException.class, () -> shop.upgradeTo("1.37"));
        assertThat(refused.problems()).extracting(Problem::rule).containsExactly("AKS-OPS-026");
        shop.pool("batch").delete().await(LONG);
        shop.upgradeTo("1.37").await(LONG);
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 37))
                .isTrue();
    }

    @Test
    void aPlanSaysThatTheVerbGoesThere() {
        Cluster shop = outOfSupport(world.created(spec -> spec));
        ClusterSpec newest = OperatingWorld.shop().kubernetesVersion("1.37").build();
        assertThat(world.aks.plan(GROUP, newest).problems())
                .filteredOn(problem -> problem.rule().equals("AKS-VER-021"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix())
                        .contains("upgradeTo(\"1.37\")", "goes to 1.37 in one write, then plan again"));
        shop.upgradeTo("1.37").await(LONG);
        assertThat(world.aks.plan(GROUP, newest).isEmpty()).isTrue();
    }
}
