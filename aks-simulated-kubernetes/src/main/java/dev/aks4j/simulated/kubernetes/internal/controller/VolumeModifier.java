package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the attributes of volumes in use, as the resizer and the drivers do. Used under the simulator's lock. */
final class VolumeModifier {

    private static final Duration CHANGES_IN = Duration.ofSeconds(5);

    private final ClusterObjects cluster;
    private final CloudVolumes cloud;
    private final Map<String, String> skus = new HashMap<>();
    private final Set<String> busy = new HashSet<>();

    VolumeModifier(ClusterObjects cluster, CloudVolumes cloud) {
        this.cluster = cluster;
        this.cloud = cloud;
    }

    static Optional<ObjectNode> find(ClusterObjects cluster, String name) {
        return name.isEmpty() ? Optional.empty() : cluster.find("volumeattributesclasses.storage.k8s.io", "", name);
    }

    /** Brings a bound claim to the class that it names. */
    void modify(ObjectNode claim) {
        String wanted = KubeJson.text(claim, "spec", "volumeAttributesClassName");
        String tried = KubeJson.text(claim, "status", "modifyVolumeStatus", "targetVolumeAttributesClassName");
        String uid = KubeJson.text(claim, "metadata", "uid");
        boolean same = wanted.equals(KubeJson.text(claim, "status", "currentVolumeAttributesClassName"));
        Optional<ObjectNode> attributes = find(cluster, wanted);
        if (wanted.isEmpty() || same || wanted.equals(tried) || attributes.isEmpty() || !busy.add(uid)) {
            return;
        }
        status(claim, "InProgress", wanted);
        cluster.loop().after(CHANGES_IN, () -> {
            busy.remove(uid);
            cluster.find(VolumeController.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName"))
                    .ifPresent(volume -> change(claim, volume, attributes.get()));
        });
    }

    private void change(ObjectNode claim, ObjectNode volume, ObjectNode attributes) {
        String driver = KubeJson.text(volume, "spec", "csi", "driver");
        String name = KubeJson.text(attributes, "metadata", "name");
        Map<String, String> parameters = KubeJson.strings(attributes.path("parameters"));
        String key = KubeJson.text(volume, "metadata", "name");
        Map<String, String> made = KubeJson.strings(KubeJson.at(volume, "spec", "csi", "volumeAttributes"));
        String sku = skus.getOrDefault(key, DriverRules.sku(made, "StandardSSD_LRS"));
        Optional<DriverRefusal> refusal =
                KubeJson.text(attributes, "driverName").equals(driver)
                        ? DriverRules.modification(driver, sku, parameters)
                        : Optional.of(DriverRefusal.invalid(
                                "the driver of VolumeAttributesClass " + name + " is not " + driver));
        if (refusal.isEmpty()) {
            try {
                cloud.modify(driver, KubeJson.text(volume, "spec", "csi", "volumeHandle"), parameters);
            } catch (CloudVolumes.Refused refused) {
                refusal = Optional.of(DriverRefusal.internal(refused.text()));
            }
        }
        if (refusal.isPresent()) {
            status(claim, refusal.get().code().equals("InvalidArgument") ? "Infeasible" : "Pending", name);
            cluster.event(
                    claim,
                    "Warning",
                    "VolumeModifyFailed",
                    "failed to modify volume " + key + ": rpc error: code = "
                            + refusal.get().code() + " desc = " + refusal.get().getMessage(),
                    "external-resizer " + driver);
            return;
        }
        skus.put(key, DriverRules.sku(parameters, sku));
        cluster.registry()
                .modify(
                        volume,
                        VolumeController.NAME,
                        live -> KubeJson.make(live, "spec").put("volumeAttributesClassName", name));
        cluster.registry().status(claim, VolumeController.NAME, status -> {
            status.put("currentVolumeAttributesClassName", name);
            status.remove("modifyVolumeStatus");
        });
        cluster.event(
                claim,
                "Normal",
                "VolumeModifySuccessful",
                "Volume " + key + " was modified to VolumeAttributesClass " + name,
                "external-resizer " + driver);
    }

    private void status(ObjectNode claim, String state, String target) {
        cluster.registry()
                .status(
                        claim,
                        VolumeController.NAME,
                        status -> KubeJson.make(status, "modifyVolumeStatus")
                                .put("status", state)
                                .put("targetVolumeAttributesClassName", target));
    }
}
