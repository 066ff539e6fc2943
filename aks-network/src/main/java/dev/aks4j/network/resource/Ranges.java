package dev.aks4j.network.resource;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import java.util.Optional;

/** Reads ranges and addresses that may be something else. */
final class Ranges {

    private Ranges() {}

    static Optional<Cidr> read(String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (AksException e) {
            return Optional.empty();
        }
    }

    /** Reads a range, or a single address as the range of itself. */
    static Optional<Cidr> readAny(String text) {
        return text.contains("/") ? read(text) : read(text + (text.contains(":") ? "/128" : "/32"));
    }

    static boolean isIpv4Address(String text) {
        return read(text + "/32").isPresent();
    }

    /** Whether a text is a service tag: a word, with words after dots. */
    static boolean isTag(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");
    }
}
