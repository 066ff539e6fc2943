package dev.aks4j.identity.internal.rights;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubernetes' role-based access control over roles and bindings as they were read: it decides as the API server does.
 * Roles that gather others hold what a controller wrote into them, and are taken as they are. Immutable and thread-safe.
 */
public final class Rbac {

    private final Map<String, Json> roles = new HashMap<>();
    private final List<Json> clusterRoleBindings;
    private final List<Json> roleBindings;

    /**
     * Takes the objects.
     *
     * @param clusterRoles every ClusterRole
     * @param roles every Role
     * @param clusterRoleBindings every ClusterRoleBinding
     * @param roleBindings every RoleBinding
     */
    public Rbac(List<Json> clusterRoles, List<Json> roles, List<Json> clusterRoleBindings, List<Json> roleBindings) {
        clusterRoles.forEach(role -> this.roles.put(key("ClusterRole", "", name(role)), role));
        roles.forEach(role -> this.roles.put(key("Role", namespace(role), name(role)), role));
        this.clusterRoleBindings = List.copyOf(clusterRoleBindings);
        this.roleBindings = List.copyOf(roleBindings);
    }

    /** Returns whether somebody may do something. */
    public boolean allows(ApiUser user, ApiCall call) {
        return user.groups().contains(ApiUser.MASTERS) || !grants(user, call).isEmpty();
    }

    /** Returns every binding that lets somebody do something; none for who may do everything by their group alone. */
    public List<RbacGrant> grants(ApiUser user, ApiCall call) {
        List<RbacGrant> grants = new ArrayList<>();
        clusterRoleBindings.forEach(binding -> collect(binding, "ClusterRoleBinding", user, call, grants));
        if (!call.namespace().isEmpty()) {
            roleBindings.stream()
                    .filter(binding -> namespace(binding).equals(call.namespace()))
                    .forEach(binding -> collect(binding, "RoleBinding", user, call, grants));
        }
        return grants;
    }

    private void collect(Json binding, String kind, ApiUser user, ApiCall call, List<RbacGrant> grants) {
        String namespace = kind.equals("RoleBinding") ? namespace(binding) : "";
        Optional<Json> subject = binding.path("subjects").stream()
                .filter(each -> isUser(each, user, namespace))
                .findFirst();
        if (subject.isEmpty()) {
            return;
        }
        Json role = role(binding).orElse(Json.missing());
        role.path("rules").stream()
                .filter(rule -> RbacRule.covers(rule, call))
                .findFirst()
                .ifPresent(rule -> grants.add(new RbacGrant(
                        kind,
                        namespace,
                        name(binding),
                        binding.at("/roleRef/kind").asText(),
                        binding.at("/roleRef/name").asText(),
                        subject.get().path("kind").asText(),
                        text(subject.get(), namespace),
                        rule)));
    }

    /** Returns the role that a binding names, if it is there. */
    public Optional<Json> role(Json binding) {
        String kind = binding.at("/roleRef/kind").asText();
        return Optional.ofNullable(roles.get(key(
                kind,
                kind.equals("Role") ? namespace(binding) : "",
                binding.at("/roleRef/name").asText())));
    }

    /** Returns every binding, those of the whole cluster first. */
    public List<Json> bindings() {
        List<Json> all = new ArrayList<>(clusterRoleBindings);
        all.addAll(roleBindings);
        return all;
    }

    private static boolean isUser(Json subject, ApiUser user, String bindingNamespace) {
        String name = subject.path("name").asText();
        return switch (subject.path("kind").asText()) {
            case "User" -> name.equals(user.name());
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" -> user.isServiceAccount(own(subject, bindingNamespace), name);
            default -> false;
        };
    }

    private static String text(Json subject, String bindingNamespace) {
        String name = subject.path("name").asText();
        return subject.path("kind").asText().equals("ServiceAccount")
                ? own(subject, bindingNamespace) + "/" + name
                : name;
    }

    /** A service account without a namespace is one of the binding's own. */
    private static String own(Json subject, String bindingNamespace) {
        String namespace = subject.path("namespace").asText();
        return namespace.isEmpty() ? bindingNamespace : namespace;
    }

    private static String key(String kind, String namespace, String name) {
        return kind + "\n" + namespace + "\n" + name;
    }

    private static String name(Json object) {
        return object.at("/metadata/name").asText();
    }

    private static String namespace(Json object) {
        return object.at("/metadata/namespace").asText();
    }
}
