package dev.aks4j.simulated.kubernetes.internal.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code field:shape=default~merge} word of {@code shapes.txt}. Not thread-safe. */
final class ShapeReader {

    private final String text;
    private final String section;
    private final Map<String, Struct> structs;
    private final Struct owner;
    private int at;

    ShapeReader(String text, String section, Map<String, Struct> structs, Struct owner) {
        this.owner = owner;
        this.text = text;
        this.section = section;
        this.structs = structs;
    }

    Shape.Field field() {
        int since = 0;
        if (take('@')) {
            since = Integer.parseInt(text.substring(at, at + 2));
            at += 2;
        }
        boolean pointer = take('?');
        boolean always = take('=');
        Shape.Presence presence = pointer
                ? always ? Shape.Presence.NULLABLE : Shape.Presence.KEPT
                : always ? Shape.Presence.ALWAYS : Shape.Presence.OMITTED;
        String name = upTo(":");
        at++;
        int slash = name.indexOf('/');
        if (slash >= 0) {
            owner.embed(name.substring(slash + 1), name.substring(0, slash));
            name = name.substring(slash + 1);
        }
        Shape shape = shape();
        Optional<String> fallback = Optional.empty();
        if (take('=')) {
            fallback = Optional.of(upTo("~"));
        }
        Optional<Shape.Merge> merge = Optional.empty();
        if (take('~')) {
            boolean retainKeys = take('^');
            merge = Optional.of(new Shape.Merge(text.substring(at), retainKeys));
        }
        return new Shape.Field(name, shape, fallback, merge, presence, since);
    }

    private Shape shape() {
        if (take('[')) {
            return list();
        }
        if (take('<')) {
            Shape value = shape();
            at++;
            return new Shape.MapOf(value, take('!'));
        }
        String word = upTo("]>=~!");
        if (word.startsWith("s'")) {
            return new Shape.Scalar(Shape.ScalarKind.STRING, word.substring(2));
        }
        return switch (word) {
            case "s" -> new Shape.Scalar(Shape.ScalarKind.STRING);
            case "n" -> new Shape.Scalar(Shape.ScalarKind.NUMBER);
            case "l" -> new Shape.Scalar(Shape.ScalarKind.LONG);
            case "f" -> new Shape.Scalar(Shape.ScalarKind.DECIMAL);
            case "y" -> new Shape.Scalar(Shape.ScalarKind.BYTES);
            case "tm" -> new Shape.Scalar(Shape.ScalarKind.MICROTIME);
            case "b" -> new Shape.Scalar(Shape.ScalarKind.BOOLEAN);
            case "t" -> new Shape.Scalar(Shape.ScalarKind.TIME);
            case "q" -> new Shape.Scalar(Shape.ScalarKind.QUANTITY);
            case "x" -> new Shape.Scalar(Shape.ScalarKind.INT_OR_STRING);
            case "*" -> Shape.ANY;
            default -> struct(word);
        };
    }

    private Shape list() {
        Shape element = shape();
        at++;
        if (!take('{')) {
            return new Shape.ListOf(element, Shape.ListKind.ATOMIC, List.of());
        }
        String keys = upTo("}");
        at++;
        return keys.isEmpty()
                ? new Shape.ListOf(element, Shape.ListKind.SET, List.of())
                : new Shape.ListOf(element, Shape.ListKind.MAP, List.of(keys.split(",")));
    }

    private Struct struct(String word) {
        Struct struct = structs.get(word.contains(".") ? word : section + "." + word);
        if (struct == null) {
            throw new IllegalStateException("shapes.txt: unknown type " + word + " in " + section);
        }
        return struct;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private String upTo(String stops) {
        int from = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
