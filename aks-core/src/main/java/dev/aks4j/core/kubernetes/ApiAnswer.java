package dev.aks4j.core.kubernetes;

import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.KubernetesException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an API server answered.
 *
 * @param status the HTTP status
 * @param body the document; a missing node if it was none
 * @param retryAfter how long it asks to wait, at most a minute
 * @param isPassing whether the same request may succeed a little later
 */
record ApiAnswer(int status, Json body, Optional<Duration> retryAfter, boolean isPassing) {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final List<String> BEHIND =
            List.of("failed calling webhook", "etcdserver: ", "context deadline exceeded", "connection refused");
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    /** Reads an answer; a refusal that quotes one of the secrets is read without it. */
    static ApiAnswer of(HttpResponse<String> response, List<String> secrets) {
        Optional<Duration> pause = Optional.ofNullable(response.header("Retry-After"))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds())));
        Json body = parse(response.body());
        return new ApiAnswer(response.code(), response.code() < 400 ? body : Secrets.without(secrets, body), pause);
    }

    private static Json parse(String text) {
        return Optional.ofNullable(text).flatMap(Json::read).orElse(Json.missing());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isAbsent() {
        return status == 404;
    }

    /** Makes an answer. */
    ApiAnswer(int status, Json body, Optional<Duration> retryAfter) {
        this(status, body, retryAfter, PASSING.contains(status));
    }

    /**
     * Returns the answer to a write. A server that fails with it fails again, for example with a list that has a key twice;
     * unless it says that something behind it was out of reach, or when to come back.
     */
    ApiAnswer decided() {
        if (status != 500 || retryAfter.isPresent()) {
            return this;
        }
        String message = body.path("message").asText();
        return new ApiAnswer(status, body, retryAfter, BEHIND.stream().anyMatch(message::contains));
    }

    KubernetesException error(String doing) {
        String message = body.path("message").asText();
        KubernetesException error = new KubernetesException(
                doing, status, body.path("reason").asText(), message.isEmpty() ? "the answer had no text" : message);
        return isPassing ? error.passing() : error;
    }
}
