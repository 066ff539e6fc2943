package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.List;

/** Keeps the endpoints and endpoint slices of services that select pods. Used under the simulator's lock. */
final class EndpointsController extends Reconciler {

    private static final String NAME = "endpoints-controller";
    private static final String SLICES = "endpointslices.discovery.k8s.io";

    EndpointsController(ClusterObjects cluster) {
        super(cluster, "Service", "services");
    }

    @Override
    public void changed(StoreChange change) {
        if (change.key().storage().equals("services")) {
            if (change.kind() == StoreChange.Kind.DELETED) {
                cluster.find("endpoints", change.key().namespace(), change.key().name())
                        .ifPresent(found -> cluster.delete(found, NAME));
            } else {
                mark(change.key());
            }
        } else if (change.key().storage().equals("pods") && matters(change)) {
            for (ObjectNode service : cluster.list("services", change.key().namespace())) {
                if (selects(service, change.after().json())) {
                    mark(new Key("services", change.key().namespace(), KubeJson.text(service, "metadata", "name")));
                }
            }
        }
    }

    private static boolean matters(StoreChange change) {
        boolean wasReady = change.before().map(before -> shown(before.json())).orElse(false);
        boolean gone = change.kind() == StoreChange.Kind.DELETED;
        return wasReady != (!gone && shown(change.after().json()));
    }

    private static boolean shown(ObjectNode pod) {
        return ControllerObjects.isReady(pod) && ControllerObjects.isActive(pod);
    }

    private static boolean selects(ObjectNode service, ObjectNode pod) {
        JsonNode selector = KubeJson.at(service, "spec", "selector");
        return !selector.isEmpty() && LabelSelector.map(selector).matchesObject(pod);
    }

    @Override
    void reconcile(ObjectNode service) {
        boolean none = KubeJson.at(service, "spec", "selector").isEmpty()
                || KubeJson.text(service, "spec", "type").equals("ExternalName")
                || ControllerObjects.isDeleting(service);
        if (none) {
            return;
        }
        String namespace = KubeJson.text(service, "metadata", "namespace");
        List<ObjectNode> pods = cluster.list("pods", namespace).stream()
                .filter(pod -> shown(pod) && selects(service, pod))
                .toList();
        endpoints(service, namespace, pods);
        slice(service, namespace, pods);
    }

    /** Somebody may have bound a pod to what is no node's name: that is not repeated. */
    private static void node(ObjectNode address, ObjectNode pod) {
        String name = KubeJson.text(pod, "spec", "nodeName");
        if (name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            address.put("nodeName", name);
        }
    }

    private void endpoints(ObjectNode service, String namespace, List<ObjectNode> pods) {
        String name = KubeJson.text(service, "metadata", "name");
        ArrayNode subsets = KubeJson.array();
        if (!pods.isEmpty()) {
            ObjectNode subset = subsets.addObject();
            ArrayNode addresses = subset.putArray("addresses");
            for (ObjectNode pod : pods) {
                ObjectNode address = addresses.addObject().put("ip", KubeJson.text(pod, "status", "podIP"));
                node(address, pod);
                target(address, pod);
            }
            ports(subset.putArray("ports"), service, pods.get(0));
        }
        ObjectNode present = cluster.find("endpoints", namespace, name).orElseGet(() -> {
            ObjectNode made = ControllerObjects.of("v1", "Endpoints", namespace, name);
            return cluster.registry().create(made, NAME);
        });
        cluster.registry().modify(present, NAME, live -> {
            if (subsets.isEmpty()) {
                live.remove("subsets");
            } else {
                live.set("subsets", subsets);
            }
        });
    }

    private static void target(ObjectNode endpoint, ObjectNode pod) {
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", KubeJson.text(pod, "metadata", "name"))
                .put("namespace", KubeJson.text(pod, "metadata", "namespace"))
                .put("uid", KubeJson.text(pod, "metadata", "uid"));
    }

    private static void ports(ArrayNode ports, ObjectNode service, ObjectNode pod) {
        for (JsonNode port : KubeJson.at(service, "spec", "ports")) {
            ObjectNode one = ports.addObject();
            if (port.has("name")) {
                one.put("name", KubeJson.text(port, "name"));
            }
            one.put("port", target(port.path("targetPort"), pod)).put("protocol", KubeJson.text(port, "protocol"));
        }
    }

    private static int target(JsonNode port, ObjectNode pod) {
        if (port.isNumber()) {
            return port.asInt();
        }
        for (JsonNode container : KubeJson.at(pod, "spec", "containers")) {
            for (JsonNode one : container.path("ports")) {
                if (KubeJson.text(one, "name").equals(port.asText())) {
                    return one.path("containerPort").asInt();
                }
            }
        }
        return 0;
    }

    private void slice(ObjectNode service, String namespace, List<ObjectNode> pods) {
        String name = KubeJson.text(service, "metadata", "name");
        ObjectNode present = cluster.owned(service, SLICES).stream().findFirst().orElseGet(() -> {
            ObjectNode made = ControllerObjects.of(
                    "discovery.k8s.io/v1",
                    "EndpointSlice",
                    namespace,
                    name + "-" + cluster.state().ids().suffix(5));
            KubeJson.make(made, "metadata", "labels")
                    .put("kubernetes.io/service-name", name)
                    .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
            ControllerObjects.own(made, service);
            made.put("addressType", "IPv4").putArray("endpoints");
            return cluster.registry().create(made, NAME);
        });
        cluster.registry().modify(present, NAME, live -> {
            ArrayNode endpoints = live.putArray("endpoints");
            for (ObjectNode pod : pods) {
                ObjectNode endpoint = endpoints.addObject();
                endpoint.putArray("addresses").add(KubeJson.text(pod, "status", "podIP"));
                endpoint.putObject("conditions")
                        .put("ready", true)
                        .put("serving", true)
                        .put("terminating", false);
                node(endpoint, pod);
                target(endpoint, pod);
            }
            ArrayNode ports = live.putArray("ports");
            if (!pods.isEmpty()) {
                ports(ports, service, pods.get(0));
                KubeJson.objects(ports).forEach(port -> KubeJson.putDefault(port, "name", ""));
            }
        });
    }
}
