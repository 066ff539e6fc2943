package dev.aks4j.core.internal.arm;

import static dev.aks4j.core.internal.arm.Desk.CLUSTER;
import static dev.aks4j.core.internal.arm.Desk.VERSION;
import static dev.aks4j.core.internal.arm.Desk.get;
import static dev.aks4j.core.internal.arm.Desk.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.arm.PacingListener;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeAzure;
import dev.aks4j.core.testing.FakeScheduler;
import dev.aks4j.core.testing.FakeTransport;
import dev.aks4j.testing.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests wait here instead of being refused there. */
class PacingTest {

    private final Desk desk = new Desk();

    private Duration at(int request) {
        return Duration.between(
                desk.azure.seen().get(0).at(), desk.azure.seen().get(request).at());
    }

    @Test
    void clusterTakesTwentyWritesAndThenOneAMinute() {
        desk.azure.on("PUT", "shop").reply(200, "{}").forever();
        List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            all.add(desk.client.send(put().within(Duration.ofMinutes(10))).toCompletableFuture());
        }
        desk.wait(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        assertThat(at(19)).isZero();
        assertThat(at(20)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        assertThat(at(21)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
    }

    @Test
    void otherClusterIsNotHeldBackByIt() {
        desk.azure.on("PUT", "managedClusters").reply(200, "{}").forever();
        for (int i = 0; i < 30; i++) {
            desk.client.send(put());
        }
        ResourceId other = Desk.GROUP.child("Microsoft.ContainerService/managedClusters", "other");
        desk.send(ArmRequest.put(other, VERSION, put().body().orElseThrow()));
        assertThat(desk.time.elapsed()).isZero();
    }

    @Test
    void throttledSubscriptionNeverSlowsAnother() {
        ResourceId there = ResourceId.parse(CLUSTER.toString().replace("00a", "00b"));
        desk.azure
                .on("GET", "00a")
                .reply(429, "{}", "Retry-After", "60", "x-ms-failure-cause", "gateway")
                .forever();
        desk.azure.on("GET", "00b").reply(200, "{}").forever();
        desk.client.send(get());
        desk.time.settle();
        desk.send(ArmRequest.get(there, VERSION));
        assertThat(desk.time.elapsed()).isZero();
    }

    @Test
    void refusalOfTheGatewayHoldsBackEveryReadOfTheSubscription() {
        ResourceId network = Desk.GROUP.child("Microsoft.Network/virtualNetworks", "v");
        desk.azure
                .on("GET", "shop")
                .reply(429, "{}", "Retry-After", "30", "x-ms-failure-cause", "gateway")
                .reply(200, "{}");
        desk.azure.on("GET", "virtualNetworks").reply(200, "{}");
        desk.client.send(get());
        desk.time.settle();
        desk.send(ArmRequest.get(network, VERSION));
        assertThat(desk.time.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    @Test
    void refusalOfTheProviderHoldsBackItsOwnLimitOnly() {
        ResourceId other = Desk.GROUP.child("Microsoft.ContainerService/managedClusters", "other");
        desk.azure
                .on("GET", "shop")
                .reply(429, "{\"code\":\"Throttled\"}", "Retry-After", "30")
                .reply(200, "{}");
        desk.azure.on("GET", "other").reply(200, "{}");
        desk.client.send(get());
        desk.time.settle();
        desk.send(ArmRequest.get(other, VERSION));
        assertThat(desk.time.elapsed()).isZero();
    }

    @Test
    void lockOfTheNetworkProviderIsNoLimit() {
        ResourceId network = Desk.GROUP.child("Microsoft.Network/virtualNetworks", "v");
        ResourceId other = Desk.GROUP.child("Microsoft.Network/virtualNetworks", "w");
        desk.azure
                .on("GET", "virtualNetworks/v")
                .reply(429, "{\"error\":{\"code\":\"RetryableErrorDueToAnotherOperation\"}}", "Retry-After", "30");
        desk.azure.on("GET", "virtualNetworks/w").reply(200, "{}");
        desk.client.send(ArmRequest.get(network, VERSION));
        desk.time.settle();
        desk.send(ArmRequest.get(other, VERSION));
        assertThat(desk.time.elapsed()).isZero();
    }

    @Test
    void remainingThatAzureTellsCorrectsTheCount() {
        ResourceId network = Desk.GROUP.child("Microsoft.Network/virtualNetworks", "v");
        desk.azure
                .on("GET", "virtualNetworks")
                .reply(200, "{}", "x-ms-ratelimit-remaining-subscription-reads", "1")
                .forever();
        desk.send(ArmRequest.get(network, VERSION));
        desk.send(ArmRequest.get(network, VERSION));
        desk.send(ArmRequest.get(network, VERSION));
        assertThat(desk.time.elapsed()).isPositive();
    }

    /** A limit that Azure once closed for days stayed closed here for days, whatever Azure would have said later. */
    @Test
    void refusalForDaysIsBelievedForMinutes() {
        desk.azure
                .on("GET", "shop")
                .reply(429, "{\"code\":\"Throttled\"}", "Retry-After", "864000")
                .reply(200, "{}");
        assertThatThrownBy(() -> desk.send(get())).isInstanceOf(ArmException.class);
        desk.time.advance(Duration.ofMinutes(10));
        assertThat(desk.send(get()).status()).isEqualTo(200);
        assertThat(desk.time.elapsed()).isLessThan(Duration.ofMinutes(11));
    }

    @Test
    void urlWithoutAPathIsRead() {
        desk.azure
                .on("GET", "?top")
                .reply(200, "{}", "Location", "https://management.azure.com/subscriptions/s/providers/p/locations/l");
        assertThat(desk.send(ArmRequest.follow("https://management.azure.com?top=1"))
                        .status())
                .isEqualTo(200);
    }

    /** The token of a request that gave up as it was served was lost, which for a cluster is a minute. */
    @Test
    void whoGivesUpAsItIsServedLeavesItsTokenToTheNext() {
        List<CompletableFuture<Void>> turns = new ArrayList<>();
        Bucket bucket = new Bucket(
                new Limit("k", "l", 1, 1.0 / 60, false, ""),
                0,
                desk.time,
                () -> turns.stream().findFirst().ifPresent(first -> first.cancel(false)));
        CompletableFuture<Void> first = bucket.takeInTurn(1, Duration.ofHours(1));
        CompletableFuture<Void> second = bucket.takeInTurn(2, Duration.ofHours(1));
        turns.add(first);
        desk.time.advance(Duration.ofSeconds(61));
        assertThat(first).isCancelled();
        assertThat(second).isCompleted();
    }

    /** 2,252 of 10,000 failed after five minutes, unsent and without a word of the limit. */
    @Test
    void requestThatWouldWaitLongerThanItMayIsToldAtOnceWhyAndNoOtherIsHeldUp() {
        desk.azure.on("GET", "/subscriptions/").reply(200, "{}").forever();
        List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(desk.client.send(read(i)).toCompletableFuture());
        }
        desk.time.settle();
        List<CompletableFuture<ArmResponse>> refused =
                all.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
        assertThat(refused.size()).isBetween(2_000, 2_300);
        assertThatThrownBy(() -> desk.wait(refused.get(0)))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("ARM reads")
                .hasMessageContaining("requests wait")
                .hasMessageContaining("Nothing was changed");
        // Who was taken is served, in order, and whoever has more time is not turned away.
        CompletableFuture<ArmResponse> patient =
                desk.client.send(read(10_000).within(Duration.ofMinutes(20))).toCompletableFuture();
        desk.time.advance(Duration.ofMinutes(6));
        assertThat(patient).isCompleted();
        assertThat(all.stream().filter(each -> !each.isCompletedExceptionally()))
                .allMatch(CompletableFuture::isDone);
        assertThat(desk.azure.seen()).extracting(seen -> number(seen.url())).isSorted();
    }

    @Test
    void queueThatTurnsOutTooLongWhenAzureAsksToWaitIsToldAtOnce() {
        desk.azure.on("GET", "/subscriptions/").reply(429, "", "Retry-After", "240", "x-ms-failure-cause", "gateway");
        desk.azure.on("GET", "/subscriptions/").reply(200, "{}").forever();
        List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            all.add(desk.client
                    .send(read(i).within(Duration.ofSeconds(i < 255 ? 600 : 60)))
                    .toCompletableFuture());
        }
        desk.time.advance(Duration.ofSeconds(1));
        assertThat(all.subList(255, 260)).allMatch(CompletableFuture::isCompletedExceptionally);
        desk.time.advance(Duration.ofSeconds(500));
        assertThat(all.subList(0, 255)).allMatch(each -> each.isDone() && !each.isCompletedExceptionally());
    }

    /** A limit lower than documented cost 4,294 requests for 200 reads. */
    @ParameterizedTest
    @CsvSource({"10,1", "1,0.5", "20,5", "100,10"})
    void limitThatIsLowerThanDocumentedIsLearnedFromTheAnswers(double burst, double perSecond) {
        double[] bucket = {burst, 0};
        int[] refusals = {0};
        desk.azure
                .on("GET", "/subscriptions/")
                .compute(seen -> {
                    double now = desk.time.elapsed().toMillis() / 1000.0;
                    bucket[0] = Math.min(burst, bucket[0] + (now - bucket[1]) * perSecond);
                    bucket[1] = now;
                    if (bucket[0] < 1) {
                        refusals[0]++;
                        return new FakeAzure.Reply(
                                429, "", "Retry-After", String.valueOf((int) Math.ceil((1 - bucket[0]) / perSecond)));
                    }
                    bucket[0]--;
                    return new FakeAzure.Reply(200, "{}");
                })
                .forever();
        for (int round = 0; round < 2; round++) {
            int before = refusals[0];
            List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(desk.client.send(read(i).within(Duration.ofHours(1))).toCompletableFuture());
            }
            desk.time.advance(Duration.ofSeconds((long) (200 / perSecond * 1.6) + 20));
            assertThat(all).allMatch(each -> each.isDone() && !each.isCompletedExceptionally());
            // The first burst is what the documentation allows; what is refused then teaches the limit.
            assertThat(refusals[0] - before).isLessThan(round == 0 ? 200 + 40 : 60);
        }
    }

    @Test
    void limitThatIsOnlyMetOnceIsTheDocumentedOneAgainAfterTenMinutes() {
        Bucket bucket = new Bucket(new Limit("k", "l", 250, 25, true, ""), 250, desk.time, () -> {});
        bucket.refused(Duration.ofSeconds(5));
        assertThat(bucket.perSecond()).isLessThan(25);
        desk.time.advance(Duration.ofMinutes(11));
        assertThat(bucket.level()).isEqualTo(250);
        assertThat(bucket.perSecond()).isEqualTo(25);
    }

    @Test
    void slowLimitIsNotMadeSlowerThanAzureAsks() {
        Bucket bucket = new Bucket(new Limit("k", "l", 20, 1.0 / 60, false, ""), 20, desk.time, () -> {});
        bucket.refused(Duration.ofSeconds(60));
        assertThat(bucket.perSecond()).isEqualTo(1.0 / 60);
    }

    @Test
    void requestsMadeWhileATokenIsFetchedGoOutInOrder() {
        desk.azure.on("GET", "/subscriptions/").reply(200, "{}").forever();
        for (int i = 0; i < 200; i++) {
            desk.client.send(read(i));
        }
        desk.time.settle();
        assertThat(desk.azure.seen()).hasSize(200);
        assertThat(desk.azure.seen()).extracting(seen -> number(seen.url())).isSorted();
    }

    /** A clock that was set back stalled every request for as long. */
    @ParameterizedTest
    @ValueSource(longs = {-60, 60, -1_000_000})
    void wallClockThatIsSetChangesNoBucket(long minutes) {
        desk.azure.on("PUT", "shop").reply(200, "{}").forever();
        for (int i = 0; i < 20; i++) {
            desk.send(put());
        }
        desk.time.setWallClock(Duration.ofMinutes(minutes));
        Duration from = desk.time.elapsed();
        desk.send(put());
        assertThat(desk.time.elapsed().minus(from)).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(61));
    }

    private static ArmRequest read(int number) {
        return ArmRequest.get(ResourceId.group("g-" + number).inSubscription(FakeTransport.SUBSCRIPTION), "2024-11-01");
    }

    private static int number(String url) {
        return Integer.parseInt(url.substring(url.indexOf("g-") + 2, url.indexOf('?')));
    }

    @Test
    void waitingCannotOutlastTheDeadline() {
        desk.azure.on("PUT", "shop").reply(200, "{}").forever();
        for (int i = 0; i < 20; i++) {
            desk.send(put());
        }
        assertThatThrownBy(() -> desk.send(put().within(Duration.ofSeconds(10))))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(desk.azure.seen()).hasSize(20);
    }

    @Test
    void listenerSeesTheQueueGrowAndEmpty() {
        List<PacingListener.Queue> seen = new ArrayList<>();
        ArmPipeline pipeline = ArmPipeline.builder(
                        desk.transport,
                        dev.aks4j.core.auth.AzureCloud.PUBLIC,
                        desk.transport.tokens(),
                        desk.client.subscriptionId())
                .pacing(seen::add)
                .build();
        desk.azure.on("PUT", "shop").reply(200, "{}").forever();
        List<CompletableFuture<ArmResponse>> all = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            all.add(pipeline.client().send(put()).toCompletableFuture());
        }
        desk.wait(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        assertThat(seen).extracting(PacingListener.Queue::waiting).containsExactly(1, 2, 1, 0);
        assertThat(seen.get(0).limit()).isEqualTo("PUT ManagedCluster shop");
        assertThat(seen.get(1).expectedWait()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(121));
    }

    @Test
    void regionIsLearnedFromStatusUrlsWithoutGivingItsRequestsTwice() {
        Limits limits = new Limits();
        String pool = CLUSTER + "/agentPools/np";
        Limit unknown = limits.of("GET", pool).get(0);
        limits.learn(
                pool,
                "https://management.azure.com/subscriptions/s/providers/Microsoft.ContainerService/locations/WestEurope/operations/1?x");
        Limit known = limits.of("GET", pool).get(0);
        assertThat(unknown.key()).isNotEqualTo(known.key());
        assertThat(known.key()).contains("westeurope");
        assertThat(known.without()).isEqualTo(unknown.key());
    }

    @Test
    void clusterIsTakenToBeInTheOnlyRegionOfItsSubscriptionUntilThereAreTwo() {
        Limits limits = new Limits();
        String status = Desk.GROUP.toString().replaceFirst("/resourceGroups.*", "")
                + "/providers/Microsoft.ContainerService/locations/%s/operations/1";
        limits.learn(CLUSTER.toString(), "https://management.azure.com" + status.formatted("westeurope"));
        String other = CLUSTER.toString().replace("shop", "other") + "/stop";
        assertThat(limits.of("POST", other).get(0).key()).contains("westeurope");
        String elsewhere = other.replaceFirst("/subscriptions/[^/]+", "/subscriptions/elsewhere");
        assertThat(limits.of("POST", elsewhere).get(0).key()).doesNotContain("westeurope");
        limits.learn(
                CLUSTER.toString().replace("shop", "third"),
                "https://management.azure.com" + status.formatted("eastus"));
        assertThat(limits.of("POST", other).get(0).key()).doesNotContain("westeurope");
        assertThat(limits.of("POST", CLUSTER + "/stop").get(0).key()).contains("westeurope");
    }

    @Test
    void limitsAreTheNarrowestFirst() {
        Limits limits = new Limits();
        assertThat(limits.of("GET", "/subscriptions/s/providers/Microsoft.ContainerService/locations/we/operations/1"))
                .extracting(Limit::capacity)
                .containsExactly(200.0, 250.0);
        assertThat(limits.of("GET", "/subscriptions/s/providers/Microsoft.ContainerService/managedClusters"))
                .extracting(Limit::capacity)
                .containsExactly(500.0, 250.0);
        assertThat(limits.of("GET", Desk.GROUP + "/providers/Microsoft.ContainerService/managedClusters"))
                .extracting(Limit::capacity)
                .containsExactly(60.0, 250.0);
        assertThat(limits.of("PUT", CLUSTER + "/agentPools/np"))
                .extracting(Limit::capacity)
                .containsExactly(20.0, 200.0);
        assertThat(limits.of("POST", CLUSTER + "/stop"))
                .extracting(Limit::capacity)
                .containsExactly(60.0, 200.0);
        assertThat(limits.of("DELETE", Desk.GROUP.toString()))
                .extracting(Limit::capacity)
                .containsExactly(200.0);
        assertThat(limits.of("GET", "/subscriptions"))
                .extracting(Limit::capacity)
                .containsExactly(250.0);
    }

    @Test
    void bucketNeverGivesMoreThanAzureWouldAndServesInOrder() {
        Property.tries(60).holds(draw -> {
            List<Integer> gaps = draw.list(1, 80, each -> each.integer(0, 3000));
            int capacity = draw.integer(1, 15);
            int perTenSeconds = draw.integer(1, 40);
            FakeScheduler time = new FakeScheduler();
            double rate = perTenSeconds / 10.0;
            Bucket bucket = new Bucket(new Limit("k", "l", capacity, rate, false, ""), capacity, time, () -> {});
            List<Duration> served = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            Duration arrival = Duration.ZERO;
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < gaps.size(); i++) {
                int number = i;
                arrival = arrival.plusMillis(gaps.get(i));
                CompletableFuture<Void> done = new CompletableFuture<>();
                all.add(done);
                time.after(
                        arrival,
                        () -> bucket.takeInTurn(number, Duration.ofHours(9)).thenRun(() -> {
                            served.add(time.elapsed());
                            order.add(number);
                            done.complete(null);
                        }));
            }
            time.advance(arrival.plusSeconds(10 + (long) (gaps.size() / rate)));
            assertThat(all).allMatch(CompletableFuture::isDone);
            assertThat(order).isSorted();
            for (int from = 0; from < served.size(); from++) {
                for (int to = from; to < served.size(); to++) {
                    double seconds = served.get(to).minus(served.get(from)).toNanos() / 1e9;
                    assertThat((double) (to - from + 1)).isLessThanOrEqualTo(capacity + seconds * rate + 1e-3);
                }
            }
        });
    }

    /** What is less than a millisecond was once waited for a microsecond at a time. */
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 3, 7, 16.5, 90, 700})
    void whoeverWaitsIsWokenOnceForEachToken(double rate) {
        FakeScheduler time = new FakeScheduler();
        Bucket bucket = new Bucket(new Limit("k", "l", 1, rate, false, ""), 1, time, () -> {});
        int callers = 50;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(bucket.takeInTurn(i, Duration.ofHours(1)));
        }
        time.advance(Duration.ofSeconds(2 + (long) (callers / rate)));
        assertThat(all).allMatch(CompletableFuture::isDone);
        // One task wakes, one tells the caller.
        assertThat(time.added()).isLessThanOrEqualTo(2L * callers);
    }
}
