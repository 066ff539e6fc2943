package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for claims of volumes, alone and as templates. Not thread-safe. */
final class VolumeClaimRules {

    private final Checks checks;
    private final Errors errors;
    private final VolumeSourceRules sources;

    VolumeClaimRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
        sources = new VolumeSourceRules(checks);
    }

    void accessModes(JsonNode modes, String at, String detail) {
        if (modes.isEmpty()) {
            errors.required(at, detail);
        }
        boolean single = false;
        boolean others = false;
        for (JsonNode mode : modes) {
            errors.oneOf(at, mode.asText(), Checks.ACCESS_MODES);
            if (mode.asText().equals("ReadWriteOncePod")) {
                single = true;
            } else if (List.of(Checks.ACCESS_MODES).contains(mode.asText())) {
                others = true;
            }
        }
        if (single && others) {
            errors.forbidden(at, "may not use ReadWriteOncePod with other access modes");
        }
    }

    void check(JsonNode spec, String at) {
        accessModes(spec.path("accessModes"), at + ".accessModes", "at least 1 access mode is required");
        checks.labelSelector(at + ".selector", spec.path("selector"));
        JsonNode storage = KubeJson.at(spec, "resources", "requests", "storage");
        String here = at + ".resources[storage]";
        if (storage.isMissingNode()) {
            errors.required(here);
        } else if (Checks.value(storage).signum() <= 0) {
            checks.positiveQuantity(here, storage);
        }
        String type = KubeJson.text(spec, "storageClassName");
        if (!type.isEmpty()) {
            checks.subdomain(at + ".storageClassName", type);
        }
        if (spec.hasNonNull("volumeMode")) {
            errors.oneOf(at + ".volumeMode", KubeJson.text(spec, "volumeMode"), "Block", "Filesystem");
        }
        for (String field : new String[] {"dataSource", "dataSourceRef"}) {
            if (spec.hasNonNull(field)) {
                dataSource(spec.path(field), at + "." + field);
            }
        }
        sameSource(spec, at);
        String attributes = KubeJson.text(spec, "volumeAttributesClassName");
        if (!attributes.isEmpty()) {
            checks.subdomain(at + ".volumeAttributesClassName", attributes);
        }
    }

    private void sameSource(JsonNode spec, String at) {
        JsonNode source = spec.path("dataSource");
        JsonNode reference = spec.path("dataSourceRef");
        if (!source.isObject() || !reference.isObject()) {
            return;
        }
        if (!KubeJson.text(reference, "namespace").isEmpty()) {
            errors.invalid(at, KubeJson.object(), "may not be specified when dataSourceRef.namespace is specified");
        } else if (!KubeJson.text(source, "apiGroup").equals(KubeJson.text(reference, "apiGroup"))
                || !KubeJson.text(source, "kind").equals(KubeJson.text(reference, "kind"))
                || !KubeJson.text(source, "name").equals(KubeJson.text(reference, "name"))) {
            errors.invalid(at, KubeJson.object(), "must match dataSourceRef");
        }
    }

    private void dataSource(JsonNode source, String at) {
        sources.need(source, at, "name", "kind");
        String group = KubeJson.text(source, "apiGroup");
        String kind = KubeJson.text(source, "kind");
        if (group.isEmpty() && !kind.equals("PersistentVolumeClaim")) {
            errors.invalid(at, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }
        if (!group.isEmpty()) {
            checks.subdomain(at + ".apiGroup", group);
        }
        String namespace = KubeJson.text(source, "namespace");
        if (!namespace.isEmpty()) {
            checks.label(at + ".namespace", namespace);
        }
    }
}
