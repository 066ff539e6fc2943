package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gets a new token each time it is asked. Implementations hold secrets and so are never printed. */
public interface TokenSource {

    /** Asks for a token. Called on a thread where it may block; what it throws is the stage's failure. */
    CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings);

    /** Returns how long a person has who has to do something for it; empty if it asks nobody. Such a source is asked once. */
    default Optional<Duration> personsTime() {
        return Optional.empty();
    }

    /** Returns which credential this is, without a secret. */
    String description();

    /** Returns why this one is asked and no other, as a sentence for a failure; empty where a program named it. */
    default Optional<String> why() {
        return Optional.empty();
    }

    /**
     * Where tokens are asked for.
     *
     * @param cloud the cloud
     * @param entra the way to its token endpoint
     * @param scheduler time and threads
     */
    record Surroundings(AzureCloud cloud, IHttpClient entra, Scheduler scheduler) {}
}
