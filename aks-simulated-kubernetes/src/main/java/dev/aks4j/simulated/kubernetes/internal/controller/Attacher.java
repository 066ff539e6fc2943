package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Attaches disks to the nodes whose pods use them, and takes them off when the last one is gone: a VolumeAttachment for each.
 * A node is written once at a time, with all that changes. Used under the simulator's lock.
 */
final class Attacher implements Controller {

    static final String ATTACHMENTS = "volumeattachments.storage.k8s.io";
    private static final String NAME = "attachdetach-controller";

    /** A write of a machine takes up to six seconds. */
    private static final Duration TAKES = Duration.ofSeconds(7);

    private static final int TRIES = 10;

    private final ClusterObjects cluster;
    private final CloudVolumes cloud;
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Integer> attempts = new LinkedHashMap<>();

    Attacher(ClusterObjects cluster, CloudVolumes cloud) {
        this.cluster = cluster;
        this.cloud = cloud;
    }

    @Override
    public void changed(StoreChange change) {
        ObjectNode object = change.after().json();
        switch (change.key().storage()) {
            case "pods" -> {
                String node = KubeJson.text(object, "spec", "nodeName");
                if (!node.isEmpty() && !VolumeController.claimsOf(object).isEmpty()) {
                    dirty.add(node);
                }
            }
            case VolumeController.CLAIMS ->
                cluster.list("pods", change.key().namespace()).stream()
                        .filter(pod -> VolumeController.claimsOf(pod)
                                .contains(change.key().name()))
                        .map(pod -> KubeJson.text(pod, "spec", "nodeName"))
                        .filter(node -> !node.isEmpty())
                        .forEach(dirty::add);
            case "nodes" -> {
                if (change.kind() == StoreChange.Kind.DELETED) {
                    of(change.key().name()).values().forEach(one -> cluster.delete(one, NAME));
                }
            }
            default -> {}
        }
    }

    @Override
    public void work() {
        List<String> now = List.copyOf(dirty);
        dirty.clear();
        now.forEach(this::reconcile);
    }

    /** Returns the attachments of a node by volume. */
    private Map<String, ObjectNode> of(String node) {
        Map<String, ObjectNode> all = new TreeMap<>();
        for (ObjectNode one : cluster.list(ATTACHMENTS, "")) {
            if (KubeJson.text(one, "spec", "nodeName").equals(node)) {
                all.put(KubeJson.text(one, "spec", "source", "persistentVolumeName"), one);
            }
        }
        return all;
    }

    /** Returns the disks that the pods of a node use, by volume. */
    private Map<String, ObjectNode> wanted(String node) {
        Map<String, ObjectNode> wanted = new TreeMap<>();
        for (ObjectNode pod : cluster.list("pods", "")) {
            if (KubeJson.text(pod, "spec", "nodeName").equals(node) && !isOver(pod)) {
                disks(pod).forEach(volume -> wanted.put(KubeJson.text(volume, "metadata", "name"), volume));
            }
        }
        return wanted;
    }

    private static boolean isOver(ObjectNode pod) {
        return KubeJson.text(pod, "status", "phase").matches("Succeeded|Failed");
    }

    /** Returns the volumes of a pod that have to be attached. */
    private List<ObjectNode> disks(ObjectNode pod) {
        return VolumeController.claimsOf(pod).stream()
                .map(name -> cluster.find(VolumeController.CLAIMS, KubeJson.text(pod, "metadata", "namespace"), name))
                .flatMap(Optional::stream)
                .map(claim -> cluster.find(VolumeController.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName")))
                .flatMap(Optional::stream)
                .filter(volume -> KubeJson.text(volume, "spec", "csi", "driver").equals(DriverRules.DISK))
                .toList();
    }

    /** Returns whether all disks of a pod are on its node. */
    boolean ready(ObjectNode pod) {
        Map<String, ObjectNode> there = of(KubeJson.text(pod, "spec", "nodeName"));
        return disks(pod).stream()
                .map(volume -> there.get(KubeJson.text(volume, "metadata", "name")))
                .allMatch(one ->
                        one != null && one.path("status").path("attached").asBoolean());
    }

    private void reconcile(String node) {
        Map<String, ObjectNode> wanted = wanted(node);
        Map<String, ObjectNode> there = of(node);
        boolean same = wanted.keySet().equals(there.keySet())
                && there.values().stream()
                        .allMatch(one -> one.path("status").path("attached").asBoolean());
        Optional<ObjectNode> machine = cluster.find("nodes", "", node);
        if (same || machine.isEmpty() || !busy.add(node)) {
            return;
        }
        wanted.forEach((name, volume) -> {
            if (!there.containsKey(name)) {
                cluster.registry().create(attachment(node, name), NAME);
            }
        });
        Map<String, String> refused = send(KubeJson.text(machine.get(), "spec", "providerID"), wanted, there);
        refused.forEach((name, why) -> refused(node, name, why));
        Set<String> taken = new LinkedHashSet<>(wanted.keySet());
        taken.removeAll(refused.keySet());
        int attempt = refused.isEmpty() ? 0 : attempts.merge(node, 1, Integer::sum);
        if (refused.isEmpty()) {
            attempts.remove(node);
        }
        cluster.loop().after(TAKES, () -> {
            attached(node, taken);
            if (attempt == 0) {
                busy.remove(node);
                dirty.add(node);
            } else {
                again(node, attempt);
            }
        });
    }

    /** Writes a machine with all disks at once; if that is refused, with one more at a time. Returns what is refused, and why. */
    private Map<String, String> send(String machine, Map<String, ObjectNode> wanted, Map<String, ObjectNode> there) {
        Map<String, CloudVolumes.Mounted> disks = new LinkedHashMap<>();
        wanted.forEach((name, volume) -> disks.put(
                name,
                new CloudVolumes.Mounted(
                        KubeJson.text(volume, "spec", "csi", "volumeHandle"),
                        KubeJson.strings(KubeJson.at(volume, "spec", "csi", "volumeAttributes")))));
        Map<String, String> refused = new LinkedHashMap<>();
        try {
            cloud.attach(machine, List.copyOf(disks.values()));
            return refused;
        } catch (CloudVolumes.Refused together) {
            List<CloudVolumes.Mounted> taken = new ArrayList<>();
            disks.forEach((name, disk) -> {
                List<CloudVolumes.Mounted> more = new ArrayList<>(taken);
                more.add(disk);
                try {
                    cloud.attach(machine, more);
                    taken.add(disk);
                } catch (CloudVolumes.Refused alone) {
                    refused.put(name, alone.text());
                }
            });
            return refused;
        }
    }

    private void attached(String node, Set<String> taken) {
        Set<String> wanted = wanted(node).keySet();
        of(node).forEach((name, one) -> {
            if (!taken.contains(name) && wanted.contains(name)) {
                return;
            } else if (!taken.contains(name)) {
                cluster.delete(one, NAME);
            } else if (!one.path("status").path("attached").asBoolean()) {
                cluster.registry().status(one, NAME, status -> status.put("attached", true));
                podsWith(node, name)
                        .forEach(pod -> cluster.event(
                                pod,
                                "Normal",
                                "SuccessfulAttachVolume",
                                "AttachVolume.Attach succeeded for volume \"" + name + "\"",
                                NAME));
            }
        });
    }

    /** Says why to the pods that wait. */
    private void refused(String node, String name, String why) {
        Optional.ofNullable(of(node).get(name))
                .ifPresent(one -> cluster.registry().status(one, NAME, status -> {
                    status.put("attached", false);
                    KubeJson.make(status, "attachError").put("message", why);
                }));
        podsWith(node, name)
                .forEach(pod -> cluster.event(
                        pod,
                        "Warning",
                        "FailedAttachVolume",
                        "AttachVolume.Attach failed for volume \"" + name + "\" : rpc error: code = Internal desc = "
                                + why,
                        NAME));
    }

    private void again(String node, int attempt) {
        if (attempt < TRIES) {
            cluster.loop().after(Duration.ofSeconds(Math.min(120, 1L << attempt)), () -> {
                busy.remove(node);
                dirty.add(node);
            });
        } else {
            busy.remove(node);
            attempts.remove(node);
        }
    }

    private List<ObjectNode> podsWith(String node, String volume) {
        return cluster.list("pods", "").stream()
                .filter(pod -> KubeJson.text(pod, "spec", "nodeName").equals(node) && !isOver(pod))
                .filter(pod -> disks(pod).stream()
                        .anyMatch(one -> KubeJson.text(one, "metadata", "name").equals(volume)))
                .toList();
    }

    private static ObjectNode attachment(String node, String volume) {
        String name = "csi-"
                + UUID.nameUUIDFromBytes((volume + DriverRules.DISK + node).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        ObjectNode attachment = ControllerObjects.of("storage.k8s.io/v1", "VolumeAttachment", "", name);
        attachment
                .putObject("spec")
                .put("attacher", DriverRules.DISK)
                .put("nodeName", node)
                .putObject("source")
                .put("persistentVolumeName", volume);
        return attachment;
    }

    /** Returns whether a node can take the disks of one more pod. */
    boolean hasRoom(ObjectNode pod, ObjectNode node) {
        String name = KubeJson.text(node, "metadata", "name");
        long most = cluster.find("csinodes.storage.k8s.io", "", name).stream()
                .flatMap(one -> KubeJson.objects(KubeJson.at(one, "spec", "drivers")).stream())
                .filter(driver -> KubeJson.text(driver, "name").equals(DriverRules.DISK))
                .map(driver -> KubeJson.at(driver, "allocatable", "count").asLong(Long.MAX_VALUE))
                .findFirst()
                .orElse(Long.MAX_VALUE);
        Set<String> used = new HashSet<>(wanted(name).keySet());
        disks(pod).forEach(volume -> used.add(KubeJson.text(volume, "metadata", "name")));
        long coming = VolumeController.claimsOf(pod).stream()
                .map(claim -> cluster.find(VolumeController.CLAIMS, KubeJson.text(pod, "metadata", "namespace"), claim))
                .flatMap(Optional::stream)
                .filter(claim -> KubeJson.text(claim, "spec", "volumeName").isEmpty())
                .map(claim ->
                        cluster.find(VolumeController.CLASSES, "", KubeJson.text(claim, "spec", "storageClassName")))
                .flatMap(Optional::stream)
                .filter(type -> KubeJson.text(type, "provisioner").equals(DriverRules.DISK))
                .count();
        return used.size() + coming <= most;
    }
}
