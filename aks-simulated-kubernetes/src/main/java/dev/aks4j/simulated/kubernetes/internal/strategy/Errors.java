package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects the rules that an object breaks. Not thread-safe. */
public final class Errors {

    private static final String IMMUTABLE = "field is immutable";

    private final List<FieldError> all = new ArrayList<>();

    /** Returns what was collected. */
    public List<FieldError> all() {
        return all;
    }

    void required(String field, String detail) {
        all.add(FieldError.required(field, detail));
    }

    void invalid(String field, Object value, String detail) {
        all.add(FieldError.invalid(field, value, detail));
    }

    void notSupported(String field, String value, String... supported) {
        all.add(FieldError.notSupported(field, value, supported));
    }

    void forbidden(String field, String detail) {
        all.add(FieldError.forbidden(field, detail));
    }

    void duplicate(String field, Object value) {
        all.add(FieldError.duplicate(field, value));
    }

    void tooLong(String field, int most) {
        all.add(FieldError.tooLong(field, most));
    }

    /** Adds a rule that was found broken. */
    public void add(FieldError error) {
        all.add(error);
    }

    void oneOf(String field, String value, String... supported) {
        if (!List.of(supported).contains(value)) {
            notSupported(field, value, supported);
        }
    }

    void port(String field, long value) {
        if (value < 1 || value > 65_535) {
            invalid(field, value, "must be between 1 and 65535, inclusive");
        }
    }

    void notNegative(String field, JsonNode value) {
        if (value.isNumber() && value.asLong() < 0) {
            invalid(field, value, "must be greater than or equal to 0");
        }
    }

    void unchanged(String field, JsonNode now, JsonNode before) {
        if (!now.equals(before)) {
            invalid(field, now, IMMUTABLE);
        }
    }
}
