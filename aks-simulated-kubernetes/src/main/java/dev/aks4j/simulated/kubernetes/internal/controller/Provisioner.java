package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.time.Duration;
import java.util.Map;

/** Makes volumes as the Azure storage drivers do, and binds them. Used under the simulator's lock. */
final class Provisioner {

    private static final long GIB = 1L << 30;
    private static final Duration RESIZES_IN = Duration.ofSeconds(5);
    private static final String ZONE = "topology.disk.csi.azure.com/zone";

    private final ClusterObjects cluster;
    private final VolumeHandles handles;

    Provisioner(ClusterObjects cluster, VolumeHandles handles) {
        this.cluster = cluster;
        this.handles = handles;
    }

    void provision(ObjectNode claim, ObjectNode storageClass, String node) {
        String driver = KubeJson.text(storageClass, "provisioner");
        if (!driver.endsWith(".csi.azure.com")) {
            String waiting = "Waiting for a volume to be created either by the external provisioner '" + driver
                    + "' or manually by the system administrator.";
            cluster.event(claim, "Normal", "ExternalProvisioning", waiting, Volumes.NAME);
            return;
        }
        Map<String, String> parameters = KubeJson.strings(storageClass.path("parameters"));
        String problem = DriverRules.problem(driver, parameters);
        if (problem.isEmpty()) {
            problem = modes(driver, claim, parameters);
        }
        if (!problem.isEmpty()) {
            String message =
                    "failed to provision volume with StorageClass \"" + KubeJson.text(storageClass, "metadata", "name")
                            + "\": rpc error: code = InvalidArgument desc = " + problem;
            cluster.event(claim, "Warning", "ProvisioningFailed", message, driver);
            return;
        }
        ObjectNode volume = volume(claim, storageClass, driver, parameters, node);
        ObjectNode created = cluster.registry().create(volume, driver);
        String name = KubeJson.text(created, "metadata", "name");
        cluster.event(claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name, driver);
        bind(claim, created);
    }

    private static String modes(String driver, ObjectNode claim, Map<String, String> parameters) {
        boolean block = KubeJson.text(claim, "spec", "volumeMode").equals("Block");
        if (!driver.startsWith("disk.")) {
            return block ? "block volume is not supported" : "";
        }
        for (String mode : KubeJson.texts(KubeJson.at(claim, "spec", "accessModes"))) {
            boolean many = mode.equals("ReadWriteMany") || mode.equals("ReadOnlyMany");
            String goMode = mode.equals("ReadWriteMany") ? "MULTI_NODE_MULTI_WRITER" : "MULTI_NODE_READER_ONLY";
            if (many && !block) {
                return "mountVolume is not supported for access mode: " + goMode;
            }
            if (many && Integer.parseInt(parameters.getOrDefault("maxShares", "1")) < 2) {
                return "access mode: " + goMode + " is not supported for non-shared disk";
            }
        }
        return "";
    }

    private ObjectNode volume(
            ObjectNode claim, ObjectNode storageClass, String driver, Map<String, String> parameters, String node) {
        String name = "pvc-" + KubeJson.text(claim, "metadata", "uid");
        ObjectNode volume = Manifests.of("v1", "PersistentVolume", "", name);
        KubeJson.make(volume, "metadata", "annotations").put("pv.kubernetes.io/provisioned-by", driver);
        ObjectNode spec = volume.putObject("spec");
        spec.putObject("capacity").put("storage", capacity(driver, claim, parameters));
        spec.set("accessModes", KubeJson.at(claim, "spec", "accessModes").deepCopy());
        spec.set("volumeMode", KubeJson.at(claim, "spec", "volumeMode").deepCopy());
        spec.put("storageClassName", KubeJson.text(storageClass, "metadata", "name"));
        spec.put("persistentVolumeReclaimPolicy", KubeJson.text(storageClass, "reclaimPolicy"));
        if (storageClass.has("mountOptions")) {
            spec.set("mountOptions", storageClass.get("mountOptions").deepCopy());
        }
        reference(spec, claim);
        ObjectNode csi = spec.putObject("csi").put("driver", driver);
        csi.put(
                "volumeHandle",
                handles.handle(driver, name, KubeJson.text(claim, "metadata", "namespace"), parameters));
        ObjectNode attributes = csi.putObject("volumeAttributes");
        parameters.forEach(attributes::put);
        if (driver.startsWith("disk.")) {
            affinity(spec, parameters, node);
        }
        return volume;
    }

    private static String capacity(String driver, ObjectNode claim, Map<String, String> parameters) {
        long bytes = Quantity.whole(KubeJson.text(claim, "spec", "resources", "requests", "storage"));
        long gib = Math.max(1, (bytes + GIB - 1) / GIB);
        String sku = DriverRules.sku(parameters, "Standard_LRS");
        boolean premiumShare = driver.startsWith("file.") && sku.startsWith("Premium_");
        return (premiumShare ? Math.max(100, gib) : gib) + "Gi";
    }

    private void affinity(ObjectNode spec, Map<String, String> parameters, String node) {
        boolean zonal = !DriverRules.sku(parameters, "StandardSSD_LRS").endsWith("_ZRS");
        String zone = cluster.find("nodes", "", node)
                .map(found -> KubeJson.text(found, "metadata", "labels", ZONE))
                .orElse("");
        var terms = KubeJson.make(spec, "nodeAffinity", "required").putArray("nodeSelectorTerms");
        if (zonal) {
            terms.addObject().putArray("matchExpressions").add(in(zone));
        } else {
            for (String one : new String[] {"1", "2", "3", ""}) {
                String value = one.isEmpty() ? "" : handles.region() + "-" + one;
                terms.addObject().putArray("matchExpressions").add(in(value));
            }
        }
    }

    private static ObjectNode in(String zone) {
        ObjectNode expression = KubeJson.object().put("key", ZONE).put("operator", "In");
        expression.putArray("values").add(zone);
        return expression;
    }

    private static void reference(ObjectNode spec, ObjectNode claim) {
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("name", KubeJson.text(claim, "metadata", "name"))
                .put("namespace", KubeJson.text(claim, "metadata", "namespace"))
                .put("uid", KubeJson.text(claim, "metadata", "uid"));
    }

    void bind(ObjectNode claim, ObjectNode volume) {
        String name = KubeJson.text(volume, "metadata", "name");
        cluster.registry().modify(volume, Volumes.NAME, live -> reference(KubeJson.make(live, "spec"), claim));
        cluster.registry().status(volume, Volumes.NAME, status -> status.put("phase", "Bound"));
        cluster.registry().modify(claim, Volumes.NAME, live -> {
            KubeJson.make(live, "spec").put("volumeName", name);
            KubeJson.make(live, "metadata", "annotations")
                    .put("pv.kubernetes.io/bind-completed", "yes")
                    .put("pv.kubernetes.io/bound-by-controller", "yes");
        });
        JsonNode capacity = KubeJson.at(volume, "spec", "capacity").deepCopy();
        JsonNode modes = KubeJson.at(volume, "spec", "accessModes").deepCopy();
        cluster.registry().status(claim, Volumes.NAME, status -> {
            status.put("phase", "Bound").set("capacity", capacity);
            status.set("accessModes", modes);
        });
    }

    void resize(ObjectNode claim) {
        String wanted = KubeJson.text(claim, "spec", "resources", "requests", "storage");
        String has = KubeJson.text(claim, "status", "capacity", "storage");
        boolean growing = KubeJson.objects(KubeJson.at(claim, "status", "conditions")).stream()
                .anyMatch(one -> KubeJson.text(one, "type").equals("Resizing"));
        boolean more = !has.isEmpty() && Quantity.value(wanted).compareTo(Quantity.value(has)) > 0;
        if (!more || growing) {
            return;
        }
        cluster.registry()
                .status(
                        claim,
                        Volumes.NAME,
                        status -> Manifests.setCondition(status, "Resizing", "True", "", "", cluster.now()));
        cluster.loop().after(RESIZES_IN, () -> {
            String size = capacity("", claim, Map.of());
            cluster.find(Volumes.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName"))
                    .ifPresent(volume -> cluster.registry()
                            .modify(
                                    volume,
                                    Volumes.NAME,
                                    live -> KubeJson.make(live, "spec", "capacity")
                                            .put("storage", size)));
            cluster.registry().status(claim, Volumes.NAME, status -> {
                KubeJson.make(status, "capacity").put("storage", size);
                status.remove("conditions");
            });
            cluster.event(
                    claim,
                    "Normal",
                    "FileSystemResizeSuccessful",
                    "MountVolume.NodeExpandVolume succeeded for volume",
                    "kubelet");
        });
    }
}
