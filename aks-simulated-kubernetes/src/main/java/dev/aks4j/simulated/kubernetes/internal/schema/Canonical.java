package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Writes an object as a typed server writes it back: what has no value is left out or is there always, as the field has
 * it; quantities and times have one form. Stateless.
 */
public final class Canonical {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Canonical() {}

    /** Changes an object to the form in which it is stored. */
    public static void apply(ObjectNode object, Struct struct) {
        for (Shape.Field field : struct.ordered()) {
            JsonNode value = object.get(field.name());
            if (value == null || value.isNull()) {
                absent(object, field, value != null);
                continue;
            }
            JsonNode canonical = value(value, field.shape());
            boolean zero = isZero(canonical, field.shape());
            if (zero && field.presence() == Shape.Presence.OMITTED) {
                object.remove(field.name());
            } else if (zero
                    && field.presence() == Shape.Presence.ALWAYS
                    && canonical.isContainerNode()
                    && !(field.shape() instanceof Struct)) {
                object.putNull(field.name());
            } else if (canonical != value) {
                object.set(field.name(), canonical);
            }
        }
    }

    private static void absent(ObjectNode object, Shape.Field field, boolean isNull) {
        switch (field.presence()) {
            case ALWAYS -> object.set(field.name(), zero(field.shape()));
            case NULLABLE -> object.putNull(field.name());
            default -> {
                if (isNull) {
                    object.remove(field.name());
                }
            }
        }
    }

    private static JsonNode value(JsonNode value, Shape shape) {
        if (shape instanceof Struct struct) {
            if (value instanceof ObjectNode object) {
                apply(object, struct);
            }
        } else if (shape instanceof Shape.ListOf list) {
            if (value instanceof ArrayNode array && !isPlain(list.element())) {
                for (int i = 0; i < array.size(); i++) {
                    JsonNode element = array.get(i);
                    JsonNode canonical = value(element, list.element());
                    if (canonical != element) {
                        array.set(i, canonical);
                    }
                }
            }
        } else if (shape instanceof Shape.MapOf map) {
            if (value instanceof ObjectNode object && !isPlain(map.value())) {
                for (Map.Entry<String, JsonNode> entry : object.properties()) {
                    JsonNode canonical = value(entry.getValue(), map.value());
                    if (map.value() instanceof Shape.Scalar) {
                        canonical = milli(canonical);
                    }
                    if (canonical != entry.getValue()) {
                        entry.setValue(canonical);
                    }
                }
            }
        } else if (shape instanceof Shape.Scalar scalar) {
            return scalar(value, scalar.kind());
        }
        return value;
    }

    /** Amounts of resources are kept in thousandths at most, rounded up. */
    private static JsonNode milli(JsonNode quantity) {
        String text = quantity.asText();
        if (text.endsWith("n") || text.endsWith("u")) {
            return TextNode.valueOf(
                    Quantity.canonical(Quantity.value(text).setScale(3, java.math.RoundingMode.CEILING)));
        }
        return quantity;
    }

    private static boolean isPlain(Shape shape) {
        return shape instanceof Shape.Scalar scalar
                && switch (scalar.kind()) {
                    case QUANTITY, TIME, MICROTIME -> false;
                    default -> true;
                };
    }

    private static JsonNode scalar(JsonNode value, Shape.ScalarKind kind) {
        return switch (kind) {
            case QUANTITY -> {
                String canonical = Quantity.canonical(value.asText().strip());
                yield value.isTextual() && canonical.equals(value.asText()) ? value : TextNode.valueOf(canonical);
            }
            case TIME ->
                value.asText().endsWith("Z") && value.asText().length() == 20
                        ? value
                        : TextNode.valueOf(OffsetDateTime.parse(value.asText())
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toInstant()
                                .toString());
            case MICROTIME ->
                TextNode.valueOf(OffsetDateTime.parse(value.asText())
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .format(MICROS));
            default -> value;
        };
    }

    private static JsonNode zero(Shape shape) {
        if (shape instanceof Struct struct) {
            ObjectNode object = NODES.objectNode();
            apply(object, struct);
            return object;
        }
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case STRING -> TextNode.valueOf("");
                case NUMBER, LONG, DECIMAL, INT_OR_STRING -> NODES.numberNode(0);
                case BOOLEAN -> NODES.booleanNode(false);
                case QUANTITY -> TextNode.valueOf("0");
                default -> NODES.nullNode();
            };
        }
        return NODES.nullNode();
    }

    private static boolean isZero(JsonNode value, Shape shape) {
        if (value.isTextual()) {
            return value.asText().isEmpty();
        }
        if (value.isNumber()) {
            return value.asDouble() == 0;
        }
        if (value.isBoolean()) {
            return !value.asBoolean();
        }
        if (shape instanceof Struct struct) {
            return value.isEmpty() || value.equals(zero(struct));
        }
        return value.isContainerNode() && value.isEmpty() && shape != Shape.ANY;
    }
}
