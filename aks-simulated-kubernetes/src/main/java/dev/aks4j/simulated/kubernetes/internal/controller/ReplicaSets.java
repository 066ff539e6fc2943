package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.List;
import java.util.Optional;

/** Keeps the wanted number of pods of each replica set. Used under the simulator's lock. */
final class ReplicaSets extends Reconciler {

    private static final String NAME = "replicaset-controller";

    ReplicaSets(ClusterObjects cluster) {
        super(cluster, "ReplicaSet", "replicasets.apps");
    }

    @Override
    public void changed(StoreChange change) {
        super.changed(change);
        ObjectNode object = change.after().json();
        boolean gone = change.kind() == StoreChange.Kind.DELETED;
        if (change.key().storage().equals("replicasets.apps") && change.kind() == StoreChange.Kind.ADDED) {
            cluster.list("pods", change.key().namespace()).forEach(pod -> PodClaims.adopt(cluster, object, pod, NAME));
        } else if (change.key().storage().equals("pods") && !gone) {
            PodClaims.controller(object).ifPresentOrElse(owner -> keep(owner, object), () -> adopt(object));
        }
    }

    private void adopt(ObjectNode pod) {
        if (!KubeJson.at(pod, "metadata", "labels").isEmpty()) {
            cluster.list("replicasets.apps", KubeJson.text(pod, "metadata", "namespace")).stream()
                    .filter(set -> PodClaims.adopt(cluster, set, pod, NAME))
                    .findFirst();
        }
    }

    /** A pod whose labels were changed leaves its set, which makes another in its place. */
    private void keep(ObjectNode owner, ObjectNode pod) {
        if (KubeJson.text(owner, "kind").equals("ReplicaSet") && !ControllerObjects.isDeleting(pod)) {
            cluster.find("replicasets.apps", KubeJson.text(pod, "metadata", "namespace"), KubeJson.text(owner, "name"))
                    .filter(set -> KubeJson.text(set, "metadata", "uid").equals(KubeJson.text(owner, "uid")))
                    .filter(set -> !PodClaims.selects(set, pod))
                    .ifPresent(set -> {
                        PodClaims.release(cluster, set, pod, NAME);
                        mark(new Key(
                                "replicasets.apps",
                                KubeJson.text(set, "metadata", "namespace"),
                                KubeJson.text(set, "metadata", "name")));
                    });
        }
    }

    @Override
    void reconcile(ObjectNode set) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int wanted = KubeJson.at(set, "spec", "replicas").asInt();
        Optional<String> failure = Optional.empty();
        if (!ControllerObjects.isDeleting(set)) {
            for (int i = pods.size(); i < wanted && failure.isEmpty(); i++) {
                ObjectNode pod = Pods.from(KubeJson.at(set, "spec", "template"), set);
                KubeJson.make(pod, "metadata").put("generateName", KubeJson.text(set, "metadata", "name") + "-");
                failure = Pods.create(cluster, pod, set, NAME);
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
        if (failure.isPresent()) {
            refused(set);
        }
        report(set, failure);
    }

    private void report(ObjectNode set, Optional<String> failure) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int ready = Pods.ready(pods);
        LabelSelector full = LabelSelector.map(KubeJson.at(set, "spec", "template", "metadata", "labels"));
        int labeled = (int) pods.stream().filter(full::matchesObject).count();
        cluster.registry().status(set, NAME, status -> {
            status.put("replicas", pods.size()).put("fullyLabeledReplicas", labeled);
            status.put("readyReplicas", ready).put("availableReplicas", ready);
            if (cluster.state().currentRelease().atLeast(35)) {
                status.put("terminatingReplicas", Pods.terminating(cluster, set));
            }
            status.put(
                    "observedGeneration",
                    KubeJson.at(set, "metadata", "generation").asInt());
            failure.ifPresentOrElse(
                    why -> {
                        if (DeploymentProgress.condition(status, "ReplicaFailure")
                                .isEmpty()) {
                            ControllerObjects.setCondition(
                                    status, "ReplicaFailure", "True", "FailedCreate", why, cluster.now());
                        }
                    },
                    () -> DeploymentProgress.remove(status, "ReplicaFailure"));
        });
    }
}
