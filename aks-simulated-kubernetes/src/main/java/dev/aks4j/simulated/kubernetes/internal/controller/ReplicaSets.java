package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** Keeps the wanted number of pods of each replica set. Used under the simulator's lock. */
final class ReplicaSets extends Reconciler {

    private static final String NAME = "replicaset-controller";

    ReplicaSets(ClusterObjects cluster) {
        super(cluster, "ReplicaSet", "replicasets.apps");
    }

    @Override
    void reconcile(ObjectNode set) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int wanted = KubeJson.at(set, "spec", "replicas").asInt();
        if (!Manifests.isDeleting(set)) {
            for (int i = pods.size(); i < wanted; i++) {
                ObjectNode pod = Pods.from(KubeJson.at(set, "spec", "template"), set);
                KubeJson.make(pod, "metadata").put("generateName", KubeJson.text(set, "metadata", "name") + "-");
                if (!Pods.create(cluster, pod, set, NAME)) {
                    refused(set);
                    break;
                }
            }
            pods.stream()
                    .sorted(Pods.cheapestFirst())
                    .limit(Math.max(0, pods.size() - wanted))
                    .forEach(pod -> {
                        cluster.delete(pod, NAME);
                        String name = KubeJson.text(pod, "metadata", "name");
                        cluster.event(set, "Normal", "SuccessfulDelete", "Deleted pod: " + name, NAME);
                    });
        }
        report(set);
    }

    private void report(ObjectNode set) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int ready = Pods.ready(pods);
        cluster.registry().status(set, NAME, status -> {
            status.put("replicas", pods.size()).put("fullyLabeledReplicas", pods.size());
            status.put("readyReplicas", ready).put("availableReplicas", ready);
            status.put(
                    "observedGeneration",
                    KubeJson.at(set, "metadata", "generation").asInt());
        });
    }
}
