package dev.aks4j.core.internal.arm;

import static dev.aks4j.core.internal.arm.Desk.CLUSTER;
import static dev.aks4j.core.internal.arm.Desk.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Reads of node pools do not wait for a limit that reads of their clusters do not have. */
class PoolReadsTest {

    private static final String POOL = "{\"id\":\"" + CLUSTER + "/agentPools/apps\",\"name\":\"apps\","
            + "\"type\":\"Microsoft.ContainerService/managedClusters/agentPools\",\"properties\":{\"count\":3,"
            + "\"provisioningState\":\"Succeeded\",\"eTag\":\"e-pool\"}}";
    private static final String SHOWN = "{\"eTag\":\"e-cluster\",\"properties\":{\"agentPoolProfiles\":["
            + "{\"name\":\"system\",\"provisioningState\":\"Succeeded\"},{\"name\":\"apps\",\"count\":3,"
            + "\"provisioningState\":\"Succeeded\",\"eTag\":\"e-pool\"}]}}";

    private final Desk desk = new Desk();
    private final ResourceId pool = CLUSTER.child("agentPools", "apps");

    private ArmRequest get() {
        return ArmRequest.get(pool, VERSION);
    }

    /** Takes most of the 60 requests that reads of pools share with all that have no limit of their own. */
    private void useUpTheLimitOfPools() {
        desk.azure.on("GET", "upgradeProfiles/default").reply(200, "{}").forever();
        for (int i = 0; i < 45; i++) {
            desk.send(ArmRequest.get(CLUSTER.child("upgradeProfiles", "default"), VERSION));
        }
    }

    @Test
    void poolItselfIsReadWhileItsLimitAllows() {
        desk.azure.on("GET", "agentPools/apps").reply(200, POOL);
        assertThat(desk.send(get()).body().at("/properties/count").asInt()).isEqualTo(3);
    }

    @Test
    void clusterShowsWhatThePoolWouldAnswer() throws Exception {
        useUpTheLimitOfPools();
        desk.azure.on("GET", "managedClusters/shop?").reply(200, SHOWN, "ETag", "e-cluster");
        ArmResponse answer = desk.send(get());
        assertThat(answer.body()).isEqualTo(Json.parse(POOL));
        assertThat(answer.header("ETag")).isEmpty();
    }

    @Test
    void hundredPoolsAreReadAtOnceThoughTheirLimitHoldsSixty() {
        desk.azure.on("GET", "agentPools/apps").reply(200, POOL).forever();
        desk.azure.on("GET", "/managedClusters/").reply(200, SHOWN).forever();
        List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ResourceId cluster = Desk.GROUP.child("Microsoft.ContainerService/managedClusters", "c" + i);
            all.add(desk.client
                    .send(ArmRequest.get(cluster.child("agentPools", "apps"), VERSION))
                    .toCompletableFuture());
        }
        desk.wait(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        assertThat(desk.time.elapsed()).isZero();
        assertThat(desk.azure.seen("GET", "agentPools/apps")).hasSizeLessThan(60);
    }

    @Test
    void poolThatTheClusterDoesNotShowIsAskedForItself() {
        useUpTheLimitOfPools();
        desk.azure.on("GET", "managedClusters/shop?").reply(200, "{\"properties\":{}}");
        desk.azure.on("GET", "agentPools/apps").reply(404, "{\"code\":\"NotFound\",\"message\":\"no pool\"}");
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("agentPools/apps");
    }

    @Test
    void poolOfAClusterThatDoesNotExistIsAskedForItself() {
        useUpTheLimitOfPools();
        desk.azure.on("GET", "managedClusters/shop?").reply(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}");
        desk.azure.on("GET", "agentPools/apps").reply(404, "{\"error\":{\"code\":\"ParentResourceNotFound\"}}");
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("ParentResourceNotFound"));
    }

    @Test
    void poolIsAskedForItselfWhenItsClusterAnswersWithErrors() {
        useUpTheLimitOfPools();
        desk.azure.on("GET", "managedClusters/shop?").reply(500, "{}").forever();
        desk.azure.on("GET", "agentPools/apps").reply(200, POOL);
        assertThat(desk.send(get()).body().at("/name").asText()).isEqualTo("apps");
    }

    @Test
    void writesAndListsGoWhereTheySay() {
        useUpTheLimitOfPools();
        desk.azure.on("PUT", "agentPools/apps").reply(200, POOL);
        desk.azure.on("GET", "agentPools?").reply(200, "{\"value\":[]}");
        desk.send(ArmRequest.put(
                pool,
                VERSION,
                desk.send(ArmRequest.list(CLUSTER, "agentPools", VERSION)).body()));
        assertThat(desk.azure.seen("GET", "managedClusters/shop?")).isEmpty();
    }
}
