package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for the environment of containers, and for what it refers to. Not thread-safe. */
final class EnvironmentRules {

    private static final String[] FIELD_PATHS = {
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "spec.nodeName",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs"
    };
    private static final String[] RESOURCES = {
        "limits.cpu",
        "limits.ephemeral-storage",
        "limits.memory",
        "requests.cpu",
        "requests.ephemeral-storage",
        "requests.memory"
    };
    private static final Set<String> CONVERTED = Set.of(
            "metadata.annotations",
            "metadata.labels",
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.serviceAccountName",
            "spec.schedulerName",
            "status.phase",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs",
            "spec.host");
    private static final Set<String> BYTE_DIVISORS =
            Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

    private final Checks checks;
    private final Errors errors;

    EnvironmentRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void variable(String at, JsonNode variable) {
        String name = KubeJson.text(variable, "name");
        if (name.isEmpty()) {
            errors.required(at + ".name");
        } else {
            errors.each(at + ".name", name, Names.variable(name));
        }
        JsonNode source = variable.path("valueFrom");
        if (!source.isObject()) {
            return;
        }
        String here = at + ".valueFrom";
        int count = 0;
        if (source.hasNonNull("fieldRef")) {
            count++;
            fieldRef(source.path("fieldRef"), here + ".fieldRef", FIELD_PATHS);
        }
        if (source.hasNonNull("resourceFieldRef")) {
            count++;
            resourceRef(source.path("resourceFieldRef"), here + ".resourceFieldRef", false);
        }
        for (String kind : new String[] {"configMapKeyRef", "secretKeyRef"}) {
            if (source.hasNonNull(kind)) {
                count++;
                keyRef(source.path(kind), here + "." + kind);
            }
        }
        if (source.hasNonNull("fileKeyRef")) {
            count++;
            fileRef(source.path("fileKeyRef"), here + ".fileKeyRef");
        }
        if (count == 0) {
            errors.invalid(
                    here,
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
                            + " `fileKeyRef`");
        } else if (!KubeJson.text(variable, "value").isEmpty()) {
            errors.invalid(here, "", "may not be specified when `value` is not empty");
        } else if (count > 1) {
            errors.invalid(here, "", "may not have more than one field specified at a time");
        }
    }

    void fieldRef(JsonNode reference, String at, String... supported) {
        if (KubeJson.text(reference, "apiVersion").isEmpty()) {
            errors.required(at + ".apiVersion");
            return;
        }
        String path = KubeJson.text(reference, "fieldPath");
        if (path.isEmpty()) {
            errors.required(at + ".fieldPath");
            return;
        }
        int open = path.indexOf("['");
        boolean subscript = open > 0 && path.endsWith("']");
        String base = subscript ? path.substring(0, open) : path;
        if (!CONVERTED.contains(base)
                || subscript
                        && !Set.of("metadata.annotations", "metadata.labels").contains(base)) {
            errors.invalid(at + ".fieldPath", path, "error converting fieldPath: field label not supported: " + path);
            return;
        }
        if (!KubeJson.text(reference, "apiVersion").equals("v1")) {
            errors.invalid(
                    at + ".fieldPath",
                    path,
                    "error converting fieldPath: unsupported pod version: " + KubeJson.text(reference, "apiVersion"));
            return;
        }
        if (subscript) {
            String key = path.substring(open + 2, path.length() - 2);
            checks.qualified(at, base.equals("metadata.annotations") ? key.toLowerCase(Locale.ROOT) : key);
        } else if (!List.of(supported).contains(path)) {
            errors.notSupported(at + ".fieldPath", path, supported);
        }
    }

    void resourceRef(JsonNode reference, String at, boolean volume) {
        String resource = KubeJson.text(reference, "resource");
        if (volume && KubeJson.text(reference, "containerName").isEmpty()) {
            errors.required(at + ".containerName");
        } else if (resource.isEmpty()) {
            errors.required(at + ".resource");
        } else if (!List.of(RESOURCES).contains(resource)
                && !resource.startsWith("requests.hugepages-")
                && !resource.startsWith("limits.hugepages-")) {
            errors.notSupported(at + ".resource", resource, RESOURCES);
        }
        String divisor = KubeJson.text(reference, "divisor");
        if (divisor.isEmpty() || Checks.value(reference.path("divisor")).signum() == 0) {
            return;
        }
        String canonical = Checks.shown(reference.path("divisor"));
        String bytes =
                "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with"
                        + " the ";
        if (resource.endsWith(".cpu") && !Set.of("1m", "1").contains(canonical)) {
            errors.invalid(
                    at + ".divisor", resource, "only divisor's values 1m and 1 are supported with the cpu resource");
        } else if (resource.endsWith(".memory") && !BYTE_DIVISORS.contains(canonical)) {
            errors.invalid(at + ".divisor", resource, bytes + "memory resource");
        } else if (resource.endsWith(".ephemeral-storage") && !BYTE_DIVISORS.contains(canonical)) {
            errors.invalid(at + ".divisor", resource, bytes + "local ephemeral storage resource");
        }
    }

    private void keyRef(JsonNode reference, String at) {
        checks.subdomain(at + ".name", KubeJson.text(reference, "name"));
        String key = KubeJson.text(reference, "key");
        if (key.isEmpty()) {
            errors.required(at + ".key");
        } else {
            errors.each(at + ".key", key, Names.configKey(key));
        }
    }

    private void fileRef(JsonNode reference, String at) {
        String key = KubeJson.text(reference, "key");
        if (key.isEmpty()) {
            errors.required(at + ".key");
        } else {
            errors.each(at + ".key", key, Names.variable(key));
        }
        String volume = KubeJson.text(reference, "volumeName");
        if (volume.isEmpty()) {
            errors.required(at + ".volumeName");
        } else {
            checks.label(at + ".volumeName", volume);
        }
        String path = KubeJson.text(reference, "path");
        if (path.isEmpty()) {
            errors.required(at + ".path");
        } else {
            checks.noBacksteps(at + ".path", path);
        }
    }

    void sources(JsonNode sources, String at) {
        Checks.each(at, sources, (here, source) -> {
            String prefix = KubeJson.text(source, "prefix");
            if (!prefix.isEmpty()) {
                errors.each(here + ".prefix", prefix, Names.variable(prefix));
            }
            int count = 0;
            for (String kind : new String[] {"configMapRef", "secretRef"}) {
                if (source.hasNonNull(kind)) {
                    count++;
                    String name = KubeJson.text(source, kind, "name");
                    if (name.isEmpty()) {
                        errors.required(here + "." + kind + ".name");
                    } else {
                        errors.each(here + "." + kind + ".name", name, Names.subdomain(Names.masked(name)));
                    }
                }
            }
            if (count == 0) {
                errors.invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
            } else if (count > 1) {
                errors.invalid(at, "", "may not have more than one field specified at a time");
            }
        });
    }
}
