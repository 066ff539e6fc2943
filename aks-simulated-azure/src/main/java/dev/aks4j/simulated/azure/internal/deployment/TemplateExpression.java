package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evaluates the language of templates: texts in brackets, in whatever value. Not thread-safe. */
final class TemplateExpression {

    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Functions {

        /** Calls a function by name. */
        JsonNode call(String name, List<JsonNode> arguments);
    }

    private final Functions functions;
    private String text = "";
    private int at;

    TemplateExpression(Functions functions) {
        this.functions = functions;
    }

    /** Returns a value with every expression in it evaluated. */
    JsonNode evaluate(JsonNode value) {
        if (value.isTextual()) {
            return text(value.asText());
        } else if (value instanceof ObjectNode object) {
            ObjectNode evaluated = AzureJson.object();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                evaluated.set(text(field.getKey()).asText(), evaluate(field.getValue()));
            }
            return evaluated;
        } else if (value.isArray()) {
            ArrayNode evaluated = AzureJson.array();
            value.forEach(each -> evaluated.add(evaluate(each)));
            return evaluated;
        }
        return value;
    }

    private JsonNode text(String value) {
        if (value.startsWith("[[")) {
            return AzureJson.of(value.substring(1));
        } else if (!value.startsWith("[") || !value.endsWith("]")) {
            return AzureJson.of(value);
        }
        String outerText = text;
        int outerAt = at;
        text = value.substring(1, value.length() - 1);
        at = 0;
        try {
            JsonNode result = expression();
            blanks();
            if (at < text.length()) {
                throw unexpected();
            }
            return result;
        } finally {
            text = outerText;
            at = outerAt;
        }
    }

    private JsonNode expression() {
        JsonNode value = primary();
        while (true) {
            blanks();
            if (take('.')) {
                value = member(value, word());
            } else if (take('[')) {
                JsonNode key = expression();
                require(']');
                value = key.isNumber() ? element(value, key.asInt()) : member(value, key.asText());
            } else {
                return value;
            }
        }
    }

    private static JsonNode member(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getKey().equalsIgnoreCase(name)) {
                    return field.getValue();
                }
            }
        }
        throw TemplateError.expression("The language expression property '" + name + "' doesn't exist, available"
                + " properties are '"
                + String.join(
                        ", ",
                        AzureJson.fields(value, "").stream()
                                .map(Map.Entry::getKey)
                                .toList())
                + "'.");
    }

    private static JsonNode element(JsonNode value, int index) {
        if (!value.isArray() || index < 0 || index >= value.size()) {
            throw TemplateError.expression(
                    "The language expression property array index '" + index + "' is out of bounds.");
        }
        return value.get(index);
    }

    private JsonNode primary() {
        blanks();
        if (at >= text.length()) {
            throw unexpected();
        }
        char first = text.charAt(at);
        if (first == '\'') {
            return AzureJson.of(quoted());
        } else if (Character.isDigit(first) || first == '-') {
            int begin = at++;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return AzureJson.of(Long.parseLong(text.substring(begin, at)));
        }
        String name = word();
        require('(');
        List<JsonNode> arguments = new ArrayList<>();
        blanks();
        if (take(')')) {
            return functions.call(name, arguments);
        }
        // What an if does not choose may be wrong, but has to be read to find its end.
        boolean lazy = name.equalsIgnoreCase("if");
        do {
            if (lazy && arguments.size() > 0) {
                boolean chosen = arguments.get(0).asBoolean() == (arguments.size() == 1);
                arguments.add(chosen ? expression() : skipped());
            } else {
                arguments.add(expression());
            }
            blanks();
        } while (take(','));
        require(')');
        return functions.call(name, arguments);
    }

    private JsonNode skipped() {
        int depth = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '\'') {
                quoted();
                continue;
            } else if (depth == 0 && (next == ',' || next == ')')) {
                break;
            }
            depth += next == '(' || next == '[' ? 1 : next == ')' || next == ']' ? -1 : 0;
            at++;
        }
        return AzureJson.object();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '\'') {
                value.append(next);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                value.append('\'');
                at++;
            } else {
                return value.toString();
            }
        }
        throw unexpected();
    }

    private String word() {
        blanks();
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (begin == at) {
            throw unexpected();
        }
        String word = text.substring(begin, at);
        blanks();
        return word;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char wanted) {
        blanks();
        if (!take(wanted)) {
            throw unexpected();
        }
    }

    private TemplateError unexpected() {
        return TemplateError.expression(
                "Unable to parse language expression '" + text + "': expected another token at" + " position " + at);
    }
}
