package dev.aks4j.core.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.aks4j.core.model.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** JSON as text: the only place where Jackson reads or writes for this library. */
public final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** Reads a text; empty if it is no JSON. */
    public static Optional<Json> read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return Optional.of(parser.nextToken() == null ? Json.missing() : value(parser));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns where a text stops being JSON: {@code line 3, column 14}; empty if it is JSON. */
    public static Optional<String> fault(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != null) {
                value(parser);
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            return Optional.of("an unknown place");
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Json.ObjectBuilder object = Json.object();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object.build();
            }
            case START_ARRAY -> {
                Json.ArrayBuilder array = Json.array();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array.build();
            }
            case VALUE_NUMBER_INT -> Json.of(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> Json.of(parser.getDecimalValue());
            case VALUE_TRUE -> Json.of(true);
            case VALUE_FALSE -> Json.of(false);
            case VALUE_NULL -> Json.ofNull();
            default -> Json.of(parser.getText());
        };
    }

    /** Writes a value as compact JSON. */
    public static String write(Json json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            write(json, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail.", e);
        }
        return text.toString();
    }

    private static void write(Json json, JsonGenerator to) throws IOException {
        if (json.isObject()) {
            to.writeStartObject();
            for (Map.Entry<String, Json> member : json.properties()) {
                to.writeFieldName(member.getKey());
                write(member.getValue(), to);
            }
            to.writeEndObject();
        } else if (json.isArray()) {
            to.writeStartArray();
            for (Json element : json) {
                write(element, to);
            }
            to.writeEndArray();
        } else if (json.isText()) {
            to.writeString(json.asText());
        } else if (json.isNumber()) {
            to.writeNumber(json.asText());
        } else if (json.isBoolean()) {
            to.writeBoolean(json.asBoolean());
        } else if (json.isNull()) {
            to.writeNull();
        }
    }
}
