package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Owners;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What controllers work with: the objects, the time, and who owns what. Used under the simulator's lock.
 *
 * @param registry where controllers write
 * @param owners who owns what
 * @param loop where work that takes time is put
 */
record ClusterObjects(Registry registry, Owners owners, Loop loop) {

    /** Where controllers put work that happens later. */
    interface Loop {
        /** Runs an action after a time, and then everything that follows from it. */
        void after(Duration delay, Runnable action);
    }

    ClusterState state() {
        return registry.state();
    }

    Optional<ObjectNode> find(Key key) {
        return state().store().get(key).map(Stored::json);
    }

    Optional<ObjectNode> find(String storage, String namespace, String name) {
        return state().find(storage, namespace, name);
    }

    List<ObjectNode> list(String storage, String namespace) {
        return state().list(storage, namespace).stream().map(Stored::json).toList();
    }

    /** Returns the objects of a type that an object controls. */
    List<ObjectNode> owned(ObjectNode owner, String storage) {
        return owners.of(KubeJson.text(owner, "metadata", "uid")).stream()
                .filter(key -> key.storage().equals(storage))
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    void delete(ObjectNode object, String manager) {
        registry.remove(object, Deletion.Options.BACKGROUND, manager);
    }

    String now() {
        return state().now();
    }

    /** Records an event about an object, as {@code kubectl describe} shows it. */
    void event(ObjectNode object, String type, String reason, String message, String component) {
        String own = KubeJson.text(object, "metadata", "namespace");
        String namespace = own.isEmpty() ? "default" : own;
        boolean closed = find("namespaces", "", namespace)
                .map(found -> found.path("metadata").has("deletionTimestamp"))
                .orElse(true);
        if (closed) {
            return;
        }
        String name = KubeJson.text(object, "metadata", "name");
        ObjectNode event = ControllerObjects.of(
                "v1", "Event", namespace, name + "." + state().ids().suffix(16));
        ObjectNode about = event.putObject("involvedObject");
        about.put("kind", KubeJson.text(object, "kind")).put("apiVersion", KubeJson.text(object, "apiVersion"));
        about.put("name", name).put("uid", KubeJson.text(object, "metadata", "uid"));
        about.put("resourceVersion", KubeJson.text(object, "metadata", "resourceVersion"));
        if (!own.isEmpty()) {
            about.put("namespace", own);
        }
        event.put("type", type).put("reason", reason).put("message", message);
        event.putObject("source").put("component", component);
        event.put("firstTimestamp", now()).put("lastTimestamp", now()).put("count", 1);
        event.put("reportingComponent", component).put("reportingInstance", "");
        registry.create(event, component);
    }
}
