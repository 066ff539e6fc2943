package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The client of one cluster. A request's time is the whole call's, repetitions included. Sent again is what only reads, and
 * what the server provably did not carry out: it was not reached, or said when to come back. An eviction that is refused is
 * not: that is a decision. Thread-safe.
 */
final class ClusterHttpClient extends HttpClientView {

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Function<URI, HttpClient> carrier;
    private final Scheduler scheduler;
    private final boolean repeats;

    ClusterHttpClient(
            Optional<Duration> connectTimeout,
            Function<URI, HttpClient> carrier,
            Scheduler scheduler,
            boolean repeats) {
        super(connectTimeout);
        this.carrier = carrier;
        this.scheduler = scheduler;
        this.repeats = repeats;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        if (!repeats || request.timeout().isEmpty()) {
            return carrier.apply(request.uri()).sendAsync(request, handler);
        }
        Exchange<T> exchange = new Exchange<>(request, handler);
        exchange.attempt();
        return exchange.result;
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new ClusterWebSocketBuilder(uri -> carrier.apply(uri).newWebSocketBuilder());
    }

    /** One call with its tries, which follow one another. */
    private final class Exchange<T> {
        private final HttpRequest request;
        private final BodyHandler<T> handler;
        private final Duration deadline;
        private final boolean reads;
        private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
        private Optional<Duration> again = Optional.empty();
        private int tries;

        private Exchange(HttpRequest request, BodyHandler<T> handler) {
            this.request = request;
            this.handler = handler;
            this.deadline = scheduler.elapsed().plus(request.timeout().orElseThrow());
            this.reads = Set.of("GET", "HEAD", "OPTIONS").contains(request.method());
        }

        private void attempt() {
            Duration left = deadline.minus(scheduler.elapsed());
            if (result.isDone()) {
                return;
            }
            if (left.isNegative() || left.isZero()) {
                result.completeExceptionally(new HttpTimeoutException("request timed out"));
                return;
            }
            tries++;
            HttpRequest next = HttpRequest.newBuilder(request, (name, value) -> true)
                    .timeout(left)
                    .build();
            CompletableFuture<HttpResponse<T>> answer;
            try {
                answer = carrier.apply(request.uri()).sendAsync(next, this::receive);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return;
            }
            result.whenComplete((response, failure) -> {
                if (result.isCancelled()) {
                    answer.cancel(true);
                }
            });
            answer.whenComplete(this::answered);
        }

        /** What is answered to a try that is repeated is of no interest. */
        private HttpResponse.BodySubscriber<T> receive(HttpResponse.ResponseInfo info) {
            again = pause(info);
            return again.isPresent()
                    ? BodySubscribers.mapping(BodySubscribers.discarding(), nothing -> null)
                    : handler.apply(info);
        }

        private Optional<Duration> pause(HttpResponse.ResponseInfo info) {
            Optional<Duration> wish =
                    RetryAfter.read(name -> info.headers().firstValue(name).orElse(null), scheduler.now());
            boolean refused = info.statusCode() == 429 && wish.isPresent() && !isEviction();
            boolean passing = PASSING.contains(info.statusCode()) && reads;
            return refused || passing ? Optional.of(wish.orElseGet(this::pause)).filter(this::fits) : Optional.empty();
        }

        private boolean isEviction() {
            return request.uri().getPath().endsWith("/eviction");
        }

        private void answered(HttpResponse<T> response, Throwable failure) {
            if (failure == null) {
                again.ifPresentOrElse(this::later, () -> result.complete(response));
                return;
            }
            Throwable cause = TransportFailure.unwrap(failure);
            boolean unsent = TransportFailure.of(cause) == TransportFailure.NOT_SENT;
            boolean safe =
                    unsent || (reads && cause instanceof IOException && !(cause instanceof HttpTimeoutException));
            Duration pause = pause();
            if (safe && TransportFailure.of(cause) != TransportFailure.LASTING && fits(pause)) {
                later(pause);
            } else {
                result.completeExceptionally(cause);
            }
        }

        private void later(Duration pause) {
            again = Optional.empty();
            scheduler.after(pause, () -> scheduler.executor().execute(this::attempt));
        }

        private Duration pause() {
            Duration next = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
            return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        }

        private boolean fits(Duration pause) {
            return scheduler.elapsed().plus(pause).compareTo(deadline) < 0;
        }
    }
}
