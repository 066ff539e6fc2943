package dev.aks4j.core.cluster;

import dev.aks4j.core.model.ResourceId;

/**
 * A right that an identity of a cluster needs: the control plane's before the cluster is created, or the nodes'. Immutable.
 *
 * @param scope the resource that the right is on
 * @param role display name of the built-in role, for example {@code Network Contributor}
 * @param roleDefinitionId the role's GUID
 * @param reason why, for the plan
 */
public record RequiredRole(ResourceId scope, String role, String roleDefinitionId, String reason) {}
