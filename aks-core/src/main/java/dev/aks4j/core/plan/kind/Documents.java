package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.internal.plan.kind.Letters;
import dev.aks4j.core.internal.plan.kind.ListForm;
import dev.aks4j.core.internal.plan.kind.OwnedFields;
import dev.aks4j.core.internal.plan.kind.Unfinished;
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
 * matched by it, as {@link ListForm} says; other arrays are values. Thread-safe.
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
        return compare(declared, live, Letters.AZURE, rule);
    }

    private static List<Difference> compare(JsonNode declared, JsonNode live, Letters letters, ChangeRule rule) {
        List<Difference> found = new ArrayList<>();
        compare(new Place("", "", letters), declared, live, rule, found);
        return found;
    }

    /**
     * Returns the differences between a declared Kubernetes object and the live one, as {@link #compare}, and those fields
     * that an earlier apply of ours wrote and that are no longer declared; the value that they should have is missing.
     * Names and texts count to the letter.
     */
    public static List<Difference> compareObject(JsonNode manifest, JsonNode live, ChangeRule rule) {
        return compareObject(manifest, manifest, live, rule);
    }

    /** As {@link #compareObject}, where less is compared than is applied. */
    static List<Difference> compareObject(JsonNode compared, JsonNode applied, JsonNode live, ChangeRule rule) {
        List<Difference> found = compare(compared, live, Letters.KUBERNETES, rule);
        OwnedFields.undeclared(applied, live, rule, found);
        return found;
    }

    /** Maps whose keys say all; a key with an empty object is there or is not. */
    private static final Set<String> MAPS_OF_KEYS = Set.of("userAssignedIdentities");

    /** Objects whose keys their authors choose. */
    private static final Set<String> MAPS =
            Set.of("userAssignedIdentities", "tags", "nodeLabels", "labels", "annotations", "addonProfiles");

    /** Where in a document a comparison is: the path, the last member's name, and where letters count there. */
    private record Place(String path, String name, Letters letters, boolean isKey) {
        Place(String path, String name, Letters letters) {
            this(path, name, letters, false);
        }

        Place member(String member) {
            return new Place(path + "/" + escape(member), member, letters.below(member), MAPS_OF_KEYS.contains(name));
        }

        Place element(String element) {
            return new Place(path + "/" + escape(element), "", letters);
        }

        /** Whether the elements of a list are matched by their names. */
        boolean named(JsonNode list) {
            return Documents.named(list) && ListForm.of(name).orElse(ListForm.NAMED) == ListForm.NAMED;
        }
    }

    private static void compare(Place at, JsonNode declared, JsonNode live, ChangeRule rule, List<Difference> found) {
        if (SecretValue.read(declared).isPresent()) {
            return;
        }
        if (isTree(declared)) {
            declared.properties()
                    .forEach(entry -> compare(
                            at.member(entry.getKey()),
                            entry.getValue(),
                            member(live, entry.getKey(), at.letters),
                            rule,
                            found));
        } else if (at.named(declared)) {
            for (JsonNode element : declared) {
                String name = element.path("name").asText();
                compare(
                        at.element(name),
                        element,
                        element(live, name, at.letters).orElse(MissingNode.getInstance()),
                        rule,
                        found);
            }
        } else if (at.isKey && live.isMissingNode() || !same(declared, live, at.letters, ListForm.of(at.name))) {
            rule.judge(new Difference(at.path, live, declared, Change.UPDATE, ""))
                    .ifPresent(found::add);
        }
    }

    /** An object whose members are compared one by one; an empty one is a value, because there is nothing in it. */
    private static boolean isTree(JsonNode declared) {
        return declared.isObject()
                && !declared.isEmpty()
                && LateValue.read(declared).isEmpty();
    }

    /**
     * Returns the part of a declared document that the differences name, to be laid over the live one. What does not
     * exist yet stays whole; array elements keep their name. A difference that the declared document does not speak of
     * is laid over all the same: with null, if its property is to be taken away.
     */
    public static JsonNode only(JsonNode declared, JsonNode live, Collection<Difference> differences) {
        Set<String> paths = differences.stream().map(Difference::path).collect(Collectors.toSet());
        JsonNode kept = only(new Place("", "", Letters.AZURE), declared, live, paths);
        ObjectNode all = kept.isMissingNode() ? JsonNodeFactory.instance.objectNode() : (ObjectNode) kept;
        differences.stream()
                .filter(difference -> at(declared, difference.path()).isMissingNode())
                .filter(difference -> !Unfinished.isState(difference))
                .filter(difference -> difference.change() != Change.REMOVE)
                .forEach(difference -> lay(all, live, difference));
        return all;
    }

    private static JsonNode only(Place at, JsonNode declared, JsonNode live, Set<String> paths) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty() && !declared.isEmpty()) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            declared.properties().forEach(entry -> {
                JsonNode value = only(
                        at.member(entry.getKey()), entry.getValue(), member(live, entry.getKey(), at.letters), paths);
                if (!value.isMissingNode()) {
                    kept.set(entry.getKey(), value);
                }
            });
            return kept.isEmpty() ? MissingNode.getInstance() : kept;
        }
        if (at.named(declared) && live.isArray()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : declared) {
                String name = element.path("name").asText();
                JsonNode there = element(live, name, at.letters).orElse(MissingNode.getInstance());
                JsonNode value = only(at.element(name), element, there, paths);
                if (value instanceof ObjectNode object) {
                    kept.add(object.put("name", name));
                }
            }
            return kept.isEmpty() ? MissingNode.getInstance() : kept;
        }
        return paths.stream().anyMatch(named -> (named + "/").startsWith(at.path + "/"))
                ? declared.deepCopy()
                : MissingNode.getInstance();
    }

    /** Writes one difference into a document that is to be laid over the live one. */
    private static void lay(ObjectNode over, JsonNode live, Difference difference) {
        ContainerNode<?> node = over;
        JsonNode there = live;
        String[] names = difference.path().substring(1).split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = unescape(names[i]);
            boolean last = i == names.length - 1;
            if (node instanceof ArrayNode list) {
                ObjectNode element = element(list, name, Letters.AZURE)
                        .map(ObjectNode.class::cast)
                        .orElseGet(() -> list.addObject().put("name", name));
                node = element;
                there = element(there, name, Letters.AZURE).orElse(MissingNode.getInstance());
                continue;
            }
            String key = Letters.AZURE.spelling(there, name);
            there = there.path(key);
            ObjectNode object = (ObjectNode) node;
            if (last) {
                object.set(key, difference.after().isMissingNode() ? NullNode.getInstance() : difference.after());
            } else if (object.path(key) instanceof ContainerNode<?> inner) {
                node = inner;
            } else {
                node = there.isArray() ? object.putArray(key) : object.putObject(key);
            }
        }
    }

    /** Returns a copy of a document without some places, given as JSON pointers. */
    public static JsonNode without(JsonNode document, Collection<String> places) {
        JsonNode copy = document.deepCopy();
        for (String place : places) {
            int last = place.lastIndexOf('/');
            if (copy.at(place.substring(0, last)) instanceof ObjectNode holder) {
                holder.remove(unescape(place.substring(last + 1)));
            }
        }
        return copy;
    }

    /** Returns a copy of a document with a value at a place, given as JSON pointer; members of objects only. */
    public static JsonNode with(JsonNode document, String place, JsonNode value) {
        ObjectNode copy = document.deepCopy();
        ObjectNode node = copy;
        String[] names = place.substring(1).split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            node = node.withObjectProperty(unescape(names[i]));
        }
        node.set(unescape(names[names.length - 1]), value);
        return copy;
    }

    /** Returns the value at a path of a {@link Difference}; a missing node if there is none. */
    public static JsonNode at(JsonNode document, String path) {
        JsonNode node = document;
        for (String segment : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
            String name = unescape(segment);
            node = node.isArray()
                    ? element(node, name, Letters.AZURE).orElse(MissingNode.getInstance())
                    : member(node, name, Letters.AZURE);
        }
        return node;
    }

    /**
     * Returns the live document with the declared one laid over it; nothing undeclared is lost. A key of a map that is
     * declared as null is taken away.
     */
    public static JsonNode merge(JsonNode live, JsonNode declared) {
        return merge(new Place("", "", Letters.AZURE), live, declared);
    }

    private static JsonNode merge(Place at, JsonNode live, JsonNode declared) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty()) {
            ObjectNode merged = live.deepCopy();
            declared.properties().forEach(entry -> {
                String key = at.letters.spelling(live, entry.getKey());
                if (entry.getValue().isNull() && MAPS.contains(at.name)) {
                    merged.remove(key);
                } else {
                    merged.set(key, merge(at.member(entry.getKey()), live.path(key), entry.getValue()));
                }
            });
            return merged;
        }
        if (at.named(declared) && live.isArray()) {
            ArrayNode merged = JsonNodeFactory.instance.arrayNode();
            live.forEach(element -> {
                String name = element.path("name").asText();
                merged.add(element(declared, name, at.letters)
                        .map(d -> merge(at.element(name), element, d))
                        .orElse(element));
            });
            declared.forEach(element -> {
                if (element(live, element.path("name").asText(), at.letters).isEmpty()) {
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

    private static Optional<JsonNode> element(JsonNode array, String name, Letters letters) {
        for (JsonNode element : array) {
            if (letters.sameName(element.path("name").asText(), name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static JsonNode member(JsonNode object, String key, Letters letters) {
        return object.path(letters.spelling(object, key));
    }

    /** Returns a key as a segment of a path. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Returns a segment of a path as the key that it stands for. */
    public static String unescape(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
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
        return same(declared, live, Letters.AZURE, Optional.empty());
    }

    /** Returns whether two values at a path of a {@link Difference} mean the same to ARM; lists by what their order means. */
    public static boolean same(String path, JsonNode declared, JsonNode live) {
        Letters letters = Letters.AZURE;
        String name = "";
        for (String segment : path.split("/")) {
            name = unescape(segment);
            letters = letters.below(name);
        }
        return same(declared, live, letters, ListForm.of(name));
    }

    private static boolean same(JsonNode declared, JsonNode live, Letters letters, Optional<ListForm> form) {
        if (declared.isNull() || declared.isMissingNode()) {
            return live.isNull() || live.isMissingNode() || live.isArray() && live.isEmpty();
        }
        if (declared.isNumber() && live.isNumber()) {
            return declared.decimalValue().compareTo(live.decimalValue()) == 0;
        }
        if (declared.isTextual() && live.isTextual()) {
            return letters.sameText(declared.asText(), live.asText());
        }
        if (declared.isArray() && live.isArray()) {
            return declared.size() == live.size()
                    && (form.filter(ListForm.SET::equals).isPresent()
                            ? sameSet(declared, live, letters)
                            : sameList(declared, live, letters));
        }
        if (declared.isContainerNode() && declared.isEmpty()) {
            return live.isMissingNode() || live.isNull() || (declared.isObject() && live.isObject());
        }
        return declared.equals(live);
    }

    private static boolean sameList(JsonNode declared, JsonNode live, Letters letters) {
        for (int i = 0; i < declared.size(); i++) {
            if (!holds(declared.get(i), live.get(i), letters)) {
                return false;
            }
        }
        return true;
    }

    /** Finds an element of its own for each declared one. */
    private static boolean sameSet(JsonNode declared, JsonNode live, Letters letters) {
        List<JsonNode> left = new ArrayList<>();
        live.forEach(left::add);
        for (JsonNode element : declared) {
            Optional<JsonNode> match = left.stream()
                    .filter(there -> holds(element, there, letters))
                    .findFirst();
            if (match.isEmpty()) {
                return false;
            }
            left.removeIf(there -> there == match.get());
        }
        return true;
    }

    /** Whether everything that an element of a list declares is there; what Azure adds to it does not count. */
    private static boolean holds(JsonNode declared, JsonNode live, Letters letters) {
        if (!isTree(declared)) {
            return same(declared, live, letters, Optional.empty());
        }
        for (var entry : declared.properties()) {
            Letters below = letters.below(entry.getKey());
            JsonNode there = member(live, entry.getKey(), letters);
            boolean held = isTree(entry.getValue())
                    ? holds(entry.getValue(), there, below)
                    : same(entry.getValue(), there, below, ListForm.of(entry.getKey()));
            if (!held) {
                return false;
            }
        }
        return true;
    }
}
