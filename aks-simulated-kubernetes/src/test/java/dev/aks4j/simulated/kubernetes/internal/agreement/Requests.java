package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The requests that are asked: those of the files of scenarios, and for every object of {@code objects.yaml} one with each
 * field left out, empty, beyond its limits, of another kind, or changed. Not thread-safe.
 */
final class Requests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MERGE = "application/merge-patch+json";

    private final List<SentRequest> steps = new ArrayList<>();
    private final ResourceTypes types = new ResourceTypes();
    private String scenario = "";
    private int count;

    static List<SentRequest> all() {
        Requests requests = new Requests();
        requests.scenarios("scenarios.txt");
        int number = 0;
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(resource("objects.yaml"))) {
            requests.object((ObjectNode) node(document), "g" + number++);
        }
        return requests.steps;
    }

    /** The requests of one file of scenarios. */
    static List<SentRequest> of(String file) {
        Requests requests = new Requests();
        requests.scenarios(file);
        return requests.steps;
    }

    private static String resource(String name) {
        try (InputStream in = Requests.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, child) -> object.set(String.valueOf(key), node(child)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(child -> array.add(node(child)));
            return array;
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Number number) {
            return NODES.numberNode(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        return value == null ? NODES.nullNode() : NODES.textNode(value.toString());
    }

    private static final Pattern REPEATED = Pattern.compile("<<(.)\\*(\\d+)>>");

    private void scenarios(String file) {
        String namespace = "";
        for (String line : resource(file).split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("== ")) {
                scenario = line.substring(3).strip();
                namespace = "s-" + scenario;
                count = 0;
                add("namespace", "POST", "/api/v1/namespaces", Optional.of(namespace(namespace)));
                continue;
            }
            String text = REPEATED.matcher(line.replace("NS", namespace))
                    .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
            String[] words = text.split(" ", 3);
            String method = words[0];
            String type = "application/json";
            String accept = "";
            String user = "";
            while (method.contains("@")) {
                String option = method.substring(method.lastIndexOf('@') + 1);
                method = method.substring(0, method.lastIndexOf('@'));
                switch (option.charAt(0)) {
                    case 'A' -> accept = option.substring(1);
                    case 'u' -> user = option.substring(1);
                    case 't' -> accept = option.equals("t") ? "application/json;as=Table;v=v1;g=meta.k8s.io" : option;
                    case 'm' -> type = MERGE;
                    case 'j' -> type = "application/json-patch+json";
                    case 's' -> type = "application/strategic-merge-patch+json";
                    case 'a' -> type = "application/apply-patch+yaml";
                    case 'y' -> type = "application/yaml";
                    case 'x' -> type = "text/plain";
                    default -> throw new IllegalStateException(file + ": unknown option " + option);
                }
            }
            Optional<JsonNode> body = words.length < 3
                    ? Optional.empty()
                    : Optional.of(
                            words[2].startsWith("'")
                                    ? TextNode.valueOf(words[2].substring(1))
                                    : node(new Load(LoadSettings.builder().build()).loadFromString(words[2])));
            steps.add(new SentRequest(scenario, "" + count++, method, words[1], type, accept, user, body));
        }
    }

    private static ObjectNode namespace(String name) {
        ObjectNode object = NODES.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void add(String name, String method, String path, Optional<JsonNode> body) {
        String type = method.equals("PATCH") ? MERGE : "application/json";
        steps.add(new SentRequest(scenario, name, method, path, type, "", "", body));
    }

    private void object(ObjectNode template, String number) {
        String kind = template.path("kind").asText();
        ResourceType type = types.require(template.path("apiVersion").asText(), kind);
        scenario = "g-" + kind.toLowerCase(Locale.ROOT) + "-" + number;
        String namespace = "n" + number + "-" + kind.toLowerCase(Locale.ROOT);
        if (namespace.length() > 40) {
            namespace = namespace.substring(0, 40);
        }
        ObjectNode base = (ObjectNode) Lines.read(template.toString().replace("NS", namespace));
        String collection = (type.group().isEmpty() ? "/api/v1" : "/apis/" + type.apiVersion())
                + (type.namespaced() ? "/namespaces/" + namespace : "")
                + "/" + type.plural();
        String name = base.path("metadata").path("name").asText();
        add("namespace", "POST", "/api/v1/namespaces", Optional.of(namespace(namespace)));
        Struct shape = type.shape().orElseThrow();
        boolean renamed = !type.plural().equals("customresourcedefinitions")
                && !type.plural().equals("apiservices")
                && !type.plural().equals("ipaddresses")
                && !type.plural().equals("servicecidrs");
        ObjectNode fresh = base.deepCopy();
        if (renamed) {
            fresh.withObject("/metadata").put("name", name + "-x");
        }
        mutate(
                fresh,
                shape,
                "",
                fresh,
                (what, body) -> add(what, "POST", collection + "?dryRun=All", Optional.of(body)));
        add("create", "POST", collection, Optional.of(base));
        add("read", "GET", collection + "/" + name, Optional.empty());
        steps.add(new SentRequest(
                scenario,
                "table",
                "GET",
                collection,
                "application/json",
                "application/json;as=Table;v=v1;g=meta.k8s.io",
                "",
                Optional.empty()));
        changes(
                base,
                shape,
                NODES.objectNode(),
                new ArrayList<>(),
                (what, patch) -> add(what, "PATCH", collection + "/" + name + "?dryRun=All", Optional.of(patch)));
        add("put", "PUT", collection + "/" + name + "?dryRun=All", Optional.of(base));
        add("delete", "DELETE", collection + "/" + name, Optional.empty());
    }

    private interface Sink {
        void take(String what, JsonNode body);
    }

    /** Changes one place after the other, hands the whole over, and puts the place back. */
    private void mutate(ObjectNode root, Struct shape, String at, ObjectNode here, Sink sink) {
        for (Shape.Field field : List.copyOf(shape.fields().values())) {
            String name = field.name();
            String place = at + "." + name;
            boolean skipped =
                    at.isEmpty() && (name.equals("status") || name.equals("apiVersion") || name.equals("kind"))
                            || at.equals(".metadata") && !MUTATED_METADATA.contains(name)
                            || at.contains(".template.spec.")
                            || place.endsWith(".template.metadata");
            if (skipped) {
                continue;
            }
            JsonNode before = here.get(name);
            for (JsonNode value : values(before, field.shape(), at)) {
                here.set(name, value);
                sink.take(place + " = " + shown(value), root.deepCopy());
            }
            if (before == null) {
                here.remove(name);
                continue;
            }
            here.remove(name);
            sink.take(place + " absent", root.deepCopy());
            here.set(name, before);
            inside(root, field.shape(), place, before, sink);
        }
    }

    private static final List<String> MUTATED_METADATA =
            List.of("name", "labels", "annotations", "finalizers", "ownerReferences", "generateName", "namespace");

    private void inside(ObjectNode root, Shape shape, String place, JsonNode value, Sink sink) {
        if (shape instanceof Struct struct && value instanceof ObjectNode object) {
            mutate(root, struct, place, object, sink);
        } else if (shape instanceof Shape.ListOf list && value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                inside(root, list.element(), place + "[" + i + "]", array.get(i), sink);
            }
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) : text;
    }

    private static List<JsonNode> values(JsonNode before, Shape shape, String at) {
        List<JsonNode> values = new ArrayList<>();
        if (shape instanceof Shape.Scalar scalar) {
            switch (scalar.kind()) {
                case STRING -> {
                    values.add(NODES.textNode(""));
                    values.add(NODES.textNode("Not Valid!"));
                    if (before != null) {
                        values.add(NODES.textNode("a".repeat(300)));
                        values.add(NODES.textNode("x"));
                        values.add(NODES.numberNode(5));
                    }
                }
                case NUMBER, LONG -> {
                    values.add(NODES.numberNode(-1));
                    values.add(NODES.numberNode(0));
                    if (before != null) {
                        values.add(NODES.numberNode(70_000));
                        values.add(NODES.numberNode(5_000_000_000L));
                        values.add(NODES.textNode("1"));
                    }
                }
                case BOOLEAN -> {
                    values.add(NODES.booleanNode(before == null || !before.asBoolean()));
                    if (before != null) {
                        values.add(NODES.textNode("yes"));
                    }
                }
                case QUANTITY -> {
                    values.add(NODES.textNode("-1"));
                    values.add(NODES.textNode("abc"));
                }
                case TIME, MICROTIME -> values.add(NODES.textNode("yesterday"));
                case INT_OR_STRING -> {
                    values.add(NODES.textNode("150%"));
                    values.add(NODES.numberNode(-1));
                    values.add(NODES.numberNode(0));
                    values.add(NODES.textNode("Not Valid!"));
                }
                case BYTES -> values.add(NODES.textNode("***"));
                default -> values.add(NODES.textNode("x"));
            }
        } else if (shape instanceof Struct) {
            values.add(NODES.objectNode());
            values.add(NODES.nullNode());
        } else if (shape instanceof Shape.ListOf list) {
            values.add(NODES.arrayNode());
            if (before instanceof ArrayNode array && !array.isEmpty()) {
                values.add(array.deepCopy().add(array.get(0).deepCopy()));
            }
            if (list.element() instanceof Shape.Scalar scalar && scalar.kind() == Shape.ScalarKind.STRING) {
                values.add(NODES.arrayNode().add("Not Valid!"));
            } else if (before != null && list.element() instanceof Struct) {
                values.add(NODES.arrayNode().add(NODES.objectNode()));
            }
        } else if (shape instanceof Shape.MapOf map) {
            values.add(NODES.objectNode());
            if (map.value() instanceof Shape.Scalar scalar) {
                if (scalar.kind() == Shape.ScalarKind.QUANTITY) {
                    values.add(NODES.objectNode()
                            .put("cpu", "0.5")
                            .put("memory", "1024Mi")
                            .put("storage", "1.5Gi"));
                    values.add(NODES.objectNode().put("foo", "1"));
                    values.add(NODES.objectNode().put("memory", "-1Gi"));
                } else {
                    values.add(NODES.objectNode().put("Not Valid!", "x"));
                    values.add(NODES.objectNode().put("x", "Not Valid!"));
                }
            }
        }
        return values;
    }

    /** Makes a merge patch for each value that is there: another value, and none. */
    private void changes(ObjectNode here, Struct shape, ObjectNode root, List<String> path, Sink sink) {
        for (Shape.Field field : shape.fields().values()) {
            JsonNode value = here.get(field.name());
            boolean skipped =
                    path.isEmpty() && List.of("status", "apiVersion", "kind").contains(field.name());
            if (value == null || skipped || path.size() > 4) {
                continue;
            }
            List<String> place = new ArrayList<>(path);
            place.add(field.name());
            if (field.shape() instanceof Struct struct && value instanceof ObjectNode object) {
                changes(object, struct, root, place, sink);
            }
            sink.take("without " + String.join(".", place), patch(place, NODES.nullNode()));
            another(value).ifPresent(other -> sink.take("other " + String.join(".", place), patch(place, other)));
        }
    }

    private static Optional<JsonNode> another(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(NODES.textNode(value.asText() + "x"));
        }
        if (value.isNumber()) {
            return Optional.of(NODES.numberNode(value.asInt() + 1));
        }
        if (value.isBoolean()) {
            return Optional.of(NODES.booleanNode(!value.asBoolean()));
        }
        if (value instanceof ArrayNode array && !array.isEmpty()) {
            ArrayNode shorter = array.deepCopy();
            shorter.remove(0);
            return Optional.of(shorter);
        }
        return Optional.empty();
    }

    private static ObjectNode patch(List<String> path, JsonNode value) {
        ObjectNode root = NODES.objectNode();
        ObjectNode here = root;
        for (String step : path.subList(0, path.size() - 1)) {
            here = here.putObject(step);
        }
        here.set(path.get(path.size() - 1), value);
        return root;
    }
}
