package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.CredentialException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Asks a source again when its failure may pass, and turns every failure into a {@link CredentialException}. */
public final class PatientTokens {

    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final TokenSource source;
    private final TokenSource.Surroundings surroundings;

    public PatientTokens(TokenSource source, TokenSource.Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
    }

    CompletionStage<AccessToken> acquire(String scope, Optional<String> claims) {
        CompletableFuture<AccessToken> result = new CompletableFuture<>();
        attempt(scope, claims, 1, result);
        return result;
    }

    private void attempt(String scope, Optional<String> claims, int number, CompletableFuture<AccessToken> result) {
        CompletionStage<AccessToken> asked;
        try {
            asked = source.acquire(scope, claims, surroundings);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        asked.whenComplete((token, failure) -> {
            if (failure == null && token.getToken() != null && Secrets.isSendable(token.getToken())) {
                result.complete(token);
                return;
            }
            Throwable cause = failure == null ? unsendable() : unwrap(failure);
            if (number < TRIES && mayPass(cause)) {
                surroundings
                        .scheduler()
                        .after(
                                FIRST_PAUSE.multipliedBy(1L << (number - 1)),
                                () -> attempt(scope, claims, number + 1, result));
            } else {
                result.completeExceptionally(explain(cause));
            }
        });
    }

    private CredentialException unsendable() {
        return new CredentialException("The token from " + source.description()
                + " is empty or has characters that no header can hold. Check what the credential returns.");
    }

    private CredentialException explain(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CredentialException known) {
                return known;
            }
        }
        return new CredentialException(
                "No token from " + source.description() + " at "
                        + surroundings.cloud().entraAuthority() + ": " + message(cause)
                        + ". Check the credential, its tenant, and the way to this address.",
                cause);
    }

    private static String message(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        int line = text.indexOf('\n');
        String first = (line < 0 ? text : text.substring(0, line)).strip();
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private static boolean mayPass(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CredentialException
                    || t instanceof UnknownHostException
                    || t instanceof UnresolvedAddressException
                    || t instanceof SSLException) {
                return false;
            }
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException || t instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    static Throwable unwrap(Throwable failure) {
        Throwable t = failure;
        while ((t instanceof CompletionException || t instanceof java.util.concurrent.ExecutionException)
                && t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
