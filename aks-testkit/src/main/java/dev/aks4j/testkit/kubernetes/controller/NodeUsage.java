package dev.aks4j.testkit.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import dev.aks4j.testkit.kubernetes.schema.Quantity;
import dev.aks4j.testkit.kubernetes.store.Change;
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

    void changed(Change change) {
        if (!change.key().storage().equals("pods")) {
            return;
        }
        change.before().ifPresent(before -> count(before.json(), -1));
        if (change.kind() != Change.Kind.DELETED) {
            count(change.after().json(), 1);
        }
    }

    private void count(ObjectNode pod, int sign) {
        String node = Json.text(pod, "spec", "nodeName");
        String phase = Json.text(pod, "status", "phase");
        if (!node.isEmpty() && !phase.equals("Succeeded") && !phase.equals("Failed")) {
            used.merge(node, requests(pod), (now, one) -> now.plus(one, sign));
            boolean daemon = Json.objects(Json.at(pod, "metadata", "ownerReferences")).stream()
                    .anyMatch(owner -> Json.text(owner, "kind").equals("DaemonSet"));
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
        for (ObjectNode container : Json.objects(Json.at(pod, "spec", "containers"))) {
            cpu += Quantity.milli(Json.text(container, "resources", "requests", "cpu"));
            memory += Quantity.whole(Json.text(container, "resources", "requests", "memory"));
        }
        return new Amount(cpu, memory, 1);
    }

    static Amount allocatable(ObjectNode node) {
        var allocatable = Json.at(node, "status", "allocatable");
        return new Amount(
                Quantity.milli(Json.text(allocatable, "cpu")),
                Quantity.whole(Json.text(allocatable, "memory")),
                Quantity.whole(Json.text(allocatable, "pods")));
    }
}
