package dev.aks4j.simulated.kubernetes.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Store;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kubernetes role-based access control over the stored roles and bindings. Used under the simulator's lock. */
public final class RbacAuthorizer implements Authorizer {

    private static final String GROUP = ".rbac.authorization.k8s.io";

    private final Store store;

    /** Makes an authorizer over a cluster's objects. */
    public RbacAuthorizer(Store store) {
        this.store = store;
    }

    @Override
    public Decision decide(Attributes request) {
        if (request.user().groups().contains(User.MASTERS)) {
            return Decision.allow("");
        }
        for (Granted granted : granted(request.user(), request.namespace())) {
            if (RoleRules.covers(granted.rule(), request)) {
                return Decision.allow("RBAC: allowed by " + granted.source() + " to " + granted.subject());
            }
        }
        return Decision.noOpinion("");
    }

    /**
     * A rule that a user has.
     *
     * @param rule the rule
     * @param source the binding and role that grant it
     * @param subject to whom they grant it
     */
    public record Granted(JsonNode rule, String source, String subject) {}

    /** Returns the rules that a user has in a namespace, or cluster-wide if it is empty. */
    public List<Granted> granted(User user, String namespace) {
        List<Granted> granted = new ArrayList<>();
        collect(user, store.list("clusterrolebindings" + GROUP), "", granted);
        if (!namespace.isEmpty()) {
            collect(user, store.list("rolebindings" + GROUP, namespace), namespace, granted);
        }
        return granted;
    }

    private void collect(User user, Collection<Stored> bindings, String namespace, List<Granted> granted) {
        for (Stored stored : bindings) {
            ObjectNode binding = stored.json();
            for (JsonNode subject : binding.path("subjects")) {
                if (!isUser(subject, user, namespace)) {
                    continue;
                }
                String source = KubeJson.text(binding, "kind") + " \"" + KubeJson.text(binding, "metadata", "name")
                        + (namespace.isEmpty() ? "" : "/" + namespace) + "\" of "
                        + KubeJson.text(binding, "roleRef", "kind")
                        + " \"" + KubeJson.text(binding, "roleRef", "name") + "\"";
                String to = KubeJson.text(subject, "kind") + " \"" + KubeJson.text(subject, "name") + "\"";
                for (JsonNode rule : rules(binding.path("roleRef"), namespace).orElse(List.of())) {
                    granted.add(new Granted(rule, source, to));
                }
                break;
            }
        }
    }

    private static boolean isUser(JsonNode subject, User user, String bindingNamespace) {
        String name = KubeJson.text(subject, "name");
        return switch (KubeJson.text(subject, "kind")) {
            case "User" -> name.equals(user.name());
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" -> {
                String own = KubeJson.text(subject, "namespace");
                String namespace = own.isEmpty() ? bindingNamespace : own;
                yield user.name().equals("system:serviceaccount:" + namespace + ":" + name);
            }
            default -> false;
        };
    }

    /** Returns the rules of the role that a binding names; empty if there is no such role. */
    Optional<List<JsonNode>> rules(JsonNode roleRef, String namespace) {
        String name = KubeJson.text(roleRef, "name");
        boolean cluster = KubeJson.text(roleRef, "kind").equals("ClusterRole");
        Key key = cluster ? new Key("clusterroles" + GROUP, "", name) : new Key("roles" + GROUP, namespace, name);
        if (store.get(key).isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> rules = new ArrayList<>();
        collect(key, new HashSet<>(), rules);
        return Optional.of(rules);
    }

    /** Adds the rules of a role, and of those that it is put together of. */
    private void collect(Key key, Set<Key> seen, List<JsonNode> rules) {
        Optional<ObjectNode> role = store.get(key).map(Stored::json);
        if (role.isEmpty() || !seen.add(key)) {
            return;
        }
        role.get().path("rules").forEach(rules::add);
        for (JsonNode selector : KubeJson.at(role.get(), "aggregationRule", "clusterRoleSelectors")) {
            LabelSelector condition = LabelSelector.of(selector);
            store.list("clusterroles" + GROUP).stream()
                    .filter(other -> condition.matchesObject(other.json()))
                    .forEach(other -> collect(
                            new Key("clusterroles" + GROUP, "", KubeJson.text(other.json(), "metadata", "name")),
                            seen,
                            rules));
        }
    }
}
