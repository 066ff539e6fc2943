package dev.aks4j.simulated.azure.internal.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything that exists, by resource id; ids compare without regard to case. Guarded by the simulator's lock. */
public final class Resources {

    private final Map<String, Resource> byId = new LinkedHashMap<>();
    private Consumer<String> onRemoved = id -> {};

    /** Adds a resource or replaces the one with the same id. */
    public void put(Resource resource) {
        byId.put(key(resource.id()), resource);
    }

    /** Says who else must hear that a resource is gone. */
    public void onRemoved(Consumer<String> listener) {
        onRemoved = listener;
    }

    /** Returns the resource with an id. */
    public Optional<Resource> find(String id) {
        return Optional.ofNullable(byId.get(key(id)));
    }

    /** Returns the resource with an id if it is of a kind. */
    public <R extends Resource> Optional<R> find(Class<R> kind, String id) {
        return find(id).filter(kind::isInstance).map(kind::cast);
    }

    /** Returns the resources of a kind below a scope, in the order in which they were created. */
    public <R extends Resource> List<R> below(Class<R> kind, String scope) {
        List<R> found = new ArrayList<>();
        String start = key(scope) + "/";
        byId.forEach((key, resource) -> {
            if (kind.isInstance(resource) && key.startsWith(start)) {
                found.add(kind.cast(resource));
            }
        });
        return found;
    }

    /** Removes one resource and everything below it. */
    public void remove(String id) {
        List<Resource> doomed = new ArrayList<>(below(Resource.class, id));
        find(id).ifPresent(doomed::add);
        doomed.sort(Comparator.comparingInt((Resource r) -> r.id().length()).reversed());
        for (Resource each : doomed) {
            if (byId.remove(key(each.id())) != null) {
                each.removed();
                onRemoved.accept(each.id());
            }
        }
    }

    /** Tells whether an id lies below a scope. */
    public static boolean isBelow(String id, String scope) {
        return key(id).startsWith(key(scope) + "/");
    }

    /** Tells whether two ids mean the same resource. */
    public static boolean same(String one, String other) {
        return key(one).equals(key(other));
    }

    private static String key(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
