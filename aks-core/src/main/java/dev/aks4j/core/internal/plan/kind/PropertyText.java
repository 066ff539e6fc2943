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
        return text(path, SecretGuard.masked(address, path, value));
    }

    /** Returns a value of any resource as it may be shown. */
    public static String value(String path, Json value) {
        return text(path, SecretGuard.masked(path, value));
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
            return shorten(value.asText().isEmpty() ? "\"\"" : value.asText());
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(path, item)));
            return shorten(items.stream().collect(Collectors.joining(", ", "[", "]")));
        }
        if (value.isObject()) {
            return shorten(value.properties().stream()
                    .map(entry -> entry.getKey() + ": " + text(path, entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}")));
        }
        return shorten(value.toString());
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
