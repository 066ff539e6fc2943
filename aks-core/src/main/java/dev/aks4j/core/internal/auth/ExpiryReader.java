package dev.aks4j.core.internal.auth;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes requests on and reads from the answer when the token expires, on the scheduler's clock. msal4j would count on the
 * system's clock, which is not ours in a test.
 * An answer that may pass becomes a fault of the connection, because msal4j does not always tell its status. msal4j logs
 * and throws what it cannot read, so it gets only answers with a token, and refusals that do not quote a secret.
 */
public final class ExpiryReader implements IHttpClient {

    private static final Set<String> PROOFS = Set.of(
            "client_secret", "client_assertion", "assertion", "refresh_token", "device_code", "code", "code_verifier");
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    private final IHttpClient below;
    private final Scheduler scheduler;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final boolean ofMachine;
    private volatile Instant expires;

    /**
     * Makes one.
     *
     * @param secrets what the requests carry
     * @param ofMachine whether the endpoint is the machine's own, which is not there while it is being updated
     */
    ExpiryReader(IHttpClient below, Scheduler scheduler, Collection<String> secrets, boolean ofMachine) {
        this.ofMachine = ofMachine;
        this.below = below;
        this.scheduler = scheduler;
        this.secrets.addAll(secrets);
        this.expires = scheduler.now().plus(UNKNOWN);
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws Exception {
        Instant asked = scheduler.now();
        learn(request.body());
        IHttpResponse response = below.send(request);
        int status = response.statusCode();
        if (ofMachine && (status == 404 || status == 410 || status == 429 || status >= 500)) {
            throw new MachineNotReadyException(status);
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new IOException("the token endpoint answered " + status);
        }
        if (status >= 300) {
            return refusal(response);
        }
        read(response.body() == null ? "" : response.body(), asked);
        return response;
    }

    private IHttpResponse refusal(IHttpResponse response) {
        HttpResponse clean = new HttpResponse();
        clean.statusCode(response.statusCode());
        clean.body(Secrets.without(secrets, response.body() == null ? "" : response.body()));
        if (response.headers() != null) {
            clean.addHeaders(response.headers());
        }
        return clean;
    }

    /** What is made for the request itself, such as an assertion signed with a certificate, is a secret like the others. */
    private void learn(String body) {
        if (body == null) {
            return;
        }
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0 && PROOFS.contains(field.substring(0, equals))) {
                String raw = field.substring(equals + 1);
                secrets.add(raw);
                secrets.add(URLDecoder.decode(raw, StandardCharsets.UTF_8));
            }
        }
        secrets.remove("");
    }

    /** Returns a failure without anything that the requests carried. */
    Throwable clean(Throwable failure) {
        return Secrets.without(secrets, failure);
    }

    Instant expires() {
        return expires;
    }

    private void read(String body, Instant asked) {
        Json answer = Json.read(body).orElse(Json.missing());
        if (answer.path("device_code").isText() && answer.path("user_code").isText()) {
            secrets.add(answer.path("device_code").asText());
            return;
        }
        if (!answer.path("access_token").isText() || !answer.path("token_type").isText()) {
            throw new CredentialException("The token endpoint answered with " + body.length()
                    + " characters that are no token. Check the authority, and proxies on the way to it.");
        }
        long in = answer.path("expires_in").asLong();
        long on = answer.path("expires_on").asLong();
        if (in > 0) {
            expires = asked.plusSeconds(in);
        } else if (on > 0) {
            expires = Instant.ofEpochSecond(on);
        } else {
            expires = asked.plus(UNKNOWN);
        }
    }
}
