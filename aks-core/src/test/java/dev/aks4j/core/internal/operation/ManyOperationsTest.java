package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.testing.FakeAzure.Reply;
import dev.aks4j.core.testing.FakeTransport;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Very many operations at once: none has a thread, and each is small. Alone, because it weighs the heap. A normal build takes
 * two thousand, the profile {@code campaign} ten.
 */
@Isolated
class ManyOperationsTest {

    private static final int MANY = Boolean.getBoolean("aks4j.campaign") ? 10_000 : 2_000;
    private static final Random RANDOM = new Random(1);

    @Test
    void manyOperationsAreSmallAndHaveNoThread() {
        Scene scene = new Scene();
        scene.azure.forgetRequests();
        String certificate = "&t=638829&c=" + "c".repeat(2_436);
        String base = Scene.STATUS_URL.substring(0, Scene.STATUS_URL.indexOf("/operations/"));
        scene.azure
                .on("PUT", "managedClusters")
                .compute(seen -> new Reply(
                        201,
                        "{\"properties\":{\"provisioningState\":\"Creating\"}}",
                        "Azure-AsyncOperation",
                        base + "/operations/" + seen.url().hashCode() + "?api-version=2016-03-30" + certificate
                                + signature()))
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
        assertThat(each).isLessThan(3072);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
        scene.time.advance(Duration.ofMinutes(2));
        scene.engine.close();
        assertThat(scene.engine.inFlight()).isZero();
    }

    @Test
    void manyResumedOperationsAreSmallFromTheFirstMinuteOn() {
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
        assertThat(each).isLessThan(3072);
        scene.engine.close();
    }

    /** Each planned its first read among those only that had been taken up before it, and all of them too early. */
    @Test
    void readsOfOthersDoNotQueueBehindOperationsThatAreTakenUpTogether() {
        Scene scene = new Scene();
        scene.azure.forgetRequests();
        scene.azure.on("GET", "/operations/").reply(200, Scene.RUNNING).forever();
        scene.azure
                .on("GET", "managedClusters/")
                .reply(200, Scene.cluster("Creating"))
                .forever();
        OperationEngine engine = OperationEngine.on(ArmPipeline.builder(
                        scene.transport, AzureCloud.PUBLIC, scene.transport.tokens(), FakeTransport.SUBSCRIPTION)
                .random(RANDOM::nextDouble)
                .build());
        resume(scene, engine, 0, MANY);
        for (int i = 0; i < 12; i++) {
            scene.time.advance(Duration.ofSeconds(10));
            Duration before = scene.time.elapsed();
            scene.get(engine.read(Scene.CLUSTER, VERSION));
            assertThat(scene.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
        }
        engine.close();
    }

    private static void resume(Scene scene, int from, int to) {
        resume(scene, scene.engine, from, to);
    }

    private static void resume(Scene scene, OperationEngine engine, int from, int to) {
        String base = Scene.STATUS_URL.substring(0, Scene.STATUS_URL.indexOf("/operations/"));
        String certificate = "?api-version=2016-03-30&t=638875318954738030&c=" + "c".repeat(2_436);
        for (int i = from; i < to; i++) {
            ResourceId id = ResourceId.group("rg")
                    .child("Microsoft.ContainerService/managedClusters", "c" + i)
                    .inSubscription(FakeTransport.SUBSCRIPTION);
            engine.resume(new OperationToken(
                    "PUT",
                    id,
                    VERSION,
                    "",
                    Optional.of(base + "/operations/c" + i + certificate + signature()),
                    Optional.empty(),
                    scene.time.now()));
        }
    }

    private static void start(Scene scene, int from, int to) {
        CompletableFuture<?>[] started = IntStream.range(from, to)
                .mapToObj(i -> {
                    ResourceId id = ResourceId.group("rg")
                            .child("Microsoft.ContainerService/managedClusters", "c" + i)
                            .inSubscription(FakeTransport.SUBSCRIPTION);
                    ArmRequest put = ArmRequest.put(id, VERSION, json("{}")).within(Duration.ofHours(1));
                    return scene.engine.start(put, id, VERSION).toCompletableFuture();
                })
                .toArray(CompletableFuture<?>[]::new);
        scene.get(CompletableFuture.allOf(started));
    }

    /** A signature of its own for each URL, as long as those of Azure. */
    private static String signature() {
        byte[] bytes = new byte[256];
        RANDOM.nextBytes(bytes);
        return "&s=" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "&h=" + "h".repeat(43);
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
