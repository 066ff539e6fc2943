package dev.aks4j.simulated.kubernetes.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Guard;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nobody gives away more than they have: whoever writes a role must have what is in it or may {@code escalate} it, and
 * whoever binds one must have what is in it or may {@code bind} it. Used under the simulator's lock.
 */
public final class Grants {

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final JsonNode EVERYTHING =
            KubeJson.parse(("[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]},"
                            + "{\"verbs\":[\"*\"],\"nonResourceURLs\":[\"*\"]}]")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final RbacAuthorizer rbac;
    private final Authorizer authorizer;

    /**
     * Makes the guard of a cluster.
     *
     * @param rbac what users have by roles
     * @param authorizer what users may do in all
     */
    public Grants(RbacAuthorizer rbac, Authorizer authorizer) {
        this.rbac = rbac;
        this.authorizer = authorizer;
    }

    /** Returns what a request may write. */
    public Guard of(Attributes request) {
        boolean concerned = request.group().equals(GROUP)
                && request.subresource().isEmpty()
                && !request.user().groups().contains(User.MASTERS);
        return concerned ? (type, object, before) -> check(request, type, object, before) : Guard.NONE;
    }

    private void check(Attributes request, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        boolean same = before.filter(old -> isOnlyCollected(object, old)).isPresent();
        if (same) {
            return;
        }
        switch (request.resource()) {
            case "roles", "clusterroles" -> role(request, type, object, before);
            case "rolebindings", "clusterrolebindings" -> binding(request, type, object);
            default -> {}
        }
    }

    /** What the garbage collector changes gives nothing away. */
    private static boolean isOnlyCollected(ObjectNode object, ObjectNode before) {
        ObjectNode one = object.deepCopy();
        ObjectNode other = before.deepCopy();
        for (ObjectNode each : List.of(one, other)) {
            KubeJson.make(each, "metadata")
                    .remove(List.of("ownerReferences", "finalizers", "managedFields", "resourceVersion"));
        }
        return one.equals(other);
    }

    private void role(Attributes request, ResourceType type, ObjectNode role, Optional<ObjectNode> before) {
        if (may(request.user(), "escalate", request.resource(), request.namespace(), request.name())) {
            return;
        }
        confirm(request, type, role, role.path("rules"));
        if (gathers(role) || before.filter(Grants::gathers).isPresent()) {
            if (!Escalation.missing(owned(request), EVERYTHING).isEmpty()) {
                String why = "must have cluster-admin privileges to use the aggregationRule";
                throw Failures.forbidden(type, KubeJson.text(role, "metadata", "name"), why);
            }
        }
    }

    private static boolean gathers(ObjectNode role) {
        return !KubeJson.at(role, "aggregationRule", "clusterRoleSelectors").isEmpty();
    }

    private List<JsonNode> owned(Attributes request) {
        List<JsonNode> owned = new ArrayList<>();
        rbac.granted(request.user(), request.namespace()).forEach(granted -> owned.add(granted.rule()));
        return owned;
    }

    private void binding(Attributes request, ResourceType type, ObjectNode binding) {
        JsonNode ref = binding.path("roleRef");
        String name = KubeJson.text(ref, "name");
        boolean cluster = KubeJson.text(ref, "kind").equals("ClusterRole");
        String resource = cluster ? "clusterroles" : "roles";
        if (may(request.user(), "bind", resource, request.namespace(), name)) {
            return;
        }
        Optional<List<JsonNode>> rules = rbac.rules(ref, request.namespace());
        if (rules.isEmpty()) {
            // The server says it of the binding's type, and means the role.
            throw Failures.notFound(type, name);
        }
        confirm(request, type, binding, rules.get());
    }

    private boolean may(User user, String verb, String resource, String namespace, String name) {
        Attributes asked = new Attributes(user, verb, GROUP, resource, "", namespace, name, "");
        return authorizer.decide(asked).verdict() == Authorizer.Verdict.ALLOW;
    }

    private void confirm(Attributes request, ResourceType type, ObjectNode object, Iterable<JsonNode> rules) {
        List<String> missing = Escalation.missing(owned(request), rules);
        if (!missing.isEmpty()) {
            List<String> groups = request.user().groups().stream()
                    .map(group -> '"' + group + '"')
                    .toList();
            throw Failures.forbidden(
                    type,
                    KubeJson.text(object, "metadata", "name"),
                    "user \"" + request.user().name() + "\" (groups=[" + String.join(" ", groups)
                            + "]) is attempting to grant RBAC permissions not currently held:\n"
                            + String.join("\n", missing));
        }
    }
}
