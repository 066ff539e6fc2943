package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.Allowance;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.HandOver;
import dev.aks4j.core.internal.arm.ListenerQueue;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.arm.RetryAfter;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationListener;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Follows operations by events on the scheduler: no thread waits, however many operations there are. Closing it stops the
 * waiting only; every operation goes on in Azure, and its token resumes it. Thread-safe.
 *
 * <pre>{@code
 * OperationEngine engine = OperationEngine.on(pipeline);
 * engine.start(ArmRequest.put(id, "2026-08-01", body), id, "2026-08-01")
 *     .thenCompose(Operation::completion);
 * }</pre>
 */
public final class OperationEngine implements Operations, AutoCloseable {

    private final ArmClient client;
    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final PollTimes pollTimes;
    private final Set<TrackedOperation> active = ConcurrentHashMap.newKeySet();
    private final OperationListener listener;
    private final ListenerQueue listening;
    private final AzureDate azureDate;
    private volatile boolean closed;

    OperationEngine(
            ArmClient client, Scheduler scheduler, DoubleSupplier random, Function<ArmRequest, Allowance> allowance) {
        this(client, scheduler, random, allowance, OperationListener.none());
    }

    private OperationEngine(
            ArmClient client,
            Scheduler scheduler,
            DoubleSupplier random,
            Function<ArmRequest, Allowance> allowance,
            OperationListener listener) {
        this.listener = listener;
        this.listening = new ListenerQueue("An operation listener", scheduler);
        this.client = client;
        this.scheduler = scheduler;
        this.azureDate = new AzureDate(scheduler);
        this.random = random;
        this.pollTimes = new PollTimes(
                token -> allowance.apply(token.statusUrl()
                        .or(token::location)
                        .map(ArmRequest::follow)
                        .orElseGet(() -> ArmRequest.get(token.resource(), token.apiVersion()))),
                token -> allowance.apply(ArmRequest.get(token.resource(), token.apiVersion())),
                random);
    }

    /** Returns an engine on a pipeline. */
    public static OperationEngine on(ArmPipeline pipeline) {
        return new OperationEngine(pipeline.client(), pipeline.scheduler(), pipeline.random(), pipeline::allowance);
    }

    /** Returns an engine on a pipeline that tells a listener of every operation. */
    public static OperationEngine on(ArmPipeline pipeline, OperationListener listener) {
        return new OperationEngine(
                pipeline.client(), pipeline.scheduler(), pipeline.random(), pipeline::allowance, listener);
    }

    @Override
    public CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion) {
        return start(write, resource, apiVersion, false);
    }

    @Override
    public CompletionStage<Operation> startOnce(ArmRequest write, ResourceId resource, String apiVersion) {
        return start(write, resource, apiVersion, true);
    }

    private CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion, boolean once) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new AksException("The client is closed, so " + write + " was not sent; open another."));
        }
        ResourceId id = resource.inSubscription(client.subscriptionId());
        return HandOver.of(new Start(this, write, id, apiVersion, once).run(), scheduler);
    }

    @Override
    public Operation resume(OperationToken token, Collection<String> secrets) {
        TrackedOperation following = new TrackedOperation(this, token, kind(token, 0), "Resumed", List.copyOf(secrets));
        follow(following, PollLoop::beginSoon);
        return following;
    }

    @Override
    public CompletionStage<Json> read(ResourceId resource, String apiVersion) {
        return HandOver.of(read(resource, apiVersion, List.of()), scheduler);
    }

    /** Reads a resource that was written with these secrets, which no failure tells. */
    CompletionStage<Json> read(ResourceId resource, String apiVersion, List<String> secrets) {
        ResourceId id = resource.inSubscription(client.subscriptionId());
        return client.send(ArmRequest.get(id, apiVersion).secrets(secrets)).handle((response, failure) -> {
            if (failure == null) {
                azureDate.hear(response);
                return ResourceAnswer.of(id, response);
            }
            Throwable cause = Causes.of(failure);
            if (cause instanceof ArmException answer && FailureCauses.absent(answer.error())) {
                return Json.missing();
            }
            throw cause instanceof RuntimeException known
                    ? known
                    : new AksException(
                            "Reading " + id + " stopped on an unexpected failure: " + cause + ". Try again.", cause);
        });
    }

    /** Stops all waiting. Every operation goes on in Azure; its completion ends with its token. */
    @Override
    public void close() {
        closed = true;
        active.forEach(TrackedOperation::stop);
    }

    /** Returns how many operations are being followed. */
    public int inFlight() {
        return active.size();
    }

    /** Follows an operation until it ends. */
    void follow(TrackedOperation following, Consumer<PollLoop> begin) {
        active.add(following);
        Instant since = now();
        tell(one -> one.followed(following.kind(), following.token().resource(), since));
        if (closed) {
            following.stop();
        } else {
            begin.accept(following.course());
        }
    }

    CompletionStage<Operation> abort(TrackedOperation following) {
        OperationToken token = following.token();
        String type = token.resource().type();
        boolean abortable = type.equalsIgnoreCase("Microsoft.ContainerService/managedClusters")
                || type.equalsIgnoreCase("Microsoft.ContainerService/managedClusters/agentPools");
        if (!abortable || following.hasEnded()) {
            return CompletableFuture.failedFuture(new AksException(
                    following.hasEnded()
                            ? token.doing() + " has ended, so there is nothing to stop."
                            : "Azure cannot stop " + token.doing() + "; only operations on clusters and node pools."));
        }
        return start(
                ArmRequest.post(token.resource(), "abort", token.apiVersion(), Json.missing()),
                token.resource(),
                token.apiVersion());
    }

    static String kind(OperationToken token, int status) {
        String verb = token.action().isEmpty() ? token.method() + (status == 201 ? " new" : "") : "/" + token.action();
        return token.resource().type() + " " + verb;
    }

    Optional<Duration> retryAfter(ArmResponse response) {
        return RetryAfter.read(name -> response.header(name).orElse(null), now());
    }

    /** Returns the date by Azure's clock. */
    AzureDate azureDate() {
        return azureDate;
    }

    Scheduler.Cancellable later(Duration delay, Runnable task) {
        return scheduler.after(delay, () -> scheduler.executor().execute(task));
    }

    void forget(TrackedOperation following, String outcome, Duration age) {
        if (active.remove(following)) {
            Instant at = now();
            tell(one -> one.ended(
                    new OperationListener.Ended(following.kind(), outcome, age),
                    following.token().resource(),
                    at));
        }
    }

    /** Azure says when the operation ended; by its own clock that may seem to lie ahead. */
    void noticed(TrackedOperation following, Instant end) {
        Duration lag = Duration.between(end, now());
        tell(one -> one.noticed(following.kind(), lag.isNegative() ? Duration.ZERO : lag));
    }

    private void tell(Consumer<OperationListener> news) {
        if (listener != OperationListener.none()) {
            listening.tell(() -> news.accept(listener));
        }
    }

    Duration elapsed() {
        return scheduler.elapsed();
    }

    Instant now() {
        return scheduler.now();
    }

    ArmClient client() {
        return client;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    DoubleSupplier random() {
        return random;
    }

    PollTimes pollTimes() {
        return pollTimes;
    }
}
