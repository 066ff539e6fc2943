package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The only way to write: every write, a client's or a controller's, goes through the rules of its type. Not thread-safe;
 * used under the simulator's lock.
 */
public final class Registry {

    private final ClusterState state;
    private final Creates creates;
    private final Updates updates;
    private final Patches patches;
    private final Deletes deletes;

    /** Makes a registry over a state. */
    public Registry(ClusterState state, List<Admission> admissions) {
        this.state = state;
        creates = new Creates(state, admissions);
        updates = new Updates(state, admissions);
        patches = new Patches(state, creates, updates);
        deletes = new Deletes(state);
    }

    /** Returns what it writes to. */
    public ClusterState state() {
        return state;
    }

    /** Makes an object; the node is taken over. */
    public ObjectNode create(ResourceType type, String namespace, ObjectNode body, ObjectWrite write) {
        return creates.create(type, namespace, body, write);
    }

    /** Makes an object that a controller wants, in the namespace that it names. */
    public ObjectNode create(ObjectNode object, String manager) {
        ResourceType type = state.types().require(KubeJson.text(object, "apiVersion"), KubeJson.text(object, "kind"));
        ObjectNode status = object.get("status") instanceof ObjectNode given ? given : null;
        String namespace = KubeJson.text(object, "metadata", "namespace");
        ObjectNode created = create(type, namespace, object, ObjectWrite.by(manager));
        if (status == null) {
            return created;
        }
        return status(created, manager, given -> given.setAll(status)).orElse(created);
    }

    /** Replaces an object, or the part of it that a subresource is; the node is taken over. */
    public ObjectNode update(
            ResourceType type, String namespace, String name, ObjectNode body, String subresource, ObjectWrite write) {
        return updates.update(type, namespace, name, body, subresource, write);
    }

    /** Patches an object. */
    public ObjectNode patch(
            ResourceType type,
            String namespace,
            String name,
            PatchKind kind,
            JsonNode patch,
            String sub,
            ObjectWrite write) {
        return patches.patch(type, namespace, name, kind, patch, sub, write);
    }

    /**
     * Applies a configuration server-side.
     *
     * @param created set to true if the object is new
     */
    public ObjectNode apply(
            ResourceType type,
            String namespace,
            String name,
            ObjectNode config,
            String subresource,
            boolean force,
            ObjectWrite write,
            Consumer<Boolean> created) {
        Patches.Applied applied = patches.apply(type, namespace, name, config, subresource, force, write);
        created.accept(applied.created());
        return applied.object();
    }

    /** Deletes an object. */
    public Deletion delete(
            ResourceType type, String namespace, String name, Deletion.Options options, ObjectWrite write) {
        return deletes.delete(type, namespace, name, options, write);
    }

    /** Deletes an object if it is there and may be deleted. */
    public void remove(ObjectNode object, Deletion.Options options, String manager) {
        ResourceType type = state.types().require(KubeJson.text(object, "apiVersion"), KubeJson.text(object, "kind"));
        String namespace = KubeJson.text(object, "metadata", "namespace");
        String name = KubeJson.text(object, "metadata", "name");
        if (state.find(type, namespace, name).isPresent()) {
            delete(type, namespace, name, options, ObjectWrite.by(manager));
        }
    }

    /** Changes the live state of an object, all but its status; does nothing if it is gone. */
    public Optional<ObjectNode> modify(ObjectNode object, String manager, Consumer<ObjectNode> change) {
        return change(object, manager, "", change);
    }

    /** Changes the live status of an object; does nothing if it is gone. */
    public Optional<ObjectNode> status(ObjectNode object, String manager, Consumer<ObjectNode> change) {
        return change(object, manager, "status", live -> change.accept(KubeJson.make(live, "status")));
    }

    /** Changes the live state of an object through a subresource; does nothing if it is gone. */
    public Optional<ObjectNode> change(
            ObjectNode object, String manager, String subresource, Consumer<ObjectNode> change) {
        ResourceType type = state.types().require(KubeJson.text(object, "apiVersion"), KubeJson.text(object, "kind"));
        Key key = ClusterState.key(
                type, KubeJson.text(object, "metadata", "namespace"), KubeJson.text(object, "metadata", "name"));
        Optional<Stored> live = state.store().get(key);
        String uid = KubeJson.text(object, "metadata", "uid");
        if (live.isEmpty() || !uid.equals(KubeJson.text(live.get().json(), "metadata", "uid"))) {
            return Optional.empty();
        }
        ObjectNode changed = live.get().copy();
        change.accept(changed);
        if (changed.equals(live.get().json())) {
            return Optional.of(live.get().json());
        }
        try {
            return Optional.of(
                    updates.replace(type, live.get().json(), changed, subresource, ObjectWrite.by(manager), false));
        } catch (ApiException e) {
            throw new IllegalStateException(manager + " made an object that the API refuses: " + e.getMessage(), e);
        }
    }
}
