package dev.aks4j.simulated.kubernetes.internal;

import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves a simulated API without nodes over plain HTTP, in which the time passes as it does outside, until its input ends:
 * what {@code tests/kubernetes/compare.sh} asks. Argument: the version of the cluster. Prints the address.
 */
public final class ServeSimulated {

    private static final int BEAT_MILLIS = 50;

    private ServeSimulated() {}

    /** Serves. */
    public static void main(String[] args) throws IOException {
        ManualTimeline time = new ManualTimeline();
        time.advance(Duration.between(time.now(), Instant.now()));
        KubernetesApi api = KubernetesApi.builder(time, request -> Optional.of(User.of("admin", User.MASTERS)))
                .version(args[0])
                .build();
        var beat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "beat");
            thread.setDaemon(true);
            return thread;
        });
        beat.scheduleAtFixedRate(
                () -> {
                    synchronized (time) {
                        time.advance(Duration.between(time.now(), Instant.now()));
                    }
                },
                BEAT_MILLIS,
                BEAT_MILLIS,
                TimeUnit.MILLISECONDS);
        try (PlainHttp http = new PlainHttp(request -> answer(api, time, request))) {
            System.out.println(http.uri());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static Response answer(KubernetesApi api, ManualTimeline time, dev.aks4j.simulated.wire.Request request) {
        synchronized (time) {
            return api.answer(request);
        }
    }
}
