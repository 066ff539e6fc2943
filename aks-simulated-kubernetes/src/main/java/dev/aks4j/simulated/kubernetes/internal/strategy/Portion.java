package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers that may be given as a share of a whole, such as {@code 25%}. Stateless. */
public final class Portion {

    private Portion() {}

    /**
     * Returns the number that a value stands for.
     *
     * @param total what a percentage refers to
     * @param up whether a share is rounded up
     */
    public static int of(JsonNode value, int total, boolean up) {
        String text = value.asText("0");
        if (!text.endsWith("%")) {
            return value.asInt();
        }
        double share = Integer.parseInt(text.substring(0, text.length() - 1)) * total / 100.0;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    /** Returns whether a text is a whole number followed by a percent sign. */
    static boolean isPercentage(String text) {
        return text.matches("\\d+%");
    }
}
