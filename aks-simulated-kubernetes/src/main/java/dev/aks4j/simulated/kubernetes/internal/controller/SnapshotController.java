package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes snapshots of claims, as the snapshot controller and the drivers do. Used under the simulator's lock. */
final class SnapshotController implements Controller {

    static final String SNAPSHOTS = "volumesnapshots.snapshot.storage.k8s.io";
    private static final String CLASSES = "volumesnapshotclasses.snapshot.storage.k8s.io";
    private static final String CONTENTS = "volumesnapshotcontents.snapshot.storage.k8s.io";
    private static final String NAME = "snapshot-controller";
    private static final Duration TAKEN_IN = Duration.ofSeconds(10);

    private final ClusterObjects cluster;
    private final CloudVolumes cloud;
    private final Set<Key> dirty = new LinkedHashSet<>();
    private final Set<String> busy = new LinkedHashSet<>();

    SnapshotController(ClusterObjects cluster, CloudVolumes cloud) {
        this.cluster = cluster;
        this.cloud = cloud;
    }

    @Override
    public void changed(StoreChange change) {
        switch (change.key().storage()) {
            case SNAPSHOTS -> {
                if (change.kind() == StoreChange.Kind.DELETED) {
                    gone(change.after().json());
                } else {
                    dirty.add(change.key());
                }
            }
            case CLASSES, VolumeController.CLAIMS ->
                cluster.list(SNAPSHOTS, "")
                        .forEach(one -> dirty.add(new Key(
                                SNAPSHOTS,
                                KubeJson.text(one, "metadata", "namespace"),
                                KubeJson.text(one, "metadata", "name"))));
            default -> {}
        }
    }

    @Override
    public void work() {
        List<Key> now = List.copyOf(dirty);
        dirty.clear();
        now.forEach(key -> cluster.find(key).ifPresent(this::reconcile));
    }

    private void reconcile(ObjectNode snapshot) {
        String uid = KubeJson.text(snapshot, "metadata", "uid");
        boolean taken = snapshot.path("status").path("readyToUse").asBoolean();
        Optional<ObjectNode> claim = cluster.find(
                        VolumeController.CLAIMS,
                        KubeJson.text(snapshot, "metadata", "namespace"),
                        KubeJson.text(snapshot, "spec", "source", "persistentVolumeClaimName"))
                .filter(one -> KubeJson.text(one, "status", "phase").equals("Bound"));
        String name = KubeJson.text(snapshot, "spec", "volumeSnapshotClassName");
        Optional<ObjectNode> type = cluster.list(CLASSES, "").stream()
                .filter(one -> name.isEmpty()
                        ? KubeJson.text(
                                        one,
                                        "metadata",
                                        "annotations",
                                        "snapshot.storage.kubernetes.io/is-default-class")
                                .equals("true")
                        : KubeJson.text(one, "metadata", "name").equals(name))
                .findFirst();
        if (!taken && claim.isPresent() && type.isPresent() && busy.add(uid)) {
            cluster.loop().after(TAKEN_IN, () -> {
                busy.remove(uid);
                cluster.find(
                                SNAPSHOTS,
                                KubeJson.text(snapshot, "metadata", "namespace"),
                                KubeJson.text(snapshot, "metadata", "name"))
                        .filter(one -> KubeJson.text(one, "metadata", "uid").equals(uid))
                        .ifPresent(one -> take(one, claim.get(), type.get()));
            });
        }
    }

    private void take(ObjectNode snapshot, ObjectNode claim, ObjectNode type) {
        String content = "snapcontent-" + KubeJson.text(snapshot, "metadata", "uid");
        String size = KubeJson.text(claim, "status", "capacity", "storage");
        Optional<ObjectNode> volume =
                cluster.find(VolumeController.VOLUMES, "", KubeJson.text(claim, "spec", "volumeName"));
        String source = volume.map(one -> KubeJson.text(one, "spec", "csi", "volumeHandle"))
                .orElse("");
        String driver = KubeJson.text(type, "driver");
        Map<String, String> parameters = KubeJson.strings(type.path("parameters"));
        parameters.keySet().removeIf(key -> key.startsWith("csi.storage.k8s.io/"));
        Optional<DriverRefusal> refusal = DriverRules.snapshot(driver, parameters, cloud.region());
        String handle = "";
        try {
            handle = refusal.isPresent() ? "" : cloud.snapshot(driver, "snapshot-" + content, source, parameters);
        } catch (CloudVolumes.Refused refused) {
            refusal = Optional.of(DriverRefusal.internal(refused.text()));
        }
        if (refusal.isPresent()) {
            fail(snapshot, content, refusal.get());
            return;
        }
        String made = handle;
        ObjectNode object = ControllerObjects.of("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", "", content);
        ObjectNode spec = object.putObject("spec");
        spec.put("deletionPolicy", KubeJson.text(type, "deletionPolicy"))
                .put("driver", KubeJson.text(type, "driver"))
                .put("volumeSnapshotClassName", KubeJson.text(type, "metadata", "name"));
        spec.putObject("source").put("volumeHandle", source);
        spec.putObject("volumeSnapshotRef")
                .put("apiVersion", "snapshot.storage.k8s.io/v1")
                .put("kind", "VolumeSnapshot")
                .put("name", KubeJson.text(snapshot, "metadata", "name"))
                .put("namespace", KubeJson.text(snapshot, "metadata", "namespace"))
                .put("uid", KubeJson.text(snapshot, "metadata", "uid"));
        ObjectNode created = cluster.registry().create(object, NAME);
        cluster.registry()
                .status(
                        created,
                        NAME,
                        status -> status.put("readyToUse", true)
                                .put("snapshotHandle", made)
                                .put("restoreSize", Quantity.whole(size)));
        cluster.registry()
                .status(
                        snapshot,
                        NAME,
                        status -> status.put("readyToUse", true)
                                .put("boundVolumeSnapshotContentName", content)
                                .put("creationTime", cluster.now())
                                .put("restoreSize", size));
        cluster.event(snapshot, "Normal", "SnapshotReady", "Snapshot " + content + " is ready to use.", NAME);
    }

    private void gone(ObjectNode snapshot) {
        cluster.find(CONTENTS, "", KubeJson.text(snapshot, "status", "boundVolumeSnapshotContentName"))
                .filter(content ->
                        KubeJson.text(content, "spec", "deletionPolicy").equals("Delete"))
                .ifPresent(content -> {
                    try {
                        cloud.removeSnapshot(
                                KubeJson.text(content, "spec", "driver"),
                                KubeJson.text(content, "status", "snapshotHandle"));
                        cluster.delete(content, NAME);
                    } catch (CloudVolumes.Refused refused) {
                        cluster.event(
                                content,
                                "Warning",
                                "SnapshotDeleteError",
                                "Failed to delete snapshot: rpc error: code = Internal desc = " + refused.text(),
                                NAME);
                    }
                });
    }

    private void fail(ObjectNode snapshot, String content, DriverRefusal refusal) {
        String message =
                "Failed to check and update snapshot content: failed to take snapshot of the volume: \"rpc error:"
                        + " code = " + refusal.code() + " desc = " + refusal.getMessage() + "\"";
        cluster.registry().status(snapshot, NAME, status -> {
            status.put("readyToUse", false);
            KubeJson.make(status, "error").put("message", message).put("time", cluster.now());
        });
        cluster.event(snapshot, "Warning", "SnapshotContentCreationFailed", content + ": " + message, NAME);
    }

    /** Returns the handle of what fills a claim's volume, if something does. */
    static Optional<String> source(ClusterObjects cluster, ObjectNode claim) {
        String kind = KubeJson.text(claim, "spec", "dataSource", "kind");
        String name = KubeJson.text(claim, "spec", "dataSource", "name");
        String namespace = KubeJson.text(claim, "metadata", "namespace");
        return switch (kind) {
            case "VolumeSnapshot" ->
                cluster.find(SNAPSHOTS, namespace, name)
                        .flatMap(one -> cluster.find(
                                CONTENTS, "", KubeJson.text(one, "status", "boundVolumeSnapshotContentName")))
                        .map(content -> KubeJson.text(content, "status", "snapshotHandle"));
            case "PersistentVolumeClaim" ->
                cluster.find(VolumeController.CLAIMS, namespace, name)
                        .flatMap(one ->
                                cluster.find(VolumeController.VOLUMES, "", KubeJson.text(one, "spec", "volumeName")))
                        .map(volume -> KubeJson.text(volume, "spec", "csi", "volumeHandle"));
            default -> Optional.empty();
        };
    }

    /** Returns why a claim's volume cannot be filled yet, or the empty string. */
    static String waits(ClusterObjects cluster, ObjectNode claim) {
        String kind = KubeJson.text(claim, "spec", "dataSource", "kind");
        String name = KubeJson.text(claim, "spec", "dataSource", "name");
        String namespace = KubeJson.text(claim, "metadata", "namespace");
        String size = "";
        if (kind.equals("VolumeSnapshot")) {
            Optional<ObjectNode> snapshot = cluster.find(SNAPSHOTS, namespace, name);
            if (snapshot.isEmpty()) {
                return "error getting handle for DataSource Type VolumeSnapshot by Name " + name
                        + ": error getting snapshot " + name
                        + " from api server: volumesnapshots.snapshot.storage.k8s.io \"" + name + "\" not found";
            } else if (!snapshot.get().path("status").path("readyToUse").asBoolean()) {
                return "error getting handle for DataSource Type VolumeSnapshot by Name " + name + ": snapshot " + name
                        + " is not Ready";
            }
            size = KubeJson.text(snapshot.get(), "status", "restoreSize");
        } else if (kind.equals("PersistentVolumeClaim")) {
            Optional<ObjectNode> source = cluster.find(VolumeController.CLAIMS, namespace, name);
            if (source.isEmpty()
                    || !KubeJson.text(source.get(), "status", "phase").equals("Bound")) {
                return "error getting handle for DataSource Type PersistentVolumeClaim by Name " + name
                        + ": the source PVC " + name + " is not bound";
            }
            size = KubeJson.text(source.get(), "status", "capacity", "storage");
        }
        String wanted = KubeJson.text(claim, "spec", "resources", "requests", "storage");
        boolean small = !size.isEmpty() && Quantity.value(wanted).compareTo(Quantity.value(size)) < 0;
        return small
                ? "requested volume size " + Quantity.whole(wanted) + " is less than the size " + Quantity.whole(size)
                        + " for the source " + (kind.equals("VolumeSnapshot") ? "snapshot " : "PVC ") + name
                : "";
    }
}
