package dev.aks4j.simulated.azure.log;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request that the simulator received, and what it answered. Contains no secret: authorization headers are redacted,
 * and bodies of token requests are left out. Immutable.
 *
 * @param number its place among all requests, counted from one
 * @param at when it arrived, in simulated time
 * @param method its verb
 * @param uri its URI
 * @param headers its headers
 * @param body its body as text
 * @param status the status of the answer; zero if the connection was dropped
 * @param responseHeaders the headers of the answer
 * @param response the body of the answer as text
 */
public record RecordedRequest(
        int number,
        Instant at,
        String method,
        URI uri,
        Map<String, List<String>> headers,
        String body,
        int status,
        Map<String, String> responseHeaders,
        String response) {

    /** Returns the path. */
    public String path() {
        return uri.getPath();
    }

    /** Tells whether the request asks for a change: it is neither GET nor HEAD, and not a sign-in. */
    public boolean write() {
        return !method.equals("GET") && !method.equals("HEAD") && !path().endsWith("/token");
    }

    @Override
    public String toString() {
        return "#" + number + " " + at + " " + method + " " + uri.getPath() + " -> "
                + (status == 0 ? "dropped" : status);
    }
}
