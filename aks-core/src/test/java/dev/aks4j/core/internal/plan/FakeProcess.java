package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationStatus;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process that talks to a {@link FakeArm}. Once it is dead, nothing leaves it and nothing reaches it. */
final class FakeProcess implements ArmClient, Operations {

    private static final Duration LATENCY = Duration.ofMillis(100);

    private final FakeArm arm;
    private boolean dead;

    /** Whether there is no way to Azure at the moment. */
    boolean outage;

    int resumed;

    /** Whether Azure has forgotten the operations that other processes started, so that only resources tell. */
    boolean forgotten;

    /** So long the next write waits for its turn before it goes out. */
    Duration queue = Duration.ZERO;

    /** What becomes of the next write, whose answer is lost. */
    Lost lost = Lost.NOTHING;

    /** What can be lost of a write. */
    enum Lost {
        NOTHING,
        WRITE,
        ANSWER
    }

    /** What the next operation ends with that is followed, because it was somebody else's. */
    @Nullable AksException anothers;

    FakeProcess(FakeArm arm) {
        this.arm = arm;
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        return later(() -> arm.read(request));
    }

    @Override
    public String subscriptionId() {
        return FakeArm.SUBSCRIPTION;
    }

    @Override
    public CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion) {
        Duration wait = queue;
        queue = Duration.ZERO;
        CompletableFuture<Operation> operation = new CompletableFuture<>();
        arm.time.after(
                wait,
                () -> sent(write, resource, apiVersion).whenComplete((good, bad) -> {
                    if (bad == null) {
                        operation.complete(good);
                    } else {
                        operation.completeExceptionally(bad);
                    }
                }));
        return operation;
    }

    private CompletionStage<Operation> sent(ArmRequest write, ResourceId resource, String apiVersion) {
        if (!write.maySend()) {
            return CompletableFuture.failedFuture(new NoAnswerException("held back"));
        }
        Lost what = lost;
        lost = Lost.NOTHING;
        return later(() -> {
            if (what == Lost.WRITE) {
                throw new MaybeExecutedException("lost");
            }
            String name = arm.write(write, resource);
            if (what == Lost.ANSWER) {
                throw new MaybeExecutedException("lost");
            }
            return new Followed(
                    arm.changes.contains(name),
                    new OperationToken(
                            write.method(),
                            resource,
                            apiVersion,
                            "",
                            Optional.of("https://management.azure.com/operations/" + name + "?s=signed"),
                            Optional.empty(),
                            arm.time.now()));
        });
    }

    @Override
    public Operation resume(OperationToken token, Collection<String> secrets) {
        resumed++;
        return new Followed(false, token);
    }

    @Override
    public CompletionStage<Json> read(ResourceId resource, String apiVersion) {
        return later(() -> arm.get(resource));
    }

    private <T> CompletionStage<T> later(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (dead) {
            return answer;
        }
        if (outage) {
            answer.completeExceptionally(new NoAnswerException("no way", new java.net.UnknownHostException("azure")));
            return answer;
        }
        arm.time.after(LATENCY, () -> {
            T value = null;
            AksException failure = null;
            try {
                value = work.get();
            } catch (AksException e) {
                failure = e;
            }
            T reached = value;
            AksException refused = failure;
            arm.time.after(LATENCY, () -> {
                if (!dead && refused == null) {
                    answer.complete(reached);
                } else if (!dead) {
                    answer.completeExceptionally(refused);
                }
            });
        });
        return answer;
    }

    private final class Followed implements Operation {
        private final boolean existing;
        private final OperationToken token;
        private final FakeArm.Work work;
        private final CompletableFuture<Json> completion = new CompletableFuture<>();

        Followed(boolean existing, OperationToken token) {
            this.existing = existing;
            this.token = token;
            this.work = arm.operations.get(token.operationId());
            Duration left = Duration.between(arm.time.now(), work.end());
            arm.time.after(left.plusMillis(1), this::end);
        }

        private void end() {
            if (dead) {
                return;
            }
            if (anothers != null) {
                completion.completeExceptionally(anothers);
                anothers = null;
                return;
            }
            if (work.failure() == null) {
                completion.complete(arm.get(work.id()));
            } else {
                completion.completeExceptionally(
                        new OperationFailedException("write " + work.id().name(), "Failed", work.failure(), token));
            }
        }

        @Override
        public OperationToken token() {
            return token;
        }

        @Override
        public boolean changedExisting() {
            return existing;
        }

        @Override
        public boolean isEndInferred() {
            return forgotten;
        }

        @Override
        public OperationStatus status() {
            Instant now = arm.time.now();
            return new OperationStatus(now.isBefore(work.end()) ? "InProgress" : "Succeeded", work.start(), now, 1);
        }

        @Override
        public CompletionStage<Json> completion() {
            return completion;
        }

        @Override
        public Json await(Duration atMost) {
            throw new UnsupportedOperationException("a run never blocks");
        }

        @Override
        public void onProgress(Consumer<OperationStatus> listener) {
            listener.accept(status());
        }

        @Override
        public CompletionStage<Operation> cancel() {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("no run cancels"));
        }
    }
}
