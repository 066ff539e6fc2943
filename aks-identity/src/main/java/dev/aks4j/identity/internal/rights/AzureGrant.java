package dev.aks4j.identity.internal.rights;

/**
 * An assignment that gives somebody an action, or takes it. Immutable.
 *
 * @param id the assignment's id
 * @param role the role's name; the assignment's own for one that denies
 * @param scope where it holds
 * @param principalId who has it
 * @param condition the condition under which it holds; empty for none
 */
public record AzureGrant(String id, String role, String scope, String principalId, String condition) {

    @Override
    public String toString() {
        return role + " on " + scope + " for " + principalId
                + (condition.isEmpty() ? "" : ", under a condition that only Azure decides");
    }
}
