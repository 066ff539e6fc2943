package dev.aks4j.simulated.azure.internal.entra;

import java.time.Instant;
import java.util.List;

/**
 * A principal's trust in somebody else's tokens. Immutable.
 *
 * @param clientId the principal's client id
 * @param issuer the trusted issuer, exactly
 * @param subject the trusted subject, exactly
 * @param audiences the trusted audiences
 * @param effective when Entra's caches have heard of it
 */
public record FederatedCredential(
        String clientId, String issuer, String subject, List<String> audiences, Instant effective) {}
