package dev.aks4j.simulated.kubernetes.internal.schema;

import java.util.List;
import java.util.Optional;

/**
 * What a JSON value may look like, and how its parts are owned and merged. Shapes are built once and then only read, so
 * they are safe for use by many threads.
 */
public sealed interface Shape permits Shape.Scalar, Shape.ListOf, Shape.MapOf, Shape.Any, Struct {

    /** Kinds of single values. */
    enum ScalarKind {
        /** A string. */
        STRING,
        /** A whole or decimal number. */
        NUMBER,
        /** A whole number of 64 bits. */
        LONG,
        /** A decimal number. */
        DECIMAL,
        /** Bytes, in Base64. */
        BYTES,
        /** True or false. */
        BOOLEAN,
        /** An instant, as RFC 3339 text. */
        TIME,
        /** An instant with microseconds. */
        MICROTIME,
        /** An amount with a suffix, such as {@code 250m} or {@code 4Gi}. */
        QUANTITY,
        /** A number or a string, such as a port or its name. */
        INT_OR_STRING
    }

    /** How the elements of a list are told apart. */
    enum ListKind {
        /** Not at all: the list is one value. */
        ATOMIC,
        /** By value. */
        SET,
        /** By their key fields. */
        MAP
    }

    /** A single value; {@code type} is what the server's own code calls its type, empty if it has no name. */
    record Scalar(ScalarKind kind, String type) implements Shape {

        /** Makes the shape of a value whose type has no name. */
        public Scalar(ScalarKind kind) {
            this(kind, "");
        }
    }

    /** A list; {@code keys} are the fields that identify an element of a list of kind {@link ListKind#MAP}. */
    record ListOf(Shape element, ListKind kind, List<String> keys) implements Shape {}

    /** A map from any key to values of one shape; an atomic one has one owner. */
    record MapOf(Shape value, boolean atomic) implements Shape {}

    /** Anything: objects merge by key, lists and single values are replaced. */
    record Any() implements Shape {}

    /**
     * A field of a {@link Struct}.
     *
     * @param name its name
     * @param shape its shape
     * @param fallback the value that an absent field counts as, for list keys
     * @param merge how a strategic merge patch treats it, if not by replacement
     * @param presence what becomes of it when it has no value
     * @param since the minor version of the first release that has it; 0 for all
     */
    record Field(
            String name, Shape shape, Optional<String> fallback, Optional<Merge> merge, Presence presence, int since) {

        Field(String name, Shape shape, Optional<String> fallback, Optional<Merge> merge) {
            this(name, shape, fallback, merge, Presence.KEPT, 0);
        }
    }

    /** What becomes of a field that has no value, or the value zero. */
    enum Presence {
        /** The value zero is left out. */
        OMITTED,
        /** Whatever was given is kept. */
        KEPT,
        /** It is always written, with the value zero if it has no other. */
        ALWAYS,
        /** It is always written, as null if it has no value. */
        NULLABLE
    }

    /**
     * How a strategic merge patch treats a field.
     *
     * @param key the field by which list elements are matched; empty for lists of single values and for objects
     * @param retainKeys whether a patch may clear the fields that it does not name
     */
    record Merge(String key, boolean retainKeys) {}

    /** Anything. */
    Shape ANY = new Any();
}
