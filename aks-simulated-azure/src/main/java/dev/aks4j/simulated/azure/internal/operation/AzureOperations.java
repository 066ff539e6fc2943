package dev.aks4j.simulated.azure.internal.operation;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.random.Randomness;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All long-running operations, and the URLs under which clients follow them. Guarded by the simulator's lock. */
public final class AzureOperations {

    private final Timeline time;
    private final Randomness random;
    private final Supplier<String> subscription;
    private final Map<String, AzureOperation> byId = new LinkedHashMap<>();

    /** Makes an empty list, whose URLs lie below the URL of the subscription. */
    public AzureOperations(Timeline time, Randomness random, Supplier<String> subscription) {
        this.time = time;
        this.random = random;
        this.subscription = subscription;
    }

    /** What an operation may still wait for when its time is up. */
    @FunctionalInterface
    public interface Hold {

        /**
         * Returns how long it has to go on before it is asked again, or nothing if it may end.
         *
         * @throws OperationFailure if it has waited in vain
         */
        Optional<Duration> more();
    }

    /**
     * Begins an operation; the faults of its request decide whether it is slow or fails.
     *
     * @param request the request that begins it
     * @param kind what it does
     * @param subject the id of its resource
     * @param duration how long it takes without faults
     * @param outcome what its end means
     */
    public AzureOperation begin(ArmCall request, String kind, String subject, Duration duration, Outcome outcome) {
        return begin(request, kind, subject, duration, outcome, Optional::empty);
    }

    /** Begins an operation that may have to wait for something before it ends. */
    public AzureOperation begin(
            ArmCall request, String kind, String subject, Duration duration, Outcome outcome, Hold hold) {
        double factor = request.fault(Fault.Slow.class).map(Fault.Slow::factor).orElse(1.0);
        AzureOperation operation = add(kind, subject, outcome);
        Optional<Fault.FailOperation> failure = request.fault(Fault.FailOperation.class);
        Duration actual = times(duration, factor);
        if (request.fault(Fault.CancelOperation.class).isPresent()) {
            time.after(actual, () -> operation.cancel(time.now()));
        } else {
            time.after(
                    actual, () -> finish(operation, failure, () -> hold.more().map(more -> times(more, factor))));
        }
        return operation;
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    private void finish(AzureOperation operation, Optional<Fault.FailOperation> failure, Hold hold) {
        Instant now = time.now();
        if (operation.over()) {
            return;
        } else if (failure.isPresent()) {
            operation.fail(now, failure.get().code(), failure.get().message());
            return;
        }
        try {
            hold.more()
                    .ifPresentOrElse(
                            more -> time.after(more, () -> finish(operation, failure, hold)),
                            () -> operation.succeed(now));
        } catch (OperationFailure blocked) {
            operation.fail(now, blocked.code(), blocked.getMessage());
        }
    }

    /** Begins an operation that no request of the client started. */
    public AzureOperation beginForeign(String kind, String subject, Duration duration, Outcome outcome) {
        AzureOperation operation = add(kind, subject, outcome);
        time.after(duration, () -> operation.succeed(time.now()));
        return operation;
    }

    private AzureOperation add(String kind, String subject, Outcome outcome) {
        AzureOperation operation = new AzureOperation(random.guid(), kind, subject, time.now(), outcome);
        byId.put(operation.id(), operation);
        return operation;
    }

    /** Returns the operation with an id, or refuses. */
    public AzureOperation get(String id) {
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() ->
                        ArmError.gateway(404, "OperationNotFound", "The operation '" + id + "' could not be found."));
    }

    /** Returns the operations that are not over. */
    public List<AzureOperation> unfinished() {
        return byId.values().stream().filter(operation -> !operation.over()).toList();
    }

    /** Returns the URL of an operation's status. */
    public String statusUrl(AzureOperation operation, String namespace, String region, String apiVersion) {
        return url("operations", operation.id(), namespace, region, apiVersion);
    }

    /** Returns the URL of an operation's result. */
    public String resultUrl(AzureOperation operation, String namespace, String region, String apiVersion) {
        return url("operationresults", operation.id(), namespace, region, apiVersion);
    }

    private String url(String collection, String id, String namespace, String region, String apiVersion) {
        return subscription.get() + "/providers/" + namespace + "/locations/" + region + "/" + collection + "/" + id
                + "?api-version=" + apiVersion + signature();
    }

    /** Returns the signature parameters that operation URLs carry since late 2023: long, and never the same twice. */
    public String signature() {
        long ticks = (time.now().getEpochSecond() + 62_135_596_800L) * 10_000_000L
                + time.now().getNano() / 100;
        return "&t=" + ticks + "&c=" + random.base64(1900) + "&s=" + random.base64(342) + "&h=" + random.base64(43);
    }
}
