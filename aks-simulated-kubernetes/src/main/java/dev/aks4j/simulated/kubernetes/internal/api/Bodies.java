package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Protobuf;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads request bodies. Stateless. */
final class Bodies {

    private static final int LIMIT = 3 * 1024 * 1024;
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
    private static final List<String> READ = List.of("application/json", "application/yaml", PROTOBUF);
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']*)'");

    private Bodies() {}

    static String contentType(Request request) {
        String type = request.header("Content-Type").orElse("application/json");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** Reads an object in JSON, YAML or protobuf. */
    static ObjectNode object(Request request, List<String> faults) {
        String type = contentType(request);
        if (!READ.contains(type) && !type.equals("*/*")) {
            throw Failures.unsupportedMediaType(READ);
        }
        return asObject(tree(request, type.equals("application/yaml"), faults));
    }

    static ObjectNode asObject(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        if (tree.isNull()) {
            return KubeJson.object();
        }
        throw Failures.badRequest("couldn't get version/kind; json parse error: json: cannot unmarshal "
                + tree.getNodeType().name().toLowerCase(Locale.ROOT) + " into Go value of type struct");
    }

    /** Reads a tree; a duplicate key is a fault, not an error. */
    static JsonNode tree(Request request, boolean yaml, List<String> faults) {
        byte[] body = request.body();
        if (body.length > LIMIT) {
            throw Failures.tooLarge();
        }
        if (contentType(request).equals(PROTOBUF)) {
            return protobuf(body);
        }
        boolean json = !yaml || startsLikeJson(body);
        if (!json) {
            return yaml(request.text());
        }
        try {
            return KubeJson.parseStrictly(body);
        } catch (IllegalArgumentException e) {
            Matcher duplicate = DUPLICATE.matcher(String.valueOf(e.getMessage()));
            if (duplicate.find()) {
                faults.addAll(Duplicates.in(body));
                return KubeJson.parse(body);
            }
            if (yaml) {
                return yaml(request.text());
            }
            throw Failures.badRequest("error decoding the body: " + e.getMessage());
        }
    }

    private static JsonNode protobuf(byte[] body) {
        try {
            return Protobuf.read(body);
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest("error decoding the body: " + e.getMessage());
        }
    }

    private static boolean startsLikeJson(byte[] body) {
        for (byte one : body) {
            if (one > ' ') {
                return one == '{' || one == '[';
            }
        }
        return false;
    }

    private static JsonNode yaml(String text) {
        try {
            return node(new Load(LoadSettings.builder().setSchema(new OldYaml()).build()).loadFromString(text));
        } catch (YamlEngineException e) {
            throw Failures.badRequest("error converting YAML to JSON: " + e.getMessage());
        }
    }

    private static JsonNode node(Object value) {
        var nodes = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = KubeJson.object();
            map.forEach((key, child) -> object.set(String.valueOf(key), node(child)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            var array = KubeJson.array();
            list.forEach(child -> array.add(node(child)));
            return array;
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Number number) {
            return nodes.numberNode(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }
}
