package dev.aks4j.core.resource;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The document of a resource while its type writes what the spec declares. Pointers are JSON pointers to members of
 * objects, for example {@code /properties/idleTimeoutInMinutes}; the objects above are made as needed. Not thread-safe;
 * used by one build at a time.
 */
public final class ArmDocument {

    private final Scope scope;
    private final Set<String> defaults = new LinkedHashSet<>();
    private Json root = Json.object().build();

    ArmDocument(Scope scope) {
        this.scope = scope;
    }

    /** Returns the subscription, the time and the other specs of the plan. */
    public Scope scope() {
        return scope;
    }

    /** Sets a property to a string, number, boolean, list, map or {@link Json}. */
    public ArmDocument set(String pointer, Object value) {
        root = root.with(pointer, value instanceof ResourceId id ? scope.id(id).toString() : value);
        return this;
    }

    /** Sets a property if there is a value. */
    public ArmDocument set(String pointer, Optional<?> value) {
        value.ifPresent(present -> set(pointer, present));
        return this;
    }

    /** Sets a property to a list, if there is anything in it. */
    public ArmDocument setAll(String pointer, Collection<?> values) {
        return values.isEmpty()
                ? this
                : set(pointer, values.stream().map(String::valueOf).toList());
    }

    /** Sets a property to a default of ours. It counts on creation; what exists is not held against it. */
    public ArmDocument setDefault(String pointer, Object value) {
        defaults.add(pointer);
        return set(pointer, value);
    }

    /** Sets a property to what a spec says; where it says nothing, to a default of ours as {@link #setDefault} does. */
    public ArmDocument setOrDefault(String pointer, Optional<?> said, Object usual) {
        return said.isPresent() ? set(pointer, said) : setDefault(pointer, usual);
    }

    /** Sets a switch that a spec can only turn; as it usually is, it is a default of ours as {@link #setDefault} sets it. */
    public ArmDocument setSwitch(String pointer, boolean value, boolean usual) {
        return value == usual ? setDefault(pointer, value) : set(pointer, value);
    }

    /** Refers to another resource: the property becomes an object with its id. */
    public ArmDocument reference(String pointer, ResourceId id) {
        return set(pointer + "/id", id);
    }

    /** Refers to another resource, if there is one. */
    public ArmDocument reference(String pointer, Optional<ResourceId> id) {
        id.ifPresent(present -> reference(pointer, present));
        return this;
    }

    /** Refers to other resources: the property becomes a list of objects with their ids. Nothing is set for none. */
    public ArmDocument references(String pointer, Collection<ResourceId> ids) {
        List<Json> list = ids.stream()
                .map(id -> Json.object().put("id", scope.id(id).toString()).build())
                .toList();
        return list.isEmpty() ? this : set(pointer, list);
    }

    /** Sets a property to a list of objects, one for each element. Nothing is set for none. */
    public <T> ArmDocument each(String pointer, Collection<T> elements, BiConsumer<T, ArmDocument> writer) {
        List<Json> list = new ArrayList<>();
        for (T element : elements) {
            ArmDocument part = new ArmDocument(scope);
            writer.accept(element, part);
            list.add(part.root);
        }
        return list.isEmpty() ? this : set(pointer, list);
    }

    Json toJson() {
        return root;
    }

    Set<String> defaults() {
        return defaults;
    }
}
