package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for claims of persistent volumes. Stateless. */
final class PersistentVolumeClaimStrategy implements Strategy {

    private static final String ALLOWED =
            "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                    + " claims\n";

    @Override
    public void defaults(ObjectNode claim, Release release) {
        ObjectNode spec = KubeJson.make(claim, "spec");
        KubeJson.putDefault(spec, "volumeMode", "Filesystem");
    }

    @Override
    public void create(ObjectNode claim) {
        claim.putObject("status").put("phase", "Pending");
        sources(KubeJson.make(claim, "spec"), false);
    }

    @Override
    public void update(ObjectNode now, ObjectNode before) {
        sources(
                KubeJson.make(now, "spec"),
                before.path("spec").path("dataSource").isObject());
    }

    private static boolean known(JsonNode source) {
        String kind = KubeJson.text(source, "kind");
        String group = KubeJson.text(source, "apiGroup");
        return kind.equals("PersistentVolumeClaim") && group.isEmpty()
                || kind.equals("VolumeSnapshot") && group.equals("snapshot.storage.k8s.io");
    }

    private static void sources(ObjectNode spec, boolean kept) {
        if (!kept && spec.path("dataSource").isObject() && !known(spec.path("dataSource"))) {
            spec.remove("dataSource");
        }
        boolean source = spec.path("dataSource").isObject();
        boolean reference = spec.path("dataSourceRef").isObject();
        if (source && !reference) {
            spec.set("dataSourceRef", spec.get("dataSource").deepCopy());
        } else if (reference
                && !source
                && KubeJson.text(spec, "dataSourceRef", "namespace").isEmpty()) {
            if (known(spec.path("dataSourceRef"))) {
                spec.set("dataSource", spec.get("dataSourceRef").deepCopy());
            }
        }
    }

    @Override
    public void validate(ObjectNode claim, Errors errors) {
        new VolumeClaimRules(new Checks(errors)).check(claim.path("spec"), "spec");
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        for (var entry : ComputeResourceRules.fields(now.path("status").path("capacity"))) {
            if (Checks.value(entry.getValue()).signum() < 0) {
                errors.invalid(
                        "status.capacity[" + entry.getKey() + "]",
                        entry.getValue(),
                        "must be a valid resource quantity");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        ObjectNode wanted = now.path("spec").deepCopy();
        ObjectNode had = before.path("spec").deepCopy();
        boolean bound = KubeJson.text(now, "status", "phase").equals("Bound");
        if (KubeJson.text(had, "volumeName").isEmpty()) {
            wanted.remove("volumeName");
            had.remove("volumeName");
        }
        if (!had.hasNonNull("storageClassName")) {
            wanted.remove("storageClassName");
        }
        if (bound) {
            wanted.remove("volumeAttributesClassName");
            had.remove("volumeAttributesClassName");
            KubeJson.make(wanted, "resources", "requests").remove("storage");
            KubeJson.make(had, "resources", "requests").remove("storage");
        }
        if (!wanted.equals(had)) {
            errors.forbidden("spec", ALLOWED);
        }
        JsonNode size = KubeJson.at(now, "spec", "resources", "requests", "storage");
        JsonNode old = KubeJson.at(before, "spec", "resources", "requests", "storage");
        JsonNode capacity = KubeJson.at(before, "status", "capacity", "storage");
        boolean shrinks = Checks.value(size).compareTo(Checks.value(old)) < 0;
        if (shrinks && Checks.value(size).compareTo(Checks.value(capacity)) <= 0) {
            errors.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }
        errors.unchanged(
                "volumeMode",
                now.path("spec").path("volumeMode"),
                before.path("spec").path("volumeMode"));
        if (before.path("status").hasNonNull("currentVolumeAttributesClassName")) {
            String at = "spec.volumeAttributesClassName";
            if (!now.path("spec").hasNonNull("volumeAttributesClassName")) {
                errors.forbidden(
                        at, "update to nil is forbidden when status.currentVolumeAttributesClassName is not nil");
            } else if (KubeJson.text(now, "spec", "volumeAttributesClassName").isEmpty()) {
                errors.forbidden(
                        at,
                        "update to empty string is forbidden when status.currentVolumeAttributesClassName is not"
                                + " nil");
            }
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        StorageGroupRules.oldClass(object, errors);
        new PodWarnings(errors).claim(object.path("spec"), "spec");
    }
}
