package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes properties and their values for people. */
public final class PropertyText {

    private static final int LONGEST_VALUE = 60;

    /** So much of what two values share is shown before what tells them apart. */
    private static final int SHARED = 20;

    private PropertyText() {}

    /** Returns a path as people name a property: {@code agentPoolProfiles.apps.count}. */
    public static String property(String path) {
        String inner = path.startsWith("/properties/") ? path.substring("/properties".length()) : path;
        return Arrays.stream(inner.substring(Math.min(1, inner.length())).split("/"))
                .map(Documents::unescape)
                .collect(Collectors.joining("."));
    }

    /** Returns a value as it may be shown: secrets masked, late values by what will know them. */
    public static String value(Address address, String path, Json value) {
        return shorten(text(path, SecretGuard.masked(address, path, value)));
    }

    /** Returns a value as it may be shown beside another one: where both are long, what tells them apart is not cut away. */
    public static String value(Address address, String path, Json value, Json beside) {
        String whole = text(path, SecretGuard.masked(address, path, value));
        String other = text(path, SecretGuard.masked(address, path, beside));
        return shorten(whole).equals(shorten(other)) ? around(whole, differsAt(whole, other)) : shorten(whole);
    }

    /** Returns a value of any resource as it may be shown. */
    public static String value(String path, Json value) {
        return shorten(text(path, SecretGuard.masked(path, value)));
    }

    private static String text(String path, Json value) {
        if (LateValue.read(value).isPresent()) {
            return "(known after " + LateValue.read(value).get().id().name() + ")";
        }
        if (SecretValue.read(value).isPresent()) {
            return "(secret)";
        }
        if (value.isMissing() || value.isNull()) {
            return "(none)";
        }
        if (value.isText()) {
            return value.asText().isEmpty() ? "\"\"" : value.asText();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(path, item)));
            return items.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + ": " + text(path, entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** An id says at its end which resource it is. */
    private static String shorten(String text) {
        int longest = LONGEST_VALUE - 1;
        if (text.length() <= LONGEST_VALUE) {
            return text;
        }
        return text.startsWith("/") ? "…" + text.substring(text.length() - longest) : text.substring(0, longest) + "…";
    }

    private static int differsAt(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Returns the part of a long text in which something is. */
    private static String around(String text, int at) {
        if (text.length() <= LONGEST_VALUE) {
            return text;
        }
        int from = Math.max(0, Math.min(at - SHARED, text.length() - LONGEST_VALUE + 1));
        int to = Math.min(text.length(), from + LONGEST_VALUE - 2);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }
}
