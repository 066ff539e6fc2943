package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;

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
        return new FieldError(
                field, "FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail);
    }

    /** A value that is not allowed; texts are quoted. */
    public static FieldError invalid(String field, Object value, String detail) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value: " + show(value) + ": " + detail);
    }

    /** A value that is not one of a fixed set. */
    public static FieldError notSupported(String field, String value, String... supported) {
        StringBuilder values = new StringBuilder();
        for (String one : supported) {
            values.append(values.isEmpty() ? "" : ", ").append('"').append(one).append('"');
        }
        return new FieldError(
                field, "FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: " + values);
    }

    /** A value that may not be given or changed here. */
    public static FieldError forbidden(String field, String detail) {
        return new FieldError(field, "FieldValueForbidden", "Forbidden: " + detail);
    }

    /** A value that occurs twice. */
    public static FieldError duplicate(String field, Object value) {
        return new FieldError(field, "FieldValueDuplicate", "Duplicate value: " + show(value));
    }

    /** A value that is too long; its text is not repeated. */
    public static FieldError tooLong(String field, int most) {
        return new FieldError(field, "FieldValueTooLong", "Too long: may not be more than " + most + " bytes");
    }

    /** A value of the wrong JSON type. */
    public static FieldError typeInvalid(String field, Object value, String detail) {
        return new FieldError(field, "FieldValueTypeInvalid", "Invalid value: " + show(value) + ": " + detail);
    }

    private static String show(Object value) {
        if (value instanceof JsonNode node) {
            return node.isNull() || node.isMissingNode() ? "null" : node.toString();
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
