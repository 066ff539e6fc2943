package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One rule that an object breaks, in the words of the API server.
 *
 * @param field where, such as {@code spec.ports[0].port}
 * @param reason the machine-readable reason, such as {@code FieldValueInvalid}
 * @param message what is wrong, without the place
 */
public record FieldError(String field, String reason, String message) {

    /** Returns the place and what is wrong. */
    public String text() {
        return field + ": " + message;
    }

    /** A value that is required is absent. */
    public static FieldError required(String field, String detail) {
        return new FieldError(field, "FieldValueRequired", "Required value" + more(detail));
    }

    /** A value that is not allowed; texts are quoted. */
    public static FieldError invalid(String field, Object value, String detail) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value: " + show(value) + more(detail));
    }

    /** A value that is not allowed and is not repeated. */
    public static FieldError invalid(String field, String detail) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value" + more(detail));
    }

    /** A value that is not one of a fixed set. */
    public static FieldError notSupported(String field, Object value, String... supported) {
        String values = Arrays.stream(supported).map(FieldError::quote).collect(Collectors.joining(", "));
        return new FieldError(
                field, "FieldValueNotSupported", "Unsupported value: " + show(value) + ": supported values: " + values);
    }

    /** A value that may not be given or changed here. */
    public static FieldError forbidden(String field, String detail) {
        return new FieldError(field, "FieldValueForbidden", "Forbidden" + more(detail));
    }

    /** A value that occurs twice. */
    public static FieldError duplicate(String field, Object value) {
        return new FieldError(field, "FieldValueDuplicate", "Duplicate value: " + show(value));
    }

    /** A value that names something that is not there. */
    public static FieldError notFound(String field, Object value) {
        return new FieldError(field, "FieldValueNotFound", "Not found: " + show(value));
    }

    /** A value that is too long; its text is not repeated. */
    public static FieldError tooLong(String field, int most) {
        return new FieldError(field, "FieldValueTooLong", "Too long: may not be more than " + most + " bytes");
    }

    /** A list with too many elements. */
    public static FieldError tooMany(String field, int count, int most) {
        return new FieldError(
                field, "FieldValueTooMany", "Too many: " + count + ": must have at most " + most + " items");
    }

    /** A value of the wrong JSON type. */
    public static FieldError typeInvalid(String field, Object value, String detail) {
        return new FieldError(field, "FieldValueTypeInvalid", "Invalid value: " + show(value) + more(detail));
    }

    private static String more(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private static String show(Object value) {
        if (value instanceof JsonNode node) {
            if (node.isTextual()) {
                return quote(node.asText());
            }
            return node.isNull() || node.isMissingNode() ? "null" : escape(node.toString());
        }
        return value instanceof String text ? quote(text) : String.valueOf(value);
    }

    private static String escape(String json) {
        return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    }

    /** Returns a text in quotes, as Go's {@code %q} writes it. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || c == 127) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
