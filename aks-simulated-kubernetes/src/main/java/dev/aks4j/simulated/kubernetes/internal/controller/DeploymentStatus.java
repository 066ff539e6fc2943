package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.strategy.Portion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a deployment reports of its rollout. Stateless. */
final class DeploymentStatus {

    private DeploymentStatus() {}

    static void report(
            ClusterObjects cluster,
            ObjectNode deployment,
            Optional<ObjectNode> current,
            List<ObjectNode> sets,
            String manager) {
        List<ObjectNode> pods = new ArrayList<>();
        sets.forEach(set -> pods.addAll(Pods.active(cluster, set)));
        int updated = current.map(set -> Pods.active(cluster, set).size()).orElse(0);
        int ready = Pods.ready(pods);
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        int unavailable = Portion.of(
                KubeJson.at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, false);
        boolean available = ready >= wanted - unavailable;
        boolean paused = KubeJson.at(deployment, "spec", "paused").asBoolean();
        Instant time = cluster.state().timeline().now();
        Optional<ObjectNode> failure = failure(current, sets);
        cluster.registry().status(deployment, manager, status -> {
            ObjectNode before = status.deepCopy();
            status.put(
                    "observedGeneration",
                    KubeJson.at(deployment, "metadata", "generation").asInt());
            count(status, "replicas", pods.size());
            count(status, "updatedReplicas", updated);
            count(status, "readyReplicas", ready);
            count(status, "availableReplicas", ready);
            if (cluster.state().currentRelease().atLeast(35)) {
                status.put(
                        "terminatingReplicas",
                        sets.stream()
                                .mapToInt(one -> Pods.terminating(cluster, one))
                                .sum());
            }
            count(status, "unavailableReplicas", Math.max(0, Math.max(wanted, pods.size()) - ready));
            String now = cluster.now();
            DeploymentProgress.set(
                    status,
                    "Available",
                    available ? "True" : "False",
                    available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    available
                            ? "Deployment has minimum availability."
                            : "Deployment does not have minimum availability.",
                    now,
                    false);
            String set =
                    current.map(one -> KubeJson.text(one, "metadata", "name")).orElse("");
            if (!DeploymentProgress.pause(deployment, status, paused, now)) {
                DeploymentProgress.rollout(deployment, before, status, set, time, now);
            }
            failure.ifPresentOrElse(
                    why -> DeploymentProgress.set(
                            status,
                            "ReplicaFailure",
                            "True",
                            "FailedCreate",
                            KubeJson.text(why, "message"),
                            now,
                            false),
                    () -> DeploymentProgress.remove(status, "ReplicaFailure"));
        });
    }

    /** The refusal of the newest replica set comes before those of older ones. */
    private static Optional<ObjectNode> failure(Optional<ObjectNode> current, List<ObjectNode> sets) {
        return Stream.concat(current.stream(), sets.stream())
                .map(set -> DeploymentProgress.condition(KubeJson.at(set, "status"), "ReplicaFailure"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void count(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
