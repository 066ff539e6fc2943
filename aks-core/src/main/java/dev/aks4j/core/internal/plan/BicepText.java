package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The letters of Bicep: texts in quotes, names, indented objects. Its rules are those of the language's specification
 * (github.com/Azure/bicep, docs/spec). Stateless.
 */
final class BicepText {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Words that stand for something else where a value is expected; as keys they are free. */
    private static final Set<String> TAKEN =
            Set.of("true", "false", "null", "if", "for", "in", "param", "var", "resource", "module", "output", "type");

    private BicepText() {}

    static String quoted(String text) {
        return "'" + escaped(text) + "'";
    }

    /** Returns a text as it stands between quotes, so that nothing in it is a template. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '$' -> out.append(text.startsWith("${", i) ? "\\$" : "$");
                default -> out.append(letter < ' ' ? String.format(Locale.ROOT, "\\u{%x}", (int) letter) : letter);
            }
        }
        return out.toString();
    }

    static String key(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
    }

    static String symbol(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9]+", "_");
        boolean usable = IDENTIFIER.matcher(plain).matches() && !TAKEN.contains(plain);
        return usable ? plain : "_" + plain;
    }

    /** Returns the expression for a value that is below another expression, by its JSON pointer. */
    static String below(String expression, String pointer) {
        StringBuilder path = new StringBuilder(expression);
        for (String segment : pointer.substring(1).split("/")) {
            String name = segment.replace("~1", "/").replace("~0", "~");
            if (name.matches("[0-9]+")) {
                path.append('[').append(name).append(']');
            } else if (IDENTIFIER.matcher(name).matches()) {
                path.append('.').append(name);
            } else {
                path.append('[').append(quoted(name)).append(']');
            }
        }
        return path.toString();
    }

    /** What stands in a document for something else than itself. */
    interface Replacement {

        /** Returns the expression in place of a node; empty if the node is written as it is. */
        Optional<String> value(Json node);

        /** Returns how the name of a member is written. */
        String key(String name);
    }

    /** Returns a value over several lines, each after the first indented by the depth. */
    static String value(Json value, int depth, Replacement replacement) {
        Optional<String> other = replacement.value(value);
        if (other.isPresent()) {
            return other.get();
        }
        if (value.isObject()) {
            return block(
                    value.properties().stream()
                            .map(member -> replacement.key(member.getKey()) + ": "
                                    + value(member.getValue(), depth + 1, replacement))
                            .toList(),
                    "{",
                    "}",
                    depth);
        }
        if (value.isArray()) {
            return block(
                    value.stream()
                            .map(element -> value(element, depth + 1, replacement))
                            .toList(),
                    "[",
                    "]",
                    depth);
        }
        if (value.isText()) {
            return quoted(value.asText());
        }
        // The language knows whole numbers only.
        boolean fraction = value.isNumber() && !value.isIntegralNumber();
        return fraction ? "json(" + quoted(value.toString()) + ")" : value.toString();
    }

    static String block(List<String> lines, String open, String close, int depth) {
        if (lines.isEmpty()) {
            return open + close;
        }
        String indent = "  ".repeat(depth);
        return lines.stream()
                .collect(Collectors.joining("\n" + indent + "  ", open + "\n" + indent + "  ", "\n" + indent + close));
    }
}
