package dev.aks4j.simulated.azure.log;

import dev.aks4j.simulated.azure.fault.RequestPattern;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The requests that the simulator received, in order. Thread-safe. */
public final class RequestLog {

    private final List<RecordedRequest> requests = new ArrayList<>();
    private int number;

    /** Returns all requests. */
    public synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    /** Returns the requests that asked for a change. */
    public List<RecordedRequest> writes() {
        return all().stream().filter(RecordedRequest::write).toList();
    }

    /**
     * Returns the requests with a method and a path.
     *
     * @param method the method, or {@code *} for any
     * @param pathPattern the path, in which {@code *} stands for text without a slash and {@code **} for any text
     */
    public List<RecordedRequest> matching(String method, String pathPattern) {
        RequestPattern pattern = RequestPattern.of(method, pathPattern);
        return all().stream()
                .filter(request -> pattern.matches(request.method(), request.path()))
                .toList();
    }

    /** Forgets all requests. */
    public synchronized void clear() {
        requests.clear();
    }

    /** Adds a request; the response is absent if the connection was dropped. */
    public synchronized void add(Instant at, Request request, @Nullable Response response, boolean secret) {
        requests.add(new RecordedRequest(
                ++number,
                at,
                request.method(),
                request.uri(),
                redacted(request.headers()),
                secret ? "" : request.text(),
                response == null ? 0 : response.status(),
                response == null ? Map.of() : response.headers(),
                response == null || secret ? "" : new String(response.body(), StandardCharsets.UTF_8)));
    }

    private static Map<String, List<String>> redacted(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        copy.replace("Authorization", List.of("REDACTED"));
        return copy;
    }
}
