package dev.aks4j.core.kubernetes;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Sends requests to API servers, with a token where one is needed, and sends them again while the failure may pass by
 * itself. Credentials that no longer work are fetched anew once. Thread-safe.
 */
final class ApiCalls {

    private static final int TRIES = 6;

    private final Connections connections;
    private final Tokens tokens;
    private final Scheduler scheduler;
    private final Duration limit;

    ApiCalls(Connections connections, Tokens tokens, Scheduler scheduler, Duration limit) {
        this.connections = connections;
        this.tokens = tokens;
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /** Makes the request for an object; answers below 500 other than 401 and 429 are given back as they are. */
    CompletionStage<ApiAnswer> call(ResourceId cluster, Target target) {
        return attempt(cluster, target, 1, new AtomicBoolean());
    }

    /** Decides what to send once the connection is known. */
    interface Target {
        CompletionStage<ApiAnswer> send(Sender sender);
    }

    /** Sends a request on one connection. */
    interface Sender {
        default CompletionStage<ApiAnswer> send(ApiRequest request) {
            return send(request, () -> {});
        }

        /**
         * Sends a request.
         *
         * @param lastLook is done once there is a token; what it throws keeps the request from being sent
         */
        CompletionStage<ApiAnswer> send(ApiRequest request, Runnable lastLook);

        ApiTypes types();
    }

    private CompletionStage<ApiAnswer> attempt(ResourceId cluster, Target target, int number, AtomicBoolean renewed) {
        return connections
                .with(
                        cluster,
                        connection -> target.send(new OnConnection(connection)).whenComplete((answer, failure) -> {
                            boolean refused = failure == null && answer.status() == 401;
                            boolean unreached =
                                    failure != null && Causes.of(failure) instanceof ClusterUnreachableException;
                            if ((refused || unreached) && !renewed.get()) {
                                connections.forget(cluster, connection);
                            }
                        }))
                .handle((answer, failure) -> {
                    Throwable cause = failure == null ? null : Causes.of(failure);
                    boolean refused = cause == null && answer.status() == 401 && renewed.compareAndSet(false, true);
                    boolean passing = cause == null ? answer.isPassing() : cause instanceof ClusterUnreachableException;
                    if (cause instanceof ClusterUnreachableException) {
                        renewed.set(true);
                    }
                    if (number < TRIES && (refused || passing)) {
                        Duration pause = cause == null ? answer.retryAfter().orElse(pause(number)) : pause(number);
                        return later(refused ? Duration.ZERO : pause)
                                .thenCompose(nothing -> attempt(cluster, target, number + 1, renewed));
                    }
                    return cause == null
                            ? CompletableFuture.completedFuture(answer)
                            : CompletableFuture.<ApiAnswer>failedFuture(explain(cluster, cause));
                })
                .thenCompose(stage -> stage);
    }

    private static Duration pause(int number) {
        return Duration.ofSeconds(1L << Math.min(number - 1, 3));
    }

    CompletionStage<Void> later(Duration pause) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        scheduler.after(pause, () -> scheduler.executor().execute(() -> over.complete(null)));
        return over;
    }

    private static Throwable explain(ResourceId cluster, Throwable cause) {
        return cause instanceof AksException
                ? cause
                : new AksException("Talking to the Kubernetes API of cluster " + cluster.name() + " failed.", cause);
    }

    private final class OnConnection implements Sender {
        private final Connections.Connection connection;

        private OnConnection(Connections.Connection connection) {
            this.connection = connection;
        }

        @Override
        public ApiTypes types() {
            return connection.types();
        }

        @Override
        public CompletionStage<ApiAnswer> send(ApiRequest request, Runnable lastLook) {
            return token().thenCompose(token -> {
                lastLook.run();
                return send(request, token);
            });
        }

        private CompletionStage<ApiAnswer> send(ApiRequest request, Optional<String> token) {
            List<String> secrets = Stream.concat(
                            token.stream(), connection.kubeconfig().secrets())
                    .toList();
            CompletionStage<HttpResponse<String>> answer = FailureCauses.call(
                    () -> connection.client().getHttpClient().sendAsync(request.on(connection, token), String.class));
            return bounded(answer.toCompletableFuture(), secrets).thenApply(got -> {
                ApiAnswer known = ApiAnswer.of(got, secrets);
                if (known.status() == 401) {
                    token.ifPresent(text -> tokens.refused(
                            Clients.scope(connection.kubeconfig()), new AccessToken(text, OffsetDateTime.MAX)));
                }
                return request.method().equals("GET") ? known : known.decided();
            });
        }

        private CompletionStage<Optional<String>> token() {
            Kubeconfig kubeconfig = connection.kubeconfig();
            return kubeconfig.isEntra()
                    ? tokens.token(Clients.scope(kubeconfig)).thenApply(token -> Optional.of(token.getToken()))
                    : CompletableFuture.completedFuture(Optional.empty());
        }

        private CompletionStage<HttpResponse<String>> bounded(
                CompletableFuture<HttpResponse<String>> answer, List<String> secrets) {
            CompletableFuture<HttpResponse<String>> result = new CompletableFuture<>();
            Scheduler.Cancellable timer = scheduler.after(
                    limit,
                    () -> scheduler.executor().execute(() -> {
                        if (result.completeExceptionally(new ClusterUnreachableException(
                                connection.kubeconfig(), "did not answer within " + limit, null))) {
                            answer.cancel(true);
                        }
                    }));
            answer.whenComplete((response, failure) -> {
                timer.cancel();
                if (failure == null) {
                    result.complete(response);
                } else {
                    // HTTP clients quote a header that they cannot send.
                    Throwable cause = Secrets.without(secrets, Causes.of(failure));
                    result.completeExceptionally(new ClusterUnreachableException(
                            connection.kubeconfig(), "could not be reached: " + cause, cause));
                }
            });
            return result;
        }
    }
}
