package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A controller that brings one kind of object in line with what it wants, whenever it or what it owns changes. Used under
 * the simulator's lock.
 */
abstract class Reconciler implements Controller {

    private final Set<Key> dirty = new LinkedHashSet<>();
    private final String kind;
    private static final Set<String> WAITED_FOR = Set.of(
            "serviceaccounts",
            "resourcequotas",
            "limitranges",
            "namespaces",
            "priorityclasses.scheduling.k8s.io",
            "runtimeclasses.node.k8s.io");

    private final Set<Key> refused = new LinkedHashSet<>();
    private final String storage;
    final ClusterObjects cluster;

    Reconciler(ClusterObjects cluster, String kind, String storage) {
        this.cluster = cluster;
        this.kind = kind;
        this.storage = storage;
    }

    @Override
    public void changed(StoreChange change) {
        if (!refused.isEmpty()
                && (WAITED_FOR.contains(change.key().storage())
                        || change.key().storage().equals("pods") && change.kind() == StoreChange.Kind.DELETED)) {
            dirty.addAll(refused);
            refused.clear();
        }
        if (change.key().storage().equals(storage)) {
            mark(change.key());
            return;
        }
        markOwner(change.after().json());
    }

    final void mark(Key key) {
        dirty.add(key);
    }

    /** Remembers an object whose pods were refused, to try again when what they need is there. */
    final void refused(ObjectNode object) {
        refused.add(new Key(
                storage, KubeJson.text(object, "metadata", "namespace"), KubeJson.text(object, "metadata", "name")));
    }

    private void markOwner(ObjectNode object) {
        for (ObjectNode owner : KubeJson.objects(KubeJson.at(object, "metadata", "ownerReferences"))) {
            if (KubeJson.text(owner, "kind").equals(kind)) {
                String namespace = KubeJson.text(object, "metadata", "namespace");
                dirty.add(new Key(storage, namespace, KubeJson.text(owner, "name")));
            }
        }
    }

    @Override
    public void work() {
        List<Key> now = List.copyOf(dirty);
        dirty.clear();
        for (Key key : now) {
            Optional<ObjectNode> found = cluster.find(key);
            found.ifPresent(this::reconcile);
        }
    }

    abstract void reconcile(ObjectNode object);
}
