package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for persistent volumes. Stateless. */
final class PersistentVolumeStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode volume, Release release) {
        ObjectNode spec = KubeJson.make(volume, "spec");
        KubeJson.putDefault(spec, "volumeMode", "Filesystem");
        KubeJson.putDefault(spec, "persistentVolumeReclaimPolicy", "Retain");
        if (spec.get("hostPath") instanceof ObjectNode path) {
            KubeJson.putDefault(path, "type", "");
        }
        if (spec.get("azureDisk") instanceof ObjectNode disk) {
            KubeJson.putDefault(disk, "cachingMode", "ReadWrite");
            KubeJson.putDefault(disk, "fsType", "ext4");
            KubeJson.putDefault(disk, "kind", "Shared");
            KubeJson.putDefault(disk, "readOnly", false);
        }
        if (spec.get("iscsi") instanceof ObjectNode iscsi) {
            KubeJson.putDefault(iscsi, "iscsiInterface", "default");
        }
    }

    @Override
    public void create(ObjectNode volume) {
        volume.putObject("status").put("phase", "Pending");
        ((ObjectNode) volume.path("status"))
                .set("lastPhaseTransitionTime", KubeJson.at(volume, "metadata", "creationTimestamp"));
    }

    @Override
    public void validate(ObjectNode volume, Errors errors) {
        new PersistentSourceRules(new Checks(errors)).check(volume.path("spec"), "spec");
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        ObjectNode wanted = PersistentSourceRules.source(now.path("spec")).deepCopy();
        JsonNode had = PersistentSourceRules.source(before.path("spec"));
        if (wanted.get("csi") instanceof ObjectNode csi
                && had.path("csi").isObject()
                && !had.path("csi").hasNonNull("controllerExpandSecretRef")) {
            csi.remove("controllerExpandSecretRef");
        }
        if (!wanted.equals(had)) {
            errors.forbidden(
                    "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation\n");
        }
        errors.unchanged(
                "volumeMode",
                now.path("spec").path("volumeMode"),
                before.path("spec").path("volumeMode"));
        JsonNode affinity = before.path("spec").path("nodeAffinity");
        if (affinity.isObject() && !affinity.equals(now.path("spec").path("nodeAffinity"))) {
            errors.invalid(
                    "nodeAffinity",
                    now.path("spec").path("nodeAffinity"),
                    Errors.IMMUTABLE + ", except for updating from beta label to GA");
        }
        boolean had1 = before.path("spec").hasNonNull("volumeAttributesClassName");
        if (had1 && !now.path("spec").hasNonNull("volumeAttributesClassName")) {
            errors.forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden");
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        StorageGroupRules.oldClass(object, errors);
        JsonNode spec = object.path("spec");
        if (KubeJson.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle")) {
            errors.warn("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the"
                    + " recommended approach is to use dynamic provisioning.");
        }
        PodWarnings warnings = new PodWarnings(errors);
        Checks.each(
                "spec.nodeAffinity.required.nodeSelectorTerms",
                KubeJson.at(spec, "nodeAffinity", "required", "nodeSelectorTerms"),
                warnings::nodeTerm);
        String[][] old = {
            {"cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"},
            {"photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"},
            {"scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"},
            {"storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"},
            {"glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"},
            {"rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"}
        };
        for (String[] kind : old) {
            if (spec.path(kind[0]).isObject()) {
                errors.warn("spec." + kind[1] + ": " + kind[2]);
            }
        }
    }
}
