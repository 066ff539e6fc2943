package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says of routes whether gateways take them, and whether their backends are there. Used under the simulator's lock. */
final class Routes {

    private static final String NAME = "pilot-discovery";

    private final ClusterObjects cluster;

    Routes(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    /** What a gateway says of a route: the reason why it does not take it, or none, and to how many listeners it is attached. */
    private record Verdict(String reason, String message, List<String> listeners) {}

    /** Returns how many routes are attached to a listener. */
    int attached(ObjectNode gateway, String listener) {
        int count = 0;
        for (ObjectNode route : cluster.list(Gateways.ROUTES, "")) {
            for (ObjectNode parent : KubeJson.objects(KubeJson.at(route, "spec", "parentRefs"))) {
                if (names(route, parent).equals(Gateways.key(gateway))
                        && verdict(route, parent, gateway).listeners().contains(listener)) {
                    count++;
                    break;
                }
            }
        }
        return count;
    }

    void reconcile(Set<Key> gateways) {
        for (ObjectNode route : cluster.list(Gateways.ROUTES, "")) {
            if (!ControllerObjects.isDeleting(route)) {
                reconcile(route, gateways);
            }
        }
    }

    private static Key names(ObjectNode route, ObjectNode parent) {
        String named = KubeJson.text(parent, "namespace");
        return new Key(
                Gateways.GATEWAYS,
                named.isEmpty() ? KubeJson.text(route, "metadata", "namespace") : named,
                KubeJson.text(parent, "name"));
    }

    private void reconcile(ObjectNode route, Set<Key> gateways) {
        List<ObjectNode> before = KubeJson.objects(KubeJson.at(route, "status", "parents"));
        ArrayNode parents = KubeJson.array();
        for (ObjectNode parent : KubeJson.objects(KubeJson.at(route, "spec", "parentRefs"))) {
            Key gateway = names(route, parent);
            if (!gateways.contains(gateway)) {
                continue;
            }
            ObjectNode status = parents.addObject();
            status.put("controllerName", Gateways.CONTROLLER).set("parentRef", parent.deepCopy());
            Optional<ObjectNode> said = before.stream()
                    .filter(one -> one.path("parentRef").equals(parent))
                    .findFirst();
            ArrayNode kept = KubeJson.array();
            said.ifPresent(one -> one.path("conditions").forEach(each -> kept.add(each.deepCopy())));
            status.set("conditions", kept);
            Verdict verdict = verdict(route, parent, cluster.find(gateway).orElseThrow());
            set(
                    status,
                    route,
                    "Accepted",
                    verdict.reason().isEmpty(),
                    verdict.reason().isEmpty() ? "Accepted" : verdict.reason(),
                    verdict.reason().isEmpty() ? "Route was valid" : verdict.message());
            String missing = missing(route);
            boolean refused = missing.startsWith("backendRef");
            set(
                    status,
                    route,
                    "ResolvedRefs",
                    missing.isEmpty(),
                    missing.isEmpty() ? "ResolvedRefs" : refused ? "RefNotPermitted" : "BackendNotFound",
                    missing.isEmpty() ? "All references resolved" : missing);
        }
        if (!parents.equals(KubeJson.at(route, "status", "parents"))) {
            cluster.registry().status(route, NAME, status -> status.set("parents", parents));
        }
    }

    private void set(ObjectNode status, ObjectNode route, String type, boolean value, String reason, String message) {
        ControllerObjects.setCondition(status, type, value ? "True" : "False", reason, message, cluster.now());
        for (ObjectNode condition : KubeJson.objects(status.path("conditions"))) {
            if (KubeJson.text(condition, "type").equals(type)) {
                condition.put(
                        "observedGeneration",
                        KubeJson.at(route, "metadata", "generation").asLong());
            }
        }
    }

    private Verdict verdict(ObjectNode route, ObjectNode parent, ObjectNode gateway) {
        String section = KubeJson.text(parent, "sectionName");
        int port = parent.path("port").asInt();
        List<ObjectNode> named = KubeJson.objects(KubeJson.at(gateway, "spec", "listeners")).stream()
                .filter(one -> section.isEmpty() || KubeJson.text(one, "name").equals(section))
                .filter(one -> port == 0 || one.path("port").asInt() == port)
                .toList();
        if (named.isEmpty()) {
            return new Verdict("NoMatchingParent", "sectionName \"" + section + "\" not found", List.of());
        }
        List<ObjectNode> open =
                named.stream().filter(one -> allows(one, route, gateway)).toList();
        if (open.isEmpty()) {
            return new Verdict(
                    "NotAllowedByListeners",
                    "hostnames matched parent hostname \"\", but namespace \""
                            + KubeJson.text(route, "metadata", "namespace") + "\" is not allowed by the parent",
                    List.of());
        }
        List<String> hosts = KubeJson.texts(KubeJson.at(route, "spec", "hostnames"));
        List<String> listeners = new ArrayList<>();
        for (ObjectNode listener : open) {
            String host = KubeJson.text(listener, "hostname");
            if (host.isEmpty() || hosts.isEmpty() || hosts.stream().anyMatch(one -> meet(one, host))) {
                listeners.add(KubeJson.text(listener, "name"));
            }
        }
        return listeners.isEmpty()
                ? new Verdict(
                        "NoMatchingListenerHostname",
                        "no hostnames matched parent hostname \"" + KubeJson.text(open.get(0), "hostname") + "\"",
                        List.of())
                : new Verdict("", "", listeners);
    }

    private boolean allows(ObjectNode listener, ObjectNode route, ObjectNode gateway) {
        String namespace = KubeJson.text(route, "metadata", "namespace");
        String from = KubeJson.text(listener, "allowedRoutes", "namespaces", "from");
        return switch (from) {
            case "All" -> true;
            case "Selector" ->
                cluster.find("namespaces", "", namespace)
                        .filter(
                                LabelSelector.of(KubeJson.at(listener, "allowedRoutes", "namespaces", "selector"))
                                        ::matchesObject)
                        .isPresent();
            default -> namespace.equals(KubeJson.text(gateway, "metadata", "namespace"));
        };
    }

    private static boolean meet(String host, String other) {
        if (host.equals(other)) {
            return true;
        }
        String tail = host.startsWith("*") ? host.substring(1) : "";
        String otherTail = other.startsWith("*") ? other.substring(1) : "";
        return !otherTail.isEmpty() && host.endsWith(otherTail) || !tail.isEmpty() && other.endsWith(tail);
    }

    /** Returns which backend of a route is not there or not granted, or the empty string. */
    private String missing(ObjectNode route) {
        String own = KubeJson.text(route, "metadata", "namespace");
        for (ObjectNode rule : KubeJson.objects(KubeJson.at(route, "spec", "rules"))) {
            for (ObjectNode backend : KubeJson.objects(rule.path("backendRefs"))) {
                String named = KubeJson.text(backend, "namespace");
                String namespace = named.isEmpty() ? own : named;
                String name = KubeJson.text(backend, "name");
                if (!namespace.equals(own) && !granted("HTTPRoute", own, "Service", namespace, name)) {
                    return "backendRef " + name + "/" + namespace + " not accessible to a HTTPRoute in namespace \""
                            + own + "\" (missing a ReferenceGrant?)";
                }
                if (cluster.find("services", namespace, name).isEmpty()) {
                    return "backend(" + name + "." + namespace + ".svc.cluster.local) not found";
                }
            }
        }
        return "";
    }

    /** Returns whether objects of a kind in one namespace may name an object of another. */
    boolean granted(String kind, String namespace, String toKind, String toNamespace, String name) {
        return cluster.list(Gateways.GRANTS, toNamespace).stream()
                .anyMatch(grant -> KubeJson.objects(KubeJson.at(grant, "spec", "from")).stream()
                                .anyMatch(from -> KubeJson.text(from, "kind").equals(kind)
                                        && KubeJson.text(from, "namespace").equals(namespace))
                        && KubeJson.objects(KubeJson.at(grant, "spec", "to")).stream()
                                .anyMatch(to -> KubeJson.text(to, "kind").equals(toKind)
                                        && (!to.has("name")
                                                || KubeJson.text(to, "name").equals(name))));
    }
}
