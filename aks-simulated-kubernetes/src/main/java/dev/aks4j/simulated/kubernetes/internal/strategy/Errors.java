package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects the rules that an object breaks, and what its writer is warned of. Not thread-safe. */
public final class Errors {

    static final String IMMUTABLE = "field is immutable";

    private final List<FieldError> all = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Release release;

    /** Collects for a release. */
    public Errors(Release release) {
        this.release = release;
    }

    /** Returns what was collected. */
    public List<FieldError> all() {
        return all;
    }

    /** Returns what the writer is warned of. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns the release whose rules are followed. */
    public Release release() {
        return release;
    }

    void warn(String text) {
        warnings.add(text);
    }

    void required(String field, String detail) {
        all.add(FieldError.required(field, detail));
    }

    void required(String field) {
        all.add(FieldError.required(field, ""));
    }

    void invalid(String field, Object value, String detail) {
        all.add(FieldError.invalid(field, value, detail));
    }

    void invalid(String field, String detail) {
        all.add(FieldError.invalid(field, detail));
    }

    void each(String field, Object value, List<String> details) {
        details.forEach(detail -> invalid(field, value, detail));
    }

    void notSupported(String field, Object value, String... supported) {
        all.add(FieldError.notSupported(field, value, supported));
    }

    void forbidden(String field, String detail) {
        all.add(FieldError.forbidden(field, detail));
    }

    void duplicate(String field, Object value) {
        all.add(FieldError.duplicate(field, value));
    }

    void notFound(String field, Object value) {
        all.add(FieldError.notFound(field, value));
    }

    void tooLong(String field, int most) {
        all.add(FieldError.tooLong(field, most));
    }

    void tooMany(String field, int count, int most) {
        all.add(FieldError.tooMany(field, count, most));
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

    /** A value that has to be there and one of a set. */
    void requiredOneOf(String field, String value, String... supported) {
        if (value.isEmpty()) {
            required(field);
        } else {
            oneOf(field, value, supported);
        }
    }

    void port(String field, long value) {
        range(field, value, 1, 65_535);
    }

    void range(String field, long value, long low, long high) {
        if (value < low || value > high) {
            invalid(field, value, "must be between " + low + " and " + high + ", inclusive");
        }
    }

    void notNegative(String field, JsonNode value) {
        if (value.isNumber() && value.asLong() < 0) {
            invalid(field, value, "must be greater than or equal to 0");
        }
    }

    void positiveOnly(String field, long value) {
        if (value <= 0) {
            invalid(field, value, "must be positive");
        }
    }

    void positive(String field, long value) {
        if (value <= 0) {
            invalid(field, value, "must be greater than zero");
        }
    }

    void unchanged(String field, JsonNode now, JsonNode before) {
        if (!same(now, before)) {
            invalid(field, now, IMMUTABLE);
        }
    }

    /** As {@link #unchanged}, where releases from 1.37 on no longer repeat the value. */
    void unchangedSilently(String field, JsonNode now, JsonNode before) {
        if (!same(now, before)) {
            if (release.atLeast(37)) {
                invalid(field, com.fasterxml.jackson.databind.node.NullNode.getInstance(), IMMUTABLE);
            } else {
                invalid(field, now, IMMUTABLE);
            }
        }
    }

    /** Returns whether two values are the same, where an absent one and an empty one are. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || isNothing(one) && isNothing(other);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isContainerNode() && node.isEmpty();
    }
}
