package dev.aks4j.core.plan.run;

import dev.aks4j.core.model.AksException;
import java.util.concurrent.CompletionStage;

/**
 * Gives the texts of secrets at the moment they are sent. A process that resumes a run needs a source that knows the
 * same names. Thread-safe.
 */
@FunctionalInterface
public interface SecretSource {

    /**
     * Returns the text of a secret. It goes into one request body and is not kept.
     *
     * @param name the name that a {@link dev.aks4j.core.plan.kind.SecretValue} carries
     */
    CompletionStage<String> text(String name);

    /** Returns a source that knows no secret. */
    static SecretSource none() {
        return name -> {
            throw new AksException("No secret source is configured, and the secret \"" + name
                    + "\" is needed to send this document. Give one that knows it when building the client.");
        };
    }
}
