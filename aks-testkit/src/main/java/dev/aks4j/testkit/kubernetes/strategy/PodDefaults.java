package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import java.util.List;

/** What the API server fills into a pod's specification. Stateless. */
final class PodDefaults {

    private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodDefaults() {}

    /** Fills in what templates and pods get. */
    static void apply(ObjectNode spec, Release release) {
        Json.putDefault(spec, "restartPolicy", "Always");
        Json.putDefault(spec, "terminationGracePeriodSeconds", 30);
        Json.putDefault(spec, "dnsPolicy", "ClusterFirst");
        Json.putDefault(spec, "schedulerName", "default-scheduler");
        Json.make(spec, "securityContext");
        String account = Json.text(spec, "serviceAccountName");
        if (account.isEmpty() && !Json.text(spec, "serviceAccount").isEmpty()) {
            spec.set("serviceAccountName", spec.get("serviceAccount"));
        } else if (!account.isEmpty()) {
            spec.put("serviceAccount", account);
        }
        for (String list : CONTAINER_LISTS) {
            Json.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        Json.objects(spec.path("volumes")).forEach(volume -> volume(volume, release));
        if (spec.path("hostNetwork").asBoolean()) {
            hostPorts(spec);
        }
    }

    /** Fills in what only pods get, not templates. */
    static void pod(ObjectNode spec) {
        if (!spec.hasNonNull("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        if (spec.path("terminationGracePeriodSeconds").asLong() < 0) {
            spec.put("terminationGracePeriodSeconds", 1);
        }
        for (String list : List.of("containers", "initContainers")) {
            for (ObjectNode container : Json.objects(spec.path(list))) {
                ObjectNode resources = Json.make(container, "resources");
                JsonNode limits = resources.path("limits");
                if (!limits.isEmpty()) {
                    ObjectNode requests = Json.make(resources, "requests");
                    limits.properties().forEach(limit -> {
                        if (!requests.has(limit.getKey())) {
                            requests.set(limit.getKey(), limit.getValue());
                        }
                    });
                }
            }
        }
    }

    private static void hostPorts(ObjectNode spec) {
        for (String list : List.of("containers", "initContainers")) {
            for (ObjectNode container : Json.objects(spec.path(list))) {
                for (ObjectNode port : Json.objects(container.path("ports"))) {
                    if (port.path("hostPort").asInt() == 0 && port.has("containerPort")) {
                        port.set("hostPort", port.get("containerPort"));
                    }
                }
            }
        }
    }

    static String pullPolicy(String image) {
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        return latest && !image.isEmpty() ? "Always" : "IfNotPresent";
    }

    private static void container(ObjectNode container) {
        Json.putDefault(container, "terminationMessagePath", "/dev/termination-log");
        Json.putDefault(container, "terminationMessagePolicy", "File");
        Json.putDefault(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
        Json.make(container, "resources");
        for (ObjectNode port : Json.objects(container.path("ports"))) {
            Json.putDefault(port, "protocol", "TCP");
        }
        for (ObjectNode env : Json.objects(container.path("env"))) {
            if (Json.at(env, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "apiVersion", "v1");
            }
            if (Json.at(env, "valueFrom", "resourceFieldRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "divisor", "0");
            }
            if (Json.at(env, "valueFrom", "fileKeyRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "optional", false);
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
        for (String hook : List.of("postStart", "preStop")) {
            if (Json.at(container, "lifecycle", hook) instanceof ObjectNode given) {
                action(given);
            }
        }
        if (Json.at(container, "securityContext", "procMount").isMissingNode()
                && container.get("securityContext") instanceof ObjectNode context
                && context.hasNonNull("procMount")) {
            Json.putDefault(context, "procMount", "Default");
        }
    }

    private static void probe(ObjectNode probe) {
        for (String field : List.of("timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")) {
            if (probe.path(field).asLong() == 0) {
                probe.put(
                        field,
                        field.equals("periodSeconds") ? 10 : field.equals("failureThreshold") ? 3 : 1);
            }
        }
        action(probe);
        if (probe.get("grpc") instanceof ObjectNode grpc && !grpc.hasNonNull("service")) {
            grpc.put("service", "");
        }
    }

    private static void action(ObjectNode handler) {
        if (handler.get("httpGet") instanceof ObjectNode get) {
            Json.putDefault(get, "path", "/");
            Json.putDefault(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume, Release release) {
        boolean any = volume.properties().stream()
                .anyMatch(field -> !field.getKey().equals("name") && !field.getValue().isNull());
        if (!any) {
            volume.putObject("emptyDir");
        }
        for (String kind : List.of("configMap", "secret", "projected", "downwardAPI")) {
            if (volume.get(kind) instanceof ObjectNode source) {
                Json.putDefault(source, "defaultMode", 420);
                items(source);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            Json.putDefault(path, "type", "");
        }
        if (volume.get("image") instanceof ObjectNode image) {
            Json.putDefault(image, "pullPolicy", pullPolicy(Json.text(image, "reference")));
        }
        if (volume.get("azureDisk") instanceof ObjectNode disk) {
            Json.putDefault(disk, "cachingMode", "ReadWrite");
            Json.putDefault(disk, "fsType", "ext4");
            Json.putDefault(disk, "kind", "Shared");
            Json.putDefault(disk, "readOnly", false);
        }
        if (volume.get("iscsi") instanceof ObjectNode iscsi) {
            Json.putDefault(iscsi, "iscsiInterface", "default");
        }
        if (volume.get("rbd") instanceof ObjectNode rbd) {
            Json.putDefault(rbd, "pool", "rbd");
            Json.putDefault(rbd, "user", "admin");
            Json.putDefault(rbd, "keyring", "/etc/ceph/keyring");
        }
        if (volume.get("scaleIO") instanceof ObjectNode io) {
            Json.putDefault(io, "storageMode", "ThinProvisioned");
            Json.putDefault(io, "fsType", "xfs");
        }
        for (ObjectNode source : Json.objects(Json.at(volume, "projected", "sources"))) {
            if (source.get("serviceAccountToken") instanceof ObjectNode token) {
                Json.putDefault(token, "expirationSeconds", 3600);
            }
            source.forEach(one -> {
                if (one instanceof ObjectNode kind) {
                    items(kind);
                }
            });
        }
        if (Json.at(volume, "ephemeral", "volumeClaimTemplate", "spec") instanceof ObjectNode claim) {
            Json.putDefault(claim, "volumeMode", "Filesystem");
        }
    }

    private static void items(ObjectNode source) {
        for (ObjectNode item : Json.objects(source.path("items"))) {
            if (item.get("fieldRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "apiVersion", "v1");
            }
            if (item.get("resourceFieldRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "divisor", "0");
            }
        }
    }
}
