package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Documents;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The JSON document of a managed cluster or node pool while features write their properties into it. Not thread-safe;
 * used by one build at a time.
 *
 * <pre>{@code document.set("/properties/networkProfile/podCidr", "10.244.0.0/16"); }</pre>
 */
public final class ClusterDocument {

    private Json root;
    private final Set<String> defaults = new LinkedHashSet<>();

    /** Creates an empty document. */
    public ClusterDocument() {
        this(Json.object().build());
    }

    private ClusterDocument(Json root) {
        this.root = root;
    }

    /** Returns a document that begins as a copy of another. */
    public static ClusterDocument copyOf(ClusterDocument other) {
        return new ClusterDocument(other.root).defaultsOf(other);
    }

    /** Returns a document that begins as a copy of a JSON object. */
    public static ClusterDocument of(Json object) {
        return new ClusterDocument(object);
    }

    /**
     * Sets a property, making the objects above it as needed.
     *
     * @param pointer JSON pointer, for example {@code /properties/oidcIssuerProfile/enabled}; object members only
     * @param value a string, number, boolean, list, map or {@link Json}
     * @throws AksException if the pointer leads into a list
     */
    public ClusterDocument set(String pointer, Object value) {
        for (int slash = pointer.indexOf('/', 1); slash > 0; slash = pointer.indexOf('/', slash + 1)) {
            String above = pointer.substring(0, slash);
            if (root.at(above).isArray()) {
                String name = unescape(above.substring(above.lastIndexOf('/') + 1));
                throw new AksException(pointer + " leads into the list " + name + ". Set the list as a whole.");
            }
        }
        root = root.with(pointer, value == null ? Json.ofNull() : value);
        defaults.removeIf(each -> (each + "/").startsWith(pointer + "/") || pointer.startsWith(each + "/"));
        return this;
    }

    /**
     * Sets a property to a default of ours, that nobody asked for. It counts when the resource is created; what exists is
     * not held against it. A later {@link #set} makes a declaration of it.
     */
    public ClusterDocument setDefault(String pointer, Object value) {
        set(pointer, value);
        defaults.add(pointer);
        return this;
    }

    /** Sets a property to a default of ours, if nobody set it yet. */
    public ClusterDocument orDefault(String pointer, Object value) {
        return get(pointer).isMissing() ? setDefault(pointer, value) : this;
    }

    /** Says of a property that is set that it is a default of ours. */
    public ClusterDocument markDefault(String pointer) {
        defaults.add(pointer);
        return this;
    }

    /** Returns the places of the defaults that are still in force. */
    public Set<String> defaults() {
        return Set.copyOf(defaults);
    }

    /** Returns whether somebody set a property, rather than left it to a default. */
    public boolean declares(String pointer) {
        return !get(pointer).isMissing() && defaults.stream().noneMatch(each -> (pointer + "/").startsWith(each + "/"));
    }

    /** Takes over from another document, with the same places, which of them are defaults. */
    public ClusterDocument defaultsOf(ClusterDocument other) {
        defaults.addAll(other.defaults);
        return this;
    }

    /** Returns a copy of what was declared: the document without its defaults. */
    public Json declared() {
        return Documents.without(root, defaults);
    }

    /** Appends an element to an array, making the array as needed. */
    public ClusterDocument add(String pointer, Object element) {
        Json.ArrayBuilder array = Json.array();
        get(pointer).forEach(array::add);
        array.add(Json.of(element));
        return set(pointer, array);
    }

    /**
     * Returns a pointer as it is given, if it is one.
     *
     * @throws AksException if it is no JSON pointer to a property
     */
    public static String place(String pointer) {
        if (!pointer.matches("(/[^/]+)+")) {
            throw new AksException(
                    "raw(\"" + pointer + "\", ...) is not the place of a property. Write the names of the"
                            + " objects and of the property, each after a slash, for example /properties/newProfile/enabled; a"
                            + " slash within a name is ~1.");
        }
        return pointer;
    }

    /** Returns a property; a missing node if nobody set it. */
    public Json get(String pointer) {
        return root.at(pointer);
    }

    /** Returns the document as it stands. */
    public Json toJson() {
        return root;
    }

    /** Returns whether a property is there and says true. */
    public boolean isTrue(String pointer) {
        return get(pointer).asBoolean(false);
    }

    /** Returns a member's name as JSON pointers spell it: a tilde as {@code ~0}, a slash as {@code ~1}. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String unescape(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }
}
