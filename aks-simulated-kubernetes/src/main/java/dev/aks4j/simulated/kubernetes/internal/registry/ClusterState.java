package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Store;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.kubernetes.internal.strategy.Release;
import dev.aks4j.simulated.time.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What everything in one cluster works on. Not thread-safe; used under the simulator's lock.
 *
 * @param timeline the time
 * @param store the objects
 * @param types the types that are served
 * @param ids where identifiers come from
 * @param settings what the cluster was made with
 * @param release the release whose rules are followed, which an upgrade changes
 */
public record ClusterState(
        Timeline timeline, Store store, ResourceTypes types, Ids ids, Settings settings, Supplier<Release> release) {

    /** Returns the release whose rules are followed. */
    public Release currentRelease() {
        return release.get();
    }

    /** Returns the time as Kubernetes writes it, in seconds. */
    public String now() {
        return time(timeline.now());
    }

    /** Returns an instant as Kubernetes writes it, in seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns where an object of a type is stored. */
    public static Key key(ResourceType type, String namespace, String name) {
        return new Key(type.storage(), type.namespaced() ? namespace : "", name);
    }

    /** Returns an object, if it exists. */
    public Optional<Stored> find(ResourceType type, String namespace, String name) {
        return store.get(key(type, namespace, name));
    }

    /** Returns an object, if it exists. */
    public Optional<ObjectNode> find(String storage, String namespace, String name) {
        return store.get(new Key(storage, namespace, name)).map(Stored::json);
    }

    /** Returns an object or throws the 404 that a client gets. */
    public Stored get(ResourceType type, String namespace, String name) {
        return find(type, namespace, name).orElseThrow(() -> Failures.notFound(type, name));
    }

    /** Returns the objects of a type, in one namespace if it is not empty. */
    public Collection<Stored> list(String storage, String namespace) {
        return namespace.isEmpty() ? store.list(storage) : store.list(storage, namespace);
    }

    /** Returns what objects of a type look like. */
    public static Shape shape(ResourceType type) {
        return type.shape().map(struct -> (Shape) struct).orElse(Shape.ANY);
    }
}
