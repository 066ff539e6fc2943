package dev.aks4j.simulated.kubernetes.internal.api;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request. Immutable. */
record Query(Map<String, List<String>> values) {

    static Query of(URI uri) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String text = uri.getRawQuery();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&")) {
                int at = pair.indexOf('=');
                String name = decode(at < 0 ? pair : pair.substring(0, at));
                String value = at < 0 ? "" : decode(pair.substring(at + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String text(String name) {
        return values.getOrDefault(name, List.of("")).get(0);
    }

    boolean flag(String name) {
        return values.containsKey(name)
                && !text(name).equals("false")
                && !text(name).equals("0");
    }

    long number(String name) {
        try {
            return text(name).isEmpty() ? 0 : Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw dev.aks4j.simulated.kubernetes.internal.status.Failures.badRequest(
                    "strconv.ParseInt: parsing \"" + text(name) + "\": invalid syntax");
        }
    }
}
