package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of types that people list now and then: access, admission, networks, quotas. Stateless. */
final class MoreColumns {

    private static final String HOOKS = ".admissionregistration.k8s.io";

    private MoreColumns() {}

    static Map<String, List<Column>> all() {
        return Map.ofEntries(
                Map.entry("ingresses.networking.k8s.io", ingresses()),
                Map.entry("ingressclasses.networking.k8s.io", ingressClasses()),
                Map.entry(
                        "networkpolicies.networking.k8s.io",
                        List.of(Column.of(
                                "Pod-Selector",
                                (object, now) -> BuiltInColumns.selector(KubeJson.at(object, "spec", "podSelector"))))),
                Map.entry(
                        "servicecidrs.networking.k8s.io",
                        List.of(Column.of("CIDRs", (object, now) -> texts(KubeJson.at(object, "spec", "cidrs"))))),
                Map.entry(
                        "ipaddresses.networking.k8s.io",
                        List.of(Column.of("ParentRef", (object, now) -> parent(object)))),
                Map.entry("resourcequotas", quotas()),
                Map.entry("controllerrevisions.apps", revisions()),
                Map.entry("replicationcontrollers", WorkloadColumns.replicaSets()),
                Map.entry("podtemplates", podTemplates()),
                Map.entry("priorityclasses.scheduling.k8s.io", priorities()),
                Map.entry("runtimeclasses.node.k8s.io", List.of(BuiltInColumns.text("Handler", "handler"))),
                Map.entry("certificatesigningrequests.certificates.k8s.io", signingRequests()),
                Map.entry("apiservices.apiregistration.k8s.io", apiServices()),
                Map.entry(
                        "validatingwebhookconfigurations" + HOOKS,
                        List.of(BuiltInColumns.size("Webhooks", "webhooks"))),
                Map.entry(
                        "mutatingwebhookconfigurations" + HOOKS, List.of(BuiltInColumns.size("Webhooks", "webhooks"))),
                Map.entry("validatingadmissionpolicies" + HOOKS, policies()),
                Map.entry("validatingadmissionpolicybindings" + HOOKS, policyBindings()),
                Map.entry("flowschemas.flowcontrol.apiserver.k8s.io", flowSchemas()),
                Map.entry("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", levels()),
                Map.entry("csinodes.storage.k8s.io", List.of(drivers())),
                Map.entry("volumeattachments.storage.k8s.io", attachments()),
                Map.entry(
                        "volumeattributesclasses.storage.k8s.io",
                        List.of(BuiltInColumns.text("DriverName", "driverName"))),
                Map.entry(
                        "resourceclaims.resource.k8s.io", List.of(Column.of("State", (object, now) -> state(object)))),
                Map.entry("resourceslices.resource.k8s.io", slices()),
                Map.entry("customresourcedefinitions.apiextensions.k8s.io", customTypes()));
    }

    private static String texts(JsonNode array) {
        return String.join(",", KubeJson.texts(array));
    }

    private static Object orNone(JsonNode value) {
        return value.isNumber() ? (Object) value.asInt() : Cells.orNone(value.asText(""));
    }

    private static List<Column> ingresses() {
        return List.of(
                BuiltInColumns.text("Class", "spec", "ingressClassName"),
                Column.of("Hosts", (object, now) -> {
                    List<String> hosts = new ArrayList<>();
                    for (JsonNode rule : KubeJson.at(object, "spec", "rules")) {
                        if (!KubeJson.text(rule, "host").isEmpty()) {
                            hosts.add(KubeJson.text(rule, "host"));
                        }
                    }
                    int more = hosts.size() - 3;
                    String shown = String.join(",", more > 0 ? hosts.subList(0, 3) : hosts);
                    return hosts.isEmpty() ? "*" : more > 0 ? shown + " + " + more + " more..." : shown;
                }),
                Column.of("Address", (object, now) -> {
                    List<String> addresses = new ArrayList<>();
                    for (JsonNode one : KubeJson.at(object, "status", "loadBalancer", "ingress")) {
                        String ip = KubeJson.text(one, "ip");
                        addresses.add(ip.isEmpty() ? KubeJson.text(one, "hostname") : ip);
                    }
                    return String.join(",", addresses);
                }),
                Column.of(
                        "Ports",
                        (object, now) -> KubeJson.at(object, "spec", "tls").isEmpty() ? "80" : "80, 443"));
    }

    private static List<Column> ingressClasses() {
        return List.of(
                BuiltInColumns.text("Controller", "spec", "controller"), Column.of("Parameters", (object, now) -> {
                    JsonNode parameters = KubeJson.at(object, "spec", "parameters");
                    String group = KubeJson.text(parameters, "apiGroup");
                    return parameters.isObject()
                            ? KubeJson.text(parameters, "kind") + (group.isEmpty() ? "" : "." + group) + "/"
                                    + KubeJson.text(parameters, "name")
                            : Cells.NONE;
                }));
    }

    private static String parent(ObjectNode object) {
        JsonNode ref = KubeJson.at(object, "spec", "parentRef");
        String group = KubeJson.text(ref, "group");
        String resource = KubeJson.text(ref, "resource") + (group.isEmpty() ? "" : "." + group);
        String namespace = KubeJson.text(ref, "namespace");
        return resource + "/" + (namespace.isEmpty() ? "" : namespace + "/") + KubeJson.text(ref, "name");
    }

    private static List<Column> quotas() {
        return List.of(
                Column.of("Request", (object, now) -> quota(object, false)),
                Column.of("Limit", (object, now) -> quota(object, true)));
    }

    private static String quota(ObjectNode object, boolean limits) {
        List<String> parts = new ArrayList<>();
        KubeJson.strings(KubeJson.at(object, "status", "hard")).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> entry.getKey().startsWith("limits.") == limits)
                .forEach(entry -> {
                    String used = KubeJson.text(object, "status", "used", entry.getKey());
                    parts.add(entry.getKey() + ": " + (used.isEmpty() ? "0" : used) + "/" + entry.getValue());
                });
        return String.join(", ", parts);
    }

    private static List<Column> revisions() {
        return List.of(
                Column.of("Controller", (object, now) -> {
                    for (JsonNode owner : KubeJson.at(object, "metadata", "ownerReferences")) {
                        if (owner.path("controller").asBoolean()) {
                            String version = KubeJson.text(owner, "apiVersion");
                            int slash = version.indexOf('/');
                            return KubeJson.text(owner, "kind").toLowerCase(Locale.ROOT)
                                    + (slash < 0 ? "" : "." + version.substring(0, slash)) + "/"
                                    + KubeJson.text(owner, "name");
                        }
                    }
                    return Cells.NONE;
                }),
                BuiltInColumns.number("Revision", "revision"));
    }

    private static List<Column> podTemplates() {
        return List.of(
                Column.of(
                        "Containers",
                        (object, now) -> Cells.containers(KubeJson.at(object, "template", "spec"), "name")),
                Column.of(
                        "Images", (object, now) -> Cells.containers(KubeJson.at(object, "template", "spec"), "image")),
                Column.of(
                        "Pod Labels",
                        (object, now) -> Cells.labels(KubeJson.at(object, "template", "metadata", "labels"))));
    }

    private static List<Column> priorities() {
        return List.of(
                BuiltInColumns.number("Value", "value"),
                Column.of(
                        "Global-Default",
                        (object, now) -> object.path("globalDefault").asBoolean()),
                BuiltInColumns.text("PreemptionPolicy", "preemptionPolicy"));
    }

    private static List<Column> signingRequests() {
        return List.of(
                BuiltInColumns.text("SignerName", "spec", "signerName"),
                Column.of("Requestor", (object, now) -> KubeJson.text(object, "spec", "username")),
                Column.of("RequestedDuration", (object, now) -> {
                    JsonNode seconds = KubeJson.at(object, "spec", "expirationSeconds");
                    return seconds.isNumber() ? Cells.duration(Duration.ofSeconds(seconds.asLong())) : Cells.NONE;
                }),
                Column.of("Condition", (object, now) -> signed(object)));
    }

    private static String signed(ObjectNode object) {
        List<String> types = new ArrayList<>();
        for (JsonNode condition : KubeJson.at(object, "status", "conditions")) {
            types.add(KubeJson.text(condition, "type"));
        }
        List<String> shown = new ArrayList<>();
        shown.add(types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending");
        if (types.contains("Failed")) {
            shown.add("Failed");
        }
        if (!KubeJson.text(object, "status", "certificate").isEmpty()) {
            shown.add("Issued");
        }
        return String.join(",", shown);
    }

    private static List<Column> apiServices() {
        return List.of(
                Column.of("Service", (object, now) -> {
                    JsonNode service = KubeJson.at(object, "spec", "service");
                    return service.isObject()
                            ? KubeJson.text(service, "namespace") + "/" + KubeJson.text(service, "name")
                            : "Local";
                }),
                Column.of("Available", (object, now) -> {
                    for (JsonNode condition : KubeJson.at(object, "status", "conditions")) {
                        if (KubeJson.text(condition, "type").equals("Available")) {
                            String status = KubeJson.text(condition, "status");
                            return status.equals("True")
                                    ? status
                                    : status + " (" + KubeJson.text(condition, "reason") + ")";
                        }
                    }
                    return "Unknown";
                }));
    }

    private static List<Column> policies() {
        return List.of(
                Column.of(
                        "Validations",
                        (object, now) ->
                                KubeJson.at(object, "spec", "validations").size()),
                Column.of("ParamKind", (object, now) -> {
                    JsonNode kind = KubeJson.at(object, "spec", "paramKind");
                    return kind.isObject()
                            ? KubeJson.text(kind, "apiVersion") + "/" + KubeJson.text(kind, "kind")
                            : "<unset>";
                }));
    }

    private static List<Column> policyBindings() {
        return List.of(BuiltInColumns.text("PolicyName", "spec", "policyName"), Column.of("ParamRef", (object, now) -> {
            JsonNode ref = KubeJson.at(object, "spec", "paramRef");
            String name = KubeJson.text(ref, "name");
            String namespace = KubeJson.text(ref, "namespace");
            return name.isEmpty() ? "<unset>" : (namespace.isEmpty() ? "*" : namespace) + "/" + name;
        }));
    }

    private static List<Column> flowSchemas() {
        return List.of(
                Column.of(
                        "PriorityLevel",
                        (object, now) -> KubeJson.text(object, "spec", "priorityLevelConfiguration", "name")),
                BuiltInColumns.number("MatchingPrecedence", "spec", "matchingPrecedence"),
                BuiltInColumns.text("DistinguisherMethod", "spec", "distinguisherMethod", "type"),
                Column.of("MissingPL", (object, now) -> {
                    for (JsonNode condition : KubeJson.at(object, "status", "conditions")) {
                        if (KubeJson.text(condition, "type").equals("Dangling")) {
                            return KubeJson.text(condition, "status");
                        }
                    }
                    return "?";
                }));
    }

    private static List<Column> levels() {
        return List.of(
                Column.of("Type", (object, now) -> KubeJson.text(object, "spec", "type")),
                Column.of(
                        "NominalConcurrencyShares",
                        (object, now) -> orNone(KubeJson.at(object, "spec", "limited", "nominalConcurrencyShares"))),
                queue("Queues", "queues"),
                queue("HandSize", "handSize"),
                queue("QueueLengthLimit", "queueLengthLimit"));
    }

    private static Column queue(String name, String field) {
        return Column.of(
                name,
                (object, now) -> orNone(KubeJson.at(object, "spec", "limited", "limitResponse", "queuing", field)));
    }

    private static Column drivers() {
        return Column.of(
                "Drivers",
                (object, now) -> KubeJson.at(object, "spec", "drivers").size());
    }

    private static List<Column> attachments() {
        return List.of(
                Column.of("Attacher", (object, now) -> KubeJson.text(object, "spec", "attacher")),
                Column.of("PV", (object, now) -> KubeJson.text(object, "spec", "source", "persistentVolumeName")),
                Column.of("Node", (object, now) -> KubeJson.text(object, "spec", "nodeName")),
                Column.of(
                        "Attached",
                        (object, now) ->
                                KubeJson.at(object, "status", "attached").asBoolean()));
    }

    private static String state(ObjectNode object) {
        if (object.path("metadata").has("deletionTimestamp")) {
            return "deleted";
        }
        JsonNode status = object.path("status");
        if (!status.path("allocation").isObject()) {
            return "pending";
        }
        return status.path("reservedFor").isEmpty() ? "allocated" : "allocated,reserved";
    }

    private static List<Column> slices() {
        return List.of(
                Column.of("Node", (object, now) -> {
                    String node = KubeJson.text(object, "spec", "nodeName");
                    return node.isEmpty() ? "<unset>" : node;
                }),
                Column.of("Driver", (object, now) -> KubeJson.text(object, "spec", "driver")),
                Column.of("Pool", (object, now) -> KubeJson.text(object, "spec", "pool", "name")));
    }

    private static List<Column> customTypes() {
        return List.of(
                Column.of("Scope", (object, now) -> KubeJson.text(object, "spec", "scope")),
                Column.of("Versions", (object, now) -> {
                    List<String> names = new ArrayList<>();
                    KubeJson.at(object, "spec", "versions").forEach(one -> names.add(KubeJson.text(one, "name")));
                    return String.join(",", names);
                }),
                Column.of("Group", (object, now) -> KubeJson.text(object, "spec", "group")),
                Column.of("Kind", (object, now) -> KubeJson.text(object, "spec", "names", "kind")),
                Column.of("ShortNames", (object, now) -> texts(KubeJson.at(object, "spec", "names", "shortNames"))),
                Column.of("Established", (object, now) -> {
                    for (JsonNode condition : KubeJson.at(object, "status", "conditions")) {
                        if (KubeJson.text(condition, "type").equals("Established")) {
                            return KubeJson.text(condition, "status").equals("True");
                        }
                    }
                    return false;
                }));
    }
}
