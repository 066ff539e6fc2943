package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.admission.Addresses;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the pods that were put on nodes: they start two seconds later, finish five seconds after that if they are to
 * finish, and end one second after they were deleted. Used under the simulator's lock.
 */
final class Kubelet implements Controller {

    static final Duration STARTS_AFTER = Duration.ofSeconds(2);
    private static final Duration FINISHES_AFTER = Duration.ofSeconds(5);
    private static final Duration ENDS_AFTER = Duration.ofSeconds(1);
    private static final String NAME = "kubelet";

    private final ClusterObjects cluster;
    private final Attacher attacher;
    private final Set<Key> starting = new LinkedHashSet<>();
    private final Set<Key> waiting = new LinkedHashSet<>();
    private final Set<Key> ending = new LinkedHashSet<>();
    private final Set<String> busy = new HashSet<>();
    private long addresses = 10;

    Kubelet(ClusterObjects cluster, Attacher attacher) {
        this.cluster = cluster;
        this.attacher = attacher;
    }

    @Override
    public void changed(StoreChange change) {
        if (change.key().storage().equals("nodes") && change.kind() == StoreChange.Kind.DELETED) {
            loseNode(change.key().name());
        }
        if (change.key().storage().equals(Attacher.ATTACHMENTS)) {
            starting.addAll(waiting);
            waiting.clear();
        }
        if (!change.key().storage().equals("pods")) {
            return;
        }
        ObjectNode pod = change.after().json();
        String uid = KubeJson.text(pod, "metadata", "uid");
        if (change.kind() == StoreChange.Kind.DELETED) {
            waiting.remove(change.key());
            busy.remove(uid + "/start");
            busy.remove(uid + "/end");
            return;
        }
        boolean placed = !KubeJson.text(pod, "spec", "nodeName").isEmpty();
        if (ControllerObjects.isDeleting(pod)) {
            if (busy.add(uid + "/end")) {
                ending.add(change.key());
            }
        } else if (placed && KubeJson.text(pod, "status", "phase").equals("Pending") && busy.add(uid + "/start")) {
            starting.add(change.key());
        }
    }

    private void loseNode(String node) {
        for (ObjectNode pod : cluster.list("pods", "")) {
            if (KubeJson.text(pod, "spec", "nodeName").equals(node)) {
                cluster.registry().remove(pod, Deletion.Options.NOW, "pod-garbage-collector");
            }
        }
    }

    @Override
    public void work() {
        if (!starting.isEmpty()) {
            List<Key> batch = List.copyOf(starting);
            starting.clear();
            cluster.loop().after(STARTS_AFTER, () -> batch.forEach(this::start));
        }
        if (!ending.isEmpty()) {
            List<Key> batch = List.copyOf(ending);
            ending.clear();
            cluster.loop().after(ENDS_AFTER, () -> batch.forEach(this::end));
        }
    }

    private void start(Key key) {
        cluster.find(key).filter(ControllerObjects::isActive).ifPresent(pod -> {
            if (!VolumeController.claimsOf(pod).isEmpty() && !attacher.ready(pod)) {
                waiting.add(key);
                return;
            }
            String address = address(pod);
            String host = cluster.find("nodes", "", KubeJson.text(pod, "spec", "nodeName"))
                    .flatMap(node -> KubeJson.objects(KubeJson.at(node, "status", "addresses")).stream()
                            .findFirst())
                    .map(found -> KubeJson.text(found, "address"))
                    .orElse("");
            cluster.registry()
                    .status(
                            pod,
                            NAME,
                            status -> PodStatus.running(
                                    status,
                                    pod,
                                    address,
                                    host,
                                    cluster.now(),
                                    cluster.state().ids()));
            String image = KubeJson.text(KubeJson.at(pod, "spec", "containers").path(0), "image");
            cluster.event(
                    pod, "Normal", "Pulled", "Container image \"" + image + "\" already present on machine", NAME);
            cluster.event(
                    pod,
                    "Normal",
                    "Started",
                    "Started container "
                            + KubeJson.text(
                                    KubeJson.at(pod, "spec", "containers").path(0), "name"),
                    NAME);
            if (!KubeJson.text(pod, "spec", "restartPolicy").equals("Always")) {
                cluster.loop().after(FINISHES_AFTER, () -> finish(key, KubeJson.text(pod, "metadata", "uid")));
            }
        });
    }

    private String address(ObjectNode pod) {
        if (KubeJson.at(pod, "spec", "hostNetwork").asBoolean()) {
            return "";
        }
        String cidr = cluster.state().settings().podCidr();
        addresses = (addresses + 1) % (Addresses.size(cidr) - 10);
        return Addresses.at(cidr, addresses);
    }

    private void finish(Key key, String uid) {
        cluster.find(key)
                .filter(pod -> ControllerObjects.isActive(pod)
                        && KubeJson.text(pod, "metadata", "uid").equals(uid))
                .ifPresent(pod ->
                        cluster.registry().status(pod, NAME, status -> PodStatus.succeeded(status, cluster.now())));
    }

    private void end(Key key) {
        cluster.find(key).filter(ControllerObjects::isDeleting).ifPresent(pod -> {
            if (!KubeJson.at(pod, "metadata", "finalizers").isEmpty() && !isOver(pod)) {
                cluster.registry().status(pod, NAME, status -> PodStatus.killed(status, cluster.now()));
            }
            cluster.registry().remove(pod, Deletion.Options.NOW, NAME);
        });
    }

    private static boolean isOver(ObjectNode pod) {
        String phase = KubeJson.text(pod, "status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
