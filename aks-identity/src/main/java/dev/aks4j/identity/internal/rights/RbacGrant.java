package dev.aks4j.identity.internal.rights;

import dev.aks4j.core.model.Json;

/**
 * A binding that gives somebody a rule that covers a request. Immutable.
 *
 * @param bindingKind ClusterRoleBinding or RoleBinding
 * @param namespace the binding's namespace; empty for a ClusterRoleBinding
 * @param binding the binding's name
 * @param roleKind ClusterRole or Role
 * @param role the role's name
 * @param subjectKind User, Group or ServiceAccount
 * @param subject the subject's name, with its namespace for a service account
 * @param rule the rule
 */
public record RbacGrant(
        String bindingKind,
        String namespace,
        String binding,
        String roleKind,
        String role,
        String subjectKind,
        String subject,
        Json rule) {

    @Override
    public String toString() {
        return bindingKind + " " + (namespace.isEmpty() ? "" : namespace + "/") + binding + ", " + roleKind + " " + role
                + ", for " + subjectKind + " " + subject;
    }
}
