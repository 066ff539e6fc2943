package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JSON Patch, RFC 6902. Stateless. */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * Applies a patch to a copy of a value.
     *
     * @throws IllegalArgumentException if an operation is malformed, names an absent place, or a test fails
     */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isArray()) {
            throw new IllegalArgumentException("a JSON patch is an array of operations");
        }
        JsonNode document = target.deepCopy();
        for (JsonNode operation : patch) {
            document = perform(operation, document);
        }
        return document;
    }

    private static JsonNode perform(JsonNode operation, JsonNode document) {
        List<String> path = path(operation, "path");
        switch (KubeJson.text(operation, "op")) {
            case "add" -> {
                return add(document, path, value(operation));
            }
            case "replace" -> {
                return put(document, path, value(operation));
            }
            case "remove" -> remove(document, path);
            case "test" -> {
                if (!get(document, path).equals(value(operation))) {
                    throw new IllegalArgumentException("the value is another: " + KubeJson.text(operation, "path"));
                }
            }
            case "copy" -> {
                return add(
                        document, path, get(document, path(operation, "from")).deepCopy());
            }
            case "move" -> {
                List<String> from = path(operation, "from");
                JsonNode value = get(document, from);
                remove(document, from);
                return add(document, path, value);
            }
            default -> throw new IllegalArgumentException("unexpected kind: " + KubeJson.text(operation, "op"));
        }
        return document;
    }

    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw new IllegalArgumentException("missing value in operation " + KubeJson.text(operation, "op"));
        }
        return value.deepCopy();
    }

    private static List<String> path(JsonNode operation, String field) {
        String pointer = KubeJson.text(operation, field);
        if (pointer.isEmpty() && operation.has(field)) {
            return List.of();
        }
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("invalid " + field + " \"" + pointer + "\"");
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static JsonNode get(JsonNode document, List<String> path) {
        JsonNode here = document;
        for (String step : path) {
            JsonNode next = here.isArray() ? here.get(index(step, here.size() - 1)) : here.get(step);
            if (next == null) {
                throw new IllegalArgumentException("doc is missing path: /" + String.join("/", path));
            }
            here = next;
        }
        return here;
    }

    private static JsonNode add(JsonNode document, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode parent = get(document, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(last, array.size()), value);
        } else {
            object(parent, path).set(last, value);
        }
        return document;
    }

    private static JsonNode put(JsonNode document, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode parent = get(document, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof ArrayNode array) {
            array.set(index(last, array.size() - 1), value);
        } else {
            object(parent, path).set(last, value);
        }
        return document;
    }

    private static void remove(JsonNode document, List<String> path) {
        get(document, path);
        List<String> up = new ArrayList<>(path);
        String last = up.remove(up.size() - 1);
        JsonNode parent = get(document, up);
        if (parent instanceof ArrayNode array) {
            array.remove(index(last, array.size() - 1));
        } else {
            object(parent, path).remove(last);
        }
    }

    private static ObjectNode object(JsonNode parent, List<String> path) {
        if (parent instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("doc is missing path: /" + String.join("/", path));
    }

    private static int index(String step, int most) {
        if (!step.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(step) > most) {
            throw new IllegalArgumentException("invalid index \"" + step + "\"");
        }
        return Integer.parseInt(step);
    }
}
