package dev.aks4j.core.internal.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunListener;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ledgers, listeners and secret sources of some callers never come back, on the real scheduler with its few workers: the
 * runs of others end all the same.
 */
class StalledCallersTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int MANY = 12;

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    private void stall() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Step removal(String name) {
        return new Step("1", "thing", name, Change.REMOVE, new Write.Delete(id(name), "v1"), Set.of(), List.of());
    }

    private static ResourceId id(String name) {
        return ResourceId.group("rg").child("Microsoft.Test/things", name).inSubscription(FakeArm.SUBSCRIPTION);
    }

    private static Runs runs(Consumer<Runs.Builder> settings) {
        Runs.Builder builder = Runs.builder(new Nothing(), new NoWrites(), Scheduler.standard());
        settings.accept(builder);
        return builder.build();
    }

    private static void healthyRunEnds() {
        RunResult result = runs(settings -> {})
                .start("healthy", List.of(removal("healthy")), Duration.ofHours(1))
                .await(LONG);
        assertThat(result.isSuccess()).isTrue();
    }

    private static void inTheBackground(Runnable task) {
        Thread thread = new Thread(task, "stalled caller");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void ledgersThatHangKeepNobodyElseWaiting() {
        CountDownLatch hanging = new CountDownLatch(MANY);
        Ledger stalled = new Ledger() {
            @Override
            public void append(LedgerEntry entry) {
                hanging.countDown();
                stall();
            }

            @Override
            public List<LedgerEntry> read(String run) {
                return List.of();
            }

            @Override
            public List<String> unfinished() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        Runs theirs = runs(settings -> settings.ledger(stalled));
        for (int i = 0; i < MANY; i++) {
            String name = "stalled-" + i;
            inTheBackground(() -> theirs.start(name, List.of(removal(name)), Duration.ofHours(1)));
        }
        await(hanging);

        healthyRunEnds();
    }

    @Test
    void listenersThatHangKeepNeitherTheirRunNorAnyOtherWaiting() {
        CountDownLatch hanging = new CountDownLatch(MANY);
        RunListener stalled = new RunListener() {
            @Override
            public void started(String run) {
                hanging.countDown();
                stall();
            }

            @Override
            public void happened(RunEvent event) {
                stall();
            }

            @Override
            public void ended(RunResult result, Duration took) {
                stall();
            }
        };
        Runs theirs = runs(settings -> settings.listener(stalled));
        List<CompletionStage<RunResult>> ends = IntStream.range(0, MANY)
                .mapToObj(i -> theirs.start("s" + i, List.of(removal("s" + i)), Duration.ofHours(1)))
                .map(run -> {
                    run.onProgress(event -> stall());
                    return run.completion();
                })
                .toList();
        await(hanging);

        healthyRunEnds();
        ends.forEach(
                run -> assertThat(run.toCompletableFuture().join().isSuccess()).isTrue());
    }

    @Test
    void secretSourcesThatHangKeepNobodyElseWaiting() {
        CountDownLatch hanging = new CountDownLatch(MANY);
        Runs theirs = runs(settings -> settings.secrets(name -> {
            hanging.countDown();
            stall();
            return CompletableFuture.completedFuture("never sent");
        }));
        for (int i = 0; i < MANY; i++) {
            Json body = FakeArm.json("{'properties':{'adminPassword':" + new SecretValue("s" + i).toJson() + "}}");
            Write put = new Write.Put(id("s" + i), "v1", body, false);
            Step create = new Step("1", "thing", "s" + i, Change.CREATE, put, Set.of(), List.of());
            theirs.start("s" + i, List.of(create), Duration.ofHours(1));
        }
        await(hanging);

        healthyRunEnds();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An Azure in which nothing exists. */
    private static final class Nothing implements ArmClient {
        @Override
        public CompletionStage<ArmResponse> send(ArmRequest request) {
            return CompletableFuture.failedFuture(new ArmException(
                    "GET", new ArmException.ArmError(404, "ResourceNotFound", "", "no", "", List.of(), "")));
        }

        @Override
        public String subscriptionId() {
            return FakeArm.SUBSCRIPTION;
        }
    }

    private static final class NoWrites implements Operations {
        @Override
        public CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public Operation resume(OperationToken token, Collection<String> secrets) {
            throw new AssertionError("nothing is resumed");
        }

        @Override
        public CompletionStage<Json> read(ResourceId resource, String apiVersion) {
            throw new AssertionError("nothing is read");
        }
    }
}
