package dev.aks4j.simulated.azure.internal.directory;

import java.time.Instant;

/**
 * Somebody who can sign in without a person: an application's service principal or a managed identity. Immutable.
 *
 * @param objectId the object id, by which roles are assigned
 * @param clientId the client id, by which it signs in
 * @param displayName what people call it
 * @param managed whether Azure manages it, that is, whether it is a managed identity
 * @param created when it came into being
 */
public record DirectoryPrincipal(
        String objectId, String clientId, String displayName, boolean managed, Instant created) {}
