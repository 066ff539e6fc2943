package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.internal.arm.KubernetesHttp;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and how long the clients that we hand out ask, on the transport of real use. */
@Timeout(60)
class HandedOutClientTest {

    private static final String MAP =
            "{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'settings','namespace':'shop'}}";
    private static final String BUSY = "{'kind':'Status','reason':'TooManyRequests','message':'busy','code':429}";

    private World world = World.real(Duration.ofSeconds(20));

    @AfterEach
    void close() {
        world.close();
    }

    private KubernetesClient client() {
        return world.connector().client(World.CLUSTER, Duration.ofSeconds(20));
    }

    private static void read(KubernetesClient client) {
        client.configMaps().inNamespace("shop").withName("settings").get();
    }

    private static void write(KubernetesClient client) {
        client.configMaps()
                .inNamespace("shop")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .build())
                .create();
    }

    /** The time was one try's: set to 2 s, a silent server took 41 s. */
    @Test
    void timeOfACallIsThatOfAllItsTriesTogether() {
        world.close();
        world = World.real(Duration.ofMillis(500));
        for (int i = 0; i < 20; i++) {
            world.answers(World.SILENT, "");
        }
        try (KubernetesClient client = client()) {
            assertThatThrownBy(() -> read(client)).isInstanceOf(KubernetesClientException.class);
            assertThatThrownBy(() -> write(client)).isInstanceOf(KubernetesClientException.class);
        }
        assertThat(world.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504, World.CUT})
    void whatOnlyReadsIsSentAgainWhileTheServerIsAway(int status) {
        world.answers(status, "").answers(status, "").answers(200, MAP);
        try (KubernetesClient client = client()) {
            read(client);
        }
        assertThat(world.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, World.CUT})
    void whatMayHaveBeenDoneIsNotSentAgain(int status) {
        world.answers(status, "").answers(201, MAP);
        try (KubernetesClient client = client()) {
            assertThatThrownBy(() -> write(client)).isInstanceOf(KubernetesClientException.class);
        }
        assertThat(world.requests()).hasSize(1);
    }

    /** Its answer was lost, and there were two jobs. */
    @Test
    void jobWithAGeneratedNameIsNotMadeTwice() {
        world.answers(World.CUT, "").answers(201, "{'kind':'Job','apiVersion':'batch/v1','metadata':{'name':'a-1'}}");
        try (KubernetesClient client = client()) {
            assertThatThrownBy(() -> client.batch()
                            .v1()
                            .jobs()
                            .inNamespace("shop")
                            .resource(new JobBuilder()
                                    .withNewMetadata()
                                    .withGenerateName("a-")
                                    .endMetadata()
                                    .build())
                            .create())
                    .isInstanceOf(KubernetesClientException.class);
        }
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void serverThatSaysWhenToComeBackHasDoneNothingAndIsAskedAgain() {
        world.answers(new World.Reply(429, BUSY.replace('\'', '"'), Map.of("Retry-After", "0")))
                .answers(201, MAP);
        try (KubernetesClient client = client()) {
            write(client);
        }
        assertThat(world.requests()).hasSize(2);
    }

    /** It was posted eleven times, over 19 seconds. */
    @Test
    void evictionThatIsRefusedIsADecision() {
        for (int i = 0; i < 12; i++) {
            world.answers(new World.Reply(429, BUSY.replace('\'', '"'), Map.of("Retry-After", "0")));
        }
        try (KubernetesClient client = client()) {
            assertThat(client.pods().inNamespace("shop").withName("p").evict()).isFalse();
        }
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void tokenThatIsRefusedIsDroppedAndTheRequestSentOnceMore() {
        for (int i = 0; i < 6; i++) {
            world.answers(World.Reply.error(401, "Unauthorized", "no"));
        }
        try (KubernetesClient client = client()) {
            assertThatThrownBy(() -> read(client)).isInstanceOf(KubernetesClientException.class);
        }
        assertThat(world.requests())
                .extracting(World.Seen::authorization)
                .containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(world.refused).extracting(AccessToken::getToken).contains("token-1");
    }

    /**
     * Each cost about four threads, and some stayed for good: 50 clusters had 200. Threads belong to the group of the thread
     * that started them, so a group of its own keeps those of other tests out of the count.
     */
    @Test
    void fiftyClustersInUseAtOnceShareOneClientOfTheJdkAndAFewThreads() throws Exception {
        ThreadGroup group = new ThreadGroup("fifty clusters");
        FutureTask<Map<String, Long>> body = new FutureTask<>(() -> threadsOfFiftyClusters(group));
        new Thread(group, body, "body").start();
        Map<String, Long> ours = body.get();

        assertThat(ours.values().stream().mapToLong(Long::longValue).sum())
                .as("%s", ours)
                .isLessThanOrEqualTo(16);
        assertThat(ours.getOrDefault("HttpClient-N-SelectorManager", 0L)).isEqualTo(1);
    }

    private static Map<String, Long> threadsOfFiftyClusters(ThreadGroup group) {
        List<World> worlds = new ArrayList<>();
        List<KubernetesClient> clients = new ArrayList<>();
        KubernetesHttp http = KubernetesHttp.on(Scheduler.standard());
        for (int i = 0; i < 50; i++) {
            World one = World.real(Duration.ofSeconds(20)).over(http);
            one.answers(200, MAP).answers(200, MAP);
            worlds.add(one);
            KubernetesClient client = one.connector().client(World.CLUSTER, Duration.ofSeconds(20));
            clients.add(client);
            read(client);
        }
        clients.parallelStream().forEach(HandedOutClientTest::read);
        Thread[] threads = new Thread[1_000];
        Map<String, Long> ours = Stream.of(threads)
                .limit(group.enumerate(threads))
                .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                // Those of the servers and of the caller.
                .filter(name -> Stream.of("HTTP-Dispatcher", "idle-timeout-task", "ForkJoinPool", "body")
                        .noneMatch(name::startsWith))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        clients.forEach(KubernetesClient::close);
        worlds.forEach(World::close);
        return ours;
    }
}
