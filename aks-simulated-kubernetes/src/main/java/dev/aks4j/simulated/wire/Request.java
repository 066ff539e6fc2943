package dev.aks4j.simulated.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request as the simulator sees it, whichever transport brought it. Immutable.
 *
 * @param method the verb, upper case
 * @param uri the absolute URI that the client asked for
 * @param headers header values by name; names compare without regard to case
 * @param body the body's bytes, empty if there is none
 */
public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {

    /** Copies the headers into a map whose names compare without regard to case. */
    public Request {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = copy;
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
