package dev.aks4j.core.cluster;

import dev.aks4j.core.model.ResourceId;

/**
 * A right that the control plane's identity must have before the cluster can be created. Immutable.
 *
 * @param scope the resource that the right is on
 * @param role display name of the built-in role, for example {@code Network Contributor}
 * @param roleDefinitionId the role's GUID
 * @param reason why, for the plan
 */
public record RequiredRole(ResourceId scope, String role, String roleDefinitionId, String reason) {}
