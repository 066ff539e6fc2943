package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubernetes' strategic merge patch: like a merge patch, but lists whose elements have a merge key are merged element by
 * element, and directives ({@code $patch}, {@code $retainKeys}, {@code $deleteFromPrimitiveList/}, {@code
 * $setElementOrder/}) say more. Stateless.
 */
public final class StrategicMergePatch {

    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMergePatch() {}

    /**
     * Applies a patch to a copy of an object.
     *
     * @throws IllegalArgumentException if a directive is malformed
     */
    public static ObjectNode apply(ObjectNode target, ObjectNode patch, Shape shape) {
        String directive = KubeJson.text(patch, PATCH);
        if (directive.equals("replace")) {
            return clean(patch);
        }
        if (directive.equals("delete")) {
            return KubeJson.object();
        }
        if (!directive.isEmpty() && !directive.equals("merge")) {
            throw new IllegalArgumentException("unknown patch type: " + directive + " in map: " + GoText.of(patch));
        }
        ObjectNode result = target.deepCopy();
        if (patch.path(RETAIN).isArray()) {
            List<String> retained = KubeJson.texts(patch.path(RETAIN));
            result.retain(retained);
        }
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String name = change.getKey();
            if (name.startsWith(DELETE)) {
                List<JsonNode> gone = new ArrayList<>();
                change.getValue().forEach(gone::add);
                remove(result, name.substring(DELETE.length()), gone);
            } else if (!name.startsWith("$")) {
                merge(result, name, change.getValue(), patch.path(ORDER + name), shape);
            }
        }
        patch.fieldNames().forEachRemaining(name -> {
            String list = name.startsWith(ORDER) ? name.substring(ORDER.length()) : "";
            if (!list.isEmpty() && !patch.has(list) && result.get(list) instanceof ArrayNode array) {
                mergeKey(list, shape)
                        .ifPresent(key -> result.set(list, ElementOrder.apply(array, array, patch.path(name), key)));
            }
        });
        return result;
    }

    private static void remove(ObjectNode result, String name, List<JsonNode> gone) {
        if (result.get(name) instanceof ArrayNode array) {
            ArrayNode rest = KubeJson.array();
            array.forEach(element -> {
                if (!gone.contains(element)) {
                    rest.add(element);
                }
            });
            result.set(name, rest);
        }
    }

    private static void merge(ObjectNode result, String name, JsonNode change, JsonNode order, Shape shape) {
        JsonNode current = result.get(name);
        if (change.isNull()) {
            result.remove(name);
        } else if (change instanceof ObjectNode changes) {
            ObjectNode base = current instanceof ObjectNode object ? object : KubeJson.object();
            ObjectNode merged = apply(base, changes, Steps.shape("f:" + name, shape));
            if (KubeJson.text(changes, PATCH).equals("delete")) {
                result.remove(name);
            } else {
                result.set(name, merged);
            }
        } else if (change instanceof ArrayNode elements) {
            ArrayNode base = current instanceof ArrayNode array ? array : KubeJson.array();
            Optional<String> key = mergeKey(name, shape);
            ArrayNode merged = key.isEmpty()
                    ? elements.deepCopy()
                    : list(base, elements, key.get(), Steps.shape("f:" + name, shape));
            result.set(name, key.isPresent() ? ElementOrder.apply(merged, base, order, key.get()) : merged);
        } else {
            result.set(name, change.deepCopy());
        }
    }

    private static Optional<String> mergeKey(String name, Shape shape) {
        return shape instanceof Struct struct
                ? struct.field(name).flatMap(Shape.Field::merge).map(Shape.Merge::key)
                : Optional.empty();
    }

    private static ArrayNode list(ArrayNode base, ArrayNode changes, String key, Shape shape) {
        if (key.isEmpty()) {
            ArrayNode union = base.deepCopy();
            changes.forEach(value -> {
                if (indexOf(union, value) < 0) {
                    union.add(value);
                }
            });
            return union;
        }
        Shape element = Steps.shape("", shape);
        for (JsonNode change : changes) {
            if (KubeJson.text(change, PATCH).equals("replace")) {
                ArrayNode replaced = KubeJson.array();
                changes.forEach(one -> {
                    if (!KubeJson.text(one, PATCH).equals("replace") || one.size() > 1) {
                        replaced.add(clean((ObjectNode) one));
                    }
                });
                return replaced;
            }
        }
        List<JsonNode> merged = new ArrayList<>();
        base.forEach(merged::add);
        for (JsonNode change : changes) {
            element(merged, change, key, element);
        }
        ArrayNode result = KubeJson.array();
        merged.forEach(result::add);
        return result;
    }

    private static void element(List<JsonNode> merged, JsonNode change, String key, Shape shape) {
        if (!(change instanceof ObjectNode changes) || !change.has(key)) {
            throw new IllegalArgumentException(
                    "map: " + GoText.of(change) + " does not contain declared merge key: " + key);
        }
        int at = -1;
        for (int i = 0; i < merged.size(); i++) {
            if (change.get(key).equals(merged.get(i).get(key))) {
                at = i;
                break;
            }
        }
        if (KubeJson.text(change, PATCH).equals("delete")) {
            merged.removeIf(one -> change.get(key).equals(one.get(key)));
        } else if (at < 0) {
            merged.add(apply(KubeJson.object(), changes, shape));
        } else {
            merged.set(at, apply((ObjectNode) merged.get(at), changes, shape));
        }
    }

    private static int indexOf(ArrayNode array, JsonNode value) {
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static ObjectNode clean(ObjectNode patch) {
        ObjectNode clean = patch.deepCopy();
        List<String> directives = new ArrayList<>();
        clean.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("$")) {
                directives.add(name);
            }
        });
        clean.remove(directives);
        return clean;
    }
}
