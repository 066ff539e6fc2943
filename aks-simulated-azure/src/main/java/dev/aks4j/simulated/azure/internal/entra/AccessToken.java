package dev.aks4j.simulated.azure.internal.entra;

import java.time.Instant;

/**
 * What a verified token says. Immutable.
 *
 * @param objectId who it is for
 * @param audience for which API
 * @param expires until when
 */
public record AccessToken(String objectId, String audience, Instant expires) {}
