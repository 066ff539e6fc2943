package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A client that has a thread only while requests are under way, and a little longer: the JDK's keeps one, and its idle
 * connections, for as long as it is there, so it is let go when nothing has been sent for a while and made anew for the next
 * request. Thread-safe.
 */
final class RestingHttpClient extends HttpClientView {

    static final Duration IDLE = Duration.ofSeconds(30);

    private final Supplier<HttpClient> make;
    private final Scheduler scheduler;
    private final Runnable rested;
    private Optional<HttpClient> current = Optional.empty();
    private int active;
    private Scheduler.Cancellable rest = () -> {};

    /**
     * Makes one.
     *
     * @param make makes the client that carries the requests
     * @param rested is told when that was let go
     */
    RestingHttpClient(
            Supplier<HttpClient> make, Optional<Duration> connectTimeout, Scheduler scheduler, Runnable rested) {
        super(connectTimeout);
        this.make = make;
        this.scheduler = scheduler;
        this.rested = rested;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        HttpClient client = enter();
        CompletableFuture<HttpResponse<T>> answer;
        try {
            answer = client.sendAsync(request, handler);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
        answer.whenComplete((response, failure) -> leave());
        return answer;
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        HttpClient client = enter();
        try {
            return client.newWebSocketBuilder();
        } finally {
            leave();
        }
    }

    /** Returns the client to send with, and keeps it from being let go until {@link #leave}. */
    private HttpClient enter() {
        Scheduler.Cancellable stopped;
        HttpClient client;
        synchronized (this) {
            stopped = rest;
            rest = () -> {};
            active++;
            client = current.orElseGet(make);
            current = Optional.of(client);
        }
        stopped.cancel();
        return client;
    }

    private synchronized void leave() {
        if (--active == 0) {
            rest = scheduler.after(IDLE, () -> scheduler.executor().execute(this::letGo));
        }
    }

    private void letGo() {
        Optional<HttpClient> idle;
        synchronized (this) {
            if (active > 0) {
                return;
            }
            idle = current;
            current = Optional.empty();
            rested.run();
        }
        idle.ifPresent(RestingHttpClient::shutdown);
    }

    /** From 21 on a client can be told to end with what is under way; before, it ends when nobody holds it any more. */
    private static void shutdown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(client);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException notThere) {
            // The garbage collector does it.
        }
    }
}
