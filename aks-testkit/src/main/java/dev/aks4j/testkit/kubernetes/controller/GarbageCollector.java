package dev.aks4j.testkit.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import dev.aks4j.testkit.kubernetes.registry.Deletion;
import dev.aks4j.testkit.kubernetes.store.Change;
import dev.aks4j.testkit.kubernetes.store.Key;
import java.util.List;
import java.util.Optional;

/** Deletes what has lost its owners, and finishes foreground and orphaning deletions. Used under the simulator's lock. */
final class GarbageCollector implements Controller {

    private static final String NAME = "garbage-collector";

    private final Cluster cluster;

    GarbageCollector(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after().json();
        String uid = Json.text(object, "metadata", "uid");
        if (change.kind() == Change.Kind.DELETED) {
            for (Key key : cluster.owners().of(uid)) {
                cluster.find(key).ifPresent(dependent -> release(dependent, uid));
            }
            finishOwners(object);
            return;
        }
        if (Objects.isDeleting(object)) {
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
            ArrayNode rest = Json.array();
            for (ObjectNode owner : Json.objects(Json.at(live, "metadata", "ownerReferences"))) {
                if (!Json.text(owner, "uid").equals(uid)) {
                    rest.add(owner);
                }
            }
            Json.make(live, "metadata").set("ownerReferences", rest);
        });
    }

    private void finish(ObjectNode object, String uid) {
        List<String> finalizers = Json.texts(Json.at(object, "metadata", "finalizers"));
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
                        .filter(one -> !Objects.isDeleting(one))
                        .ifPresent(one -> cluster.registry().remove(one, foreground, NAME));
            }
        }
    }

    private void finishOwners(ObjectNode gone) {
        String namespace = Json.text(gone, "metadata", "namespace");
        for (ObjectNode owner : Json.objects(Json.at(gone, "metadata", "ownerReferences"))) {
            cluster.state()
                    .types()
                    .ofKind(Json.text(owner, "apiVersion"), Json.text(owner, "kind"))
                    .flatMap(type -> cluster.state().find(type, namespace, Json.text(owner, "name")))
                    .filter(found -> Objects.isDeleting(found.json()))
                    .ifPresent(found -> finish(found.json(), Json.text(owner, "uid")));
        }
    }

    private void dropFinalizer(ObjectNode object, String finalizer) {
        cluster.registry().modify(object, NAME, live -> {
            List<String> rest = Json.texts(Json.at(live, "metadata", "finalizers")).stream()
                    .filter(one -> !one.equals(finalizer))
                    .toList();
            Json.make(live, "metadata").set("finalizers", Json.array(rest));
        });
    }
}
