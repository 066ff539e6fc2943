package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The rules for where a volume comes from that pods and persistent volumes have in common. Not thread-safe. */
final class VolumeSourceRules {

    private static final String[] HOST_PATHS = {
        "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"
    };

    private final Checks checks;
    private final Errors errors;

    VolumeSourceRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void one(JsonNode volume, List<String> kinds, String at, BiConsumer<String, String> check) {
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

    void need(JsonNode source, String at, String... fields) {
        for (String field : fields) {
            if (KubeJson.text(source, field).isEmpty() && source.path(field).isEmpty()) {
                errors.required(at + "." + field);
            }
        }
    }

    void check(String kind, JsonNode source, String at) {
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
            String namespace = "." + key.split("/")[0].toLowerCase(Locale.ROOT);
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
        errors.each(at, name, Names.subdomain(name.toLowerCase(Locale.ROOT)));
    }
}
