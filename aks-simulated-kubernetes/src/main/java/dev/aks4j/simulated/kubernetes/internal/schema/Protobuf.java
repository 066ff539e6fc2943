package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Instant;
import java.util.Base64;

/** Reads objects in the protobuf form that {@code kubectl} sends for built-in types. Stateless. */
public final class Protobuf {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Protobuf() {}

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is malformed or of a type without known field numbers
     */
    public static ObjectNode read(byte[] body) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (body.length <= i || body[i] != MAGIC[i]) {
                throw new IllegalArgumentException("provided data does not appear to be a protobuf message");
            }
        }
        ProtobufReader envelope = new ProtobufReader(java.util.Arrays.copyOfRange(body, MAGIC.length, body.length));
        String apiVersion = "";
        String kind = "";
        byte[] raw = new byte[0];
        for (int field = envelope.next(); field != 0; field = envelope.next()) {
            if (field == 1) {
                ProtobufReader type = new ProtobufReader(envelope.block());
                for (int part = type.next(); part != 0; part = type.next()) {
                    apiVersion = part == 1 ? type.text() : apiVersion;
                    kind = part == 2 ? type.text() : kind;
                }
            } else if (field == 2) {
                raw = envelope.block();
            }
        }
        ObjectNode object = KubeJson.object().put("apiVersion", apiVersion).put("kind", kind);
        message(raw, typeName(apiVersion, kind), shape(apiVersion, kind), object);
        return object;
    }

    private static String typeName(String apiVersion, String kind) {
        if (kind.equals("DeleteOptions")) {
            return "meta.v1.DeleteOptions";
        }
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash).replaceAll("\\..*", "");
        return group + "." + apiVersion.substring(slash + 1) + "." + kind;
    }

    private static Struct shape(String apiVersion, String kind) {
        return Shapes.find(typeName(apiVersion, kind))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\""));
    }

    private static void message(byte[] bytes, String type, Struct struct, ObjectNode object) {
        ProtobufReader reader = new ProtobufReader(bytes);
        for (int number = reader.next(); number != 0; number = reader.next()) {
            Numbers.Field field = Numbers.of(type).get(number);
            if (field == null) {
                continue;
            }
            if (!field.inlined().isEmpty()) {
                message(reader.block(), field.inlined(), struct, object);
            } else {
                struct.field(field.name()).ifPresent(known -> add(object, field, known.shape(), reader));
            }
        }
    }

    private static void add(ObjectNode object, Numbers.Field field, Shape shape, ProtobufReader reader) {
        if (shape instanceof Shape.ListOf list) {
            JsonNode element = value(list.element(), reader, field.bytes());
            KubeJson.makeArray(object, field.name()).add(element);
        } else if (shape instanceof Shape.MapOf map) {
            entry(KubeJson.make(object, field.name()), map.value(), reader.block(), field.bytes());
        } else {
            JsonNode value = value(shape, reader, field.bytes());
            boolean zero = value.isNull()
                    || value.isTextual() && value.asText().isEmpty()
                    || value.isNumber() && value.asLong() == 0
                    || value.isBoolean() && !value.asBoolean();
            if (!zero || field.keepsZero() && !value.isNull()) {
                object.set(field.name(), value);
            }
        }
    }

    private static void entry(ObjectNode map, Shape shape, byte[] bytes, boolean binary) {
        ProtobufReader reader = new ProtobufReader(bytes);
        String key = "";
        JsonNode value = NODES.textNode("");
        for (int number = reader.next(); number != 0; number = reader.next()) {
            if (number == 1) {
                key = reader.text();
            } else if (number == 2) {
                value = value(shape, reader, binary);
            }
        }
        map.set(key, value);
    }

    private static JsonNode value(Shape shape, ProtobufReader reader, boolean binary) {
        if (shape instanceof Struct struct) {
            ObjectNode object = KubeJson.object();
            message(reader.block(), struct.name(), struct, object);
            return object;
        }
        if (shape instanceof Shape.ListOf list) {
            return KubeJson.array().add(value(list.element(), reader, binary));
        }
        if (!(shape instanceof Shape.Scalar scalar)) {
            byte[] raw = field(reader.block(), 1);
            return raw.length == 0 ? NODES.nullNode() : KubeJson.parse(raw);
        }
        return switch (scalar.kind()) {
            case STRING -> NODES.textNode(binary ? Base64.getEncoder().encodeToString(reader.block()) : reader.text());
            case BYTES -> NODES.textNode(Base64.getEncoder().encodeToString(reader.block()));
            case DECIMAL -> NODES.numberNode(Double.longBitsToDouble(reader.number()));
            case NUMBER, LONG -> number(reader.number());
            case BOOLEAN -> NODES.booleanNode(reader.number() != 0);
            case QUANTITY ->
                NODES.textNode(new String(field(reader.block(), 1), java.nio.charset.StandardCharsets.UTF_8));
            case TIME, MICROTIME -> time(reader.block());
            case INT_OR_STRING -> intOrString(reader.block());
        };
    }

    private static JsonNode number(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static byte[] field(byte[] message, int wanted) {
        ProtobufReader reader = new ProtobufReader(message);
        for (int number = reader.next(); number != 0; number = reader.next()) {
            if (number == wanted && reader.isBlock()) {
                return reader.block();
            }
        }
        return new byte[0];
    }

    private static JsonNode time(byte[] message) {
        ProtobufReader reader = new ProtobufReader(message);
        long seconds = 0;
        long nanos = 0;
        for (int number = reader.next(); number != 0; number = reader.next()) {
            seconds = number == 1 ? reader.number() : seconds;
            nanos = number == 2 ? reader.number() : nanos;
        }
        return seconds == 0
                ? NODES.nullNode()
                : NODES.textNode(Instant.ofEpochSecond(seconds, nanos).toString());
    }

    private static JsonNode intOrString(byte[] message) {
        ProtobufReader reader = new ProtobufReader(message);
        boolean text = false;
        JsonNode value = NODES.numberNode(0);
        JsonNode words = NODES.textNode("");
        for (int number = reader.next(); number != 0; number = reader.next()) {
            text = number == 1 ? reader.number() == 1 : text;
            value = number == 2 ? number(reader.number()) : value;
            words = number == 3 ? NODES.textNode(reader.text()) : words;
        }
        return text ? words : value;
    }
}
