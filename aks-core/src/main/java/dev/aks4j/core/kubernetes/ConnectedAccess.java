package dev.aks4j.core.kubernetes;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.KubernetesException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The plan's way into clusters, over shared connections. Thread-safe. */
final class ConnectedAccess implements KubernetesAccess {

    private static final ApiAnswer ABSENT = new ApiAnswer(404, Json.missing(), Optional.empty());
    private static final Duration REMOVAL = Duration.ofMinutes(10);

    private final Connections connections;
    private final ApiCalls calls;
    private final Scheduler scheduler;

    ConnectedAccess(Connections connections, Tokens tokens, Scheduler scheduler, Duration limit) {
        this.connections = connections;
        this.scheduler = scheduler;
        this.calls = new ApiCalls(connections, tokens, scheduler, limit);
    }

    @Override
    public CompletionStage<Json> read(Address.InCluster object) {
        return orAbsentWithTheCluster(call(object, ApiRequest::get)).thenApply(answer -> {
            if (answer.isAbsent()) {
                return Json.missing();
            }
            return document(answer, "Reading", object);
        });
    }

    @Override
    public CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force) {
        return apply(object, manifest, force, () -> true);
    }

    @Override
    public CompletionStage<Json> apply(
            Address.InCluster object, Json manifest, boolean force, BooleanSupplier mayBeSent) {
        return call(object, path -> ApiRequest.apply(path, manifest, force), mayBeSent)
                .thenApply(answer -> {
                    if (answer == ABSENT) {
                        throw new KubernetesException(
                                "Applying " + text(object),
                                404,
                                "NotFound",
                                "the API server serves no " + object.kind() + " in " + object.apiVersion()
                                        + "; install what defines it first");
                    }
                    return document(answer, "Applying", object);
                });
    }

    @Override
    public CompletionStage<Json> patch(Address.InCluster object, Json patch) {
        return patch(object, patch, () -> true);
    }

    @Override
    public CompletionStage<Json> patch(Address.InCluster object, Json patch, BooleanSupplier mayBeSent) {
        return call(object, path -> ApiRequest.patch(path, patch), mayBeSent)
                .thenApply(answer -> document(answer, "Patching", object));
    }

    @Override
    public CompletionStage<Json> list(ResourceId cluster, String apiVersion, String plural) {
        String path = ApiTypes.base(apiVersion) + "/" + plural;
        return calls.call(cluster, sender -> sender.send(ApiRequest.get(path))).thenApply(answer -> {
            if (answer.isSuccess()) {
                return answer.body();
            }
            throw answer.error("Listing " + plural + " of cluster " + cluster.name());
        });
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object) {
        return remove(object, ApiRequest::delete, () -> true);
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object, Json live) {
        return remove(object, live, () -> true);
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object, Json live, BooleanSupplier mayBeSent) {
        return remove(object, path -> ApiRequest.delete(path, live), mayBeSent);
    }

    private CompletionStage<Void> remove(
            Address.InCluster object, Function<String, ApiRequest> request, BooleanSupplier mayBeSent) {
        Duration end = scheduler.elapsed().plus(REMOVAL);
        return orAbsentWithTheCluster(call(object, request, mayBeSent)).thenCompose(answer -> {
            if (answer.isAbsent()) {
                return CompletableFuture.completedFuture(null);
            }
            Json removed = document(answer, "Removing", object);
            return gone(object, uid(removed), end, Duration.ofMillis(500));
        });
    }

    /** A removal is done when the object is gone, not when the server has taken the wish. */
    private CompletionStage<Void> gone(Address.InCluster object, String uid, Duration end, Duration pause) {
        return read(object).thenCompose(live -> {
            if (live.isMissing() || (!uid.isEmpty() && !uid(live).equals(uid))) {
                return CompletableFuture.completedFuture(null);
            }
            if (scheduler.elapsed().compareTo(end) >= 0) {
                return CompletableFuture.failedFuture(new AksException(text(object) + " is still being removed after "
                        + REMOVAL + "; it waits for "
                        + live.path("metadata").path("finalizers")
                        + ". Find out who has to take them off, then go on."));
            }
            Duration next = pause.multipliedBy(2);
            Duration most = Duration.ofSeconds(5);
            return calls.later(pause)
                    .thenCompose(nothing -> gone(object, uid, end, next.compareTo(most) > 0 ? most : next));
        });
    }

    private static String uid(Json document) {
        // The answer to a removal is the object, or a Status that names it.
        String own = document.path("metadata").path("uid").asText();
        return own.isEmpty() ? document.path("details").path("uid").asText() : own;
    }

    private CompletionStage<ApiAnswer> call(Address.InCluster object, Function<String, ApiRequest> request) {
        return call(object, request, () -> true);
    }

    private CompletionStage<ApiAnswer> call(
            Address.InCluster object, Function<String, ApiRequest> request, BooleanSupplier mayBeSent) {
        return calls.call(object.cluster(), plain -> {
            ApiCalls.Sender sender = new HeldSender(plain, object, mayBeSent);
            Optional<String> known = sender.types().path(object);
            return known.isPresent()
                    ? sender.send(request.apply(known.get()))
                    : sender.send(ApiRequest.get(ApiTypes.list(object)))
                            .thenCompose(types -> discovered(sender, types, object, request));
        });
    }

    /** Sends writes only while somebody may. */
    private static final class HeldSender implements ApiCalls.Sender {
        private final ApiCalls.Sender below;
        private final Address.InCluster object;
        private final BooleanSupplier mayBeSent;

        HeldSender(ApiCalls.Sender below, Address.InCluster object, BooleanSupplier mayBeSent) {
            this.below = below;
            this.object = object;
            this.mayBeSent = mayBeSent;
        }

        @Override
        public CompletionStage<ApiAnswer> send(ApiRequest request) {
            return below.send(request, () -> {
                if (!request.method().equals("GET") && !mayBeSent.getAsBoolean()) {
                    throw KubernetesAccess.heldBack(object);
                }
            });
        }

        @Override
        public CompletionStage<ApiAnswer> send(ApiRequest request, Runnable lastLook) {
            return below.send(request, lastLook);
        }

        @Override
        public ApiTypes types() {
            return below.types();
        }
    }

    private static CompletionStage<ApiAnswer> discovered(
            ApiCalls.Sender sender, ApiAnswer types, Address.InCluster object, Function<String, ApiRequest> request) {
        if (types.isSuccess()) {
            sender.types().learn(object, types.body());
            return sender.types()
                    .path(object)
                    .map(path -> sender.send(request.apply(path)))
                    .orElseGet(() -> CompletableFuture.completedFuture(ABSENT));
        }
        return CompletableFuture.completedFuture(types.isAbsent() ? ABSENT : types);
    }

    private static CompletionStage<ApiAnswer> orAbsentWithTheCluster(CompletionStage<ApiAnswer> stage) {
        return stage.exceptionally(failure -> {
            Throwable cause = Causes.of(failure);
            if (cause instanceof ArmException refused && FailureCauses.absent(refused.error())) {
                return ABSENT;
            }
            throw new CompletionException(cause);
        });
    }

    private static Json document(ApiAnswer answer, String doing, Address.InCluster object) {
        if (answer.isSuccess()) {
            return answer.body();
        }
        throw answer.error(doing + " " + text(object));
    }

    private static String text(Address.InCluster object) {
        return object.kind() + " " + object.namespace().map(name -> name + "/").orElse("") + object.name()
                + " in cluster " + object.cluster().name();
    }

    void close() {
        connections.close();
    }
}
