package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds claims to volumes, provisions and resizes volumes, and cleans up after claims. Used under the simulator's lock. */
final class VolumeController implements Controller {

    /** Whoever deletes a claim sees it marked first. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    static final String CLAIMS = "persistentvolumeclaims";
    static final String VOLUMES = "persistentvolumes";
    static final String CLASSES = "storageclasses.storage.k8s.io";
    private static final String ATTRIBUTES = "volumeattributesclasses.storage.k8s.io";
    static final String NAME = "persistentvolume-controller";
    private static final String SELECTED = "volume.kubernetes.io/selected-node";
    private static final Duration PROVISIONS_IN = Duration.ofSeconds(5);
    private static final int TRIES = 10;

    private final ClusterObjects cluster;
    private final Provisioner provisioner;
    private final Reclaimer reclaimer;
    private final VolumeModifier attributes;
    private final Set<Key> dirty = new LinkedHashSet<>();
    private final Set<String> busy = new HashSet<>();

    VolumeController(ClusterObjects cluster, CloudVolumes cloud) {
        this.cluster = cluster;
        provisioner = new Provisioner(cluster, cloud);
        reclaimer = new Reclaimer(cluster, cloud);
        attributes = new VolumeModifier(cluster, cloud);
    }

    @Override
    public void changed(StoreChange change) {
        switch (change.key().storage()) {
            case CLAIMS -> {
                dirty.add(change.key());
                if (change.kind() == StoreChange.Kind.DELETED) {
                    busy.remove(KubeJson.text(change.after().json(), "metadata", "uid"));
                    reclaimer.released(change.after().json());
                }
            }
            case ATTRIBUTES -> cluster.list(CLAIMS, "").forEach(claim -> dirty.add(key(claim)));
            case VOLUMES, CLASSES, SnapshotController.SNAPSHOTS -> {
                cluster.list(CLAIMS, "").stream()
                        .filter(VolumeController::isPending)
                        .forEach(claim -> dirty.add(key(claim)));
                if (change.key().storage().equals(VOLUMES) && change.kind() != StoreChange.Kind.DELETED) {
                    reclaimer.volume(change.after().json());
                }
            }
            case "pods" -> {
                if (change.kind() == StoreChange.Kind.DELETED
                        || !ControllerObjects.isActive(change.after().json())) {
                    claimsOf(change.after().json())
                            .forEach(name ->
                                    dirty.add(new Key(CLAIMS, change.key().namespace(), name)));
                }
            }
            default -> {}
        }
    }

    private static boolean isPending(ObjectNode claim) {
        return KubeJson.text(claim, "spec", "volumeName").isEmpty()
                || KubeJson.text(claim, "status", "phase").equals("Pending");
    }

    private static Key key(ObjectNode claim) {
        return new Key(CLAIMS, KubeJson.text(claim, "metadata", "namespace"), KubeJson.text(claim, "metadata", "name"));
    }

    static List<String> claimsOf(ObjectNode pod) {
        List<String> names = new ArrayList<>();
        for (JsonNode volume : KubeJson.at(pod, "spec", "volumes")) {
            String name = KubeJson.text(volume, "persistentVolumeClaim", "claimName");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public void work() {
        List<Key> now = List.copyOf(dirty);
        dirty.clear();
        now.forEach(key -> cluster.find(key).ifPresent(this::reconcile));
    }

    private void reconcile(ObjectNode claim) {
        if (ControllerObjects.isDeleting(claim)) {
            Key key = new Key(
                    "persistentvolumeclaims",
                    KubeJson.text(claim, "metadata", "namespace"),
                    KubeJson.text(claim, "metadata", "name"));
            cluster.loop()
                    .after(
                            MOMENT,
                            () -> cluster.find(key)
                                    .filter(ControllerObjects::isDeleting)
                                    .ifPresent(reclaimer::unprotect));
        } else if (isPending(claim)) {
            bind(claim);
        } else {
            provisioner.resize(claim);
            attributes.modify(claim);
        }
    }

    private void bind(ObjectNode claim) {
        Optional<ObjectNode> fitting = cluster.list(VOLUMES, "").stream()
                .filter(volume -> fits(volume, claim))
                .findFirst();
        if (fitting.isPresent()) {
            provisioner.bind(claim, fitting.get());
            return;
        }
        String className = KubeJson.text(claim, "spec", "storageClassName");
        if (className.isEmpty() || !KubeJson.text(claim, "spec", "volumeName").isEmpty()) {
            return;
        }
        Optional<ObjectNode> storageClass = cluster.find(CLASSES, "", className);
        if (storageClass.isEmpty()) {
            once(claim, "ProvisioningFailed", "storageclass.storage.k8s.io \"" + className + "\" not found");
            return;
        }
        boolean waits = KubeJson.text(storageClass.get(), "volumeBindingMode").equals("WaitForFirstConsumer");
        String node = KubeJson.text(claim, "metadata", "annotations", SELECTED);
        if (waits && node.isEmpty()) {
            once(claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
            return;
        }
        String uid = KubeJson.text(claim, "metadata", "uid");
        if (busy.add(uid)) {
            provision(key(claim), uid, storageClass.get(), node, 1);
        }
    }

    /** Provisions after a while, and again after longer ones as long as the cloud refuses. */
    private void provision(Key key, String uid, ObjectNode storageClass, String node, int attempt) {
        Duration pause = attempt == 1 ? PROVISIONS_IN : Duration.ofSeconds(Math.min(300, 5L << attempt - 1));
        cluster.loop().after(pause, () -> {
            busy.remove(uid);
            boolean again = cluster.find(key)
                    .filter(one -> isPending(one)
                            && KubeJson.text(one, "metadata", "uid").equals(uid))
                    .filter(one -> provisioner.provision(one, storageClass, node))
                    .isPresent();
            if (again && attempt < TRIES && busy.add(uid)) {
                provision(key, uid, storageClass, node, attempt + 1);
            }
        });
    }

    private void once(ObjectNode claim, String reason, String message) {
        String uid = KubeJson.text(claim, "metadata", "uid");
        boolean told = cluster.list("events", KubeJson.text(claim, "metadata", "namespace")).stream()
                .anyMatch(event -> KubeJson.text(event, "involvedObject", "uid").equals(uid)
                        && KubeJson.text(event, "reason").equals(reason));
        if (!told) {
            String type = reason.endsWith("Failed") ? "Warning" : "Normal";
            cluster.event(claim, type, reason, message, NAME);
        }
    }

    private static boolean fits(ObjectNode volume, ObjectNode claim) {
        String wantedName = KubeJson.text(claim, "spec", "volumeName");
        String name = KubeJson.text(volume, "metadata", "name");
        JsonNode reference = KubeJson.at(volume, "spec", "claimRef");
        boolean reserved = KubeJson.text(reference, "name").equals(KubeJson.text(claim, "metadata", "name"))
                && KubeJson.text(reference, "namespace").equals(KubeJson.text(claim, "metadata", "namespace"));
        boolean free = reference.isMissingNode()
                || reserved && KubeJson.text(reference, "uid").isEmpty();
        if (!free || !wantedName.isEmpty() && !wantedName.equals(name) || ControllerObjects.isDeleting(volume)) {
            return false;
        }
        boolean big = Quantity.value(KubeJson.text(volume, "spec", "capacity", "storage"))
                        .compareTo(Quantity.value(KubeJson.text(claim, "spec", "resources", "requests", "storage")))
                >= 0;
        return big
                && KubeJson.text(volume, "spec", "storageClassName")
                        .equals(KubeJson.text(claim, "spec", "storageClassName"))
                && KubeJson.texts(KubeJson.at(volume, "spec", "accessModes"))
                        .containsAll(KubeJson.texts(KubeJson.at(claim, "spec", "accessModes")))
                && LabelSelector.of(KubeJson.at(claim, "spec", "selector")).matchesObject(volume);
    }

    /** Returns why a pod's claims keep it from every node, or the empty string. */
    String problem(ObjectNode pod) {
        String namespace = KubeJson.text(pod, "metadata", "namespace");
        for (String name : claimsOf(pod)) {
            Optional<ObjectNode> claim = cluster.find(CLAIMS, namespace, name);
            if (claim.isEmpty()) {
                return "persistentvolumeclaim \"" + name + "\" not found";
            }
            boolean waits = cluster.find(CLASSES, "", KubeJson.text(claim.get(), "spec", "storageClassName"))
                    .map(one -> KubeJson.text(one, "volumeBindingMode").equals("WaitForFirstConsumer"))
                    .orElse(false);
            if (isPending(claim.get()) && !waits) {
                return "pod has unbound immediate PersistentVolumeClaims";
            }
        }
        return "";
    }

    /** Returns whether the volumes that a pod has can be used from a node. */
    boolean reachableFrom(ObjectNode pod, ObjectNode node) {
        String namespace = KubeJson.text(pod, "metadata", "namespace");
        for (String name : claimsOf(pod)) {
            Optional<JsonNode> terms = cluster.find(CLAIMS, namespace, name)
                    .flatMap(claim -> cluster.find(VOLUMES, "", KubeJson.text(claim, "spec", "volumeName")))
                    .map(volume -> KubeJson.at(volume, "spec", "nodeAffinity", "required", "nodeSelectorTerms"));
            boolean tied = terms.filter(JsonNode::isArray).isPresent();
            Optional<ObjectNode> type = cluster.find(CLAIMS, namespace, name)
                    .filter(VolumeController::isPending)
                    .flatMap(claim -> cluster.find(CLASSES, "", KubeJson.text(claim, "spec", "storageClassName")));
            if (type.filter(one -> !Topology.allows(one, node)).isPresent()) {
                return false;
            }
            if (tied && KubeJson.objects(terms.get()).stream().noneMatch(term -> Placement.matches(term, node))) {
                return false;
            }
        }
        return true;
    }

    /** Asks for the volumes that a pod waits for on a node; returns whether it has them all. */
    boolean claim(ObjectNode pod, ObjectNode node) {
        boolean all = true;
        String nodeName = KubeJson.text(node, "metadata", "name");
        for (String name : claimsOf(pod)) {
            Optional<ObjectNode> claim = cluster.find(CLAIMS, KubeJson.text(pod, "metadata", "namespace"), name);
            if (claim.filter(VolumeController::isPending).isPresent()) {
                all = false;
                cluster.registry().modify(claim.get(), "default-scheduler", live -> {
                    ObjectNode annotations = KubeJson.make(live, "metadata", "annotations");
                    KubeJson.putDefault(annotations, SELECTED, nodeName);
                });
            }
        }
        return all;
    }
}
