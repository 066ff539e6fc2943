package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The rules for volumes: those of pods, persistent ones, and claims. Not thread-safe. */
final class VolumeRules {

    private static final List<String> POD_KINDS = List.of(
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
    private static final List<String> PERSISTENT_KINDS = List.of(
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
    private static final String[] HOST_PATHS = {
        "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"
    };
    private static final String[] DOWNWARD = {
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"
    };

    private final Checks checks;
    private final Errors errors;

    VolumeRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void pod(JsonNode volume, String at, String pod) {
        sources(volume, POD_KINDS, at, (kind, here) -> podSource(kind, volume, here, at, pod));
    }

    private void sources(JsonNode volume, List<String> kinds, String at, BiConsumer<String, String> check) {
        int count = 0;
        for (String kind : kinds) {
            if (!volume.path(kind).isObject()) {
                continue;
            }
            if (count++ > 0) {
                String shown = kind.equals("cephfs") ? "cephFS" : kind.equals("downwardAPI") ? "downwarAPI" : kind;
                errors.forbidden(at + "." + shown, "may not specify more than 1 volume type");
            } else {
                check.accept(kind, at + "." + (kind.equals("gcePersistentDisk") ? "persistentDisk" : kind));
            }
        }
        if (count == 0) {
            errors.required(at, "must specify a volume type");
        }
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
                need(source, here, "secretName");
                items(source, here);
            }
            case "configMap" -> {
                need(source, here, "name");
                items(source, here);
            }
            case "persistentVolumeClaim" -> need(source, here, "claimName");
            case "gitRepo" -> {
                need(source, here, "repository");
                checks.relativePath(here + ".directory", KubeJson.text(source, "directory"));
            }
            case "downwardAPI" -> {
                checks.mode(here + ".defaultMode", source.path("defaultMode"));
                source.path("items").forEach(file -> downward(file, here));
            }
            case "projected" -> projected(source, here);
            case "azureFile" -> need(source, here, "secretName", "shareName");
            case "cinder", "storageos", "iscsi", "flexVolume" -> other(kind, source, here);
            case "csi" -> {
                driver(here + ".driver", KubeJson.text(source, "driver"));
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
                need(source, here, "reference");
                errors.requiredOneOf(
                        here + ".pullPolicy", KubeJson.text(source, "pullPolicy"), "Always", "IfNotPresent", "Never");
            }
            default -> other(kind, source, here);
        }
    }

    private void need(JsonNode source, String at, String... fields) {
        for (String field : fields) {
            if (KubeJson.text(source, field).isEmpty() && source.path(field).isEmpty()) {
                errors.required(at + "." + field);
            }
        }
    }

    private void other(String kind, JsonNode source, String at) {
        switch (kind) {
            case "hostPath" -> {
                String path = KubeJson.text(source, "path");
                if (path.isEmpty()) {
                    errors.required(at + ".path");
                    return;
                }
                checks.noBacksteps(at + ".path", path);
                errors.oneOf(at + ".type", KubeJson.text(source, "type"), HOST_PATHS);
            }
            case "gcePersistentDisk" -> {
                need(source, at, "pdName");
                partition(source, at);
            }
            case "awsElasticBlockStore" -> {
                need(source, at, "volumeID");
                partition(source, at);
            }
            case "nfs" -> {
                need(source, at, "server", "path");
                if (!KubeJson.text(source, "path").startsWith("/")) {
                    errors.invalid(at + ".path", KubeJson.text(source, "path"), "must be an absolute path");
                }
            }
            case "glusterfs" -> need(source, at, "endpoints", "path");
            case "flocker" -> flocker(source, at);
            case "rbd" -> need(source, at, "monitors", "image");
            case "cephfs" -> need(source, at, "monitors");
            case "quobyte" -> {
                if (KubeJson.text(source, "registry").isEmpty()) {
                    errors.required(at + ".registry", "must be a host:port pair or multiple pairs separated by commas");
                }
                need(source, at, "volume");
            }
            case "fc" -> fibre(source, at);
            case "flexVolume" -> flex(source, at);
            case "vsphereVolume" -> need(source, at, "volumePath");
            case "photonPersistentDisk" -> need(source, at, "pdID");
            case "portworxVolume", "cinder" -> need(source, at, "volumeID");
            case "azureDisk" -> azureDisk(source, at);
            case "scaleIO" -> need(source, at, "gateway", "system", "volumeName");
            case "storageos" -> {
                need(source, at, "volumeName");
                if (!KubeJson.text(source, "volumeName").isEmpty()) {
                    checks.label(at + ".volumeName", KubeJson.text(source, "volumeName"));
                }
                if (!KubeJson.text(source, "volumeNamespace").isEmpty()) {
                    checks.label(at + ".volumeNamespace", KubeJson.text(source, "volumeNamespace"));
                }
            }
            case "iscsi" -> iscsi(source, at);
            case "local" -> {
                need(source, at, "path");
                checks.noBacksteps(at + ".path", KubeJson.text(source, "path"));
            }
            default -> {}
        }
    }

    private void partition(JsonNode source, String at) {
        long partition = source.path("partition").asLong();
        if (partition < 0 || partition > 255) {
            errors.invalid(at + ".partition", partition, "must be between 0 and 255, inclusive");
        }
    }

    private void flocker(JsonNode source, String at) {
        String name = KubeJson.text(source, "datasetName");
        String uuid = KubeJson.text(source, "datasetUUID");
        if (name.isEmpty() && uuid.isEmpty()) {
            errors.required(at, "one of datasetName and datasetUUID is required");
        } else if (!name.isEmpty() && !uuid.isEmpty()) {
            errors.invalid(at, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }
        if (name.contains("/")) {
            errors.invalid(at + ".datasetName", name, "must not contain '/'");
        }
    }

    private void fibre(JsonNode source, String at) {
        boolean targets = !source.path("targetWWNs").isEmpty();
        boolean ids = !source.path("wwids").isEmpty();
        if (!targets && !ids) {
            errors.required(at + ".targetWWNs", "must specify either targetWWNs or wwids, but not both");
        } else if (targets && ids) {
            errors.invalid(
                    at + ".targetWWNs",
                    source.path("targetWWNs"),
                    "targetWWNs and wwids can not be specified simultaneously");
        }
        if (targets) {
            if (!source.hasNonNull("lun")) {
                errors.required(at + ".lun", "lun is required if targetWWNs is specified");
            } else {
                errors.range(at + ".lun", source.path("lun").asLong(), 0, 255);
            }
        }
    }

    private void flex(JsonNode source, String at) {
        need(source, at, "driver");
        Checks.sorted(source.path("options")).keySet().forEach(key -> {
            String namespace = "." + key.split("/")[0].toLowerCase(java.util.Locale.ROOT);
            if (namespace.endsWith(".kubernetes.io") || namespace.endsWith(".k8s.io")) {
                errors.invalid(at + ".options[" + key + "]", key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        });
    }

    private void iscsi(JsonNode source, String at) {
        need(source, at, "targetPortal", "iqn");
        String iqn = KubeJson.text(source, "iqn");
        if (!iqn.isEmpty() && !iqn.startsWith("iqn") && !iqn.startsWith("eui") && !iqn.startsWith("naa")) {
            errors.invalid(at + ".iqn", iqn, "must be valid format starting with iqn, eui, or naa");
        } else if (iqn.startsWith("iqn") && !iqn.matches("iqn\\.\\d{4}-\\d{2}\\.([a-z0-9.\\-]+)(:[^,;*&$|\\s]+)?")) {
            errors.invalid(at + ".iqn", iqn, "must be valid format");
        }
        errors.range(at + ".lun", source.path("lun").asLong(), 0, 255);
        boolean chap = source.path("chapAuthDiscovery").asBoolean()
                || source.path("chapAuthSession").asBoolean();
        if (chap && !source.hasNonNull("secretRef")) {
            errors.required(at + ".secretRef");
        }
    }

    private void azureDisk(JsonNode source, String at) {
        need(source, at, "diskName", "diskURI");
        if (source.hasNonNull("cachingMode")) {
            errors.oneOf(at + ".cachingMode", KubeJson.text(source, "cachingMode"), "None", "ReadOnly", "ReadWrite");
        }
        String kind = KubeJson.text(source, "kind");
        String uri = KubeJson.text(source, "diskURI");
        if (source.hasNonNull("kind")) {
            errors.oneOf(at + ".kind", kind, "Dedicated", "Managed", "Shared");
            if (kind.equals("Managed") && !uri.startsWith("/subscriptions/")) {
                errors.notSupported(
                        at + ".diskURI",
                        uri,
                        "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
            } else if (!kind.equals("Managed") && !uri.startsWith("https://")) {
                errors.notSupported(
                        at + ".diskURI",
                        uri,
                        "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
            }
        }
    }

    void driver(String at, String name) {
        if (name.isEmpty()) {
            errors.required(at);
            return;
        }
        if (name.length() > 63) {
            errors.tooLong(at, 63);
        }
        errors.each(at, name, Names.subdomain(name.toLowerCase(java.util.Locale.ROOT)));
    }

    private void items(JsonNode source, String at) {
        checks.mode(at + ".defaultMode", source.path("defaultMode"));
        Checks.each(at + ".items", source.path("items"), this::item);
    }

    private void item(String at, JsonNode item) {
        need(item, at, "key", "path");
        checks.unreservedPath(at + ".path", KubeJson.text(item, "path"));
        checks.mode(at + ".mode", item.path("mode"));
    }

    private void downward(JsonNode file, String at) {
        need(file, at, "path");
        checks.unreservedPath(at + ".path", KubeJson.text(file, "path"));
        ContainerRules references = new ContainerRules(checks, new SecurityRules(checks));
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
                    need(source.path(kind), here + "." + kind, "name");
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
        need(bundle, at, "path");
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
            claim(template.path("spec"), here + ".volumeClaimTemplate.spec");
        }
        String name = KubeJson.text(volume, "name");
        if (!pod.isEmpty() && !name.isEmpty()) {
            String claim = pod + "-" + name;
            Names.subdomain(claim)
                    .forEach(wrong -> errors.invalid(at + ".name", name, "PVC name \"" + claim + "\": " + wrong));
        }
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

    void claim(JsonNode spec, String at) {
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
        need(source, at, "name", "kind");
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

    void persistent(JsonNode spec, String at) {
        accessModes(spec.path("accessModes"), at + ".accessModes", "");
        JsonNode capacity = spec.path("capacity");
        if (capacity.isEmpty()) {
            errors.required(at + ".capacity");
        }
        if (!capacity.has("storage") || capacity.size() > 1) {
            errors.notSupported(
                    at + ".capacity", capacity.isEmpty() ? KubeJson.object().get("x") : capacity, "storage");
        }
        for (var entry : ContainerRules.fields(capacity)) {
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
        sources(spec, PERSISTENT_KINDS, at, (kind, here) -> persistentSource(kind, spec.path(kind), here));
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
            driver(at + ".driver", KubeJson.text(source, "driver"));
            need(source, at, "volumeHandle");
            for (String reference : new String[] {
                "controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"
            }) {
                if (source.hasNonNull(reference)) {
                    secret(source.path(reference), at + "." + reference);
                }
            }
        } else if (kind.equals("azureFile")) {
            need(source, at, "secretName", "shareName");
            if (source.hasNonNull("secretNamespace")
                    && KubeJson.text(source, "secretNamespace").isEmpty()) {
                errors.required(at + ".secretNamespace");
            }
        } else {
            other(kind, source, at);
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
        PERSISTENT_KINDS.stream().filter(spec::hasNonNull).forEach(kind -> source.set(kind, spec.get(kind)));
        return source;
    }
}
