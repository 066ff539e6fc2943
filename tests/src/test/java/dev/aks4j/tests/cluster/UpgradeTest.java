package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.Health;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.cluster.operate.UpgradeOptions;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunWaitEndedException;
import dev.aks4j.simulated.azure.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void twoMinorsGoStepByStepControlPlaneFirst() {
        Cluster shop = world.created(spec -> spec);
        shop.upgradeTo("1.37").await(LONG);
        assertThat(versions())
                .containsExactly(
                        "shop 1.36",
                        "system 1.36",
                        "apps 1.36",
                        "auto 1.36",
                        "shop 1.37",
                        "system 1.37",
                        "apps 1.37",
                        "auto 1.37");
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 37))
                .isTrue();
        assertThat(shop.refresh().pools())
                .allSatisfy(pool -> assertThat(
                                pool.kubernetesVersion().orElseThrow().isAtLeast(1, 37))
                        .isTrue());
    }

    @Test
    void noPoolIsEverOutOfSkewNorAheadOfTheControlPlane() {
        Cluster shop = world.created(spec -> spec);
        List<String> seen = new ArrayList<>();
        var run = shop.upgradeTo("1.37");
        run.onProgress(event -> {
            if (event.kind() == RunEvent.Kind.ACCEPTED) {
                seen.add(event.step().name());
            }
        });
        run.await(LONG);
        KubernetesVersion control = shop.kubernetesVersion().orElseThrow();
        KubernetesVersion[] pools = {control, control, control};
        for (String write : versions()) {
            KubernetesVersion next = KubernetesVersion.read(write.split(" ")[1]).orElseThrow();
            int pool = List.of("system", "apps", "auto").indexOf(write.split(" ")[0]);
            if (pool < 0) {
                control = next;
            } else {
                assertThat(next.minorsAfter(pools[pool])).isLessThanOrEqualTo(1);
                pools[pool] = next;
            }
            for (KubernetesVersion one : pools) {
                assertThat(control.minorsAfter(one)).isBetween(0, 3);
            }
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void withAnUpgradeChannelControlPlaneAndPoolsGoUpInOneWrite() {
        Cluster shop = world.created(spec -> spec.autoUpgrade(UpgradeChannel.PATCH));
        shop.upgradeTo("1.36").await(LONG);
        assertThat(world.writes()).containsExactly("PUT shop 200");
        assertThat(shop.refresh().pools())
                .allSatisfy(pool -> assertThat(
                                pool.kubernetesVersion().orElseThrow().isAtLeast(1, 36))
                        .isTrue());
    }

    @Test
    void aSinglePoolCatchesUpWithTheControlPlane() {
        Cluster shop = world.created(spec -> spec);
        shop.upgradeTo("1.36").await(LONG);
        world.azure.requests().clear();
        NodePool apps = shop.refresh().pool("apps");
        apps.upgradeTo("1.36").await(LONG);
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void anotherProcessCarriesTheUpgradeOn() {
        Cluster shop = world.created(spec -> spec);
        try (Aks dying = world.client()) {
            var run = dying.clusters().get(shop.id()).upgradeTo("1.37");
            List<String> done = new ArrayList<>();
            run.onProgress(event -> {
                if (event.kind() == RunEvent.Kind.SUCCEEDED) {
                    done.add(event.step().name());
                }
            });
            while (done.size() < 3) {
                try {
                    run.await(Duration.ofMinutes(1));
                } catch (RunWaitEndedException notYet) {
                    assertThat(done).hasSizeLessThan(8);
                }
            }
        }
        try (Aks next = world.client()) {
            next.runs().unfinished().forEach(run -> run.resume().await(LONG));
        }
        assertThat(versions())
                .containsExactly(
                        "shop 1.36",
                        "system 1.36",
                        "apps 1.36",
                        "auto 1.36",
                        "shop 1.37",
                        "system 1.37",
                        "apps 1.37",
                        "auto 1.37");
    }

    @Test
    void surgeSoakAndDrainGoWithTheVersionAndStay() throws IOException {
        Cluster shop = world.created(
                spec -> spec.userPool("batch", pool -> pool.autoscale(0, 3).spot()));
        UpgradeOptions options = UpgradeOptions.standard()
                .maxSurgePercent(50)
                .nodeSoak(Duration.ofMinutes(5))
                .drainTimeout(Duration.ofMinutes(45));
        shop.upgradeTo("1.36", options).await(LONG);

        assertThat(versions()).containsExactly("shop 1.36", "system 1.36", "apps 1.36", "auto 1.36", "batch 1.36");
        Json apps = shop.refresh().pool("apps").document().path("upgradeSettings");
        assertThat(apps.path("maxSurge").asText()).isEqualTo("50%");
        assertThat(apps.path("nodeSoakDurationInMinutes").asInt()).isEqualTo(5);
        assertThat(apps.path("drainTimeoutInMinutes").asInt()).isEqualTo(45);
        Json batch = shop.refresh().pool("batch").document().path("upgradeSettings");
        assertThat(batch.path("maxSurge").asText("")).isEmpty();
        assertThat(batch.path("drainTimeoutInMinutes").asInt()).isEqualTo(45);
    }

    @Test
    void theFirstUnhealthyPoolEndsTheUpgradeAndTheRestIsDoneLater() {
        Cluster shop = world.created(spec -> spec);
        world.azure
                .faults()
                .on("PUT", "**/agentPools/apps")
                .nth(1)
                .cause(Fault.failOperation("PodDrainFailure", "drain of node aks-apps-1 failed when evicting pod web"));

        assertThatThrownBy(() -> shop.upgradeTo("1.37").await(LONG))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("PodDrainFailure");

        assertThat(versions()).containsExactly("shop 1.36", "system 1.36", "apps 1.36");
        Cluster half = shop.refresh();
        assertThat(half.pool("auto").kubernetesVersion().orElseThrow().isAtLeast(1, 36))
                .isFalse();
        assertThat(half.health().complaints()).singleElement().asString().contains("pool apps ended as Failed");

        world.aks.runs().unfinished().forEach(run -> run.resume().await(LONG));

        assertThat(versions())
                .containsExactly(
                        "shop 1.36",
                        "system 1.36",
                        "apps 1.36",
                        "apps 1.36",
                        "auto 1.36",
                        "shop 1.37",
                        "system 1.37",
                        "apps 1.37",
                        "auto 1.37");
        assertThat(shop.refresh().health().level()).isEqualTo(Health.Level.GOOD);
    }

    /** Returns the accepted writes as resource and version. */
    private List<String> versions() {
        return world.azure.requests().writes().stream()
                .filter(request -> request.method().equals("PUT") && request.status() < 300)
                .map(request -> {
                    Json properties = Json.parse(request.body()).path("properties");
                    String name = request.path().substring(request.path().lastIndexOf('/') + 1);
                    String version = properties
                            .path("kubernetesVersion")
                            .asText(properties.path("orchestratorVersion").asText());
                    return name + " " + version;
                })
                .toList();
    }
}
