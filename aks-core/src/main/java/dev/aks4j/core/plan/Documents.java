package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private static void compare(
            String path, JsonNode declared, JsonNode live, ChangeRule rule, List<Difference> found) {
        if (declared.isObject() && LateValue.read(declared).isEmpty()) {
            declared.properties()
                    .forEach(entry -> compare(
                            path + "/" + entry.getKey(), entry.getValue(), member(live, entry.getKey()), rule, found));
        } else if (named(declared)) {
            for (JsonNode element : declared) {
                String name = element.path("name").asText();
                compare(path + "/" + name, element, element(live, name).orElse(MissingNode.getInstance()), rule, found);
            }
        } else if (!same(declared, live)) {
            rule.judge(new Difference(path, live, declared, Change.UPDATE, "")).ifPresent(found::add);
        }
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

    /** Returns whether two values mean the same to ARM: numbers by value, ids without regard to case, null as absent. */
    private static boolean same(JsonNode declared, JsonNode live) {
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
