package dev.aks4j.core.operation;

import static dev.aks4j.core.operation.Scene.VERSION;
import static dev.aks4j.core.operation.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeAzure.Reply;
import dev.aks4j.core.testing.FakeTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Very many operations at once: none has a thread, and each is small. Alone, because it weighs the heap. */
@Isolated
class ManyOperationsTest {

    private static final int MANY = 10_000;

    @Test
    void tenThousandOperationsAreSmallAndHaveNoThread() {
        Scene scene = new Scene();
        scene.azure.forgetRequests();
        String signature = "&t=638829&c=" + "s".repeat(2_500);
        String base = Scene.STATUS_URL.substring(0, Scene.STATUS_URL.indexOf("/operations/"));
        scene.azure
                .on("PUT", "managedClusters")
                .compute(seen -> new Reply(
                        201,
                        "{\"properties\":{\"provisioningState\":\"Creating\"}}",
                        "Azure-AsyncOperation",
                        base + "/operations/" + seen.url().hashCode() + "?api-version=2016-03-30" + signature))
                .forever();
        scene.azure.on("GET", "/operations/").reply(200, Scene.RUNNING).forever();
        scene.azure
                .on("GET", "managedClusters/")
                .reply(200, Scene.cluster("Creating"))
                .forever();
        start(scene, 0, 200);
        int threads = Thread.activeCount();
        long before = used();
        start(scene, 200, MANY + 200);
        long each = (used() - before) / MANY;
        assertThat(scene.engine.inFlight()).isEqualTo(MANY + 200);
        assertThat(each).isLessThan(4096);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
        scene.time.advance(Duration.ofMinutes(2));
        scene.engine.close();
        assertThat(scene.engine.inFlight()).isZero();
    }

    @Test
    void tenThousandResumedOperationsAreSmallFromTheFirstMinuteOn() {
        Scene scene = new Scene();
        scene.azure.forgetRequests();
        scene.azure.on("GET", "/operations/").reply(200, Scene.RUNNING).forever();
        scene.azure
                .on("GET", "managedClusters/")
                .reply(200, Scene.cluster("Creating"))
                .forever();
        resume(scene, 0, 200);
        scene.time.advance(Duration.ofMinutes(1));
        long before = used();
        resume(scene, 200, MANY + 200);
        scene.time.advance(Duration.ofMinutes(1));
        long each = (used() - before) / MANY;
        assertThat(scene.engine.inFlight()).isEqualTo(MANY + 200);
        assertThat(each).isLessThan(4096);
        scene.engine.close();
    }

    private static void resume(Scene scene, int from, int to) {
        String base = Scene.STATUS_URL.substring(0, Scene.STATUS_URL.indexOf("/operations/"));
        String signature = "?api-version=2016-03-30&t=638875318954738030&c=" + "s".repeat(2_500);
        for (int i = from; i < to; i++) {
            ResourceId id = ResourceId.group("rg")
                    .child("Microsoft.ContainerService/managedClusters", "c" + i)
                    .in(FakeTransport.SUBSCRIPTION);
            scene.engine.resume(new OperationToken(
                    "PUT",
                    id,
                    VERSION,
                    "",
                    Optional.of(base + "/operations/c" + i + signature),
                    Optional.empty(),
                    scene.time.now()));
        }
    }

    private static void start(Scene scene, int from, int to) {
        CompletableFuture<?>[] started = IntStream.range(from, to)
                .mapToObj(i -> {
                    ResourceId id = ResourceId.group("rg")
                            .child("Microsoft.ContainerService/managedClusters", "c" + i)
                            .in(FakeTransport.SUBSCRIPTION);
                    ArmRequest put = ArmRequest.put(id, VERSION, json("{}")).within(Duration.ofHours(1));
                    return scene.engine.start(put, id, VERSION).toCompletableFuture();
                })
                .toArray(CompletableFuture<?>[]::new);
        scene.get(CompletableFuture.allOf(started));
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
