package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.HashMap;
import java.util.Map;

/** How much of each node the pods on it ask for. Used under the simulator's lock. */
final class NodeUsage {

    /** What pods ask for: CPU in thousandths, memory in bytes, and their number. */
    record Amount(long milliCpu, long memory, long pods) {

        static final Amount NONE = new Amount(0, 0, 0);

        boolean within(Amount limit) {
            return milliCpu <= limit.milliCpu && memory <= limit.memory && pods <= limit.pods;
        }

        Amount plus(Amount other, int sign) {
            return new Amount(milliCpu + sign * other.milliCpu, memory + sign * other.memory, pods + sign * other.pods);
        }
    }

    private final Map<String, Amount> used = new HashMap<>();
    private final Map<String, Integer> own = new HashMap<>();

    void changed(StoreChange change) {
        if (!change.key().storage().equals("pods")) {
            return;
        }
        change.before().ifPresent(before -> count(before.json(), -1));
        if (change.kind() != StoreChange.Kind.DELETED) {
            count(change.after().json(), 1);
        }
    }

    private void count(ObjectNode pod, int sign) {
        String node = KubeJson.text(pod, "spec", "nodeName");
        String phase = KubeJson.text(pod, "status", "phase");
        if (!node.isEmpty() && !phase.equals("Succeeded") && !phase.equals("Failed")) {
            used.merge(node, requests(pod), (now, one) -> now.plus(one, sign));
            boolean daemon = KubeJson.objects(KubeJson.at(pod, "metadata", "ownerReferences")).stream()
                    .anyMatch(owner -> KubeJson.text(owner, "kind").equals("DaemonSet"));
            if (!daemon) {
                own.merge(node, sign, Integer::sum);
            }
        }
    }

    /** Returns how many pods of a node do not belong to daemon sets. */
    int own(String node) {
        return own.getOrDefault(node, 0);
    }

    Amount of(String node) {
        return used.getOrDefault(node, Amount.NONE);
    }

    static Amount requests(ObjectNode pod) {
        long cpu = 0;
        long memory = 0;
        for (ObjectNode container : KubeJson.objects(KubeJson.at(pod, "spec", "containers"))) {
            cpu += Quantity.milli(KubeJson.text(container, "resources", "requests", "cpu"));
            memory += Quantity.whole(KubeJson.text(container, "resources", "requests", "memory"));
        }
        return new Amount(cpu, memory, 1);
    }

    static Amount allocatable(ObjectNode node) {
        var allocatable = KubeJson.at(node, "status", "allocatable");
        return new Amount(
                Quantity.milli(KubeJson.text(allocatable, "cpu")),
                Quantity.whole(KubeJson.text(allocatable, "memory")),
                Quantity.whole(KubeJson.text(allocatable, "pods")));
    }
}
