package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.strategy.Portion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts how many disruptions each budget allows. Used under the simulator's lock. */
final class Budgets extends Reconciler {

    private static final String NAME = "disruption-controller";
    private static final String STORAGE = "poddisruptionbudgets.policy";

    Budgets(ClusterObjects cluster) {
        super(cluster, "PodDisruptionBudget", STORAGE);
    }

    @Override
    public void changed(StoreChange change) {
        if (change.key().storage().equals(STORAGE)) {
            mark(change.key());
        } else if (change.key().storage().equals("pods")) {
            for (ObjectNode budget : cluster.list(STORAGE, change.key().namespace())) {
                if (selector(budget).matchesObject(change.after().json())) {
                    mark(new Key(STORAGE, change.key().namespace(), KubeJson.text(budget, "metadata", "name")));
                }
            }
        }
    }

    private static LabelSelector selector(ObjectNode budget) {
        return LabelSelector.of(KubeJson.at(budget, "spec", "selector"));
    }

    @Override
    void reconcile(ObjectNode budget) {
        List<ObjectNode> pods = cluster.list("pods", KubeJson.text(budget, "metadata", "namespace")).stream()
                .filter(pod -> selector(budget).matchesObject(pod) && !finished(pod))
                .toList();
        int expected = expected(pods);
        int healthy = (int) pods.stream()
                .filter(pod -> ControllerObjects.isReady(pod) && !ControllerObjects.isDeleting(pod))
                .count();
        JsonNode spec = budget.path("spec");
        int desired = spec.has("maxUnavailable")
                ? Math.max(0, expected - Portion.of(spec.path("maxUnavailable"), expected, true))
                : Portion.of(spec.path("minAvailable"), expected, true);
        int allowed = Math.max(0, healthy - desired);
        cluster.registry().status(budget, NAME, status -> {
            status.put(
                    "observedGeneration",
                    KubeJson.at(budget, "metadata", "generation").asInt());
            status.put("disruptionsAllowed", allowed).put("currentHealthy", healthy);
            status.put("desiredHealthy", desired).put("expectedPods", expected);
            boolean enough = allowed > 0;
            ControllerObjects.setCondition(
                    status,
                    "DisruptionAllowed",
                    enough ? "True" : "False",
                    enough ? "SufficientPods" : "InsufficientPods",
                    "",
                    cluster.now());
        });
    }

    private static boolean finished(ObjectNode pod) {
        String phase = KubeJson.text(pod, "status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    private int expected(List<ObjectNode> pods) {
        Set<Key> owners = new LinkedHashSet<>();
        int alone = 0;
        for (ObjectNode pod : pods) {
            JsonNode owner = KubeJson.at(pod, "metadata", "ownerReferences").path(0);
            String storage =
                    switch (KubeJson.text(owner, "kind")) {
                        case "ReplicaSet" -> "replicasets.apps";
                        case "StatefulSet" -> "statefulsets.apps";
                        default -> "";
                    };
            if (storage.isEmpty()) {
                alone++;
            } else {
                owners.add(new Key(storage, KubeJson.text(pod, "metadata", "namespace"), KubeJson.text(owner, "name")));
            }
        }
        int wanted = alone;
        for (Key owner : owners) {
            wanted += cluster.find(owner)
                    .map(found -> KubeJson.at(found, "spec", "replicas").asInt())
                    .orElse(0);
        }
        return wanted;
    }
}
