package dev.aks4j.simulated.azure.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Protobuf;
import dev.aks4j.simulated.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An entry without the secrets in it: values whose name says so, values of secrets of key vaults, secure parameters of
 * templates, and all values of Kubernetes secrets. Something of the same form stands in their place, so that the entry can
 * be carried out. Stateless.
 */
public final class LeftOut {

    private static final String VALUE = "left-out";
    private static final String BASE64 = Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|privateKey|connectionString|accountKey|protectedSettings)"
                    + "(Text|Value|s)?");
    private static final Pattern KUBERNETES_SECRET = Pattern.compile("/?[^?]*/api/v1/namespaces/[^/]+/secrets(/.*)?");
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private LeftOut() {}

    /** Returns an entry without its secrets. */
    public static JournalEntry of(JournalEntry entry) {
        ObjectNode content = entry.content().deepCopy();
        if (!content.has("request")) {
            scrub(content);
            return new JournalEntry(entry.at(), entry.events(), content);
        }
        Request request = RequestJson.read(content);
        String path = String.valueOf(request.uri().getPath());
        boolean secrets = KUBERNETES_SECRET.matcher(path).matches();
        tree(request).ifPresent(body -> {
            if (secrets) {
                secret(body);
                content.remove("bytes");
                content.put("body", AzureJson.compact(body));
                protobufNoMore(content);
            } else if (scrub(body) | vault(request, body) | template(body) | command(path, body)) {
                content.put("body", AzureJson.compact(body));
            }
        });
        return new JournalEntry(entry.at(), entry.events(), content);
    }

    private static void protobufNoMore(ObjectNode content) {
        if (content.path("headers") instanceof ObjectNode headers
                && headers.toString().contains("vnd.kubernetes.protobuf")) {
            List<String> names = new ArrayList<>();
            headers.fieldNames().forEachRemaining(names::add);
            names.stream()
                    .filter("content-type"::equalsIgnoreCase)
                    .forEach(name -> headers.set(name, AzureJson.of(List.of("application/json"))));
        }
    }

    private static Optional<JsonNode> tree(Request request) {
        if (request.body().length == 0) {
            return Optional.empty();
        }
        return AzureJson.parse(request.body()).or(() -> protobuf(request)).or(() -> yaml(request));
    }

    private static Optional<JsonNode> protobuf(Request request) {
        if (!request.header("Content-Type").orElse("").contains("protobuf")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Protobuf.read(request.body()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(AzureJson.object());
        }
    }

    private static Optional<JsonNode> yaml(Request request) {
        if (!request.header("Content-Type").orElse("").contains("yaml")) {
            return Optional.empty();
        }
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(request.text());
            return Optional.of(AzureJson.of(loaded instanceof Map<?, ?> ? loaded : Map.of()));
        } catch (YamlEngineException unreadable) {
            return Optional.of(AzureJson.object());
        }
    }

    /** A secret, a patch of one in any of the three forms, or a list of operations on it. */
    private static void secret(JsonNode body) {
        if (body instanceof ArrayNode operations) {
            operations.forEach(operation -> {
                if (operation instanceof ObjectNode each && each.has("value")) {
                    each.set("value", patched(each.path("path").asText(), each.get("value")));
                }
            });
        } else if (body instanceof ObjectNode object) {
            replaceAll(object.path("data"), BASE64);
            replaceAll(object.path("stringData"), VALUE);
            applied(object.path("metadata").path("annotations"));
        }
    }

    private static JsonNode patched(String path, JsonNode value) {
        if (value.isTextual()) {
            boolean secret = path.startsWith("/data") || path.startsWith("/stringData");
            String text = path.startsWith("/stringData") ? VALUE : BASE64;
            return secret ? new TextNode(text) : path.contains("last-applied") ? new TextNode("{}\n") : value;
        }
        replaceAll(path.startsWith("/data") ? value : value.path("data"), BASE64);
        replaceAll(path.startsWith("/stringData") ? value : value.path("stringData"), VALUE);
        return value;
    }

    private static void applied(JsonNode annotations) {
        if (annotations instanceof ObjectNode all && all.has(APPLIED)) {
            all.put(APPLIED, "{}\n");
        }
    }

    private static void replaceAll(JsonNode map, String text) {
        if (map instanceof ObjectNode values) {
            List<String> names = new ArrayList<>();
            values.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> !values.get(name).isNull()).forEach(name -> values.put(name, text));
        }
    }

    private static boolean vault(Request request, JsonNode body) {
        boolean value = request.uri().getHost() != null
                && request.uri().getHost().contains(".vault.")
                && body instanceof ObjectNode
                && body.path("value").isTextual();
        if (value) {
            ((ObjectNode) body).put("value", VALUE);
        }
        return value;
    }

    /** What a command takes along may be anything, and the simulator does not look at it. */
    private static boolean command(String path, JsonNode body) {
        return path.endsWith("/runCommand") && put(body, "context");
    }

    /** Parameters that a template declares as secure, with their defaults. */
    private static boolean template(JsonNode body) {
        JsonNode declared = body.at("/properties/template/parameters");
        boolean any = false;
        for (var parameter : declared.properties()) {
            if (parameter
                    .getValue()
                    .path("type")
                    .asText()
                    .toLowerCase(java.util.Locale.ROOT)
                    .startsWith("secure")) {
                any |= put(parameter.getValue(), "defaultValue");
                any |= put(body.at("/properties/parameters").path(parameter.getKey()), "value");
            }
        }
        return any;
    }

    private static boolean put(JsonNode parent, String field) {
        if (parent instanceof ObjectNode object && object.has(field)) {
            object.set(field, object.get(field).isObject() ? AzureJson.object() : new TextNode(VALUE));
            return true;
        }
        return false;
    }

    private static boolean scrub(JsonNode node) {
        boolean any = false;
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (object.get(name).isTextual() && SECRET.matcher(name).matches()) {
                    object.set(name, JsonNodeFactory.instance.textNode(VALUE));
                    any = true;
                } else {
                    any |= scrub(object.get(name));
                }
            }
        }
        for (JsonNode child : node instanceof ArrayNode array ? array : AzureJson.array()) {
            any |= scrub(child);
        }
        return any;
    }
}
