package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.util.List;

/** Lets claims go when no pod uses them, and does with their volumes what the reclaim policy says. */
final class Reclaimer {

    private static final Duration DELETES_IN = Duration.ofSeconds(5);
    private static final int TRIES = 10;

    private final ClusterObjects cluster;
    private final CloudVolumes cloud;

    Reclaimer(ClusterObjects cluster, CloudVolumes cloud) {
        this.cluster = cluster;
        this.cloud = cloud;
    }

    void unprotect(ObjectNode claim) {
        String name = KubeJson.text(claim, "metadata", "name");
        boolean used = cluster.list("pods", KubeJson.text(claim, "metadata", "namespace")).stream()
                .anyMatch(pod -> !KubeJson.text(pod, "status", "phase").equals("Succeeded")
                        && !KubeJson.text(pod, "status", "phase").equals("Failed")
                        && VolumeController.claimsOf(pod).contains(name));
        if (!used) {
            dropFinalizer(claim, "kubernetes.io/pvc-protection");
        }
    }

    void released(ObjectNode claim) {
        String uid = KubeJson.text(claim, "metadata", "uid");
        for (ObjectNode volume : cluster.list(VolumeController.VOLUMES, "")) {
            if (KubeJson.text(volume, "spec", "claimRef", "uid").equals(uid)) {
                cluster.registry().status(volume, VolumeController.NAME, status -> status.put("phase", "Released"));
                if (KubeJson.text(volume, "spec", "persistentVolumeReclaimPolicy")
                        .equals("Delete")) {
                    remove(KubeJson.text(volume, "metadata", "name"), 1);
                }
            }
        }
    }

    /** Removes a volume from the cloud and then its object; tries again while the cloud refuses, as while it is attached. */
    private void remove(String name, int attempt) {
        Duration pause = attempt == 1 ? DELETES_IN : Duration.ofSeconds(Math.min(300, 5L << attempt - 1));
        cluster.loop()
                .after(
                        pause,
                        () -> cluster.find(VolumeController.VOLUMES, "", name)
                                .filter(volume -> !KubeJson.text(volume, "status", "phase")
                                        .equals("Bound"))
                                .ifPresent(volume -> removeNow(volume, attempt)));
    }

    private void removeNow(ObjectNode volume, int attempt) {
        try {
            cloud.remove(
                    KubeJson.text(volume, "spec", "csi", "driver"),
                    KubeJson.text(volume, "spec", "csi", "volumeHandle"));
        } catch (CloudVolumes.Refused refused) {
            cluster.event(
                    volume,
                    "Warning",
                    "VolumeFailedDelete",
                    "rpc error: code = Internal desc = " + refused.text(),
                    KubeJson.text(volume, "spec", "csi", "driver"));
            if (attempt < TRIES) {
                remove(KubeJson.text(volume, "metadata", "name"), attempt + 1);
            }
            return;
        }
        cluster.delete(volume, VolumeController.NAME);
    }

    void volume(ObjectNode volume) {
        String phase = KubeJson.text(volume, "status", "phase");
        if (ControllerObjects.isDeleting(volume) && !phase.equals("Bound")) {
            dropFinalizer(volume, "kubernetes.io/pv-protection");
        } else if (phase.equals("Pending")
                && KubeJson.at(volume, "spec", "claimRef").isMissingNode()) {
            cluster.registry().status(volume, VolumeController.NAME, status -> status.put("phase", "Available"));
        }
    }

    private void dropFinalizer(ObjectNode object, String finalizer) {
        cluster.registry().modify(object, VolumeController.NAME, live -> {
            List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                    .filter(one -> !one.equals(finalizer))
                    .toList();
            KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
        });
    }
}
