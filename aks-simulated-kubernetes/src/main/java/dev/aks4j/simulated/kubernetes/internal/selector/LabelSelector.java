package dev.aks4j.simulated.kubernetes.internal.selector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A condition on labels: a list of requirements that must all hold. Immutable. */
public record LabelSelector(List<Requirement> requirements) {

    /** The selector that every object matches. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** What one key must satisfy; operators as in label selectors: {@code =}, {@code !=}, {@code in}, and so on. */
    public record Requirement(String key, Operator operator, List<String> values) {

        boolean holds(JsonNode labels) {
            JsonNode value = labels.path(key);
            boolean present = !value.isMissingNode();
            return switch (operator) {
                case IN -> present && values.contains(value.asText());
                case NOT_IN -> !present || !values.contains(value.asText());
                case EXISTS -> present;
                case NOT_EXISTS -> !present;
                case GREATER -> present && number(value.asText()) > number(values.get(0));
                case LESS -> present && number(value.asText()) < number(values.get(0));
            };
        }

        private static long number(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return Long.MIN_VALUE;
            }
        }
    }

    /** How a requirement compares. */
    public enum Operator {
        /** The label is there and has one of the values. */
        IN,
        /** The label is absent or has none of the values. */
        NOT_IN,
        /** The label is there. */
        EXISTS,
        /** The label is absent. */
        NOT_EXISTS,
        /** The label is a number above the value. */
        GREATER,
        /** The label is a number below the value. */
        LESS
    }

    /**
     * Parses a query parameter, such as {@code app=web,tier in (a, b),!canary}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static LabelSelector parse(String text) {
        return text.isBlank() ? EVERYTHING : new LabelSelectorParser(text).parse();
    }

    /** Reads a {@code matchLabels} and {@code matchExpressions} object; an empty one matches everything. */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements =
                new ArrayList<>(map(selector.path("matchLabels")).requirements());
        for (JsonNode expression : selector.path("matchExpressions")) {
            requirements.add(expression(expression));
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    /** Reads one {@code key, operator, values} object, as in label selectors and node affinities. */
    public static Requirement expression(JsonNode expression) {
        Operator operator =
                switch (KubeJson.text(expression, "operator")) {
                    case "NotIn" -> Operator.NOT_IN;
                    case "Exists" -> Operator.EXISTS;
                    case "DoesNotExist" -> Operator.NOT_EXISTS;
                    case "Gt" -> Operator.GREATER;
                    case "Lt" -> Operator.LESS;
                    default -> Operator.IN;
                };
        return new Requirement(KubeJson.text(expression, "key"), operator, KubeJson.texts(expression.path("values")));
    }

    /** Reads a plain map of labels that must be equal. */
    public static LabelSelector map(JsonNode labels) {
        List<Requirement> requirements = new ArrayList<>();
        for (Map.Entry<String, String> label : KubeJson.strings(labels).entrySet()) {
            requirements.add(new Requirement(label.getKey(), Operator.IN, List.of(label.getValue())));
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    /** Returns whether labels satisfy every requirement. */
    public boolean matches(JsonNode labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.holds(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether an object's labels satisfy every requirement. */
    public boolean matchesObject(JsonNode object) {
        return requirements.isEmpty() || matches(object.path("metadata").path("labels"));
    }

    /** Returns the selector as a query parameter. */
    @Override
    public String toString() {
        return requirements.stream()
                .map(one -> switch (one.operator()) {
                    case IN ->
                        one.values().size() == 1
                                ? one.key() + "=" + one.values().get(0)
                                : one.key() + " in (" + String.join(",", one.values()) + ")";
                    case NOT_IN -> one.key() + " notin (" + String.join(",", one.values()) + ")";
                    case EXISTS -> one.key();
                    case NOT_EXISTS -> "!" + one.key();
                    case GREATER -> one.key() + ">" + one.values().get(0);
                    case LESS -> one.key() + "<" + one.values().get(0);
                })
                .collect(Collectors.joining(","));
    }
}
