package dev.aks4j.testkit.authorization;

import dev.aks4j.testkit.cloud.Resources;
import java.time.Instant;

/**
 * Who has which role where. Immutable.
 *
 * @param id its resource id
 * @param scope the resource, group or subscription on which it holds
 * @param role the role
 * @param principalId the object id of who has it
 * @param created when it was made
 * @param effective when Azure's caches have heard of it
 */
public record RoleAssignment(
        String id, String scope, RoleDefinition role, String principalId, Instant created, Instant effective) {

    boolean covers(String resource) {
        return Resources.same(resource, scope) || Resources.isBelow(resource, scope);
    }
}
