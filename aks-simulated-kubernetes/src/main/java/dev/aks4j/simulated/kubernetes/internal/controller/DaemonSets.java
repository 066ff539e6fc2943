package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps one pod of each daemon set on every node that takes it. Used under the simulator's lock. */
final class DaemonSets extends Reconciler {

    private static final String NAME = "daemonset-controller";
    private static final String HASH = Revisions.HASH;
    private static final String[] TOLERATED = {
        "not-ready:NoExecute",
        "unreachable:NoExecute",
        "disk-pressure:NoSchedule",
        "memory-pressure:NoSchedule",
        "pid-pressure:NoSchedule",
        "unschedulable:NoSchedule",
        "not-ready:NoSchedule"
    };

    private final Revisions revisions;

    DaemonSets(ClusterObjects cluster) {
        super(cluster, "DaemonSet", "daemonsets.apps");
        revisions = new Revisions(cluster, NAME);
    }

    @Override
    public void changed(StoreChange change) {
        super.changed(change);
        if (change.key().storage().equals("nodes")) {
            cluster.state()
                    .store()
                    .list("daemonsets.apps")
                    .forEach(set -> mark(new dev.aks4j.simulated.kubernetes.internal.store.Key(
                            "daemonsets.apps",
                            KubeJson.text(set.json(), "metadata", "namespace"),
                            KubeJson.text(set.json(), "metadata", "name"))));
        }
    }

    @Override
    void reconcile(ObjectNode set) {
        if (ControllerObjects.isDeleting(set)) {
            return;
        }
        String hash = KubeJson.text(revisions.current(set), "metadata", "labels", HASH);
        ObjectNode sample = pod(set, "", hash);
        List<ObjectNode> pods = cluster.owned(set, "pods");
        Set<String> covered = new HashSet<>();
        pods.forEach(pod -> covered.add(node(pod)));
        int wanted = 0;
        for (ObjectNode node : cluster.list("nodes", "")) {
            String name = KubeJson.text(node, "metadata", "name");
            if (!Placement.obstacle(sample.path("spec"), node).isEmpty()) {
                continue;
            }
            wanted++;
            if (!covered.contains(name)) {
                if (Pods.create(cluster, pod(set, name, hash), set, NAME).isPresent()) {
                    refused(set);
                }
            }
        }
        replaceOld(set, pods, hash);
        report(set, wanted, hash);
        Set<String> used = new HashSet<>(List.of(hash));
        pods.forEach(pod -> used.add(KubeJson.text(pod, "metadata", "labels", HASH)));
        revisions.prune(set, used);
    }

    private static String node(ObjectNode pod) {
        JsonNode terms = KubeJson.at(
                pod,
                "spec",
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
        return terms.path(0).path("matchFields").path(0).path("values").path(0).asText("");
    }

    private static ObjectNode pod(ObjectNode set, String node, String hash) {
        ObjectNode pod = Pods.from(KubeJson.at(set, "spec", "template"), set);
        KubeJson.make(pod, "metadata").put("generateName", KubeJson.text(set, "metadata", "name") + "-");
        KubeJson.make(pod, "metadata", "labels").put(HASH, hash).put("pod-template-generation", "1");
        ObjectNode spec = KubeJson.make(pod, "spec");
        for (String condition : TOLERATED) {
            int colon = condition.indexOf(':');
            KubeJson.makeArray(spec, "tolerations")
                    .addObject()
                    .put("key", "node.kubernetes.io/" + condition.substring(0, colon))
                    .put("operator", "Exists")
                    .put("effect", condition.substring(colon + 1));
        }
        if (!node.isEmpty()) {
            pin(spec, node);
        }
        return pod;
    }

    private static void pin(ObjectNode spec, String node) {
        ObjectNode required =
                KubeJson.make(spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        if (required.path("nodeSelectorTerms").isEmpty()) {
            required.putArray("nodeSelectorTerms").addObject();
        }
        for (ObjectNode term : KubeJson.objects(required.path("nodeSelectorTerms"))) {
            term.putArray("matchFields")
                    .addObject()
                    .put("key", "metadata.name")
                    .put("operator", "In")
                    .putArray("values")
                    .add(node);
        }
    }

    private void replaceOld(ObjectNode set, List<ObjectNode> pods, String hash) {
        boolean steady =
                pods.stream().allMatch(pod -> ControllerObjects.isReady(pod) && ControllerObjects.isActive(pod));
        if (!steady || KubeJson.text(set, "spec", "updateStrategy", "type").equals("OnDelete")) {
            return;
        }
        pods.stream()
                .filter(pod -> !KubeJson.text(pod, "metadata", "labels", HASH).equals(hash))
                .findFirst()
                .ifPresent(pod -> cluster.delete(pod, NAME));
    }

    private void report(ObjectNode set, int wanted, String hash) {
        List<ObjectNode> pods = Pods.active(cluster, set);
        int ready = Pods.ready(pods);
        int updated = (int) pods.stream()
                .filter(pod -> KubeJson.text(pod, "metadata", "labels", HASH).equals(hash))
                .count();
        cluster.registry().status(set, NAME, status -> {
            status.put(
                    "observedGeneration",
                    KubeJson.at(set, "metadata", "generation").asInt());
            status.put("desiredNumberScheduled", wanted).put("currentNumberScheduled", pods.size());
            status.put("numberReady", ready).put("numberAvailable", ready).put("updatedNumberScheduled", updated);
            status.put("numberMisscheduled", 0).put("numberUnavailable", Math.max(0, wanted - ready));
            if (wanted == ready) {
                status.remove("numberUnavailable");
            }
        });
    }
}
