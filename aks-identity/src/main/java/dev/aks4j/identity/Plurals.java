package dev.aks4j.identity;

import java.util.Locale;

/** The plural by which roles name a kind, as API servers make it for the kinds that come with Kubernetes. */
final class Plurals {

    private Plurals() {}

    static String of(String kind) {
        String singular = kind.toLowerCase(Locale.ROOT);
        if (singular.equals("endpoints")) {
            return singular;
        }
        if (singular.endsWith("s") || singular.endsWith("x") || singular.endsWith("ch")) {
            return singular + "es";
        }
        return singular.matches(".*[^aeiou]y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
    }
}
