package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
            cluster.event(claim, "Normal", "ExternalProvisioning", waiting, VolumeController.NAME);
            return;
        }
        Map<String, String> parameters = KubeJson.strings(storageClass.path("parameters"));
        String attributesName = KubeJson.text(claim, "spec", "volumeAttributesClassName");
        Optional<ObjectNode> attributesClass = VolumeModifier.find(cluster, attributesName);
        if (!attributesName.isEmpty() && attributesClass.isEmpty()) {
            refuse(
                    claim,
                    storageClass,
                    driver,
                    "error getting VolumeAttributesClass for PVC \""
                            + KubeJson.text(claim, "metadata", "name") + "\": volumeattributesclass.storage.k8s.io \""
                            + attributesName + "\" not found");
            return;
        }
        Map<String, String> attributes = attributesClass
                .map(one -> KubeJson.strings(one.path("parameters")))
                .orElse(Map.of());
        String waits = SnapshotController.waits(cluster, claim);
        if (!waits.isEmpty()) {
            refuse(claim, storageClass, driver, waits);
            return;
        }
        Optional<DriverRefusal> refusal = DriverRules.refusal(
                driver,
                parameters,
                attributes,
                KubeJson.texts(KubeJson.at(claim, "spec", "accessModes")),
                KubeJson.text(claim, "spec", "volumeMode").equals("Block"),
                KubeJson.text(claim, "spec", "dataSource", "kind").equals("VolumeSnapshot"),
                handles.subscription());
        if (refusal.isPresent()) {
            refuse(
                    claim,
                    storageClass,
                    driver,
                    "rpc error: code = " + refusal.get().code() + " desc = "
                            + refusal.get().getMessage());
            return;
        }
        String azure = DriverRules.azure(driver, parameters);
        if (!azure.isEmpty()) {
            refuse(claim, storageClass, driver, "rpc error: code = Internal desc = " + azure);
            return;
        }
        ObjectNode volume = volume(claim, storageClass, driver, parameters, node);
        ObjectNode created = cluster.registry().create(volume, driver);
        String name = KubeJson.text(created, "metadata", "name");
        cluster.event(claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name, driver);
        bind(claim, created);
    }

    private void refuse(ObjectNode claim, ObjectNode storageClass, String driver, String why) {
        String message = "failed to provision volume with StorageClass \""
                + KubeJson.text(storageClass, "metadata", "name") + "\": " + why;
        cluster.event(claim, "Warning", "ProvisioningFailed", message, driver);
    }

    private ObjectNode volume(
            ObjectNode claim, ObjectNode storageClass, String driver, Map<String, String> parameters, String node) {
        String name = "pvc-" + KubeJson.text(claim, "metadata", "uid");
        ObjectNode volume = ControllerObjects.of("v1", "PersistentVolume", "", name);
        KubeJson.make(volume, "metadata", "annotations").put("pv.kubernetes.io/provisioned-by", driver);
        ObjectNode spec = volume.putObject("spec");
        spec.putObject("capacity").put("storage", capacity(driver, claim, parameters));
        spec.set("accessModes", KubeJson.at(claim, "spec", "accessModes").deepCopy());
        spec.set("volumeMode", KubeJson.at(claim, "spec", "volumeMode").deepCopy());
        spec.put("storageClassName", KubeJson.text(storageClass, "metadata", "name"));
        String attributes = KubeJson.text(claim, "spec", "volumeAttributesClassName");
        if (!attributes.isEmpty()) {
            spec.put("volumeAttributesClassName", attributes);
        }
        spec.put("persistentVolumeReclaimPolicy", KubeJson.text(storageClass, "reclaimPolicy"));
        if (storageClass.has("mountOptions")) {
            spec.set("mountOptions", storageClass.get("mountOptions").deepCopy());
        }
        reference(spec, claim);
        ObjectNode csi = spec.putObject("csi").put("driver", driver);
        csi.put(
                "volumeHandle",
                handles.handle(driver, name, KubeJson.text(claim, "metadata", "namespace"), parameters));
        ObjectNode context = csi.putObject("volumeAttributes");
        parameters.forEach(context::put);
        if (driver.startsWith("disk.")) {
            affinity(spec, parameters, node);
        }
        return volume;
    }

    private static String capacity(String driver, ObjectNode claim, Map<String, String> parameters) {
        long bytes = Quantity.whole(KubeJson.text(claim, "spec", "resources", "requests", "storage"));
        long gib = Math.max(1, (bytes + GIB - 1) / GIB);
        String sku = DriverRules.sku(parameters, "Standard_LRS");
        boolean nfs = parameters.getOrDefault("protocol", "").equals("nfs");
        boolean premium =
                driver.startsWith("file.") && (sku.startsWith("Premium") || nfs && sku.startsWith("Standard_"));
        long least = !premium ? 1 : sku.startsWith("PremiumV2") ? 32 : 100;
        return Math.max(least, gib) + "Gi";
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
        cluster.registry().modify(volume, VolumeController.NAME, live -> reference(KubeJson.make(live, "spec"), claim));
        cluster.registry().status(volume, VolumeController.NAME, status -> status.put("phase", "Bound"));
        cluster.registry().modify(claim, VolumeController.NAME, live -> {
            KubeJson.make(live, "spec").put("volumeName", name);
            KubeJson.make(live, "metadata", "annotations")
                    .put("pv.kubernetes.io/bind-completed", "yes")
                    .put("pv.kubernetes.io/bound-by-controller", "yes");
        });
        JsonNode capacity = KubeJson.at(volume, "spec", "capacity").deepCopy();
        JsonNode modes = KubeJson.at(volume, "spec", "accessModes").deepCopy();
        String attributes = KubeJson.text(volume, "spec", "volumeAttributesClassName");
        cluster.registry().status(claim, VolumeController.NAME, status -> {
            if (!attributes.isEmpty()) {
                status.put("currentVolumeAttributesClassName", attributes);
            }
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
                        VolumeController.NAME,
                        status -> ControllerObjects.setCondition(status, "Resizing", "True", "", "", cluster.now()));
        cluster.loop().after(RESIZES_IN, () -> {
            String size = capacity("", claim, Map.of());
            cluster.find(VolumeController.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName"))
                    .ifPresent(volume -> cluster.registry()
                            .modify(
                                    volume,
                                    VolumeController.NAME,
                                    live -> KubeJson.make(live, "spec", "capacity")
                                            .put("storage", size)));
            cluster.registry().status(claim, VolumeController.NAME, status -> {
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
