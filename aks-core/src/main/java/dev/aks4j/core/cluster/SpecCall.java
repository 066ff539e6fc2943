package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One call on a builder, as something that is done and as the text of it.
 *
 * @param text the call as Java, without the dot before it
 * @param imported the class that its text needs; empty for none
 * @param on makes the call
 */
record SpecCall<B>(String text, String imported, Consumer<B> on) {

    /** A method with two texts. */
    interface Two<B> {
        void call(B builder, String one, String other);
    }

    /** The escape hatch. */
    interface Raw<B> {
        void call(B builder, String place, Object value);
    }

    static <B> SpecCall<B> of(String method, Consumer<B> call) {
        return new SpecCall<>(method + "()", "", call);
    }

    static <B> SpecCall<B> of(String method, String value, BiConsumer<B, String> call) {
        return new SpecCall<>(method + "(" + literal(value) + ")", "", builder -> call.accept(builder, value));
    }

    static <B> SpecCall<B> of(String method, String one, String other, Two<B> call) {
        return new SpecCall<>(
                method + "(" + literal(one) + ", " + literal(other) + ")",
                "",
                builder -> call.call(builder, one, other));
    }

    static <B, E extends Enum<E>> SpecCall<B> ofEnum(String method, E value, BiConsumer<B, E> call) {
        Class<E> type = value.getDeclaringClass();
        return new SpecCall<>(
                method + "(" + type.getSimpleName() + "." + value.name() + ")",
                type.getName(),
                builder -> call.accept(builder, value));
    }

    static <B> SpecCall<B> raw(String place, Json value, Raw<B> call) {
        Object plain = plain(value);
        return new SpecCall<>(
                "raw(" + literal(place) + ", " + literal(value) + ")",
                value.isArray() ? List.class.getName() : value.isObject() ? Map.class.getName() : "",
                builder -> call.call(builder, place, plain));
    }

    private static Object plain(Json value) {
        if (value.isArray()) {
            List<Object> all = new ArrayList<>();
            value.forEach(element -> all.add(plain(element)));
            return all;
        }
        if (value.isObject()) {
            Map<String, Object> all = new LinkedHashMap<>();
            value.properties().forEach(member -> all.put(member.getKey(), plain(member.getValue())));
            return all;
        }
        return value;
    }

    /** Returns a value as a Java literal. */
    static String literal(Json value) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(element -> all.add(literal(element)));
            return "List.of(" + String.join(", ", all) + ")";
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> "Map.entry(" + literal(member.getKey()) + ", " + literal(member.getValue()) + ")")
                    .collect(Collectors.joining(", ", value.isEmpty() ? "Map.of(" : "Map.ofEntries(", ")"));
        }
        if (value.isText()) {
            return literal(value.asText());
        }
        String text = value.toString();
        boolean whole = text.matches("-?[0-9]+");
        return whole && text.length() > 9 ? text + "L" : text;
    }

    /** Returns a text as a Java literal: nothing that comes from outside ends it. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        literal.append(String.format("\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
