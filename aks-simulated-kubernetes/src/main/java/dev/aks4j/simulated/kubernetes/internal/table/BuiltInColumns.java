package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The columns of the built-in types, between name and age. Stateless. */
final class BuiltInColumns {

    private static final Map<String, List<Column>> ALL = Map.ofEntries(
            Map.entry("pods", pods()),
            Map.entry("nodes", nodes()),
            Map.entry("namespaces", List.of(text("Status", "status", "phase"))),
            Map.entry("services", services()),
            Map.entry("configmaps", List.of(size("Data", "data"))),
            Map.entry("secrets", List.of(text("Type", "type"), size("Data", "data"))),
            Map.entry("serviceaccounts", List.of(size("Secrets", "secrets"))),
            Map.entry("endpoints", List.of(Column.of("Endpoints", (object, now) -> endpoints(object)))),
            Map.entry("events", events()),
            Map.entry("persistentvolumes", StorageColumns.volumes()),
            Map.entry("persistentvolumeclaims", StorageColumns.claims()),
            Map.entry("storageclasses.storage.k8s.io", StorageColumns.classes()),
            Map.entry("csidrivers.storage.k8s.io", StorageColumns.drivers()),
            Map.entry("deployments.apps", WorkloadColumns.deployments()),
            Map.entry("replicasets.apps", WorkloadColumns.replicaSets()),
            Map.entry("statefulsets.apps", WorkloadColumns.statefulSets()),
            Map.entry("daemonsets.apps", WorkloadColumns.daemonSets()),
            Map.entry("jobs.batch", WorkloadColumns.jobs()),
            Map.entry("cronjobs.batch", WorkloadColumns.cronJobs()),
            Map.entry("horizontalpodautoscalers.autoscaling", WorkloadColumns.autoscalers()),
            Map.entry("poddisruptionbudgets.policy", WorkloadColumns.budgets()),
            Map.entry("leases.coordination.k8s.io", List.of(text("Holder", "spec", "holderIdentity"))),
            Map.entry("rolebindings.rbac.authorization.k8s.io", bindings()),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", bindings()),
            Map.entry(
                    "endpointslices.discovery.k8s.io",
                    List.of(
                            text("AddressType", "addressType"),
                            Column.of("Ports", (object, now) -> slicePorts(object)),
                            Column.of("Endpoints", (object, now) -> sliceAddresses(object)))));

    private static final Map<String, List<Column>> MORE = MoreColumns.all();

    private BuiltInColumns() {}

    static List<Column> of(String storage) {
        List<Column> own = ALL.getOrDefault(storage, List.of());
        return own.isEmpty() ? MORE.getOrDefault(storage, List.of()) : own;
    }

    static Column text(String name, String... path) {
        return Column.of(name, (object, now) -> Cells.orNone(KubeJson.text(object, path)));
    }

    static Column number(String name, String... path) {
        return Column.of(name, (object, now) -> KubeJson.at(object, path).asInt());
    }

    static Column size(String name, String field) {
        return Column.of(name, (object, now) -> object.path(field).size());
    }

    private static List<Column> bindings() {
        return List.of(
                role(),
                subjects("Users", "User"),
                subjects("Groups", "Group"),
                subjects("ServiceAccounts", "ServiceAccount"));
    }

    private static Column subjects(String name, String kind) {
        return Column.wide(name, (object, now) -> {
            List<String> names = new ArrayList<>();
            for (JsonNode subject : object.path("subjects")) {
                if (KubeJson.text(subject, "kind").equals(kind)) {
                    String namespace = KubeJson.text(subject, "namespace");
                    names.add((namespace.isEmpty() ? "" : namespace + "/") + KubeJson.text(subject, "name"));
                }
            }
            return String.join(", ", names);
        });
    }

    private static Column role() {
        return Column.of(
                "Role",
                (object, now) ->
                        KubeJson.text(object, "roleRef", "kind") + "/" + KubeJson.text(object, "roleRef", "name"));
    }

    private static List<Column> pods() {
        return List.of(
                Column.of("Ready", (pod, now) -> ready(pod)),
                Column.of("Status", (pod, now) -> Cells.podStatus(pod)),
                Column.of("Restarts", (pod, now) -> restarts(pod)),
                Column.of("Age", Cells::age),
                Column.wide("IP", (pod, now) -> Cells.orNone(KubeJson.text(pod, "status", "podIP"))),
                Column.wide("Node", (pod, now) -> Cells.orNone(KubeJson.text(pod, "spec", "nodeName"))),
                Column.wide("Nominated Node", (pod, now) -> Cells.NONE),
                Column.wide("Readiness Gates", (pod, now) -> Cells.NONE));
    }

    private static String ready(ObjectNode pod) {
        int ready = 0;
        for (JsonNode container : KubeJson.at(pod, "status", "containerStatuses")) {
            ready += container.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + KubeJson.at(pod, "spec", "containers").size();
    }

    private static int restarts(ObjectNode pod) {
        int restarts = 0;
        for (JsonNode container : KubeJson.at(pod, "status", "containerStatuses")) {
            restarts += container.path("restartCount").asInt();
        }
        return restarts;
    }

    private static List<Column> nodes() {
        return List.of(
                Column.of("Status", (node, now) -> Cells.nodeStatus(node)),
                Column.of("Roles", (node, now) -> roles(node)),
                Column.of("Age", Cells::age),
                text("Version", "status", "nodeInfo", "kubeletVersion"),
                Column.wide("Internal-IP", (node, now) -> Cells.nodeAddress(node, "InternalIP")),
                Column.wide("External-IP", (node, now) -> Cells.nodeAddress(node, "ExternalIP")),
                Column.wide("OS-Image", (node, now) -> KubeJson.text(node, "status", "nodeInfo", "osImage")),
                Column.wide(
                        "Kernel-Version", (node, now) -> KubeJson.text(node, "status", "nodeInfo", "kernelVersion")),
                Column.wide(
                        "Container-Runtime",
                        (node, now) -> KubeJson.text(node, "status", "nodeInfo", "containerRuntimeVersion")));
    }

    private static String roles(ObjectNode node) {
        TreeSet<String> roles = new TreeSet<>();
        KubeJson.strings(KubeJson.at(node, "metadata", "labels")).forEach((key, value) -> {
            if (key.startsWith("node-role.kubernetes.io/")) {
                roles.add(key.substring("node-role.kubernetes.io/".length()));
            } else if (key.equals("kubernetes.io/role") && !value.isEmpty()) {
                roles.add(value);
            }
        });
        return Cells.orNone(String.join(",", roles));
    }

    private static List<Column> services() {
        return List.of(
                text("Type", "spec", "type"),
                text("Cluster-IP", "spec", "clusterIP"),
                Column.of("External-IP", (service, now) -> Cells.externalIp(service)),
                Column.of("Port(s)", (service, now) -> Cells.ports(service)),
                Column.of("Age", Cells::age),
                Column.wide("Selector", (service, now) -> Cells.labels(KubeJson.at(service, "spec", "selector"))));
    }

    private static String endpoints(ObjectNode object) {
        StringBuilder text = new StringBuilder();
        for (JsonNode subset : object.path("subsets")) {
            for (JsonNode address : subset.path("addresses")) {
                for (JsonNode port : subset.path("ports")) {
                    text.append(text.isEmpty() ? "" : ",")
                            .append(KubeJson.text(address, "ip"))
                            .append(':')
                            .append(port.path("port"));
                }
            }
        }
        return Cells.orNone(text.toString());
    }

    private static String slicePorts(ObjectNode object) {
        List<String> ports = new ArrayList<>();
        object.path("ports").forEach(port -> ports.add(port.path("port").asText("*")));
        return firstThree(ports, "<unset>");
    }

    private static String sliceAddresses(ObjectNode object) {
        List<String> addresses = new ArrayList<>();
        object.path("endpoints").forEach(one -> addresses.addAll(KubeJson.texts(one.path("addresses"))));
        return firstThree(addresses, "<unset>");
    }

    private static String firstThree(List<String> texts, String none) {
        int more = texts.size() - 3;
        String shown = String.join(",", more > 0 ? texts.subList(0, 3) : texts);
        return texts.isEmpty() ? none : more > 0 ? shown + " + " + more + " more..." : shown;
    }

    private static List<Column> events() {
        return List.of(
                Column.of("Last Seen", (event, now) -> Cells.since(KubeJson.text(event, "lastTimestamp"), now)),
                text("Type", "type"),
                text("Reason", "reason"),
                Column.of(
                        "Object",
                        (event, now) ->
                                KubeJson.text(event, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT) + "/"
                                        + KubeJson.text(event, "involvedObject", "name")),
                Column.wide("Subobject", (event, now) -> KubeJson.text(event, "involvedObject", "fieldPath")),
                Column.wide("Source", (event, now) -> source(event)),
                Column.of(
                        "Message",
                        (event, now) -> KubeJson.text(event, "message").strip()),
                Column.wide("First Seen", (event, now) -> Cells.since(KubeJson.text(event, "firstTimestamp"), now)),
                Column.wide(
                        "Count", (event, now) -> Math.max(1, event.path("count").asInt())));
    }

    private static String source(ObjectNode event) {
        String component = KubeJson.text(event, "source", "component");
        String host = KubeJson.text(event, "source", "host");
        if (component.isEmpty() && host.isEmpty()) {
            component = KubeJson.text(event, "reportingComponent");
            host = KubeJson.text(event, "reportingInstance");
        }
        return component + (host.isEmpty() ? "" : ", " + host);
    }

    static String selector(JsonNode selector) {
        return Cells.orNone(LabelSelector.of(selector).toString());
    }
}
