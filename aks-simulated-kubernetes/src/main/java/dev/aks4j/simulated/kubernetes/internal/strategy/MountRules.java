package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for what of a pod's volumes a container sees. Not thread-safe. */
final class MountRules {

    private final Checks checks;
    private final Errors errors;

    MountRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void mounts(JsonNode container, Map<String, JsonNode> volumes, String at) {
        Set<String> paths = new HashSet<>();
        Map<String, String> devices = new HashMap<>();
        container
                .path("volumeDevices")
                .forEach(device -> devices.put(KubeJson.text(device, "name"), KubeJson.text(device, "devicePath")));
        String list = at + ".volumeMounts";
        Checks.each(list, container.path("volumeMounts"), (here, mount) -> {
            String name = KubeJson.text(mount, "name");
            String path = KubeJson.text(mount, "mountPath");
            if (name.isEmpty()) {
                errors.required(here + ".name");
            }
            if (!volumes.containsKey(name)) {
                errors.notFound(here + ".name", name);
            }
            if (path.isEmpty()) {
                errors.required(here + ".mountPath");
            }
            if (!paths.add(path)) {
                errors.invalid(here + ".mountPath", path, "must be unique");
            }
            if (devices.containsKey(name)) {
                errors.invalid(here + ".name", name, "must not already exist in volumeDevices");
            }
            if (devices.containsValue(path)) {
                errors.invalid(here + ".mountPath", path, "must not already exist as a path in volumeDevices");
            }
            subPaths(mount, here, list);
            propagation(mount, container, list);
        });
    }

    private void subPaths(JsonNode mount, String here, String list) {
        String sub = KubeJson.text(mount, "subPath");
        String expression = KubeJson.text(mount, "subPathExpr");
        if (!sub.isEmpty()) {
            checks.relativePath(list + ".subPath", sub);
        }
        if (!expression.isEmpty()) {
            if (!sub.isEmpty()) {
                errors.invalid(here + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
            }
            checks.relativePath(list + ".subPathExpr", expression);
        }
    }

    private void propagation(JsonNode mount, JsonNode container, String list) {
        String propagation = KubeJson.text(mount, "mountPropagation");
        if (mount.hasNonNull("mountPropagation")) {
            errors.oneOf(list + ".mountPropagation", propagation, "Bidirectional", "HostToContainer", "None");
            boolean privileged =
                    KubeJson.at(container, "securityContext", "privileged").asBoolean();
            if (propagation.equals("Bidirectional") && !privileged) {
                errors.forbidden(
                        list + ".mountPropagation",
                        "Bidirectional mount propagation is available only to privileged containers");
            }
        }
        if (!mount.hasNonNull("recursiveReadOnly")) {
            return;
        }
        String here = list + ".recursiveReadOnly";
        String recursive = KubeJson.text(mount, "recursiveReadOnly");
        errors.oneOf(here, recursive, "Disabled", "Enabled", "IfPossible");
        if (recursive.equals("Enabled") || recursive.equals("IfPossible")) {
            if (!mount.path("readOnly").asBoolean()) {
                errors.forbidden(here, "may only be specified when readOnly is true");
            }
            if (!propagation.isEmpty() && !propagation.equals("None")) {
                errors.forbidden(here, "may only be specified when mountPropagation is None or not specified");
            }
        }
    }

    void devices(JsonNode container, Map<String, JsonNode> volumes, String at) {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Map<String, String> mounts = new HashMap<>();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(KubeJson.text(mount, "name"), KubeJson.text(mount, "mountPath")));
        Checks.each(at + ".volumeDevices", container.path("volumeDevices"), (here, device) -> {
            String name = KubeJson.text(device, "name");
            String path = KubeJson.text(device, "devicePath");
            JsonNode volume = volumes.get(name);
            if (name.isEmpty()) {
                errors.required(here + ".name");
            }
            if (names.contains(name)) {
                errors.invalid(here + ".name", name, "must be unique");
            }
            if (volume == null) {
                errors.notFound(here + ".name", name);
            } else if (!volume.hasNonNull("persistentVolumeClaim") && !volume.hasNonNull("ephemeral")) {
                errors.invalid(
                        here + ".name",
                        name,
                        "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
            if (path.isEmpty()) {
                errors.required(here + ".devicePath");
            }
            if (paths.contains(path)) {
                errors.invalid(here + ".devicePath", path, "must be unique");
            }
            if (List.of(path.split("/")).contains("..")) {
                errors.invalid(here + ".devicePath", path, "can not contain backsteps ('..')");
            } else {
                paths.add(path);
            }
            if (mounts.containsKey(name)) {
                errors.invalid(here + ".name", name, "must not already exist in volumeMounts");
            }
            if (mounts.containsValue(path)) {
                errors.invalid(here + ".devicePath", path, "must not already exist as a path in volumeMounts");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        });
    }
}
