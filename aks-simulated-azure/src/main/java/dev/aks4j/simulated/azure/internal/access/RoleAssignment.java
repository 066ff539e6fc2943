package dev.aks4j.simulated.azure.internal.access;

import dev.aks4j.simulated.azure.internal.state.Resources;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has which role where. Immutable.
 *
 * @param id its resource id
 * @param scope the resource, group or subscription on which it holds
 * @param role the role
 * @param principalId the object id of who has it
 * @param principalType what the principal is: {@code ServicePrincipal}, {@code Group} or {@code User}
 * @param description what it is for, in the words of who made it, if he said so
 * @param condition the condition under which it holds; empty for none
 * @param author the object id of who made it; empty for what Azure made itself
 * @param created when it was made
 * @param effective when Azure's caches have heard of it
 */
public record RoleAssignment(
        String id,
        String scope,
        RoleDefinition role,
        String principalId,
        String principalType,
        Optional<String> description,
        String condition,
        Optional<String> author,
        Instant created,
        Instant effective) {

    /** Returns an assignment to a service principal that Azure makes itself, and that holds at once. */
    public static RoleAssignment ofAzure(
            String id, String scope, RoleDefinition role, String principalId, Instant created) {
        return new RoleAssignment(
                id,
                scope,
                role,
                principalId,
                "ServicePrincipal",
                Optional.empty(),
                "",
                Optional.empty(),
                created,
                created);
    }

    /** Returns it with another description and condition, which is all that can change. */
    public RoleAssignment describe(Optional<String> text, String newCondition) {
        return new RoleAssignment(
                id, scope, role, principalId, principalType, text, newCondition, author, created, effective);
    }

    /** Returns it as its role was changed. */
    RoleAssignment with(RoleDefinition changed) {
        return new RoleAssignment(
                id, scope, changed, principalId, principalType, description, condition, author, created, effective);
    }

    /** Tells whether it holds on a resource. */
    public boolean covers(String resource) {
        return Resources.same(resource, scope) || Resources.isBelow(resource, scope);
    }
}
