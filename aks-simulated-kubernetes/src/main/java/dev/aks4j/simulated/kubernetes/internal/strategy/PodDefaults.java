package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** What the API server fills into a pod's specification. Stateless. */
final class PodDefaults {

    private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodDefaults() {}

    /** Fills in what templates and pods get. */
    static void apply(ObjectNode spec, Release release) {
        if (!release.atLeast(37)) {
            for (ObjectNode volume : KubeJson.objects(spec.path("volumes"))) {
                KubeJson.objects(volume.path("projected").path("sources"))
                        .forEach(source -> source.remove("clusterTrustBundle"));
            }
        }
        KubeJson.putDefault(spec, "restartPolicy", "Always");
        KubeJson.putDefault(spec, "terminationGracePeriodSeconds", 30);
        KubeJson.putDefault(spec, "dnsPolicy", "ClusterFirst");
        KubeJson.putDefault(spec, "schedulerName", "default-scheduler");
        KubeJson.make(spec, "securityContext");
        String account = KubeJson.text(spec, "serviceAccountName");
        if (account.isEmpty() && !KubeJson.text(spec, "serviceAccount").isEmpty()) {
            spec.set("serviceAccountName", spec.get("serviceAccount"));
        } else if (!account.isEmpty()) {
            spec.put("serviceAccount", account);
        }
        for (String list : CONTAINER_LISTS) {
            KubeJson.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        KubeJson.objects(spec.path("volumes")).forEach(volume -> volume(volume, release));
    }

    /** Fills in what only pods get, not templates. */
    static void pod(ObjectNode spec) {
        if (spec.path("hostNetwork").asBoolean()) {
            hostPorts(spec);
        }
        if (!spec.hasNonNull("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        if (spec.path("terminationGracePeriodSeconds").asLong() < 0) {
            spec.put("terminationGracePeriodSeconds", 1);
        }
        for (String list : List.of("containers", "initContainers")) {
            for (ObjectNode container : KubeJson.objects(spec.path(list))) {
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
            }
        }
    }

    private static void hostPorts(ObjectNode spec) {
        for (String list : List.of("containers", "initContainers")) {
            for (ObjectNode container : KubeJson.objects(spec.path(list))) {
                for (ObjectNode port : KubeJson.objects(container.path("ports"))) {
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
        KubeJson.putDefault(container, "terminationMessagePath", "/dev/termination-log");
        KubeJson.putDefault(container, "terminationMessagePolicy", "File");
        KubeJson.putDefault(container, "imagePullPolicy", pullPolicy(KubeJson.text(container, "image")));
        KubeJson.make(container, "resources");
        for (ObjectNode port : KubeJson.objects(container.path("ports"))) {
            KubeJson.putDefault(port, "protocol", "TCP");
        }
        for (ObjectNode env : KubeJson.objects(container.path("env"))) {
            if (KubeJson.at(env, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "apiVersion", "v1");
            }
            if (KubeJson.at(env, "valueFrom", "resourceFieldRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "divisor", "0");
            }
            if (KubeJson.at(env, "valueFrom", "fileKeyRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "optional", false);
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
        for (String hook : List.of("postStart", "preStop")) {
            if (KubeJson.at(container, "lifecycle", hook) instanceof ObjectNode given) {
                action(given);
            }
        }
        if (KubeJson.at(container, "securityContext", "procMount").isMissingNode()
                && container.get("securityContext") instanceof ObjectNode context
                && context.hasNonNull("procMount")) {
            KubeJson.putDefault(context, "procMount", "Default");
        }
    }

    private static void probe(ObjectNode probe) {
        for (String field : List.of("timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")) {
            if (probe.path(field).asLong() == 0) {
                probe.put(field, field.equals("periodSeconds") ? 10 : field.equals("failureThreshold") ? 3 : 1);
            }
        }
        action(probe);
        if (probe.get("grpc") instanceof ObjectNode grpc && !grpc.hasNonNull("service")) {
            grpc.put("service", "");
        }
    }

    private static void action(ObjectNode handler) {
        if (handler.get("httpGet") instanceof ObjectNode get) {
            KubeJson.putDefault(get, "path", "/");
            KubeJson.putDefault(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume, Release release) {
        boolean any = volume.properties().stream()
                .anyMatch(field ->
                        !field.getKey().equals("name") && !field.getValue().isNull());
        if (!any) {
            volume.putObject("emptyDir");
        }
        for (String kind : List.of("configMap", "secret", "projected", "downwardAPI")) {
            if (volume.get(kind) instanceof ObjectNode source) {
                KubeJson.putDefault(source, "defaultMode", 420);
                items(source);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            KubeJson.putDefault(path, "type", "");
        }
        if (volume.get("image") instanceof ObjectNode image) {
            KubeJson.putDefault(image, "pullPolicy", pullPolicy(KubeJson.text(image, "reference")));
        }
        if (volume.get("azureDisk") instanceof ObjectNode disk) {
            KubeJson.putDefault(disk, "cachingMode", "ReadWrite");
            KubeJson.putDefault(disk, "fsType", "ext4");
            KubeJson.putDefault(disk, "kind", "Shared");
            KubeJson.putDefault(disk, "readOnly", false);
        }
        if (volume.get("iscsi") instanceof ObjectNode iscsi) {
            KubeJson.putDefault(iscsi, "iscsiInterface", "default");
        }
        if (volume.get("rbd") instanceof ObjectNode rbd) {
            KubeJson.putDefault(rbd, "pool", "rbd");
            KubeJson.putDefault(rbd, "user", "admin");
            KubeJson.putDefault(rbd, "keyring", "/etc/ceph/keyring");
        }
        if (volume.get("scaleIO") instanceof ObjectNode io) {
            KubeJson.putDefault(io, "storageMode", "ThinProvisioned");
            KubeJson.putDefault(io, "fsType", "xfs");
        }
        for (ObjectNode source : KubeJson.objects(KubeJson.at(volume, "projected", "sources"))) {
            if (source.get("serviceAccountToken") instanceof ObjectNode token) {
                KubeJson.putDefault(token, "expirationSeconds", 3600);
            }
            source.forEach(one -> {
                if (one instanceof ObjectNode kind) {
                    items(kind);
                }
            });
        }
        if (KubeJson.at(volume, "ephemeral", "volumeClaimTemplate", "spec") instanceof ObjectNode claim) {
            KubeJson.putDefault(claim, "volumeMode", "Filesystem");
        }
    }

    private static void items(ObjectNode source) {
        for (ObjectNode item : KubeJson.objects(source.path("items"))) {
            if (item.get("fieldRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "apiVersion", "v1");
            }
            if (item.get("resourceFieldRef") instanceof ObjectNode reference) {
                KubeJson.putDefault(reference, "divisor", "0");
            }
        }
    }
}
