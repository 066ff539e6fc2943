package dev.aks4j.simulated.kubernetes.internal.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types that one cluster serves: the built-in ones and those of its CustomResourceDefinitions. Not thread-safe; used
 * under the simulator's lock.
 */
public final class ResourceTypes {

    private final Map<String, ResourceType> byPath = new LinkedHashMap<>();
    private final Map<String, ResourceType> byKind = new LinkedHashMap<>();

    /** Makes a set that has the built-in types. */
    public ResourceTypes() {
        BuiltInTypes.all().forEach(this::add);
    }

    /** Adds a type or replaces the one with the same group, version and plural name. */
    public void add(ResourceType type) {
        byPath.put(type.apiVersion() + "/" + type.plural(), type);
        byKind.put(type.apiVersion() + "/" + type.kind(), type);
    }

    /** Removes every version of a type. */
    public void remove(String group, String plural) {
        byPath.values()
                .removeIf(type -> type.group().equals(group) && type.plural().equals(plural));
        byKind.values()
                .removeIf(type -> type.group().equals(group) && type.plural().equals(plural));
    }

    /** Returns the type at {@code /apis/<group>/<version>/<plural>}. */
    public Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(byPath.get((group.isEmpty() ? version : group + "/" + version) + "/" + plural));
    }

    /** Returns the type of an object's {@code apiVersion} and {@code kind}. */
    public Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return Optional.ofNullable(byKind.get(apiVersion + "/" + kind));
    }

    /** Returns a built-in type that is known to exist, such as {@code ("v1", "Pod")}. */
    public ResourceType require(String apiVersion, String kind) {
        return ofKind(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException("no type " + kind + " in " + apiVersion));
    }

    /** Returns one version of the type that is stored under a name. */
    public Optional<ResourceType> ofStorage(String storage) {
        return byPath.values().stream()
                .filter(type -> type.storage().equals(storage))
                .findFirst();
    }

    /** Returns all types. */
    public Collection<ResourceType> all() {
        return Collections.unmodifiableCollection(byPath.values());
    }

    /** Returns the versions of each group in order of preference, the core group first. */
    public Map<String, List<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        byPath.values()
                .forEach(type -> groups.computeIfAbsent(type.group(), group -> new LinkedHashSet<>())
                        .add(type.version()));
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        groups.forEach((group, versions) -> {
            List<String> list = new ArrayList<>(versions);
            list.sort(VersionOrder.INSTANCE);
            ordered.put(group, list);
        });
        return ordered;
    }

    /** Returns the types of one group and version. */
    public List<ResourceType> in(String group, String version) {
        return byPath.values().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
    }
}
