package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Values as Go prints them: {@code map[image:x ports:[map[containerPort:80]]]}. Stateless. */
public final class GoText {

    private GoText() {}

    /** Returns the text of a value. */
    public static String of(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            new TreeMap<>(KubeJson.fields(value)).forEach((name, child) -> parts.add(name + ":" + of(child)));
            return "map[" + String.join(" ", parts) + "]";
        }
        if (value.isArray()) {
            value.forEach(element -> parts.add(of(element)));
            return "[" + String.join(" ", parts) + "]";
        }
        return value.isNull() || value.isMissingNode() ? "<nil>" : value.asText();
    }

    /** Returns the text of a value as source. */
    static String literal(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            new TreeMap<>(KubeJson.fields(value))
                    .forEach((name, child) -> parts.add("\"" + name + "\":" + literal(child)));
            return "map[string]interface {}{" + String.join(", ", parts) + "}";
        }
        if (value.isArray()) {
            value.forEach(element -> parts.add(literal(element)));
            return "[]interface {}{" + String.join(", ", parts) + "}";
        }
        return value.isTextual() ? "\"" + value.asText() + "\"" : of(value);
    }

    /** Returns the name of the type of a value. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
            default -> "string";
        };
    }
}
