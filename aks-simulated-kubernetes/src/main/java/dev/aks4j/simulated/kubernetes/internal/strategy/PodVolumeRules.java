package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for the volumes of pods. Not thread-safe. */
final class PodVolumeRules {

    private static final List<String> KINDS = List.of(
            "emptyDir",
            "hostPath",
            "gitRepo",
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "secret",
            "nfs",
            "iscsi",
            "glusterfs",
            "flocker",
            "persistentVolumeClaim",
            "rbd",
            "cinder",
            "cephfs",
            "quobyte",
            "downwardAPI",
            "fc",
            "flexVolume",
            "configMap",
            "azureFile",
            "vsphereVolume",
            "photonPersistentDisk",
            "portworxVolume",
            "azureDisk",
            "storageos",
            "projected",
            "scaleIO",
            "csi",
            "ephemeral",
            "image");
    private static final String[] DOWNWARD = {
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"
    };

    private final Checks checks;
    private final Errors errors;
    private final VolumeSourceRules sources;
    private final VolumeClaimRules claims;

    PodVolumeRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
        sources = new VolumeSourceRules(checks);
        claims = new VolumeClaimRules(checks);
    }

    void check(JsonNode volume, String at, String pod) {
        sources.one(volume, KINDS, at, (kind, here) -> podSource(kind, volume, here, at, pod));
    }

    private void podSource(String kind, JsonNode volume, String here, String at, String pod) {
        JsonNode source = volume.path(kind);
        switch (kind) {
            case "emptyDir" -> {
                if (source.hasNonNull("sizeLimit")
                        && Checks.value(source.path("sizeLimit")).signum() < 0) {
                    errors.forbidden(here + ".sizeLimit", "SizeLimit field must be a valid resource quantity");
                }
            }
            case "secret" -> {
                sources.need(source, here, "secretName");
                items(source, here);
            }
            case "configMap" -> {
                sources.need(source, here, "name");
                items(source, here);
            }
            case "persistentVolumeClaim" -> sources.need(source, here, "claimName");
            case "gitRepo" -> {
                sources.need(source, here, "repository");
                checks.relativePath(here + ".directory", KubeJson.text(source, "directory"));
            }
            case "downwardAPI" -> {
                checks.mode(here + ".defaultMode", source.path("defaultMode"));
                source.path("items").forEach(file -> downward(file, here));
            }
            case "projected" -> projected(source, here);
            case "azureFile" -> sources.need(source, here, "secretName", "shareName");
            case "cinder", "storageos", "iscsi", "flexVolume" -> sources.check(kind, source, here);
            case "csi" -> {
                sources.driver(here + ".driver", KubeJson.text(source, "driver"));
                if (source.hasNonNull("nodePublishSecretRef")) {
                    String name = KubeJson.text(source, "nodePublishSecretRef", "name");
                    if (name.isEmpty()) {
                        errors.required(here + ".nodePublishSecretRef.name");
                    } else {
                        checks.subdomain(here + ".name", name);
                    }
                }
            }
            case "ephemeral" -> ephemeral(source, volume, here, at, pod);
            case "image" -> {
                sources.need(source, here, "reference");
                errors.requiredOneOf(
                        here + ".pullPolicy", KubeJson.text(source, "pullPolicy"), "Always", "IfNotPresent", "Never");
            }
            default -> sources.check(kind, source, here);
        }
    }

    private void items(JsonNode source, String at) {
        checks.mode(at + ".defaultMode", source.path("defaultMode"));
        Checks.each(at + ".items", source.path("items"), this::item);
    }

    private void item(String at, JsonNode item) {
        sources.need(item, at, "key", "path");
        checks.unreservedPath(at + ".path", KubeJson.text(item, "path"));
        checks.mode(at + ".mode", item.path("mode"));
    }

    private void downward(JsonNode file, String at) {
        sources.need(file, at, "path");
        checks.unreservedPath(at + ".path", KubeJson.text(file, "path"));
        EnvironmentRules references = new EnvironmentRules(checks);
        boolean resource = file.hasNonNull("resourceFieldRef");
        if (file.hasNonNull("fieldRef")) {
            references.fieldRef(file.path("fieldRef"), at + ".fieldRef", DOWNWARD);
            if (resource) {
                errors.invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        } else if (resource) {
            references.resourceRef(file.path("resourceFieldRef"), at + ".resourceFieldRef", true);
        } else {
            errors.required(at, "one of fieldRef and resourceFieldRef is required");
        }
        checks.mode(at + ".mode", file.path("mode"));
    }

    private void projected(JsonNode projected, String at) {
        checks.mode(at + ".defaultMode", projected.path("defaultMode"));
        Set<String> paths = new HashSet<>();
        Checks.each(at + ".sources", projected.path("sources"), (here, source) -> {
            int count = 0;
            for (String kind : new String[] {"secret", "configMap"}) {
                if (source.hasNonNull(kind)) {
                    count++;
                    String name = KubeJson.text(source, kind, "name");
                    sources.need(source.path(kind), here + "." + kind, "name");
                    Checks.each(here + "." + kind + ".items", source.path(kind).path("items"), (where, item) -> {
                        item(where, item);
                        unique(paths, KubeJson.text(item, "path"), at, name);
                    });
                }
            }
            if (source.hasNonNull("downwardAPI")) {
                count++;
                for (JsonNode file : source.path("downwardAPI").path("items")) {
                    downward(file, here + ".downwardAPI");
                    unique(paths, KubeJson.text(file, "path"), at, KubeJson.text(file, "path"));
                }
            }
            if (source.hasNonNull("serviceAccountToken")) {
                count++;
                token(source.path("serviceAccountToken"), here + ".serviceAccountToken", at);
            }
            if (source.hasNonNull("clusterTrustBundle")) {
                count++;
                bundle(source.path("clusterTrustBundle"), here + ".clusterTrustBundle");
            }
            if (count > 1) {
                errors.forbidden(here, "may not specify more than 1 volume type per source");
            }
        });
    }

    private void unique(Set<String> paths, String path, String at, String shown) {
        if (!path.isEmpty() && !paths.add(path)) {
            errors.invalid(at, shown, "conflicting duplicate paths");
        }
    }

    private void token(JsonNode token, String at, String volume) {
        JsonNode seconds = token.path("expirationSeconds");
        if (!seconds.isNumber()) {
            errors.required(at + ".expirationSeconds");
        } else {
            expiration(at + ".expirationSeconds", seconds);
        }
        String path = KubeJson.text(token, "path");
        if (path.isEmpty()) {
            errors.required(volume + ".path");
        } else {
            checks.unreservedPath(volume + ".path", path);
        }
    }

    void expiration(String at, JsonNode seconds) {
        if (seconds.asLong() < 600) {
            errors.invalid(at, seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds.asLong() > 1L << 32) {
            errors.invalid(at, seconds, "may not specify a duration larger than 2^32 seconds");
        }
    }

    private void bundle(JsonNode bundle, String at) {
        boolean name = bundle.hasNonNull("name");
        boolean signer = bundle.hasNonNull("signerName");
        if (!name && !signer) {
            errors.required(at, "either name or signerName must be specified");
        }
        sources.need(bundle, at, "path");
        checks.unreservedPath(at + ".path", KubeJson.text(bundle, "path"));
    }

    private void ephemeral(JsonNode source, JsonNode volume, String here, String at, String pod) {
        JsonNode template = source.path("volumeClaimTemplate");
        if (!template.isObject()) {
            errors.required(here + ".volumeClaimTemplate");
        } else {
            String metadata = here + ".volumeClaimTemplate.metadata";
            checks.annotations(metadata + ".annotations", KubeJson.at(template, "metadata", "annotations"));
            checks.labels(metadata + ".labels", KubeJson.at(template, "metadata", "labels"));
            template.path("metadata").properties().forEach(field -> {
                boolean allowed =
                        Set.of("labels", "annotations", "creationTimestamp").contains(field.getKey());
                if (!allowed && !field.getValue().isNull()) {
                    errors.forbidden(metadata + "." + field.getKey(), "cannot be set");
                }
            });
            claims.check(template.path("spec"), here + ".volumeClaimTemplate.spec");
        }
        String name = KubeJson.text(volume, "name");
        if (!pod.isEmpty() && !name.isEmpty()) {
            String claim = pod + "-" + name;
            Names.subdomain(claim)
                    .forEach(wrong -> errors.invalid(at + ".name", name, "PVC name \"" + claim + "\": " + wrong));
        }
    }
}
