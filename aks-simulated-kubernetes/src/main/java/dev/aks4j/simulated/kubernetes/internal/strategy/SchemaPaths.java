package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;

/** Paths such as {@code .spec.color} through the schema of a custom type. Stateless. */
final class SchemaPaths {

    private SchemaPaths() {}

    /** Returns what is wrong with a path, and collects its steps; an empty text if it leads to a field. */
    static String walk(String path, JsonNode schema, List<String> steps) {
        JsonNode here = schema;
        int at = 0;
        while (at < path.length()) {
            char c = path.charAt(at);
            if (c == '[') {
                return "array notation is not allowed";
            }
            if (c != '.') {
                return "expected [ or . but got: " + path.substring(at, end(path, at));
            }
            int from = at + 1;
            at = Math.max(end(path, from), Math.min(from + 1, path.length()));
            if (from >= path.length()) {
                return "unexpected end of JSON path";
            }
            String step = path.substring(from, at);
            here = below(here, step);
            if (here.isMissingNode()) {
                return "does not refer to a valid field";
            }
            steps.add(step);
        }
        return "";
    }

    private static int end(String path, int from) {
        int at = from;
        while (at < path.length() && ".[]".indexOf(path.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static JsonNode below(JsonNode schema, String step) {
        if (schema.path("properties").isObject()) {
            return schema.path("properties").path(step);
        }
        return schema.path("additionalProperties").isObject()
                ? schema.path("additionalProperties")
                : MissingNode.getInstance();
    }

    /** Returns the schema to which steps lead. */
    static JsonNode at(JsonNode schema, List<String> steps) {
        JsonNode here = schema;
        for (String step : steps) {
            here = below(here, step);
        }
        return here;
    }

    /** Returns whether {@code fieldPath} of a rule leads somewhere; it may have {@code ['name']} too. */
    static boolean leads(String path, JsonNode schema) {
        String dotted = path.replaceAll("\\['([^']*)'\\]", ".$1");
        return dotted.startsWith(".") && walk(dotted, schema, new ArrayList<>()).isEmpty();
    }

    static String type(JsonNode schema) {
        return KubeJson.text(schema, "type");
    }
}
