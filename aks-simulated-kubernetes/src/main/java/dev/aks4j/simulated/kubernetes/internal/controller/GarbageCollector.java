package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Owners;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deletes what has lost its owners, and finishes foreground and orphaning deletions. Used under the simulator's lock. */
final class GarbageCollector implements Controller {

    private static final String NAME = "garbage-collector";
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final ClusterObjects cluster;

    GarbageCollector(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        ObjectNode object = change.after().json();
        String uid = KubeJson.text(object, "metadata", "uid");
        if (change.kind() == StoreChange.Kind.DELETED) {
            for (Key key : cluster.owners().of(uid)) {
                cluster.find(key).ifPresent(dependent -> release(dependent, uid));
            }
            finishOwners(object);
            return;
        }
        if (!ControllerObjects.isDeleting(object)) {
            return;
        }
        boolean marked = change.before()
                .filter(was -> ControllerObjects.isDeleting(was.json()))
                .isEmpty();
        if (marked) {
            // Whoever deletes sees the mark first: the collector gets to know of it a moment later.
            cluster.loop()
                    .after(
                            MOMENT,
                            () -> cluster.find(change.key())
                                    .filter(live -> KubeJson.text(live, "metadata", "uid")
                                            .equals(uid))
                                    .ifPresent(live -> finish(live, uid)));
        } else if (!cluster.owners().any(uid)) {
            finish(object, uid);
        }
    }

    private void release(ObjectNode dependent, String uid) {
        if (Owners.uids(dependent).size() <= 1) {
            cluster.registry().remove(dependent, Deletion.Options.BACKGROUND, NAME);
        } else {
            dropOwner(dependent, uid);
        }
    }

    private void dropOwner(ObjectNode dependent, String uid) {
        cluster.registry().modify(dependent, NAME, live -> {
            ArrayNode rest = KubeJson.array();
            for (ObjectNode owner : KubeJson.objects(KubeJson.at(live, "metadata", "ownerReferences"))) {
                if (!KubeJson.text(owner, "uid").equals(uid)) {
                    rest.add(owner);
                }
            }
            KubeJson.make(live, "metadata").set("ownerReferences", rest);
        });
    }

    private void finish(ObjectNode object, String uid) {
        List<String> finalizers = KubeJson.texts(KubeJson.at(object, "metadata", "finalizers"));
        List<Key> dependents = cluster.owners().of(uid);
        if (finalizers.contains("orphan")) {
            dependents.forEach(key -> cluster.find(key).ifPresent(one -> dropOwner(one, uid)));
            dropFinalizer(object, "orphan");
        } else if (finalizers.contains("foregroundDeletion")) {
            if (dependents.isEmpty()) {
                dropFinalizer(object, "foregroundDeletion");
            }
            Deletion.Options foreground = new Deletion.Options(Optional.empty(), "Foreground", "", "");
            for (Key key : dependents) {
                cluster.find(key)
                        .filter(one -> !ControllerObjects.isDeleting(one))
                        .ifPresent(one -> cluster.registry().remove(one, foreground, NAME));
            }
        }
    }

    private void finishOwners(ObjectNode gone) {
        String namespace = KubeJson.text(gone, "metadata", "namespace");
        for (ObjectNode owner : KubeJson.objects(KubeJson.at(gone, "metadata", "ownerReferences"))) {
            cluster.state()
                    .types()
                    .ofKind(KubeJson.text(owner, "apiVersion"), KubeJson.text(owner, "kind"))
                    .flatMap(type -> cluster.state().find(type, namespace, KubeJson.text(owner, "name")))
                    .filter(found -> ControllerObjects.isDeleting(found.json())
                            && !cluster.owners().any(KubeJson.text(owner, "uid")))
                    .ifPresent(found -> finish(found.json(), KubeJson.text(owner, "uid")));
        }
    }

    private void dropFinalizer(ObjectNode object, String finalizer) {
        cluster.registry().modify(object, NAME, live -> {
            List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                    .filter(one -> !one.equals(finalizer))
                    .toList();
            KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
        });
    }
}
