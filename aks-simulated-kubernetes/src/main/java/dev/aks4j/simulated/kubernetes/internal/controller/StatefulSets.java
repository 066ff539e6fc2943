package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps the numbered pods of stateful sets, one after the other unless told otherwise. Used under the simulator's lock. */
final class StatefulSets extends Reconciler {

    private static final String NAME = "statefulset-controller";
    private static final String REVISION = Revisions.HASH;

    private final Revisions revisions;

    StatefulSets(ClusterObjects cluster) {
        super(cluster, "StatefulSet", "statefulsets.apps");
        revisions = new Revisions(cluster, NAME);
    }

    @Override
    void reconcile(ObjectNode set) {
        if (ControllerObjects.isDeleting(set)) {
            report(set, KubeJson.text(set, "status", "updateRevision"));
            return;
        }
        String revision = KubeJson.text(revisions.current(set), "metadata", "name");
        step(set, revision);
        report(set, revision);
        Set<String> used = new HashSet<>(List.of(revision));
        cluster.find(new Key(
                        "statefulsets.apps",
                        KubeJson.text(set, "metadata", "namespace"),
                        KubeJson.text(set, "metadata", "name")))
                .ifPresent(live -> used.add(KubeJson.text(live, "status", "currentRevision")));
        cluster.owned(set, "pods").forEach(pod -> used.add(KubeJson.text(pod, "metadata", "labels", REVISION)));
        revisions.prune(set, used);
    }

    private void step(ObjectNode set, String revision) {
        int wanted = KubeJson.at(set, "spec", "replicas").asInt();
        boolean ordered = !KubeJson.text(set, "spec", "podManagementPolicy").equals("Parallel");
        for (int i = 0; i < wanted; i++) {
            Optional<ObjectNode> pod = pod(set, i);
            boolean ready = pod.filter(one -> ControllerObjects.isReady(one) && ControllerObjects.isActive(one))
                    .isPresent();
            if (pod.isEmpty()) {
                create(set, i, revision);
            }
            if (!ready && ordered) {
                return;
            }
        }
        List<ObjectNode> extra = cluster.owned(set, "pods").stream()
                .filter(pod -> ordinal(pod) >= wanted && !ControllerObjects.isDeleting(pod))
                .sorted(java.util.Comparator.comparingInt(StatefulSets::ordinal).reversed())
                .toList();
        extra.stream().limit(ordered ? 1 : extra.size()).forEach(pod -> cluster.delete(pod, NAME));
        if (extra.isEmpty()) {
            update(set, wanted, revision);
        }
    }

    private void update(ObjectNode set, int wanted, String revision) {
        if (KubeJson.text(set, "spec", "updateStrategy", "type").equals("OnDelete")) {
            return;
        }
        int partition = KubeJson.at(set, "spec", "updateStrategy", "rollingUpdate", "partition")
                .asInt();
        for (int i = wanted - 1; i >= partition; i--) {
            Optional<ObjectNode> pod = pod(set, i);
            boolean steady = pod.filter(one -> ControllerObjects.isReady(one) && ControllerObjects.isActive(one))
                    .isPresent();
            if (!steady) {
                return;
            }
            if (!KubeJson.text(pod.get(), "metadata", "labels", REVISION).equals(revision)) {
                cluster.delete(pod.get(), NAME);
                return;
            }
        }
    }

    private Optional<ObjectNode> pod(ObjectNode set, int ordinal) {
        String name = KubeJson.text(set, "metadata", "name") + "-" + ordinal;
        return cluster.find("pods", KubeJson.text(set, "metadata", "namespace"), name);
    }

    private static int ordinal(ObjectNode pod) {
        String name = KubeJson.text(pod, "metadata", "name");
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private void create(ObjectNode set, int ordinal, String revision) {
        String name = KubeJson.text(set, "metadata", "name") + "-" + ordinal;
        ObjectNode pod = Pods.from(KubeJson.at(set, "spec", "template"), set);
        KubeJson.make(pod, "metadata").put("name", name);
        KubeJson.make(pod, "metadata", "labels")
                .put(REVISION, revision)
                .put("statefulset.kubernetes.io/pod-name", name)
                .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        ObjectNode spec = KubeJson.make(pod, "spec");
        spec.put("hostname", name);
        String service = KubeJson.text(set, "spec", "serviceName");
        if (!service.isEmpty()) {
            spec.put("subdomain", service);
        }
        for (JsonNode template : KubeJson.at(set, "spec", "volumeClaimTemplates")) {
            claim(set, template, name, spec);
        }
        if (Pods.create(cluster, pod, set, NAME).isPresent()) {
            refused(set);
        }
    }

    private void claim(ObjectNode set, JsonNode template, String pod, ObjectNode spec) {
        String namespace = KubeJson.text(set, "metadata", "namespace");
        String volume = KubeJson.text(template, "metadata", "name");
        String name = volume + "-" + pod;
        if (cluster.find("persistentvolumeclaims", namespace, name).isEmpty()) {
            ObjectNode claim = ControllerObjects.of("v1", "PersistentVolumeClaim", namespace, name);
            ObjectNode labels = KubeJson.make(claim, "metadata", "labels");
            KubeJson.strings(KubeJson.at(set, "spec", "selector", "matchLabels"))
                    .forEach(labels::put);
            claim.set("spec", template.path("spec").deepCopy());
            cluster.registry().create(claim, NAME);
        }
        KubeJson.makeArray(spec, "volumes")
                .addObject()
                .put("name", volume)
                .putObject("persistentVolumeClaim")
                .put("claimName", name);
    }

    private void report(ObjectNode set, String revision) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int ready = Pods.ready(pods);
        int updated = (int) pods.stream()
                .filter(pod ->
                        KubeJson.text(pod, "metadata", "labels", REVISION).equals(revision))
                .count();
        boolean complete = updated == KubeJson.at(set, "spec", "replicas").asInt() && ready == updated;
        cluster.registry().status(set, NAME, status -> {
            status.put(
                    "observedGeneration",
                    KubeJson.at(set, "metadata", "generation").asInt());
            status.put("replicas", pods.size()).put("readyReplicas", ready).put("availableReplicas", ready);
            status.put("updatedReplicas", updated)
                    .put("updateRevision", revision)
                    .put("collisionCount", 0);
            if (complete || !status.has("currentRevision")) {
                status.put("currentRevision", revision);
            }
            int current = complete ? updated : pods.size() - updated;
            status.put("currentReplicas", current);
        });
    }
}
