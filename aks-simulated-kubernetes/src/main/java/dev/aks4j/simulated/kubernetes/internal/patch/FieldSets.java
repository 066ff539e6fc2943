package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import java.util.Map;
import java.util.Set;

/** Finds which fields an object sets and which differ between two objects. Stateless. */
public final class FieldSets {

    private static final Set<String> ROOT = Set.of("f:apiVersion", "f:kind");
    private static final Set<String> METADATA = Set.of(
            "f:name",
            "f:namespace",
            "f:creationTimestamp",
            "f:deletionTimestamp",
            "f:deletionGracePeriodSeconds",
            "f:selfLink",
            "f:uid",
            "f:generation",
            "f:managedFields",
            "f:resourceVersion");

    /** The two directions of a comparison. */
    record Difference(FieldSet changed, FieldSet removed) {}

    private FieldSets() {}

    /** Returns the fields that an object sets, without those that the server owns. */
    static FieldSet of(JsonNode object, Shape shape) {
        return strip(value(object, shape));
    }

    /** Returns what is added or modified, and what is removed, from one object to another. */
    static Difference difference(JsonNode before, JsonNode after, Shape shape) {
        FieldSet changed = new FieldSet();
        FieldSet removed = new FieldSet();
        compare(before, after, shape, changed, removed);
        return new Difference(strip(changed), strip(removed));
    }

    /** Returns a set without the fields that the server owns. */
    static FieldSet strip(FieldSet set) {
        ROOT.forEach(set.children()::remove);
        FieldSet metadata = set.child("f:metadata");
        if (metadata != null) {
            METADATA.forEach(metadata.children()::remove);
            if (metadata.children().isEmpty()) {
                set.children().remove("f:metadata");
            }
        }
        return set;
    }

    private static FieldSet value(JsonNode value, Shape shape) {
        if (Steps.isAtomic(value, shape)) {
            return FieldSet.leaf();
        }
        FieldSet set = new FieldSet();
        for (Map.Entry<String, JsonNode> part : Steps.parts(value, shape).entrySet()) {
            set.add(part.getKey(), part(part.getKey(), part.getValue(), shape));
        }
        return set;
    }

    private static FieldSet part(String step, JsonNode value, Shape shape) {
        FieldSet child = value(value, Steps.shape(step, shape));
        boolean empty = value.isNull() || value.isObject() && value.isEmpty();
        if (empty || Steps.isItem(step, shape)) {
            child.makeMember();
        }
        return child;
    }

    /** Returns every path into a value that was not there before. */
    private static FieldSet whole(JsonNode value, Shape shape) {
        FieldSet set = FieldSet.leaf();
        if (!Steps.isAtomic(value, shape)) {
            Steps.parts(value, shape).forEach((step, part) -> set.add(step, whole(part, Steps.shape(step, shape))));
        }
        return set;
    }

    private static void compare(JsonNode before, JsonNode after, Shape shape, FieldSet changed, FieldSet removed) {
        if (before.equals(after)) {
            return;
        }
        boolean old = !before.isNull();
        boolean now = !after.isNull();
        if (old && Steps.isAtomic(before, shape)
                || now && Steps.isAtomic(after, shape)
                || isEmpty(before) && isEmpty(after)) {
            changed.makeMember();
            return;
        }
        Map<String, JsonNode> first = old ? Steps.parts(before, shape) : Map.of();
        Map<String, JsonNode> second = now ? Steps.parts(after, shape) : Map.of();
        first.forEach((step, value) -> {
            if (!second.containsKey(step)) {
                removed.add(step, whole(value, Steps.shape(step, shape)));
            }
        });
        second.forEach((step, value) -> {
            JsonNode previous = first.get(step);
            if (previous == null) {
                changed.add(step, whole(value, Steps.shape(step, shape)));
            } else {
                FieldSet inChanged = new FieldSet();
                FieldSet inRemoved = new FieldSet();
                compare(previous, value, Steps.shape(step, shape), inChanged, inRemoved);
                changed.add(step, inChanged);
                removed.add(step, inRemoved);
            }
        });
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty();
    }
}
