package dev.aks4j.core.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.aks4j.core.model.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Passes requests on and reads from the answer when the token expires, on the scheduler's clock. msal4j would count on the
 * system's clock, which is not ours in a test.
 * An answer that may pass becomes a fault of the connection, because msal4j does not always tell its status.
 */
final class ExpiryReader implements IHttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    private final IHttpClient below;
    private final Scheduler scheduler;
    private volatile Instant expires;

    ExpiryReader(IHttpClient below, Scheduler scheduler) {
        this.below = below;
        this.scheduler = scheduler;
        this.expires = scheduler.now().plus(UNKNOWN);
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws Exception {
        Instant asked = scheduler.now();
        IHttpResponse response = below.send(request);
        int status = response.statusCode();
        if (status == 408 || status == 429 || status >= 500) {
            throw new IOException("the token endpoint answered " + status);
        }
        if (status < 300 && response.body() != null) {
            read(response.body(), asked);
        }
        return response;
    }

    Instant expires() {
        return expires;
    }

    private void read(String body, Instant asked) {
        try {
            JsonNode answer = JSON.readTree(body);
            long in = answer.path("expires_in").asLong();
            long on = answer.path("expires_on").asLong();
            if (in > 0) {
                expires = asked.plusSeconds(in);
            } else if (on > 0) {
                expires = Instant.ofEpochSecond(on);
            }
        } catch (JsonProcessingException e) {
            expires = asked.plus(UNKNOWN);
        }
    }
}
