package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.internal.plan.kind.OwnedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Arithmetic on JSON documents in which only what a spec declares counts: comparing a declared document with a live one,
 * and laying it over the live one without losing anything it does not name. Array elements with a {@code name} are
 * matched by it; other arrays are values. Thread-safe.
 */
public final class Documents {

    /** Decides what it takes to change one property. */
    @FunctionalInterface
    public interface ChangeRule {
        /**
         * Returns the difference to report, or nothing to leave the property alone.
         *
         * @param difference what was found, as a change in place without a reason
         */
        Optional<Difference> judge(Difference difference);
    }

    private Documents() {}

    /** Returns the differences between what is declared and what is live, judged property by property. */
    public static List<Difference> compare(JsonNode declared, JsonNode live, ChangeRule rule) {
        List<Difference> found = new ArrayList<>();
        compare("", declared, live, rule, found);
        return found;
    }

    /**
     * Returns the differences between a declared Kubernetes object and the live one, as {@link #compare}, and those fields
     * that an earlier apply of ours wrote and that are no longer declared; the value that they should have is missing.
     */
    public static List<Difference> compareObject(JsonNode manifest, JsonNode live, ChangeRule rule) {
        List<Difference> found = compare(manifest, live, rule);
        OwnedFields.undeclared(manifest, live, rule, found);
        return found;
    }

    private static void compare(
            String path, JsonNode declared, JsonNode live, ChangeRule rule, List<Difference> found) {
        if (SecretValue.read(declared).isPresent()) {
            return;
        }
        if (declared.isObject() && LateValue.read(declared).isEmpty()) {
            declared.properties()
                    .forEach(entry -> compare(
                            path + "/" + escape(entry.getKey()),
                            entry.getValue(),
                            member(live, entry.getKey()),
                            rule,
                            found));
        } else if (named(declared)) {
            for (JsonNode element : declared) {
                String name = element.path("name").asText();
                compare(
                        path + "/" + escape(name),
                        element,
                        element(live, name).orElse(MissingNode.getInstance()),
                        rule,
                        found);
            }
        } else if (!same(declared, live)) {
            rule.judge(new Difference(path, live, declared, Change.UPDATE, "")).ifPresent(found::add);
        }
    }

    /**
     * Returns the part of a declared document that the differences name, to be laid over the live one. What does not
     * exist yet stays whole; array elements keep their name.
     */
    public static JsonNode only(JsonNode declared, JsonNode live, Collection<Difference> differences) {
        Set<String> paths = differences.stream().map(Difference::path).collect(Collectors.toSet());
        JsonNode kept = only("", declared, live, paths);
        return kept.isMissingNode() ? JsonNodeFactory.instance.objectNode() : kept;
    }

    private static JsonNode only(String path, JsonNode declared, JsonNode live, Set<String> paths) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty()) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            declared.properties().forEach(entry -> {
                String below = path + "/" + escape(entry.getKey());
                JsonNode value = only(below, entry.getValue(), member(live, entry.getKey()), paths);
                if (!value.isMissingNode()) {
                    kept.set(entry.getKey(), value);
                }
            });
            return kept.isEmpty() ? MissingNode.getInstance() : kept;
        }
        if (named(declared) && live.isArray()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : declared) {
                String name = element.path("name").asText();
                JsonNode there = element(live, name).orElse(MissingNode.getInstance());
                JsonNode value = only(path + "/" + escape(name), element, there, paths);
                if (value instanceof ObjectNode object) {
                    kept.add(object.put("name", name));
                }
            }
            return kept.isEmpty() ? MissingNode.getInstance() : kept;
        }
        return paths.stream().anyMatch(named -> (named + "/").startsWith(path + "/"))
                ? declared.deepCopy()
                : MissingNode.getInstance();
    }

    /** Returns the value at a path of a {@link Difference}; a missing node if there is none. */
    public static JsonNode at(JsonNode document, String path) {
        JsonNode node = document;
        for (String segment : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
            String name = unescape(segment);
            node = node.isArray() ? element(node, name).orElse(MissingNode.getInstance()) : member(node, name);
        }
        return node;
    }

    /** Returns the live document with the declared one laid over it; nothing undeclared is lost. */
    public static JsonNode merge(JsonNode live, JsonNode declared) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty()) {
            ObjectNode merged = live.deepCopy();
            declared.properties().forEach(entry -> {
                String key = spelling(live, entry.getKey());
                merged.set(key, merge(live.path(key), entry.getValue()));
            });
            return merged;
        }
        if (named(declared) && live.isArray()) {
            ArrayNode merged = JsonNodeFactory.instance.arrayNode();
            live.forEach(
                    element -> merged.add(element(declared, element.path("name").asText())
                            .map(d -> merge(element, d))
                            .orElse(element)));
            declared.forEach(element -> {
                if (element(live, element.path("name").asText()).isEmpty()) {
                    merged.add(element);
                }
            });
            return merged;
        }
        return declared;
    }

    private static boolean named(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            return false;
        }
        for (JsonNode element : array) {
            if (!element.path("name").isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<JsonNode> element(JsonNode array, String name) {
        for (JsonNode element : array) {
            if (element.path("name").asText().equalsIgnoreCase(name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static JsonNode member(JsonNode object, String key) {
        return object.path(spelling(object, key));
    }

    /** Returns a key as a segment of a path. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Returns a segment of a path as the key that it stands for. */
    public static String unescape(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    private static String spelling(JsonNode object, String key) {
        if (object.has(key)) {
            return key;
        }
        for (var entry : object.properties()) {
            if (entry.getKey().equalsIgnoreCase(key)) {
                return entry.getKey();
            }
        }
        return key;
    }

    /**
     * Returns a copy of a document in which nodes are replaced, the outermost first.
     *
     * @param by gives what stands in a node's place; nothing to keep the node and look into it
     */
    public static JsonNode replace(JsonNode document, Function<JsonNode, Optional<JsonNode>> by) {
        Optional<JsonNode> other = by.apply(document);
        if (other.isPresent()) {
            return other.get();
        }
        if (document.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            document.properties().forEach(entry -> copy.set(entry.getKey(), replace(entry.getValue(), by)));
            return copy;
        }
        if (document.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            document.forEach(element -> copy.add(replace(element, by)));
            return copy;
        }
        return document;
    }

    /** Returns whether two values mean the same to ARM: numbers by value, ids without regard to case, null as absent. */
    public static boolean same(JsonNode declared, JsonNode live) {
        if (declared.isNull() || declared.isMissingNode()) {
            return live.isNull() || live.isMissingNode();
        }
        if (declared.isNumber() && live.isNumber()) {
            return declared.decimalValue().compareTo(live.decimalValue()) == 0;
        }
        if (declared.isTextual() && live.isTextual() && declared.asText().startsWith("/")) {
            return declared.asText().equalsIgnoreCase(live.asText());
        }
        if (declared.isArray() && live.isArray() && declared.size() == live.size()) {
            for (int i = 0; i < declared.size(); i++) {
                if (!same(declared.get(i), live.get(i))) {
                    return false;
                }
            }
            return true;
        }
        boolean emptyBoth = declared.isContainerNode() && declared.isEmpty() && (live.isMissingNode() || live.isNull());
        return emptyBoth || declared.equals(live);
    }
}
