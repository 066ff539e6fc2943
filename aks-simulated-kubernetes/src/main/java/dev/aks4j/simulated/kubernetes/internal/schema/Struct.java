package dev.aks4j.simulated.kubernetes.internal.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An object with known fields. Filled while schemas are read, because types refer to each other in circles; read-only
 * afterwards.
 */
public final class Struct implements Shape {

    private final String name;
    private final boolean open;
    private boolean atomic;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, String> embedded = new java.util.HashMap<>();
    private final Map<String, Integer> places = new java.util.HashMap<>();

    /**
     * Makes a struct without fields.
     *
     * @param name its name, such as {@code core.v1.PodSpec}
     * @param open whether unknown fields are kept
     */
    public Struct(String name, boolean open) {
        this.name = name;
        this.open = open;
    }

    void add(Field field) {
        fields.put(field.name(), field);
        places.put(field.name(), fields.size());
    }

    void embed(String field, String in) {
        embedded.put(field, in);
    }

    /** Returns what a field is embedded with, empty if it is the type's own. */
    String embedded(String field) {
        return embedded.getOrDefault(field, "");
    }

    void makeAtomic() {
        atomic = true;
    }

    /** Returns its name, such as {@code core.v1.PodSpec}. */
    public String name() {
        return name;
    }

    /** Returns whether unknown fields are kept. */
    public boolean open() {
        return open;
    }

    /** Returns whether the whole object has one owner. */
    public boolean atomic() {
        return atomic;
    }

    /** Returns where among the fields one is. */
    int place(String name) {
        return places.get(name);
    }

    /** Returns the fields in order. */
    java.util.Collection<Field> ordered() {
        return fields.values();
    }

    /** Returns the fields by name. */
    public Map<String, Field> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** Returns one field. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
