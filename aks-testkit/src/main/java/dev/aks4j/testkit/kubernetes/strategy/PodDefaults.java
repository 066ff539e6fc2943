package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import java.util.List;

/** What the API server fills into a pod's specification. Stateless. */
final class PodDefaults {

    private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodDefaults() {}

    static void apply(ObjectNode spec) {
        Json.putDefault(spec, "restartPolicy", "Always");
        Json.putDefault(spec, "terminationGracePeriodSeconds", 30);
        Json.putDefault(spec, "dnsPolicy", "ClusterFirst");
        Json.putDefault(spec, "schedulerName", "default-scheduler");
        Json.make(spec, "securityContext");
        if (!Json.text(spec, "serviceAccountName").isEmpty()) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        } else if (!Json.text(spec, "serviceAccount").isEmpty()) {
            spec.set("serviceAccountName", spec.get("serviceAccount"));
        }
        for (String list : CONTAINER_LISTS) {
            Json.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        Json.objects(spec.path("volumes")).forEach(PodDefaults::volume);
    }

    private static void container(ObjectNode container) {
        Json.putDefault(container, "terminationMessagePath", "/dev/termination-log");
        Json.putDefault(container, "terminationMessagePolicy", "File");
        String image = Json.text(container, "image");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        Json.putDefault(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
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
        for (ObjectNode port : Json.objects(container.path("ports"))) {
            Json.putDefault(port, "protocol", "TCP");
        }
        for (ObjectNode env : Json.objects(container.path("env"))) {
            if (Json.at(env, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
                Json.putDefault(reference, "apiVersion", "v1");
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
    }

    private static void probe(ObjectNode probe) {
        Json.putDefault(probe, "timeoutSeconds", 1);
        Json.putDefault(probe, "periodSeconds", 10);
        Json.putDefault(probe, "successThreshold", 1);
        Json.putDefault(probe, "failureThreshold", 3);
        if (probe.get("httpGet") instanceof ObjectNode get) {
            Json.putDefault(get, "path", "/");
            Json.putDefault(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume) {
        if (volume.size() == 1) {
            volume.putObject("emptyDir");
        }
        for (String kind : List.of("configMap", "secret", "projected", "downwardAPI")) {
            if (volume.get(kind) instanceof ObjectNode source) {
                Json.putDefault(source, "defaultMode", 420);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            Json.putDefault(path, "type", "");
        }
        for (ObjectNode source : Json.objects(Json.at(volume, "projected", "sources"))) {
            if (source.get("serviceAccountToken") instanceof ObjectNode token) {
                Json.putDefault(token, "expirationSeconds", 3600);
            }
        }
    }
}
