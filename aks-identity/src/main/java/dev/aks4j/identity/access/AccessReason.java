package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;

/**
 * Something that gives or takes a right. Immutable.
 *
 * @param effect what it does
 * @param source what decides: {@code Kubernetes RBAC}, {@code Azure RBAC} or {@code admin group}
 * @param by the binding, the id of the assignment, or the group
 * @param role the role; empty where there is none
 * @param scope where it holds: a namespace, the cluster, or the id of an Azure resource
 * @param subject whom it names: the principal itself, or a group of theirs
 */
public record AccessReason(Effect effect, String source, String by, String role, String scope, String subject) {

    /** What a binding or an assignment does. */
    public enum Effect {
        /** It gives the right. */
        ALLOWS,
        /** It takes the right, whoever gives it. */
        DENIES,
        /** It gives or takes the right under a condition that only Azure evaluates, or by a role that could not be read. */
        MAY_DECIDE
    }

    Json toJson() {
        return Json.object()
                .put("effect", effect)
                .put("source", source)
                .put("by", by)
                .put("role", role)
                .put("scope", scope)
                .put("subject", subject)
                .build();
    }

    @Override
    public String toString() {
        String word =
                switch (effect) {
                    case ALLOWS -> "allowed by ";
                    case DENIES -> "denied by ";
                    case MAY_DECIDE -> "perhaps decided by ";
                };
        return word + source + ": " + by + (role.isEmpty() ? "" : ", role " + role) + ", on " + scope + ", for "
                + subject;
    }
}
