package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts pods on nodes that take them and have room. Used under the simulator's lock. */
final class PodScheduler implements Controller {

    private static final String NAME = "default-scheduler";

    private final ClusterObjects cluster;
    private final NodeUsage usage;
    private final VolumeController volumes;
    private final Attacher attacher;
    private final Set<Key> waiting = new LinkedHashSet<>();
    private final Set<Key> fresh = new LinkedHashSet<>();
    /** Pods that name another scheduler are left to it. */
    private static final Set<String> OWN = Set.of("", "default-scheduler");

    private boolean retry;

    PodScheduler(ClusterObjects cluster, NodeUsage usage, VolumeController volumes, Attacher attacher) {
        this.cluster = cluster;
        this.usage = usage;
        this.volumes = volumes;
        this.attacher = attacher;
    }

    /** Returns the pods that are on no node. */
    List<Key> waiting() {
        return List.copyOf(waiting);
    }

    @Override
    public void changed(StoreChange change) {
        switch (change.key().storage()) {
            case "pods" -> {
                ObjectNode pod = change.after().json();
                boolean free = change.kind() != StoreChange.Kind.DELETED
                        && KubeJson.text(pod, "spec", "nodeName").isEmpty()
                        && OWN.contains(KubeJson.text(pod, "spec", "schedulerName"))
                        && ControllerObjects.isActive(pod);
                if (free && change.kind() == StoreChange.Kind.ADDED) {
                    waiting.add(change.key());
                    fresh.add(change.key());
                } else if (free && wasGated(change)) {
                    fresh.add(change.key());
                } else if (!free) {
                    waiting.remove(change.key());
                    fresh.remove(change.key());
                    retry |= !ControllerObjects.isActive(pod) || change.kind() == StoreChange.Kind.DELETED;
                }
            }
            case "nodes", "persistentvolumeclaims", "persistentvolumes", "storageclasses.storage.k8s.io" ->
                retry = true;
            default -> {}
        }
    }

    private static boolean wasGated(StoreChange change) {
        return change.before()
                .filter(before ->
                        !KubeJson.at(before.json(), "spec", "schedulingGates").isEmpty())
                .filter(before -> KubeJson.at(change.after().json(), "spec", "schedulingGates")
                        .isEmpty())
                .isPresent();
    }

    @Override
    public void work() {
        if (!retry && fresh.isEmpty()) {
            return;
        }
        List<Key> now = List.copyOf(retry ? waiting : fresh);
        retry = false;
        fresh.clear();
        List<ObjectNode> nodes = now.isEmpty() ? List.of() : cluster.list("nodes", "");
        for (Key key : now) {
            Optional<ObjectNode> pod = cluster.find(key);
            if (pod.isEmpty()) {
                waiting.remove(key);
            } else if (KubeJson.at(pod.get(), "spec", "schedulingGates").isEmpty()) {
                place(key, pod.get(), nodes);
            }
        }
    }

    private void place(Key key, ObjectNode pod, List<ObjectNode> nodes) {
        Map<String, Integer> obstacles = new TreeMap<>();
        ObjectNode best = null;
        long fewest = Long.MAX_VALUE;
        String problem = volumes.problem(pod);
        if (!problem.isEmpty()) {
            fail(pod, "0/" + nodes.size() + " nodes are available: " + problem + ".");
            return;
        }
        for (ObjectNode node : nodes) {
            String obstacle = obstacle(pod, node);
            long pods = usage.of(KubeJson.text(node, "metadata", "name")).pods();
            if (!obstacle.isEmpty()) {
                obstacles.merge(obstacle, 1, Integer::sum);
            } else if (pods < fewest) {
                best = node;
                fewest = pods;
            }
        }
        if (best == null) {
            String why = obstacles.isEmpty()
                    ? "no nodes available to schedule pods"
                    : "0/" + nodes.size() + " nodes are available: "
                            + obstacles.entrySet().stream()
                                    .map(one -> one.getValue() + " " + one.getKey())
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".";
            fail(pod, why);
            return;
        }
        if (volumes.claim(pod, best)) {
            bind(key, pod, best);
        }
    }

    private String obstacle(ObjectNode pod, ObjectNode node) {
        String obstacle = Placement.obstacle(pod.path("spec"), node);
        if (!obstacle.isEmpty()) {
            return obstacle;
        }
        if (!volumes.reachableFrom(pod, node)) {
            return "node(s) had volume node affinity conflict";
        }
        if (!VolumeController.claimsOf(pod).isEmpty() && !attacher.hasRoom(pod, node)) {
            return "node(s) exceed max volume count";
        }
        NodeUsage.Amount used = usage.of(KubeJson.text(node, "metadata", "name"));
        NodeUsage.Amount wanted = NodeUsage.requests(pod);
        NodeUsage.Amount has = NodeUsage.allocatable(node);
        if (used.pods() + 1 > has.pods()) {
            return "Too many pods";
        }
        if (wanted.milliCpu() > 0 && used.milliCpu() + wanted.milliCpu() > has.milliCpu()) {
            return "Insufficient cpu";
        }
        if (wanted.memory() > 0 && used.memory() + wanted.memory() > has.memory()) {
            return "Insufficient memory";
        }
        return "";
    }

    private void fail(ObjectNode pod, String why) {
        boolean known = KubeJson.objects(KubeJson.at(pod, "status", "conditions")).stream()
                .anyMatch(one -> KubeJson.text(one, "message").equals(why));
        if (!known) {
            cluster.registry()
                    .status(
                            pod,
                            NAME,
                            status -> ControllerObjects.setCondition(
                                    status, "PodScheduled", "False", "Unschedulable", why, cluster.now()));
            cluster.event(pod, "Warning", "FailedScheduling", why, NAME);
        }
    }

    private void bind(Key key, ObjectNode pod, ObjectNode node) {
        waiting.remove(key);
        String name = KubeJson.text(node, "metadata", "name");
        cluster.registry().change(pod, NAME, "binding", live -> {
            KubeJson.make(live, "spec").put("nodeName", name);
            ObjectNode status = KubeJson.make(live, "status");
            ControllerObjects.setCondition(status, "PodScheduled", "True", "", "", cluster.now());
            for (ObjectNode condition : KubeJson.objects(status.path("conditions"))) {
                if (KubeJson.text(condition, "type").equals("PodScheduled")) {
                    condition.remove(List.of("reason", "message"));
                }
            }
        });
        String message = "Successfully assigned " + key.namespace() + "/" + key.name() + " to " + name;
        cluster.event(pod, "Normal", "Scheduled", message, NAME);
    }
}
