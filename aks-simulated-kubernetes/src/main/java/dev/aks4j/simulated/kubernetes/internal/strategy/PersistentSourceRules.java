package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for what a persistent volume is and where it comes from. Not thread-safe. */
final class PersistentSourceRules {

    private static final List<String> KINDS = List.of(
            "hostPath",
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "glusterfs",
            "flocker",
            "nfs",
            "rbd",
            "quobyte",
            "cephfs",
            "iscsi",
            "cinder",
            "fc",
            "flexVolume",
            "azureFile",
            "vsphereVolume",
            "photonPersistentDisk",
            "portworxVolume",
            "azureDisk",
            "scaleIO",
            "local",
            "storageos",
            "csi");

    private final Checks checks;
    private final Errors errors;
    private final VolumeSourceRules sources;
    private final VolumeClaimRules claims;

    PersistentSourceRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
        sources = new VolumeSourceRules(checks);
        claims = new VolumeClaimRules(checks);
    }

    void check(JsonNode spec, String at) {
        claims.accessModes(spec.path("accessModes"), at + ".accessModes", "");
        JsonNode capacity = spec.path("capacity");
        if (capacity.isEmpty()) {
            errors.required(at + ".capacity");
        }
        if (!capacity.has("storage") || capacity.size() > 1) {
            errors.notSupported(
                    at + ".capacity", capacity.isEmpty() ? KubeJson.object().get("x") : capacity, "storage");
        }
        for (var entry : ComputeResourceRules.fields(capacity)) {
            String here = at + ".capacity[" + entry.getKey() + "]";
            if (Checks.value(entry.getValue()).signum() < 0) {
                errors.invalid(here, Checks.value(entry.getValue()).longValue(), "must be a valid resource quantity");
            }
            checks.positiveQuantity(here, entry.getValue());
        }
        String reclaim = KubeJson.text(spec, "persistentVolumeReclaimPolicy");
        if (!reclaim.isEmpty()) {
            errors.oneOf(at + ".persistentVolumeReclaimPolicy", reclaim, "Delete", "Recycle", "Retain");
        }
        boolean affinity = spec.path("nodeAffinity").isObject();
        if (affinity) {
            nodeAffinity(spec.path("nodeAffinity"), at + ".nodeAffinity");
        }
        sources.one(spec, KINDS, at, (kind, here) -> persistentSource(kind, spec.path(kind), here));
        if (spec.path("local").isObject() && !affinity) {
            errors.required(at + ".nodeAffinity", "Local volume requires node affinity");
        }
        if (KubeJson.text(spec, "hostPath", "path").matches("/+\\.?/*") && reclaim.equals("Recycle")) {
            errors.forbidden(at + ".persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
        }
        String type = KubeJson.text(spec, "storageClassName");
        if (!type.isEmpty()) {
            checks.subdomain(at + ".storageClassName", type);
        }
        if (spec.hasNonNull("volumeMode")) {
            errors.oneOf(at + ".volumeMode", KubeJson.text(spec, "volumeMode"), "Block", "Filesystem");
        }
        if (spec.hasNonNull("volumeAttributesClassName")) {
            String attributes = KubeJson.text(spec, "volumeAttributesClassName");
            if (attributes.isEmpty()) {
                errors.required(at + ".volumeAttributesClassName", "an empty string is disallowed");
            } else {
                checks.subdomain(at + ".volumeAttributesClassName", attributes);
            }
            if (!spec.path("csi").isObject()) {
                errors.required(at + ".csi", "has to be specified when using volumeAttributesClassName");
            }
        }
    }

    private void nodeAffinity(JsonNode affinity, String at) {
        if (affinity.path("required").isObject()) {
            new AffinityRules(checks).nodeSelector(affinity.path("required"), at + ".required");
        } else {
            errors.required(at + ".required", "must specify required node constraints");
        }
    }

    private void persistentSource(String kind, JsonNode source, String at) {
        if (kind.equals("csi")) {
            sources.driver(at + ".driver", KubeJson.text(source, "driver"));
            sources.need(source, at, "volumeHandle");
            for (String reference : new String[] {
                "controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"
            }) {
                if (source.hasNonNull(reference)) {
                    secret(source.path(reference), at + "." + reference);
                }
            }
        } else if (kind.equals("azureFile")) {
            sources.need(source, at, "secretName", "shareName");
            if (source.hasNonNull("secretNamespace")
                    && KubeJson.text(source, "secretNamespace").isEmpty()) {
                errors.required(at + ".secretNamespace");
            }
        } else {
            sources.check(kind, source, at);
        }
    }

    private void secret(JsonNode reference, String at) {
        String name = KubeJson.text(reference, "name");
        if (name.isEmpty()) {
            errors.required(at + ".name");
        } else {
            checks.subdomain(at + ".name", name);
        }
        String namespace = KubeJson.text(reference, "namespace");
        if (namespace.isEmpty()) {
            errors.required(at + ".namespace");
        } else {
            checks.label(at + ".namespace", namespace);
        }
    }

    /** Returns the parts of a persistent volume's specification that say where it is. */
    static JsonNode source(JsonNode spec) {
        var source = KubeJson.object();
        KINDS.stream().filter(spec::hasNonNull).forEach(kind -> source.set(kind, spec.get(kind)));
        return source;
    }
}
