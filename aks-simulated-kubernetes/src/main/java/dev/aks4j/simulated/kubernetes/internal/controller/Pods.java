package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes and counts the pods of workloads. Stateless. */
final class Pods {

    private Pods() {}

    /** Returns a pod from a template, owned by a workload. */
    static ObjectNode from(JsonNode template, ObjectNode owner) {
        String namespace = KubeJson.text(owner, "metadata", "namespace");
        ObjectNode pod = ControllerObjects.of("v1", "Pod", namespace, "");
        ObjectNode metadata = KubeJson.make(pod, "metadata");
        metadata.remove("name");
        for (String part : new String[] {"labels", "annotations", "finalizers"}) {
            if (KubeJson.at(template, "metadata", part) instanceof ObjectNode given) {
                metadata.set(part, given.deepCopy());
            }
        }
        pod.set("spec", template.path("spec").deepCopy());
        ControllerObjects.own(pod, owner);
        return pod;
    }

    /** Creates a pod; a refusal becomes an event of its owner, and is returned in the server's words. */
    static Optional<String> create(ClusterObjects cluster, ObjectNode pod, ObjectNode owner, String manager) {
        try {
            ObjectNode created = cluster.registry().create(pod, manager);
            String name = KubeJson.text(created, "metadata", "name");
            cluster.event(owner, "Normal", "SuccessfulCreate", "Created pod: " + name, manager);
            return Optional.empty();
        } catch (ApiException e) {
            cluster.event(owner, "Warning", "FailedCreate", "Error creating: " + e.getMessage(), manager);
            return Optional.of(e.getMessage());
        }
    }

    static List<ObjectNode> active(ClusterObjects cluster, ObjectNode owner) {
        return cluster.owned(owner, "pods").stream()
                .filter(ControllerObjects::isActive)
                .toList();
    }

    /** Returns how many pods of an owner are going away. */
    static int terminating(ClusterObjects cluster, ObjectNode owner) {
        return (int) cluster.owned(owner, "pods").stream()
                .filter(ControllerObjects::isDeleting)
                .count();
    }

    static int ready(List<ObjectNode> pods) {
        return (int) pods.stream().filter(ControllerObjects::isReady).count();
    }

    /** Orders pods so that those whose loss costs least come first. */
    static Comparator<ObjectNode> cheapestFirst() {
        return Comparator.comparing((ObjectNode pod) ->
                        !KubeJson.text(pod, "spec", "nodeName").isEmpty())
                .thenComparing(ControllerObjects::isReady)
                .thenComparing(pod -> KubeJson.text(pod, "metadata", "creationTimestamp"), Comparator.reverseOrder())
                .thenComparing(pod -> KubeJson.text(pod, "metadata", "name"));
    }
}
