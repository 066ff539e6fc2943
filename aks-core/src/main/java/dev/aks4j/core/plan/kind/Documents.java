package dev.aks4j.core.plan.kind;

import dev.aks4j.core.internal.plan.kind.Letters;
import dev.aks4j.core.internal.plan.kind.ListForm;
import dev.aks4j.core.internal.plan.kind.OwnedFields;
import dev.aks4j.core.internal.plan.kind.ServerDefaults;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
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
    public static List<Difference> compare(Json declared, Json live, ChangeRule rule) {
        List<Difference> found = new ArrayList<>();
        compare(new Place("", "", Letters.AZURE, ""), declared, live, rule, found);
        return found;
    }

    /**
     * Returns the differences between a declared Kubernetes object and the live one, as {@link #compare}, and those fields
     * that an earlier apply of ours wrote and that are no longer declared; the value that they should have is missing.
     * Names and texts count to the letter.
     */
    public static List<Difference> compareObject(Json manifest, Json live, ChangeRule rule) {
        return compareObject(manifest, manifest, live, rule);
    }

    /** As {@link #compareObject}, where less is compared than is applied. */
    static List<Difference> compareObject(Json compared, Json applied, Json live, ChangeRule rule) {
        List<Difference> found = new ArrayList<>();
        String kind = applied.path("kind").asText();
        compare(new Place("", "", Letters.KUBERNETES, kind), compared, live, rule, found);
        OwnedFields.undeclared(applied, live, rule, found);
        return found;
    }

    /** Maps whose keys say all; a key with an empty object is there or is not. */
    private static final Set<String> MAPS_OF_KEYS = Set.of("userAssignedIdentities");

    /** Objects whose keys their authors choose. */
    private static final Set<String> MAPS =
            Set.of("userAssignedIdentities", "tags", "nodeLabels", "labels", "annotations", "addonProfiles");

    /**
     * Where in a document a comparison is: the path, the last member's name, where letters count there, and the kind of the
     * object if it is one of Kubernetes.
     */
    private record Place(String path, String name, Letters letters, String kind, boolean isKey) {
        Place(String path, String name, Letters letters, String kind) {
            this(path, name, letters, kind, false);
        }

        Place member(String member) {
            return new Place(
                    path + "/" + escape(member), member, letters.below(member), kind, MAPS_OF_KEYS.contains(name));
        }

        Place element(String element) {
            return new Place(path + "/" + escape(element), "", letters, kind);
        }

        Optional<ListForm> form() {
            return ListForm.of(kind, name);
        }

        /** Whether the elements of a list are matched by their names. */
        boolean named(Json list) {
            return Documents.named(list) && form().orElse(ListForm.NAMED) == ListForm.NAMED;
        }
    }

    private static void compare(Place at, Json declared, Json live, ChangeRule rule, List<Difference> found) {
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
            for (Json element : declared) {
                String name = element.path("name").asText();
                Optional<Json> there = element(live, name, at.letters);
                if (isGone(element)) {
                    there.flatMap(left -> rule.judge(
                                    new Difference(at.element(name).path, left, Json.missing(), Change.UPDATE, "")))
                            .ifPresent(found::add);
                } else {
                    compare(at.element(name), element, there.orElse(Json.missing()), rule, found);
                }
            }
        } else if (at.isKey && live.isMissing() || !same(declared, live, at.letters, at.form())) {
            rule.judge(new Difference(at.path, live, declared, Change.UPDATE, ""))
                    .ifPresent(found::add);
        }
    }

    /** Whether an element of a list of named ones is declared as not there: it has its name, and null for properties. */
    private static boolean isGone(Json element) {
        return element.size() == 2 && element.path("properties").isNull();
    }

    /** An object whose members are compared one by one; an empty one is a value, because there is nothing in it. */
    private static boolean isTree(Json declared) {
        return declared.isObject()
                && !declared.isEmpty()
                && LateValue.read(declared).isEmpty();
    }

    /**
     * Returns the part of a declared document that the differences name, to be laid over the live one. What does not
     * exist yet stays whole; array elements keep their name. A difference that the declared document does not speak of
     * is laid over all the same: with null, if its property is to be taken away.
     */
    public static Json only(Json declared, Json live, Collection<Difference> differences) {
        Set<String> paths = differences.stream().map(Difference::path).collect(Collectors.toSet());
        Json kept = only(new Place("", "", Letters.AZURE, ""), declared, live, paths);
        Json all = kept.isMissing() ? Json.object().build() : kept;
        for (Difference difference : differences) {
            boolean unsaid = at(declared, difference.path()).isMissing();
            if (unsaid && !Unfinished.isState(difference) && difference.change() != Change.REMOVE) {
                String[] names = difference.path().substring(1).split("/", -1);
                all = lay(all, live, names, 0, difference.after().isMissing() ? Json.ofNull() : difference.after());
            }
        }
        return all;
    }

    private static Json only(Place at, Json declared, Json live, Set<String> paths) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty() && !declared.isEmpty()) {
            Json.ObjectBuilder kept = Json.object();
            declared.properties().forEach(entry -> {
                Json value = only(
                        at.member(entry.getKey()), entry.getValue(), member(live, entry.getKey(), at.letters), paths);
                if (!value.isMissing()) {
                    kept.put(entry.getKey(), value);
                }
            });
            return kept.isEmpty() ? Json.missing() : kept.build();
        }
        if (at.named(declared) && live.isArray()) {
            Json.ArrayBuilder kept = Json.array();
            for (Json element : declared) {
                String name = element.path("name").asText();
                Json there = element(live, name, at.letters).orElse(Json.missing());
                Json value = only(at.element(name), element, there, paths);
                if (value.isObject()) {
                    kept.add(value.edit().put("name", name));
                }
            }
            return kept.isEmpty() ? Json.missing() : kept.build();
        }
        return paths.stream().anyMatch(named -> (named + "/").startsWith(at.path + "/")) ? declared : Json.missing();
    }

    /** Returns a document that is to be laid over the live one with one more value in it. */
    private static Json lay(Json over, Json live, String[] names, int depth, Json value) {
        if (depth == names.length) {
            return over;
        }
        String name = unescape(names[depth]);
        if (over.isArray() && depth == names.length - 1 && value.isNull()) {
            return Json.array()
                    .addAll(over)
                    .add(Json.object().put("name", name).putNull("properties").build())
                    .build();
        }
        if (over.isArray()) {
            Json there = element(live, name, Letters.AZURE).orElse(Json.missing());
            Optional<Json> known = element(over, name, Letters.AZURE);
            Json element = known.orElseGet(() -> Json.object().put("name", name).build());
            Json laid = lay(element, there, names, depth + 1, value);
            return known.isPresent()
                    ? Json.of(over.stream()
                            .map(each -> each == known.get() ? laid : each)
                            .toList())
                    : Json.array().addAll(over).add(laid).build();
        }
        String key = Letters.AZURE.spelling(live, name);
        if (depth == names.length - 1) {
            return over.edit().put(key, value).build();
        }
        Json there = live.path(key);
        Json empty = there.isArray() ? Json.array().build() : Json.object().build();
        Json inner = over.path(key).isContainer() ? over.path(key) : empty;
        return over.edit().put(key, lay(inner, there, names, depth + 1, value)).build();
    }

    /** Returns a copy of a document without some places, given as JSON pointers. */
    public static Json without(Json document, Collection<String> places) {
        Json copy = document;
        for (String place : places) {
            int last = place.lastIndexOf('/');
            Json holder = copy.at(place.substring(0, last));
            if (holder.isObject()) {
                copy = copy.with(place.substring(0, last), holder.edit().remove(unescape(place.substring(last + 1))));
            }
        }
        return copy;
    }

    /** Returns the value at a path of a {@link Difference}; a missing node if there is none. */
    public static Json at(Json document, String path) {
        Json node = document;
        for (String segment : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
            String name = unescape(segment);
            node = node.isArray()
                    ? element(node, name, Letters.AZURE).orElse(Json.missing())
                    : member(node, name, Letters.AZURE);
        }
        return node;
    }

    /**
     * Returns the live document with the declared one laid over it; nothing undeclared is lost. A key of a map that is
     * declared as null is taken away, as is an element of a list of named ones that is declared with null for properties.
     */
    public static Json merge(Json live, Json declared) {
        return merge(new Place("", "", Letters.AZURE, ""), live, declared);
    }

    private static Json merge(Place at, Json live, Json declared) {
        if (declared.isObject() && live.isObject() && LateValue.read(declared).isEmpty()) {
            Json.ObjectBuilder merged = live.edit();
            declared.properties().forEach(entry -> {
                String key = at.letters.spelling(live, entry.getKey());
                if (entry.getValue().isNull() && MAPS.contains(at.name)) {
                    merged.remove(key);
                } else {
                    merged.put(key, merge(at.member(entry.getKey()), live.path(key), entry.getValue()));
                }
            });
            return merged.build();
        }
        if (at.named(declared) && live.isArray()) {
            Json.ArrayBuilder merged = Json.array();
            live.forEach(element -> {
                String name = element.path("name").asText();
                Optional<Json> said = element(declared, name, at.letters);
                if (said.isEmpty() || !isGone(said.get())) {
                    merged.add(
                            said.map(d -> merge(at.element(name), element, d)).orElse(element));
                }
            });
            declared.forEach(element -> {
                boolean isNew =
                        element(live, element.path("name").asText(), at.letters).isEmpty();
                if (isNew && !isGone(element)) {
                    merged.add(element);
                }
            });
            return merged.build();
        }
        return declared;
    }

    private static boolean named(Json array) {
        if (!array.isArray() || array.isEmpty()) {
            return false;
        }
        for (Json element : array) {
            if (!element.path("name").isText()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Json> element(Json array, String name, Letters letters) {
        for (Json element : array) {
            if (letters.sameName(element.path("name").asText(), name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static Json member(Json object, String key, Letters letters) {
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
    public static Json replace(Json document, Function<Json, Optional<Json>> by) {
        Optional<Json> other = by.apply(document);
        if (other.isPresent()) {
            return other.get();
        }
        if (document.isObject()) {
            Json.ObjectBuilder copy = Json.object();
            document.properties().forEach(entry -> copy.put(entry.getKey(), replace(entry.getValue(), by)));
            return copy.build();
        }
        if (document.isArray()) {
            Json.ArrayBuilder copy = Json.array();
            document.forEach(element -> copy.add(replace(element, by)));
            return copy.build();
        }
        return document;
    }

    /** Returns whether two values mean the same to ARM: numbers by value, ids without regard to case, null as absent. */
    public static boolean same(Json declared, Json live) {
        return same(declared, live, Letters.AZURE, Optional.empty());
    }

    /** Returns whether two values at a path of a {@link Difference} mean the same to ARM; lists by what their order means. */
    public static boolean same(String path, Json declared, Json live) {
        Letters letters = Letters.AZURE;
        String name = "";
        for (String segment : path.split("/")) {
            name = unescape(segment);
            letters = letters.below(name);
        }
        return same(declared, live, letters, ListForm.of(name));
    }

    private static boolean same(Json declared, Json live, Letters letters, Optional<ListForm> form) {
        if (declared.isNull() || declared.isMissing()) {
            return live.isNull() || live.isMissing() || live.isArray() && live.isEmpty();
        }
        if (declared.isNumber() && live.isNumber()) {
            return declared.asDecimal().compareTo(live.asDecimal()) == 0;
        }
        if (declared.isText() && live.isText()) {
            return letters.sameText(declared.asText(), live.asText());
        }
        if (declared.isArray() && live.isArray()) {
            // of a list that is one value in an object of Kubernetes, whoever writes it writes the elements whole
            boolean whole = letters.inNames()
                    && form.filter(each -> each != ListForm.NAMED).isPresent();
            return declared.size() == live.size()
                    && (form.filter(ListForm.SET::equals).isPresent()
                            ? sameSet(declared, live, letters, whole)
                            : sameList(declared, live, letters, whole));
        }
        if (declared.isContainer() && declared.isEmpty()) {
            return live.isMissing() || live.isNull() || (declared.isObject() && live.isObject());
        }
        return declared.equals(live);
    }

    private static boolean sameList(Json declared, Json live, Letters letters, boolean whole) {
        for (int i = 0; i < declared.size(); i++) {
            if (!holds(declared.get(i), live.get(i), letters, whole)) {
                return false;
            }
        }
        return true;
    }

    /** Finds an element of its own for each declared one. */
    private static boolean sameSet(Json declared, Json live, Letters letters, boolean whole) {
        List<Json> left = new ArrayList<>();
        live.forEach(left::add);
        for (Json element : declared) {
            Optional<Json> match = left.stream()
                    .filter(there -> holds(element, there, letters, whole))
                    .findFirst();
            if (match.isEmpty()) {
                return false;
            }
            left.removeIf(there -> there == match.get());
        }
        return true;
    }

    /** Whether everything that an element of a list declares is there; what Azure or the server adds to it does not count. */
    private static boolean holds(Json declared, Json live, Letters letters, boolean whole) {
        if (!isTree(declared)) {
            return same(declared, live, letters, Optional.empty());
        }
        for (var entry : declared.properties()) {
            Letters below = letters.below(entry.getKey());
            Json there = member(live, entry.getKey(), letters);
            boolean held = isTree(entry.getValue())
                    ? holds(entry.getValue(), there, below, whole)
                    : same(entry.getValue(), there, below, ListForm.of(entry.getKey()));
            if (!held) {
                return false;
            }
        }
        return !whole
                || live.properties().stream()
                        .allMatch(each ->
                                declared.has(each.getKey()) || ServerDefaults.isOne(each.getKey(), each.getValue()));
    }
}
