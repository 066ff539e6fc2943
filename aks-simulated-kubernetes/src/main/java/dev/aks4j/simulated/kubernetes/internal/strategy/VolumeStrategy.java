package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for persistent volumes. Stateless. */
final class VolumeStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode volume) {
        ObjectNode spec = KubeJson.make(volume, "spec");
        KubeJson.putDefault(spec, "volumeMode", "Filesystem");
        KubeJson.putDefault(spec, "persistentVolumeReclaimPolicy", "Retain");
    }

    @Override
    public void create(ObjectNode volume) {
        volume.putObject("status").put("phase", "Pending");
    }

    @Override
    public void validate(ObjectNode volume, Errors errors) {
        JsonNode spec = volume.path("spec");
        ClaimStrategy.accessModes(spec.path("accessModes"), errors);
        if (KubeJson.text(spec, "capacity", "storage").isEmpty()) {
            errors.required("spec.capacity", "");
        }
        errors.oneOf(
                "spec.persistentVolumeReclaimPolicy",
                KubeJson.text(spec, "persistentVolumeReclaimPolicy"),
                "Delete",
                "Recycle",
                "Retain");
        JsonNode csi = spec.path("csi");
        if (csi.isObject()) {
            for (String field : new String[] {"driver", "volumeHandle"}) {
                if (KubeJson.text(csi, field).isEmpty()) {
                    errors.required("spec.csi." + field, "");
                }
            }
        } else if (spec.properties().stream()
                .noneMatch(entry -> entry.getValue().has("path")
                        || entry.getValue().has("server")
                        || entry.getKey().startsWith("azure"))) {
            errors.required("spec", "must specify a volume type");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!now.path("spec").path("csi").equals(before.path("spec").path("csi"))) {
            errors.forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }
        errors.unchanged(
                "spec.volumeMode",
                now.path("spec").path("volumeMode"),
                before.path("spec").path("volumeMode"));
    }
}
