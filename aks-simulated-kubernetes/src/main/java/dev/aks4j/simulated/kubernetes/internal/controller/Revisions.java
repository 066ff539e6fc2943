package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The history of a workload's pod templates, as {@code kubectl rollout history} shows it and {@code undo} goes back in it.
 * Used under the simulator's lock.
 */
final class Revisions {

    static final String HASH = "controller-revision-hash";
    private static final String STORAGE = "controllerrevisions.apps";
    private static final int LONGEST_NAME = 223;

    private final ClusterObjects cluster;
    private final String manager;

    Revisions(ClusterObjects cluster, String manager) {
        this.cluster = cluster;
        this.manager = manager;
    }

    /** Returns the revision of the template that a workload has now; makes it if it is new, moves it up if it is old. */
    ObjectNode current(ObjectNode set) {
        ObjectNode data = KubeJson.object();
        ObjectNode template = KubeJson.make(data, "spec")
                .set("template", KubeJson.at(set, "spec", "template").deepCopy());
        KubeJson.make(data, "spec", "template").put("$patch", "replace");
        List<ObjectNode> known = of(set);
        int newest = known.isEmpty() ? 0 : number(known.get(known.size() - 1));
        Optional<ObjectNode> same =
                known.stream().filter(one -> one.path("data").equals(data)).reduce((one, other) -> other);
        if (same.isEmpty()) {
            return create(set, data, newest + 1, Ids.hash(template.toString()));
        }
        if (number(same.get()) == newest) {
            return same.get();
        }
        return cluster.registry()
                .modify(same.get(), manager, live -> live.put("revision", newest + 1))
                .orElse(same.get());
    }

    /** Returns the revisions of a workload, the oldest first. */
    List<ObjectNode> of(ObjectNode set) {
        return cluster.owned(set, STORAGE).stream()
                .sorted(Comparator.comparingInt(Revisions::number))
                .toList();
    }

    private static int number(ObjectNode revision) {
        return revision.path("revision").asInt();
    }

    private ObjectNode create(ObjectNode set, ObjectNode data, int number, String hash) {
        String name = KubeJson.text(set, "metadata", "name");
        String base = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        ObjectNode revision = ControllerObjects.of(
                "apps/v1", "ControllerRevision", KubeJson.text(set, "metadata", "namespace"), base + "-" + hash);
        ObjectNode metadata = KubeJson.make(revision, "metadata");
        ObjectNode labels = KubeJson.make(metadata, "labels");
        KubeJson.strings(KubeJson.at(set, "spec", "template", "metadata", "labels"))
                .forEach(labels::put);
        labels.put(HASH, hash);
        if (KubeJson.at(set, "metadata", "annotations") instanceof ObjectNode annotations) {
            metadata.set("annotations", annotations.deepCopy());
        }
        ControllerObjects.own(revision, set);
        revision.set("data", data);
        revision.put("revision", number);
        return cluster.registry().create(revision, manager);
    }

    /** Deletes the oldest revisions that nothing uses, beyond as many as the workload keeps. */
    void prune(ObjectNode set, Set<String> used) {
        int keep = KubeJson.at(set, "spec", "revisionHistoryLimit").asInt(10);
        List<ObjectNode> old = of(set).stream()
                .filter(one -> !used.contains(KubeJson.text(one, "metadata", "name"))
                        && !used.contains(KubeJson.text(one, "metadata", "labels", HASH)))
                .toList();
        old.stream().limit(Math.max(0, old.size() - keep)).forEach(one -> cluster.delete(one, manager));
    }
}
