package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads an object as a typed server does: drops fields that its type does not have and says which, drops nulls, and
 * refuses values of the wrong JSON type. Not thread-safe.
 */
public final class Decoder {

    /** Stands before the key of a map in a path. */
    private static final char EMBEDDED = '\u0002';

    /** What a server reads and drops, because the feature that it belongs to is off unless somebody switches it on. */
    private static final Set<String> SWITCHED_OFF = Set.of(
            "PodSpec.schedulingGroup",
            "JobSpec.scheduling",
            "LeaseSpec.strategy",
            "LeaseSpec.preferredHolder",
            "NodeSpec.configSource",
            "NodeSpec.podPreemptionPolicy",
            "DownwardAPIVolumeFile.user",
            "DownwardAPIVolumeSource.defaultUser",
            "ExactDeviceRequest.derivedAttributes",
            "DeviceSubRequest.derivedAttributes");

    private static final Set<String> SWITCHED_OFF_NAMES = SWITCHED_OFF.stream()
            .map(place -> place.substring(place.indexOf('.') + 1))
            .collect(Collectors.toUnmodifiableSet());

    private static final char KEY = '\u0001';

    private final List<String> unknown = new ArrayList<>();
    private final boolean typed;

    /**
     * Makes a decoder for one object.
     *
     * @param typed whether values of the wrong type are refused here; custom resources leave that to their schema
     */
    public Decoder(boolean typed) {
        this.typed = typed;
    }

    /** Returns the places of the fields that were dropped. */
    public List<String> unknown() {
        return unknown;
    }

    /**
     * Returns a copy of an object with only the fields of its type.
     *
     * @throws IllegalArgumentException in the JSON decoder's words, if a value is of the wrong type
     */
    public ObjectNode decode(ObjectNode object, Struct struct) {
        return struct(object, struct, "");
    }

    private ObjectNode struct(ObjectNode object, Struct struct, String path) {
        ObjectNode copy = KubeJson.object();
        int last = -1;
        boolean ordered = true;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String in = struct.embedded(entry.getKey());
            String own = in.isEmpty() ? entry.getKey() : EMBEDDED + in + "." + EMBEDDED + entry.getKey();
            String here = path.isEmpty() ? own : path + "." + own;
            var field = struct.field(entry.getKey());
            if (field.isPresent()) {
                if (!entry.getValue().isNull()) {
                    int place = struct.place(entry.getKey());
                    ordered &= place > last;
                    last = place;
                    JsonNode value = value(entry.getValue(), field.get().shape(), here, struct.name());
                    if (!typed || !isSwitchedOff(struct, entry.getKey())) {
                        copy.set(entry.getKey(), value);
                    }
                }
            } else if (struct.open()) {
                copy.set(entry.getKey(), entry.getValue().deepCopy());
            } else {
                unknown.add(here.replace(KEY, '.').replaceAll(EMBEDDED + "[^" + EMBEDDED + "]*" + EMBEDDED, ""));
            }
        }
        return ordered || !typed ? copy : ordered(copy, struct);
    }

    private static boolean isSwitchedOff(Struct struct, String field) {
        return SWITCHED_OFF_NAMES.contains(field) && SWITCHED_OFF.contains(simple(struct.name()) + "." + field);
    }

    /** Returns an object with its fields in the order in which a typed server writes them. */
    private static ObjectNode ordered(ObjectNode object, Struct struct) {
        ObjectNode ordered = KubeJson.object();
        for (Shape.Field field : struct.ordered()) {
            JsonNode value = object.get(field.name());
            if (value != null) {
                ordered.set(field.name(), value);
            }
        }
        if (struct.open()) {
            object.properties().forEach(entry -> {
                if (!ordered.has(entry.getKey())) {
                    ordered.set(entry.getKey(), entry.getValue());
                }
            });
        }
        return ordered;
    }

    private JsonNode value(JsonNode value, Shape shape, String path, String owner) {
        if (shape instanceof Struct struct) {
            return value instanceof ObjectNode object
                    ? struct(object, struct, path)
                    : mismatch(value, path, owner, goName(struct));
        }
        if (shape instanceof Shape.ListOf list) {
            return value instanceof ArrayNode array
                    ? list(array, list, path, owner)
                    : mismatch(value, path, owner, "[]" + goName(list.element()));
        }
        if (shape instanceof Shape.MapOf map) {
            return value instanceof ObjectNode object
                    ? map(object, map, path, owner)
                    : mismatch(value, path, owner, "map[string]" + goName(map.value()));
        }
        if (shape instanceof Shape.Scalar scalar && typed) {
            check(value, scalar, path, owner);
        }
        return value.deepCopy();
    }

    private ArrayNode list(ArrayNode array, Shape.ListOf list, String path, String owner) {
        ArrayNode copy = KubeJson.array();
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            copy.add(
                    element.isNull() && typed
                            ? nothing(list.element())
                            : value(element, list.element(), path + "[" + i + "]", owner));
        }
        return copy;
    }

    /** Returns what null stands for where there is no pointer: the value zero. */
    private static JsonNode nothing(Shape shape) {
        if (shape instanceof Struct) {
            return KubeJson.object();
        }
        if (!(shape instanceof Shape.Scalar scalar)) {
            return KubeJson.object().nullNode();
        }
        return switch (scalar.kind()) {
            case STRING -> KubeJson.object().textNode("");
            case NUMBER, LONG, DECIMAL, INT_OR_STRING -> KubeJson.object().numberNode(0);
            case BOOLEAN -> KubeJson.object().booleanNode(false);
            case QUANTITY -> KubeJson.object().textNode("0");
            default -> KubeJson.object().nullNode();
        };
    }

    private ObjectNode map(ObjectNode object, Shape.MapOf map, String path, String owner) {
        ObjectNode copy = KubeJson.object();
        for (Map.Entry<String, JsonNode> entry : new TreeMap<>(KubeJson.fields(object)).entrySet()) {
            JsonNode value = entry.getValue();
            boolean text = map.value() instanceof Shape.Scalar scalar && scalar.kind() == Shape.ScalarKind.STRING;
            if (value.isNull()) {
                if (text) {
                    copy.put(entry.getKey(), "");
                }
            } else {
                copy.set(entry.getKey(), value(value, map.value(), path + KEY + entry.getKey(), owner));
            }
        }
        return copy;
    }

    private void check(JsonNode value, Shape.Scalar scalar, String path, String owner) {
        switch (scalar.kind()) {
            case STRING ->
                require(value.isTextual(), value, path, owner, scalar.type().isEmpty() ? "string" : scalar.type());
            case NUMBER -> require(value.isIntegralNumber() && value.canConvertToInt(), value, path, owner, "int32");
            case LONG -> require(value.isIntegralNumber() && value.canConvertToLong(), value, path, owner, "int64");
            case DECIMAL -> require(value.isNumber(), value, path, owner, "float64");
            case BYTES -> {
                require(value.isTextual(), value, path, owner, "[]uint8");
                requireBase64(value.asText());
            }
            case BOOLEAN -> require(value.isBoolean(), value, path, owner, "bool");
            case TIME -> {
                require(value.isTextual(), value, path, owner, "string");
                requireTime(value.asText());
            }
            case MICROTIME -> {
                require(value.isTextual(), value, path, owner, "string");
                requireTime(value.asText());
                requireMicroseconds(value.asText());
            }
            case QUANTITY -> {
                require(value.isTextual() || value.isNumber(), value, path, owner, "resource.Quantity");
                if (!Quantity.isValid(value.asText())) {
                    throw new IllegalArgumentException("quantities must match the regular expression "
                            + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
                }
            }
            case INT_OR_STRING ->
                require(value.isTextual() || value.isIntegralNumber(), value, path, owner, "intstr.IntOrString");
        }
    }

    private static void requireBase64(String text) {
        String plain = text.replace("\n", "").replace("\r", "");
        int wrong = 0;
        while (wrong < plain.length() && isBase64(plain.charAt(wrong))) {
            wrong++;
        }
        boolean padded = plain.substring(wrong).matches("={0,2}") && plain.length() % 4 == 0;
        if (!padded) {
            throw new IllegalArgumentException(
                    "illegal base64 data at input byte " + (wrong < plain.length() ? wrong : plain.length() / 4 * 4));
        }
    }

    private static boolean isBase64(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    private static void requireTime(String text) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text
                            + "\" as \"2006\"",
                    e);
        }
    }

    private static void requireMicroseconds(String text) {
        if (!text.matches("[^.]*\\.\\d{6}(\\D.*)?")) {
            String rest = text.length() > 19 ? text.substring(19) : text;
            throw new IllegalArgumentException("parsing time \"" + text
                    + "\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"" + rest + "\" as \".000000\"");
        }
    }

    private void require(boolean holds, JsonNode value, String path, String owner, String type) {
        if (!holds) {
            mismatch(value, path, owner, type);
        }
    }

    private JsonNode mismatch(JsonNode value, String path, String owner, String type) {
        if (!typed) {
            return value.deepCopy();
        }
        throw new IllegalArgumentException("json: cannot unmarshal "
                + switch (value.getNodeType()) {
                    case STRING -> "string";
                    case NUMBER ->
                        value.isIntegralNumber() && !type.startsWith("int") ? "number" : "number " + value.asText();
                    case BOOLEAN -> "bool";
                    default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
                }
                + " into Go struct field " + simple(owner) + "."
                + path.replace(String.valueOf(EMBEDDED), "").replaceAll("\\[\\d+]|" + KEY + "[^.\\[" + KEY + "]*", "")
                + " of type "
                + type);
    }

    private static String goName(Shape shape) {
        if (shape instanceof Struct struct) {
            String[] parts = struct.name().split("\\.");
            return (parts.length > 2 ? parts[parts.length - 2] : "v1") + "." + simple(struct.name());
        }
        if (shape instanceof Shape.ListOf list) {
            return "[]" + goName(list.element());
        }
        return shape instanceof Shape.Scalar scalar
                ? switch (scalar.kind()) {
                    case NUMBER -> "int32";
                    case LONG -> "int64";
                    case BOOLEAN -> "bool";
                    case BYTES -> "[]uint8";
                    case QUANTITY -> "resource.Quantity";
                    default -> scalar.type().isEmpty() ? "string" : scalar.type();
                }
                : "interface {}";
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("+", "");
    }
}
