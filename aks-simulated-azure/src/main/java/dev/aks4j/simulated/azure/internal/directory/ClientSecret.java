package dev.aks4j.simulated.azure.internal.directory;

import java.time.Instant;

/**
 * A secret of an application. Immutable.
 *
 * @param keyId its id, which is no secret
 * @param name what people call it
 * @param text the secret
 * @param effective when every server of Entra has heard of it
 * @param end until when it is good
 */
public record ClientSecret(String keyId, String name, String text, Instant effective, Instant end) {

    /** Returns it without the secret. */
    @Override
    public String toString() {
        return "secret " + keyId;
    }
}
