package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a Kubernetes binding is for. Immutable and thread-safe.
 *
 * @param kind User, Group or ServiceAccount
 * @param name the name; with Microsoft Entra ID a user is their principal name or object id, a group is its object id
 * @param namespace the namespace of a service account
 */
public record RbacSubject(String kind, String name, Optional<String> namespace) {

    private static final String GROUP = "rbac.authorization.k8s.io";

    /** Checks that nothing is missing. */
    public RbacSubject {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(namespace);
    }

    /** Returns a user: with Microsoft Entra ID the user principal name, or the object id. */
    public static RbacSubject user(String name) {
        return new RbacSubject("User", name, Optional.empty());
    }

    /** Returns a group: with Microsoft Entra ID its object id, not its name. */
    public static RbacSubject group(String objectId) {
        return new RbacSubject("Group", objectId, Optional.empty());
    }

    /** Returns a service account. */
    public static RbacSubject serviceAccount(String namespace, String name) {
        return new RbacSubject("ServiceAccount", name, Optional.of(namespace));
    }

    /** Returns a service account. */
    public static RbacSubject of(ServiceAccountSpec account) {
        return serviceAccount(account.namespace(), account.name());
    }

    Json.ObjectBuilder toJson() {
        Json.ObjectBuilder json = Json.object().put("kind", kind).put("name", name);
        if (namespace.isPresent()) {
            json.put("namespace", namespace.get());
        } else {
            json.put("apiGroup", GROUP);
        }
        return json;
    }

    @Override
    public String toString() {
        return kind + " " + namespace.map(text -> text + "/").orElse("") + name;
    }
}
