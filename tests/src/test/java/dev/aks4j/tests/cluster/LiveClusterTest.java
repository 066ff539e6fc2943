package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.Health;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveClusterTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Cluster created() {
        return world.created(UnaryOperator.identity());
    }

    @Test
    void aClusterIsReadBack() {
        Cluster shop = world.created(spec -> spec.workloadIdentity().tag("team", "shop"));
        assertThat(shop.provisioningState()).isEqualTo("Succeeded");
        assertThat(shop.isRunning()).isTrue();
        assertThat(shop.health()).isEqualTo(new Health(Health.Level.GOOD, List.of()));
        assertThat(shop.health()).hasToString("good");
        assertThat(new Health(Health.Level.DOWN, List.of("The cluster is stopped.")))
                .hasToString("down: The cluster is stopped.");
        assertThat(shop.pool("system").machines().get(0).toString()).doesNotContain("[", "Machine", "/subscriptions");
        assertThat(shop.kubernetesVersion().orElseThrow().isAtLeast(1, 35)).isTrue();
        assertThat(shop.fqdn().orElseThrow()).startsWith("shop-rg-shop-").endsWith(".azmk8s.io");
        assertThat(shop.oidcIssuerUrl().orElseThrow()).endsWith("/");
        assertThat(shop.tags()).containsEntry("team", "shop");
        assertThat(shop.pools()).extracting(NodePool::name).containsExactly("system", "apps", "auto");
        assertThat(shop.pool("auto").maxNodes()).isEqualTo(5);
        assertThat(world.aks.clusters().list()).extracting(Cluster::name).containsExactly("shop");
        assertThat(world.aks.clusters().list("rg-shop")).hasSize(1);
        assertThat(world.aks
                        .clusters()
                        .find(shop.id()
                                .parent()
                                .orElseThrow()
                                .child("Microsoft.ContainerService/managedClusters", "other")))
                .isEmpty();
        assertThatThrownBy(() -> shop.pool("nope"))
                .isInstanceOf(AksException.class)
                .hasMessage("Cluster shop has no node pool nope, only system, apps, auto.");
    }

    @Test
    void poolsAreScaledByOneWriteToThePool() {
        Cluster shop = created();
        shop.pool("apps").scaleTo(12).await(LONG);
        shop.pool("auto").autoscale(0, 9).await(LONG);
        Cluster now = shop.refresh();
        assertThat(now.pool("apps").count()).isEqualTo(12);
        assertThat(now.pool("auto").maxNodes()).isEqualTo(9);
        assertThat(world.writes()).containsExactly("PUT apps 200", "PUT auto 200");
        now.pool("auto").withoutAutoscaler().await(LONG);
        assertThat(shop.refresh().pool("auto").isAutoscaled()).isFalse();
        shop.pool("apps").label(Map.of("tier", "web")).await(LONG);
        assertThat(shop.refresh().pool("apps").labels()).containsEntry("tier", "web");
    }

    @Test
    void aPoolIsWrittenOnlyIfItIsStillAsItWasRead() {
        Cluster shop = created();
        String tag = shop.pool("apps").document().path("eTag").asText();
        shop.pool("apps").scaleTo(12).await(LONG);
        assertThat(tag).isNotEmpty();
        assertThat(world.azure.requests().writes()).singleElement().satisfies(write -> {
            assertThat(write.headers()).containsEntry("If-Match", List.of(tag));
            assertThat(write.body()).doesNotContain("eTag");
        });
    }

    @Test
    void whatAzureWouldRefuseIsNotSent() {
        Cluster shop = created();
        refused(() -> shop.pool("auto").scaleTo(3), "AKS-OPS-003");
        refused(() -> shop.pool("apps").scaleTo(1001), "AKS-OPS-004");
        refused(() -> shop.pool("system").scaleTo(0), "AKS-OPS-004");
        refused(() -> shop.pool("system").stop(), "AKS-OPS-005");
        refused(() -> shop.pool("system").delete(), "AKS-OPS-006");
        refused(() -> shop.upgradeTo("latest"), "AKS-OPS-010");
        refused(() -> shop.upgradeTo("1.34"), "AKS-OPS-011");
        refused(() -> shop.upgradeTo("1.35.99"), "AKS-OPS-012");
        refused(() -> shop.pool("apps").upgradeTo("1.36"), "AKS-OPS-015");
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void aStoppedClusterIsOnlyStartedAndDeleted() {
        Cluster shop = created();
        shop.stop().await(LONG);
        Cluster stopped = shop.refresh();
        assertThat(stopped.isRunning()).isFalse();
        assertThat(stopped.health().isWorking()).isFalse();
        refused(() -> shop.pool("apps").scaleTo(3), "AKS-OPS-001");
        shop.start().await(LONG);
        assertThat(shop.refresh().isRunning()).isTrue();
        assertThat(world.writes()).containsExactly("POST stop 202", "POST start 202");
    }

    @Test
    void aClusterWithNodeAutoProvisioningIsNotStopped() {
        Cluster shop = world.created(spec -> spec.raw("/properties/nodeProvisioningProfile/mode", "Auto"));
        refused(shop::stop, "AKS-OPS-002");
    }

    @Test
    void tagsImagesAndReconcile() {
        Cluster shop = created();
        shop.tag(Map.of("owner", "me")).await(LONG);
        assertThat(shop.refresh().tags()).containsEntry("owner", "me").containsKey("aks4j-managed-by");
        world.azure.time().advance(Duration.ofDays(8));
        shop.upgradeNodeImages().await(LONG);
        Operation reconciled = shop.reconcile();
        reconciled.await(LONG);
        assertThat(world.writes())
                .containsExactly(
                        "PUT shop 200",
                        "POST upgradeNodeImageVersion 202",
                        "POST upgradeNodeImageVersion 202",
                        "POST upgradeNodeImageVersion 202",
                        "PUT shop 200");
    }

    @Test
    void anOperationIsAbortedWithoutWaitingForItsTurn() {
        Cluster shop = created();
        var scaling = shop.pool("apps").scaleTo(20);
        assertThatThrownBy(() -> {
                    while (!shop.refresh().pool("apps").provisioningState().equals("Scaling")) {
                        scaling.await(Duration.ofMillis(10));
                    }
                })
                .isInstanceOf(AksException.class);
        shop.pool("apps").abort().await(LONG);
        assertThatThrownBy(() -> scaling.await(LONG)).hasMessageContaining("Canceled");
        assertThat(shop.refresh().health().level()).isEqualTo(Health.Level.IMPAIRED);
    }

    @Test
    void aClusterIsDeleted() {
        Cluster shop = created();
        shop.delete().await(LONG);
        assertThat(world.aks.clusters().find(shop.id())).isEmpty();
        assertThatThrownBy(shop::refresh).hasMessage("Cluster shop does not exist any more.");
        assertThatThrownBy(() -> world.aks.clusters().get(shop.id()))
                .hasMessageContaining("Cluster shop does not exist in resource group rg-shop");
    }

    private static void refused(Runnable verb, String rule) {
        assertThatThrownBy(verb::run)
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::rule)
                                .containsExactly(rule));
    }
}
