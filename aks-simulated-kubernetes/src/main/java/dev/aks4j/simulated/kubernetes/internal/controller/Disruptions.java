package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import java.util.List;
import java.util.Optional;

/** Which budgets allow no disruption, and which pods they keep on their nodes. Used under the simulator's lock. */
public final class Disruptions {

    private static final String BUDGETS = "poddisruptionbudgets.policy";

    private final ClusterObjects cluster;

    /**
     * A budget that can never be kept while nodes are drained. Immutable.
     *
     * @param namespace its namespace
     * @param name its name
     * @param problem what is wrong with it
     */
    public record InvalidBudget(String namespace, String name, String problem) {}

    /**
     * A pod that a budget keeps on its node. Immutable.
     *
     * @param node the node
     * @param namespace the namespace of pod and budget
     * @param pod the pod
     * @param budget the budget
     * @param unready the budget's pods that are not ready
     */
    public record Blocked(String node, String namespace, String pod, String budget, List<String> unready) {

        /** Copies the list. */
        public Blocked {
            unready = List.copyOf(unready);
        }
    }

    Disruptions(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    /** Returns the budgets that would never allow a disruption, however healthy their pods are. */
    public List<InvalidBudget> invalid() {
        return cluster.list(BUDGETS, "").stream()
                .flatMap(budget -> problem(budget).stream()
                        .map(problem -> new InvalidBudget(
                                KubeJson.text(budget, "metadata", "namespace"),
                                KubeJson.text(budget, "metadata", "name"),
                                problem)))
                .toList();
    }

    private static Optional<String> problem(ObjectNode budget) {
        JsonNode spec = budget.path("spec");
        JsonNode status = budget.path("status");
        int expected = status.path("expectedPods").asInt();
        int least = status.path("desiredHealthy").asInt();
        if (spec.has("maxUnavailable")) {
            // The missing letter is AKS's.
            return spec.path("maxUnavailable").asText().matches("0+%?")
                    ? Optional.of("maxunavailble == 0")
                    : Optional.empty();
        }
        return expected > 0 && least >= expected
                ? Optional.of("minAvailable(" + least + ") >= expectedPods(" + expected + ") ")
                : Optional.empty();
    }

    /** Returns the first pod of a node that cannot be evicted at this moment. */
    public Optional<Blocked> blocked(String node) {
        for (ObjectNode pod : cluster.list("pods", "")) {
            if (KubeJson.text(pod, "spec", "nodeName").equals(node) && evicted(pod)) {
                Optional<ObjectNode> budget = against(pod);
                if (budget.isPresent()) {
                    return Optional.of(new Blocked(
                            node,
                            KubeJson.text(pod, "metadata", "namespace"),
                            KubeJson.text(pod, "metadata", "name"),
                            KubeJson.text(budget.get(), "metadata", "name"),
                            unready(budget.get())));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Evicts the pods of a node that may go at this moment, as a drain does; daemons stay.
     *
     * @return how many pods are still on their way or kept there
     */
    public int evict(String node) {
        int left = 0;
        for (ObjectNode pod : cluster.list("pods", "")) {
            if (!KubeJson.text(pod, "spec", "nodeName").equals(node) || !drained(pod)) {
                continue;
            }
            left++;
            boolean leaving = pod.path("metadata").has("deletionTimestamp");
            boolean counts = evicted(pod);
            if (leaving || counts && against(pod).isPresent()) {
                continue;
            }
            if (counts) {
                disrupt(pod);
            }
            cluster.delete(pod, "aks-upgrade");
        }
        return left;
    }

    private void disrupt(ObjectNode pod) {
        cluster.list(BUDGETS, KubeJson.text(pod, "metadata", "namespace")).stream()
                .filter(budget -> guards(budget, pod))
                .forEach(budget -> cluster.registry()
                        .status(
                                budget,
                                "eviction",
                                status -> status.put(
                                        "disruptionsAllowed",
                                        Math.max(
                                                0,
                                                status.path("disruptionsAllowed")
                                                                .asInt()
                                                        - 1))));
    }

    private static boolean drained(ObjectNode pod) {
        return KubeJson.objects(KubeJson.at(pod, "metadata", "ownerReferences")).stream()
                .noneMatch(owner -> KubeJson.text(owner, "kind").equals("DaemonSet"));
    }

    /** Daemons stay, and what has ended or not begun counts for no budget. */
    private static boolean evicted(ObjectNode pod) {
        boolean daemon = KubeJson.objects(KubeJson.at(pod, "metadata", "ownerReferences")).stream()
                .anyMatch(owner -> KubeJson.text(owner, "kind").equals("DaemonSet"));
        return !daemon
                && ControllerObjects.isActive(pod)
                && !KubeJson.text(pod, "status", "phase").equals("Pending");
    }

    private Optional<ObjectNode> against(ObjectNode pod) {
        return cluster.list(BUDGETS, KubeJson.text(pod, "metadata", "namespace")).stream()
                .filter(budget -> guards(budget, pod))
                .filter(budget ->
                        KubeJson.at(budget, "status", "disruptionsAllowed").asInt() <= 0)
                .filter(budget -> ControllerObjects.isReady(pod) || !allowsUnready(budget))
                .findFirst();
    }

    private static boolean guards(ObjectNode budget, ObjectNode pod) {
        return LabelSelector.of(KubeJson.at(budget, "spec", "selector")).matchesObject(pod);
    }

    /** A pod that is not ready may go if the budget says so, or if enough others are ready. */
    private static boolean allowsUnready(ObjectNode budget) {
        JsonNode status = budget.path("status");
        int least = status.path("desiredHealthy").asInt();
        return KubeJson.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow")
                || (least > 0 && status.path("currentHealthy").asInt() >= least);
    }

    private List<String> unready(ObjectNode budget) {
        String namespace = KubeJson.text(budget, "metadata", "namespace");
        return cluster.list("pods", namespace).stream()
                .filter(pod ->
                        guards(budget, pod) && ControllerObjects.isActive(pod) && !ControllerObjects.isReady(pod))
                .map(pod -> namespace + "/" + KubeJson.text(pod, "metadata", "name"))
                .toList();
    }
}
