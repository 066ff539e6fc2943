package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The parameters that a driver is asked with: their keys in lower case, what Go reads in them. */
final class DriverRequest {

    /** What the provisioner adds of its own. */
    static final Set<String> METADATA =
            Set.of("csi.storage.k8s.io/pvc/name", "csi.storage.k8s.io/pvc/namespace", "csi.storage.k8s.io/pv/name");

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Takes what the provisioner leaves; its keys of its own are gone. */
    DriverRequest(Map<String, String> parameters) {
        new TreeMap<>(parameters).forEach((key, value) -> values.put(key.toLowerCase(Locale.ROOT), value));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Returns a parameter; empty text if it is missing. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    String text(String key, String otherwise) {
        String value = text(key);
        return value.isEmpty() ? otherwise : value;
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** Returns whether a parameter says true, in any letter case. */
    boolean isTrue(String key) {
        return text(key).equalsIgnoreCase("true");
    }

    /** Reads a boolean as Go does; false if it is missing. */
    boolean parsed(String key, String text) {
        if (!has(key)) {
            return false;
        }
        String value = text(key);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw DriverRefusal.invalid(text.formatted(key, value));
        }
        return TRUE.contains(value);
    }

    /** Refuses a value that is not one of a list; an empty one counts as missing. */
    void oneOf(String key, List<String> known, String text) {
        String value = text(key);
        if (!value.isEmpty() && !known.contains(value)) {
            throw DriverRefusal.invalid(text.formatted(value, String.join(" ", known)));
        }
    }

    /** Returns what Go says of a text that is no whole number; empty text if it is one. */
    static String notANumber(String value) {
        if (!value.matches("[+-]?[0-9]+")) {
            return "strconv.Atoi: parsing \"" + value + "\": invalid syntax";
        }
        try {
            Long.parseLong(value);
            return "";
        } catch (NumberFormatException tooLarge) {
            return "strconv.Atoi: parsing \"" + value + "\": value out of range";
        }
    }

    /** Whether Go reads a whole number of 32 bits. */
    static boolean isInt32(String value) {
        return value.matches("[+-]?0*[0-9]{1,10}") && Math.abs(Long.parseLong(value)) <= Integer.MAX_VALUE;
    }

    /** Reads tags as the drivers do. */
    void tags(String word, boolean strictKeys, String prefix) {
        String tags = text("tags");
        if (tags.isEmpty()) {
            return;
        }
        String delimiter = text("tagvaluedelimiter", ",");
        for (String tag : tags.split(Pattern.quote(delimiter), -1)) {
            int equals = tag.indexOf('=');
            String key = equals < 0 ? "" : tag.substring(0, equals).strip();
            if (key.isEmpty()) {
                throw DriverRefusal.invalid(prefix + word + " '" + tags
                        + "' are invalid, the format should like: 'key1=value1" + delimiter + "key2=value2'");
            }
            if (strictKeys && key.matches(".*[<>%&?\\\\/].*")) {
                throw DriverRefusal.invalid(prefix + "tag key '" + key + "' contains invalid characters");
            }
        }
    }
}
