package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out gateways as Istio does: each gets a load-balancer service with its annotations and ports, and its address once
 * that has one; listeners say how many routes are attached to them. Used under the simulator's lock.
 */
final class Gateways implements Controller {

    static final String GROUP = "gateway.networking.k8s.io";
    static final String GATEWAYS = "gateways." + GROUP;
    static final String ROUTES = "httproutes." + GROUP;
    static final String GRANTS = "referencegrants." + GROUP;
    static final String CLASSES = "gatewayclasses." + GROUP;
    static final String CONTROLLER = "istio.io/gateway-controller";

    /** The class of application routing. */
    static final String CLASS = "approuting-istio";

    private static final String NAME = "pilot-discovery";
    private static final String NAME_OVERRIDE = "gateway.istio.io/name-override";
    private static final Set<String> WATCHED =
            Set.of(GATEWAYS, ROUTES, GRANTS, CLASSES, "services", "secrets", "namespaces");

    private final ClusterObjects cluster;
    private final Routes routes;
    private boolean dirty;

    Gateways(ClusterObjects cluster) {
        this.cluster = cluster;
        routes = new Routes(cluster);
    }

    @Override
    public void changed(StoreChange change) {
        dirty |= WATCHED.contains(change.key().storage());
    }

    @Override
    public void work() {
        if (!dirty) {
            return;
        }
        dirty = false;
        Set<Key> ours = new LinkedHashSet<>();
        for (ObjectNode type : cluster.list(CLASSES, "")) {
            if (KubeJson.text(type, "spec", "controllerName").equals(CONTROLLER)) {
                accepted(type);
            }
        }
        for (ObjectNode gateway : cluster.list(GATEWAYS, "")) {
            if (isOurs(gateway) && !ControllerObjects.isDeleting(gateway)) {
                reconcile(gateway);
                ours.add(key(gateway));
            }
        }
        routes.reconcile(ours);
    }

    private boolean isOurs(ObjectNode gateway) {
        return cluster.find(CLASSES, "", KubeJson.text(gateway, "spec", "gatewayClassName"))
                .filter(type -> KubeJson.text(type, "spec", "controllerName").equals(CONTROLLER))
                .isPresent();
    }

    static Key key(ObjectNode object) {
        return new Key(
                KubeJson.text(object, "kind").equals("Gateway") ? GATEWAYS : ROUTES,
                KubeJson.text(object, "metadata", "namespace"),
                KubeJson.text(object, "metadata", "name"));
    }

    private void accepted(ObjectNode type) {
        if (ControllerObjects.condition(type, "Accepted").isEmpty()) {
            cluster.registry()
                    .status(
                            type,
                            NAME,
                            status -> ControllerObjects.setCondition(
                                    status,
                                    "Accepted",
                                    "True",
                                    "Accepted",
                                    "Handled by Istio controller",
                                    cluster.now()));
        }
    }

    private void reconcile(ObjectNode gateway) {
        Optional<ObjectNode> service = service(gateway);
        String address = service.map(found -> KubeJson.text(
                        KubeJson.at(found, "status", "loadBalancer", "ingress").path(0), "ip"))
                .orElse("");
        ObjectNode wanted = KubeJson.object();
        if (!address.isEmpty()) {
            wanted.putArray("addresses").addObject().put("type", "IPAddress").put("value", address);
        }
        wanted.set("conditions", kept(gateway.path("status")));
        set(wanted, gateway, "Accepted", true, "Accepted", "Resource accepted");
        String name =
                serviceName(gateway) + "." + KubeJson.text(gateway, "metadata", "namespace") + ".svc.cluster.local";
        String ports = String.join(
                " and ", ports(gateway).stream().map(String::valueOf).toList());
        set(
                wanted,
                gateway,
                "Programmed",
                !address.isEmpty(),
                address.isEmpty() ? "AddressNotAssigned" : "Programmed",
                address.isEmpty()
                        ? "Assigned to service(s) " + name + ":" + ports
                                + ", but failed to assign to all requested addresses: address pending for hostname \""
                                + name
                                + "\""
                        : "Resource programmed, assigned to service(s) " + name + ":" + ports);
        ArrayNode listeners = wanted.putArray("listeners");
        for (ObjectNode listener : KubeJson.objects(KubeJson.at(gateway, "spec", "listeners"))) {
            listener(gateway, listener, listeners.addObject());
        }
        if (!wanted.equals(gateway.path("status"))) {
            cluster.registry().status(gateway, NAME, status -> {
                status.removeAll();
                status.setAll(wanted);
            });
        }
    }

    private void listener(ObjectNode gateway, ObjectNode listener, ObjectNode status) {
        String name = KubeJson.text(listener, "name");
        status.put("name", name).put("attachedRoutes", routes.attached(gateway, name));
        ArrayNode kinds = status.putArray("supportedKinds");
        List.of("HTTPRoute", "GRPCRoute")
                .forEach(kind -> kinds.addObject().put("group", GROUP).put("kind", kind));
        JsonNode before = KubeJson.objects(KubeJson.at(gateway, "status", "listeners")).stream()
                .filter(one -> KubeJson.text(one, "name").equals(name))
                .<JsonNode>map(one -> one)
                .findFirst()
                .orElse(KubeJson.object());
        status.set("conditions", kept(before));
        String missing = missing(gateway, listener);
        set(status, gateway, "Accepted", true, "Accepted", "No errors found");
        set(status, gateway, "Conflicted", false, "NoConflicts", "No errors found");
        set(
                status,
                gateway,
                "Programmed",
                missing.isEmpty(),
                missing.isEmpty() ? "Programmed" : "Invalid",
                missing.isEmpty() ? "No errors found" : "Bad TLS configuration");
        set(
                status,
                gateway,
                "ResolvedRefs",
                missing.isEmpty(),
                missing.isEmpty() ? "ResolvedRefs" : "InvalidCertificateRef",
                missing.isEmpty() ? "No errors found" : missing);
    }

    /** Returns what is wrong with the certificates of a listener, or the empty string. */
    private String missing(ObjectNode gateway, ObjectNode listener) {
        String own = KubeJson.text(gateway, "metadata", "namespace");
        for (ObjectNode secret : KubeJson.objects(KubeJson.at(listener, "tls", "certificateRefs"))) {
            String named = KubeJson.text(secret, "namespace");
            String namespace = named.isEmpty() ? own : named;
            String name = KubeJson.text(secret, "name");
            if (!namespace.equals(own) && !routes.granted("Gateway", own, "Secret", namespace, name)) {
                return "certificateRef " + namespace + "/" + name + " not accessible to a Gateway in namespace \"" + own
                        + "\" (missing a ReferenceGrant?)";
            }
            if (cluster.find("secrets", namespace, name).isEmpty()) {
                return "invalid certificate reference /Secret/" + name + ", secret " + namespace + "/" + name
                        + " not found";
            }
        }
        return "";
    }

    private static ArrayNode kept(JsonNode status) {
        return status.path("conditions") instanceof ArrayNode conditions ? conditions.deepCopy() : KubeJson.array();
    }

    private void set(ObjectNode status, ObjectNode gateway, String type, boolean value, String reason, String message) {
        ControllerObjects.setCondition(status, type, value ? "True" : "False", reason, message, cluster.now());
        for (ObjectNode condition : KubeJson.objects(status.path("conditions"))) {
            if (KubeJson.text(condition, "type").equals(type)) {
                condition.put(
                        "observedGeneration",
                        KubeJson.at(gateway, "metadata", "generation").asLong());
            }
        }
    }

    private static String serviceName(ObjectNode gateway) {
        String override = KubeJson.text(gateway, "metadata", "annotations", NAME_OVERRIDE);
        return override.isEmpty()
                ? KubeJson.text(gateway, "metadata", "name") + "-" + KubeJson.text(gateway, "spec", "gatewayClassName")
                : override;
    }

    private static Set<Integer> ports(ObjectNode gateway) {
        Set<Integer> ports = new LinkedHashSet<>();
        KubeJson.objects(KubeJson.at(gateway, "spec", "listeners"))
                .forEach(listener -> ports.add(listener.path("port").asInt()));
        return ports;
    }

    /** Makes the service of a gateway, or brings it in line. */
    private Optional<ObjectNode> service(ObjectNode gateway) {
        String namespace = KubeJson.text(gateway, "metadata", "namespace");
        ObjectNode wanted = ControllerObjects.of("v1", "Service", namespace, serviceName(gateway));
        String name = KubeJson.text(gateway, "metadata", "name");
        KubeJson.make(wanted, "metadata", "labels")
                .put("gateway.networking.k8s.io/gateway-name", name)
                .put(
                        "gateway.networking.k8s.io/gateway-class-name",
                        KubeJson.text(gateway, "spec", "gatewayClassName"));
        ObjectNode annotations = KubeJson.make(wanted, "metadata", "annotations");
        KubeJson.strings(KubeJson.at(gateway, "spec", "infrastructure", "annotations"))
                .forEach(annotations::put);
        ControllerObjects.own(wanted, gateway);
        ObjectNode spec = wanted.putObject("spec").put("type", "LoadBalancer");
        spec.putObject("selector").put("gateway.networking.k8s.io/gateway-name", name);
        ArrayNode ports = spec.putArray("ports");
        ports.addObject().put("name", "status-port").put("port", 15_021).put("appProtocol", "tcp");
        ports(gateway)
                .forEach(port -> ports.addObject()
                        .put("name", "p" + port)
                        .put("port", port)
                        .put("appProtocol", "http"));
        Optional<ObjectNode> found = cluster.find("services", namespace, serviceName(gateway));
        if (found.isEmpty()) {
            if (cluster.find("namespaces", "", namespace)
                    .filter(ControllerObjects::isDeleting)
                    .isPresent()) {
                return Optional.empty();
            }
            return Optional.of(cluster.registry().create(wanted, NAME));
        }
        ObjectNode service = found.get();
        boolean same = KubeJson.strings(KubeJson.at(service, "metadata", "annotations"))
                        .equals(KubeJson.strings(annotations))
                && portsOf(service).equals(portsOf(wanted));
        if (!same && !ControllerObjects.isDeleting(service)) {
            cluster.registry().modify(service, NAME, live -> {
                KubeJson.make(live, "metadata").set("annotations", annotations);
                KubeJson.make(live, "spec").set("ports", ports);
            });
        }
        return Optional.of(service);
    }

    private static Set<Integer> portsOf(ObjectNode service) {
        Set<Integer> ports = new LinkedHashSet<>();
        KubeJson.objects(KubeJson.at(service, "spec", "ports"))
                .forEach(port -> ports.add(port.path("port").asInt()));
        return ports;
    }
}
