package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes volumes as the Azure storage drivers do, and binds them. Used under the simulator's lock. */
final class Provisioner {

    private static final long GIB = 1L << 30;
    private static final long LEAST_WITH_PLUS = 513;
    private static final Duration RESIZES_IN = Duration.ofSeconds(5);
    private static final String ZONE = "topology.disk.csi.azure.com/zone";

    private final ClusterObjects cluster;
    private final CloudVolumes volumes;

    Provisioner(ClusterObjects cluster, CloudVolumes volumes) {
        this.cluster = cluster;
        this.volumes = volumes;
    }

    /** Makes a volume and binds it; returns whether it may be tried again, because the cloud refused. */
    boolean provision(ObjectNode claim, ObjectNode storageClass, String node) {
        String driver = KubeJson.text(storageClass, "provisioner");
        if (!driver.endsWith(".csi.azure.com")) {
            String waiting = "Waiting for a volume to be created either by the external provisioner '" + driver
                    + "' or manually by the system administrator.";
            cluster.event(claim, "Normal", "ExternalProvisioning", waiting, VolumeController.NAME);
            return false;
        }
        Map<String, String> said = KubeJson.strings(storageClass.path("parameters"));
        Optional<String> unknown = ProvisionerKeys.unknown(said);
        if (unknown.isPresent()) {
            refuse(claim, storageClass, driver, unknown.get());
            return false;
        }
        Map<String, String> parameters = ProvisionerKeys.without(said);
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
            return false;
        }
        Map<String, String> attributes = attributesClass
                .map(one -> KubeJson.strings(one.path("parameters")))
                .orElse(Map.of());
        String waits = SnapshotController.waits(cluster, claim);
        if (!waits.isEmpty()) {
            refuse(claim, storageClass, driver, waits);
            return false;
        }
        Optional<DriverRefusal> refusal = DriverRules.refusal(
                driver,
                parameters,
                attributes,
                KubeJson.texts(KubeJson.at(claim, "spec", "accessModes")),
                KubeJson.text(claim, "spec", "volumeMode").equals("Block"),
                KubeJson.text(claim, "spec", "dataSource", "kind").equals("VolumeSnapshot"),
                volumes.subscription());
        if (refusal.isPresent()) {
            refuse(
                    claim,
                    storageClass,
                    driver,
                    "rpc error: code = " + refusal.get().code() + " desc = "
                            + refusal.get().getMessage());
            return false;
        }
        ObjectNode volume;
        try {
            volume = volume(claim, storageClass, driver, parameters, attributes, node);
        } catch (CloudVolumes.Refused refused) {
            refuse(claim, storageClass, driver, "rpc error: code = Internal desc = " + refused.text());
            return true;
        }
        ObjectNode created = cluster.registry().create(volume, driver);
        String name = KubeJson.text(created, "metadata", "name");
        cluster.event(claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name, driver);
        bind(claim, created);
        return false;
    }

    private void refuse(ObjectNode claim, ObjectNode storageClass, String driver, String why) {
        String message = "failed to provision volume with StorageClass \""
                + KubeJson.text(storageClass, "metadata", "name") + "\": " + why;
        cluster.event(claim, "Warning", "ProvisioningFailed", message, driver);
    }

    private ObjectNode volume(
            ObjectNode claim,
            ObjectNode storageClass,
            String driver,
            Map<String, String> parameters,
            Map<String, String> mutable,
            String node) {
        String name = "pvc-" + KubeJson.text(claim, "metadata", "uid");
        ObjectNode volume = ControllerObjects.of("v1", "PersistentVolume", "", name);
        KubeJson.make(volume, "metadata", "annotations").put("pv.kubernetes.io/provisioned-by", driver);
        ObjectNode spec = volume.putObject("spec");
        Map<String, String> all = new LinkedHashMap<>(parameters);
        mutable.forEach((key, value) -> {
            all.keySet().removeIf(key::equalsIgnoreCase);
            all.put(key, value);
        });
        long gib = gib(driver, claim, all);
        spec.putObject("capacity").put("storage", gib + "Gi");
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
        String zone = driver.startsWith("disk.") ? zone(all, storageClass, node) : "";
        csi.put(
                "volumeHandle",
                volumes.make(new CloudVolumes.Wanted(
                        driver,
                        name,
                        KubeJson.text(claim, "metadata", "namespace"),
                        KubeJson.text(claim, "metadata", "name"),
                        gib,
                        all,
                        zone,
                        SnapshotController.source(cluster, claim))));
        ObjectNode context = csi.putObject("volumeAttributes");
        parameters.forEach(context::put);
        if (driver.startsWith("disk.")) {
            affinity(spec, all, zone);
        }
        return volume;
    }

    private static long gib(String driver, ObjectNode claim, Map<String, String> parameters) {
        long bytes = Quantity.whole(KubeJson.text(claim, "spec", "resources", "requests", "storage"));
        long gib = Math.max(1, (bytes + GIB - 1) / GIB);
        String sku = DriverRules.sku(parameters, "Standard_LRS");
        boolean nfs = parameters.getOrDefault("protocol", "").equals("nfs");
        boolean premium =
                driver.startsWith("file.") && (sku.startsWith("Premium") || nfs && sku.startsWith("Standard_"));
        long least = !premium ? 1 : sku.startsWith("PremiumV2") ? 32 : 100;
        if (driver.startsWith("disk.") && isTrue(parameters, "enableperformanceplus")) {
            least = LEAST_WITH_PLUS;
        }
        return Math.max(least, gib);
    }

    private static boolean isTrue(Map<String, String> parameters, String key) {
        return parameters.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().equalsIgnoreCase(key) && one.getValue().matches("1|t|T|TRUE|true|True"));
    }

    /** Returns the zone of a disk: that of its first pod's node, else the first that the class allows or the cluster has. */
    private String zone(Map<String, String> parameters, ObjectNode storageClass, String node) {
        if (DriverRules.sku(parameters, "StandardSSD_LRS").endsWith("_ZRS")) {
            return "";
        }
        Optional<ObjectNode> selected = cluster.find("nodes", "", node);
        List<ObjectNode> nodes = selected.map(List::of).orElseGet(() -> cluster.list("nodes", ""));
        return nodes.stream()
                .filter(one -> Topology.allows(storageClass, one))
                .map(one -> KubeJson.text(one, "metadata", "labels", ZONE))
                .filter(one -> !one.isEmpty())
                .sorted()
                .findFirst()
                .orElse("");
    }

    private void affinity(ObjectNode spec, Map<String, String> parameters, String zone) {
        boolean zonal = !DriverRules.sku(parameters, "StandardSSD_LRS").endsWith("_ZRS");
        var terms = KubeJson.make(spec, "nodeAffinity", "required").putArray("nodeSelectorTerms");
        if (zonal) {
            terms.addObject().putArray("matchExpressions").add(in(zone));
        } else {
            for (String one : new String[] {"1", "2", "3", ""}) {
                String value = one.isEmpty() ? "" : volumes.region() + "-" + one;
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
            long gib = gib("", claim, Map.of());
            String size = gib + "Gi";
            Optional<ObjectNode> grown =
                    cluster.find(VolumeController.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName"));
            String driver = grown.map(volume -> KubeJson.text(volume, "spec", "csi", "driver"))
                    .orElse("");
            try {
                grown.ifPresent(
                        volume -> volumes.grow(driver, KubeJson.text(volume, "spec", "csi", "volumeHandle"), gib));
            } catch (CloudVolumes.Refused refused) {
                cluster.event(
                        claim,
                        "Warning",
                        "VolumeResizeFailed",
                        "resize volume \"" + KubeJson.text(claim, "spec", "volumeName") + "\" by resizer \"" + driver
                                + "\" failed: rpc error: code = Internal desc = " + refused.text(),
                        "external-resizer " + driver);
                return;
            }
            grown.ifPresent(volume -> cluster.registry()
                    .modify(
                            volume,
                            VolumeController.NAME,
                            live -> KubeJson.make(live, "spec", "capacity").put("storage", size)));
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
