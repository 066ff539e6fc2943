package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * The identity that a client id means.
 *
 * @param name what to call it
 * @param objectId its object id
 * @param clientId its client id
 * @param tenantId its tenant; empty if unknown
 * @param resource the managed identity; empty for an application
 */
record PodIdentity(String name, String objectId, String clientId, String tenantId, Optional<ResourceId> resource) {

    private static final String IDENTITIES = "2024-11-30";

    /** Looks among the subscription's managed identities, then in the directory. */
    static Optional<PodIdentity> find(AccessReads reads, String clientId) {
        if (clientId.isEmpty()) {
            return Optional.empty();
        }
        ResourceId subscription = ResourceId.subscription(reads.subscriptionId());
        Optional<PodIdentity> managed = reads
                .below(
                        "managed identities",
                        subscription,
                        "Microsoft.ManagedIdentity/userAssignedIdentities",
                        IDENTITIES,
                        "")
                .orElse(List.of())
                .stream()
                .filter(each -> each.at("/properties/clientId").asText().equalsIgnoreCase(clientId))
                .findFirst()
                .map(PodIdentity::managed);
        return managed.or(() -> reads.servicePrincipals(clientId).orElse(List.of()).stream()
                .findFirst()
                .map(each -> new PodIdentity(
                        "application " + each.path("displayName").asText(clientId),
                        each.path("id").asText(),
                        clientId,
                        "",
                        Optional.empty())));
    }

    private static PodIdentity managed(Json identity) {
        return new PodIdentity(
                "identity " + identity.path("name").asText(),
                identity.at("/properties/principalId").asText(),
                identity.at("/properties/clientId").asText(),
                identity.at("/properties/tenantId").asText(),
                Optional.of(ResourceId.parse(identity.path("id").asText())));
    }
}
