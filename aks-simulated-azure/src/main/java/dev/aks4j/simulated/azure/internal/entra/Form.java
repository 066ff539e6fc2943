package dev.aks4j.simulated.azure.internal.entra;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A form or a query, decoded. Does not show its values, which contain secrets. Immutable. */
final class Form {

    private final Map<String, String> fields = new LinkedHashMap<>();

    Form(String encoded) {
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "form with " + fields.keySet();
    }
}
