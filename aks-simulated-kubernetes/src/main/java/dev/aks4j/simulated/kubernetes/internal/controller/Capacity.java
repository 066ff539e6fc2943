package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cluster autoscaler asks: which pods find no node, how many new nodes would take them, and which nodes carry
 * nothing but daemons. Used under the simulator's lock.
 */
public final class Capacity {

    private static final int EXPENDABLE = -10;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /**
     * How pods fit on new nodes. Immutable.
     *
     * @param nodes how many nodes they fill
     * @param pods the uids of those that fit
     */
    public record Fit(int nodes, List<String> pods) {

        /** Copies the list. */
        public Fit {
            pods = List.copyOf(pods);
        }
    }

    private final ClusterObjects cluster;
    private final PodScheduler scheduler;
    private final NodeUsage usage;
    private final VolumeController volumes;

    Capacity(ClusterObjects cluster, PodScheduler scheduler, NodeUsage usage, VolumeController volumes) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.usage = usage;
        this.volumes = volumes;
    }

    /** Returns the pods that found no node, those left out whose priority is below -10. */
    public List<ObjectNode> unschedulable() {
        return scheduler.waiting().stream()
                .flatMap(key -> cluster.find(key).stream())
                .filter(Capacity::refused)
                .filter(pod -> KubeJson.at(pod, "spec", "priority").asInt() >= EXPENDABLE)
                .toList();
    }

    private static boolean refused(ObjectNode pod) {
        return KubeJson.objects(KubeJson.at(pod, "status", "conditions")).stream()
                .anyMatch(one -> KubeJson.text(one, "reason").equals("Unschedulable"));
    }

    /** Tells whether a node exists that has not become ready yet, although it is younger than fifteen minutes. */
    public boolean awaitsNodes() {
        String oldest = ClusterState.time(cluster.state().timeline().now().minus(PATIENCE));
        return cluster.list("nodes", "").stream()
                .anyMatch(node -> !ControllerObjects.isReady(node)
                        && KubeJson.text(node, "metadata", "creationTimestamp").compareTo(oldest) > 0);
    }

    /** Tells whether a node is there, is ready, and carries only pods of daemon sets. */
    public boolean idle(String node) {
        return usage.own(node) == 0
                && cluster.find("nodes", "", node)
                        .filter(ControllerObjects::isReady)
                        .isPresent();
    }

    /**
     * Returns how many new nodes of a kind the pods would fill, and how many of them find room there, each pod on the
     * first node that takes it.
     *
     * @param pods the pods
     * @param spec the kind of node
     * @param limit how many there may be
     */
    public Fit fit(List<ObjectNode> pods, NodeSpec spec, int limit) {
        ObjectNode node =
                Nodes.node(spec, spec.kubeletVersion().orElse("1.35.2"), "0.0.0.0", cluster.now(), new Ids(0));
        withoutBootTaint(node);
        NodeUsage.Amount daemons = daemons(node);
        NodeUsage.Amount has = NodeUsage.allocatable(node);
        List<NodeUsage.Amount> filled = new ArrayList<>();
        List<String> placed = new ArrayList<>();
        for (ObjectNode pod : pods) {
            NodeUsage.Amount wanted = NodeUsage.requests(pod);
            boolean suits = volumes.problem(pod).isEmpty()
                    && Placement.obstacle(pod.path("spec"), node).isEmpty()
                    && volumes.reachableFrom(pod, node)
                    && daemons.plus(wanted, 1).within(has);
            if (suits && place(wanted, daemons, has, filled, limit)) {
                placed.add(KubeJson.text(pod, "metadata", "uid"));
            }
        }
        return new Fit(filled.size(), placed);
    }

    private static boolean place(
            NodeUsage.Amount wanted,
            NodeUsage.Amount daemons,
            NodeUsage.Amount has,
            List<NodeUsage.Amount> filled,
            int limit) {
        for (int i = 0; i < filled.size(); i++) {
            NodeUsage.Amount together = filled.get(i).plus(wanted, 1);
            if (together.within(has)) {
                filled.set(i, together);
                return true;
            }
        }
        boolean room = filled.size() < limit;
        if (room) {
            filled.add(daemons.plus(wanted, 1));
        }
        return room;
    }

    private NodeUsage.Amount daemons(ObjectNode node) {
        NodeUsage.Amount sum = NodeUsage.Amount.NONE;
        for (ObjectNode set : cluster.list("daemonsets.apps", "")) {
            ObjectNode template = (ObjectNode) KubeJson.at(set, "spec", "template");
            if (Placement.obstacle(template.path("spec"), node).isEmpty()) {
                sum = sum.plus(NodeUsage.requests(template), 1);
            }
        }
        return sum;
    }

    private static void withoutBootTaint(ObjectNode node) {
        var kept = KubeJson.array();
        for (JsonNode taint : KubeJson.objects(KubeJson.at(node, "spec", "taints"))) {
            if (!KubeJson.text(taint, "key").equals("node.kubernetes.io/not-ready")) {
                kept.add(taint);
            }
        }
        KubeJson.make(node, "spec").set("taints", kept);
    }

    /** Records an event about a pod, as the cluster autoscaler does. */
    public void tell(ObjectNode pod, String reason, String message) {
        cluster.event(pod, "Normal", reason, message, "cluster-autoscaler");
    }
}
