package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** What the API server fills into a pod's specification. Stateless. */
final class PodDefaults {

    private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodDefaults() {}

    static void apply(ObjectNode spec) {
        KubeJson.putDefault(spec, "restartPolicy", "Always");
        KubeJson.putDefault(spec, "terminationGracePeriodSeconds", 30);
        KubeJson.putDefault(spec, "dnsPolicy", "ClusterFirst");
        KubeJson.putDefault(spec, "schedulerName", "default-scheduler");
        KubeJson.make(spec, "securityContext");
        if (!KubeJson.text(spec, "serviceAccountName").isEmpty()) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        } else if (!KubeJson.text(spec, "serviceAccount").isEmpty()) {
            spec.set("serviceAccountName", spec.get("serviceAccount"));
        }
        for (String list : CONTAINER_LISTS) {
            KubeJson.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        KubeJson.objects(spec.path("volumes")).forEach(PodDefaults::volume);
    }

    private static void container(ObjectNode container) {
        KubeJson.putDefault(container, "terminationMessagePath", "/dev/termination-log");
        KubeJson.putDefault(container, "terminationMessagePolicy", "File");
        String image = KubeJson.text(container, "image");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        KubeJson.putDefault(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        ObjectNode resources = KubeJson.make(container, "resources");
        JsonNode limits = resources.path("limits");
        if (!limits.isEmpty()) {
            ObjectNode requests = KubeJson.make(resources, "requests");
            limits.properties().forEach(limit -> {
                if (!requests.has(limit.getKey())) {
                    requests.set(limit.getKey(), limit.getValue());
                }
            });
        }
        for (ObjectNode port : KubeJson.objects(container.path("ports"))) {
            KubeJson.putDefault(port, "protocol", "TCP");
        }
        for (ObjectNode env : KubeJson.objects(container.path("env"))) {
            if (KubeJson.at(env, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "apiVersion", "v1");
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
    }

    private static void probe(ObjectNode probe) {
        KubeJson.putDefault(probe, "timeoutSeconds", 1);
        KubeJson.putDefault(probe, "periodSeconds", 10);
        KubeJson.putDefault(probe, "successThreshold", 1);
        KubeJson.putDefault(probe, "failureThreshold", 3);
        if (probe.get("httpGet") instanceof ObjectNode get) {
            KubeJson.putDefault(get, "path", "/");
            KubeJson.putDefault(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume) {
        if (volume.size() == 1) {
            volume.putObject("emptyDir");
        }
        for (String kind : List.of("configMap", "secret", "projected", "downwardAPI")) {
            if (volume.get(kind) instanceof ObjectNode source) {
                KubeJson.putDefault(source, "defaultMode", 420);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            KubeJson.putDefault(path, "type", "");
        }
        for (ObjectNode source : KubeJson.objects(KubeJson.at(volume, "projected", "sources"))) {
            if (source.get("serviceAccountToken") instanceof ObjectNode token) {
                KubeJson.putDefault(token, "expirationSeconds", 3600);
            }
        }
    }
}
