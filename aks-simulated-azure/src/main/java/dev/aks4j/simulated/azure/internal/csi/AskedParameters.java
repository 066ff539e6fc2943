package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What a driver was asked with, once it has taken it: keys without regard to case, an empty text counts as missing. Immutable. */
final class AskedParameters {

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    AskedParameters(Map<String, String> given) {
        values.putAll(given);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    Optional<Integer> number(String key) {
        return text(key).map(Integer::valueOf);
    }

    /** Returns whether a parameter says true in any letter case. */
    boolean isTrue(String key) {
        return text(key).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Returns what Go reads of a boolean, if the parameter is there. */
    Optional<Boolean> parsed(String key) {
        return text(key).map(value -> value.matches("1|t|T|TRUE|true|True"));
    }

    String sku(String otherwise) {
        return text("skuName").or(() -> text("storageAccountType")).orElse(otherwise);
    }

    /** Writes the tags of a parameter, their values filled in for the volume. */
    void tags(ObjectNode into, UnaryOperator<String> filled) {
        text("tags").ifPresent(tags -> {
            for (String tag : tags.split(Pattern.quote(text("tagValueDelimiter").orElse(",")), -1)) {
                int equals = tag.indexOf('=');
                into.put(
                        tag.substring(0, equals).strip(),
                        filled.apply(tag.substring(equals + 1).strip()));
            }
        });
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
