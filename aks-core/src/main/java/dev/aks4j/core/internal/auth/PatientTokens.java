package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Scheduler;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Asks a source again when its failure may pass, and turns every failure into a {@link CredentialException}. */
public final class PatientTokens {

    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** The instance metadata service says of 404 and 410 that it is being updated, and is there again within 70 seconds. */
    private static final Duration MACHINE = Duration.ofSeconds(70);

    private final TokenSource source;
    private final TokenSource.Surroundings surroundings;

    public PatientTokens(TokenSource source, TokenSource.Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
    }

    CompletionStage<AccessToken> acquire(String scope, Optional<String> claims) {
        Asked asked = new Asked(scope, claims, surroundings.scheduler().elapsed());
        ask(asked);
        return asked.result;
    }

    /** The source is asked on a thread where it may block; the caller's is never one. */
    private void ask(Asked asked) {
        surroundings.scheduler().blocking().execute(() -> attempt(asked));
    }

    private void attempt(Asked asked) {
        CompletionStage<AccessToken> answer;
        try {
            answer = source.acquire(asked.scope, asked.claims, surroundings);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        inTime(answer).whenComplete((token, failure) -> {
            if (failure == null && token.getToken() != null && Secrets.isSendable(token.getToken())) {
                asked.result.complete(token);
                return;
            }
            Throwable cause = failure == null ? unsendable() : Causes.of(failure);
            Optional<Duration> pause = pause(asked, cause);
            if (pause.isPresent()) {
                asked.tries++;
                surroundings.scheduler().after(pause.get(), () -> ask(asked));
            } else {
                asked.result.completeExceptionally(explain(cause));
            }
        });
    }

    /** Who waits for a source that never answers waits with all who come later. */
    private CompletionStage<AccessToken> inTime(CompletionStage<AccessToken> answer) {
        CompletableFuture<AccessToken> result = new CompletableFuture<>();
        Scheduler scheduler = surroundings.scheduler();
        Duration longest = source.personsTime().orElse(LONGEST);
        Scheduler.Cancellable limit = scheduler.after(
                longest,
                () -> scheduler
                        .executor()
                        .execute(() -> result.completeExceptionally(
                                new TimeoutException("no answer within " + longest.toSeconds() + " s"))));
        answer.whenComplete((token, failure) -> {
            limit.cancel();
            if (failure == null) {
                result.complete(token);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Returns how long to wait before the source is asked again; empty if that is of no use. */
    private Optional<Duration> pause(Asked asked, Throwable cause) {
        Duration next = FIRST_PAUSE.multipliedBy(1L << (asked.tries - 1));
        if (has(cause, MachineNotReadyException.class)) {
            Duration left =
                    asked.begun.plus(MACHINE).minus(surroundings.scheduler().elapsed());
            return left.isNegative() || left.isZero()
                    ? Optional.empty()
                    : Optional.of(next.compareTo(left) > 0 ? left : next);
        }
        return asked.tries < TRIES && source.personsTime().isEmpty() && mayPass(cause)
                ? Optional.of(next)
                : Optional.empty();
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
                        + ". Check the credential, its tenant, and the way to this address."
                        + source.why().map(reason -> " " + reason).orElse(""),
                cause,
                mayPass(cause));
    }

    private static String message(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        int line = text.indexOf('\n');
        String first = (line < 0 ? text : text.substring(0, line)).strip();
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** What was not reached may be reached later; what refused, or is not trusted, stays so. */
    private static boolean mayPass(Throwable failure) {
        boolean lasting = has(failure, CredentialException.class) || has(failure, SSLException.class);
        return !lasting
                && (has(failure, IOException.class)
                        || has(failure, UnresolvedAddressException.class)
                        || has(failure, TimeoutException.class));
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** A token that is being asked for. Its steps run one after another. */
    private static final class Asked {
        private final String scope;
        private final Optional<String> claims;
        private final Duration begun;
        private final CompletableFuture<AccessToken> result = new CompletableFuture<>();
        private int tries = 1;

        private Asked(String scope, Optional<String> claims, Duration begun) {
            this.scope = scope;
            this.claims = claims;
            this.begun = begun;
        }
    }
}
