package dev.aks4j.simulated.azure.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Assignments of policies that deny writes. Thread-safe. */
public final class DenyPolicies {

    private final List<Policy> all = new CopyOnWriteArrayList<>();

    /**
     * One assignment. Immutable.
     *
     * @param name its name
     * @param type the resource type on whose writes it looks
     * @param pointer where it looks in the body, as a JSON pointer
     * @param value the value that it denies; empty if it denies that there is none
     */
    public record Policy(String name, String type, String pointer, String value) {

        boolean denies(String written, JsonNode body) {
            JsonNode found = body.at(pointer);
            String text = found.isMissingNode() || found.isNull() ? "" : found.asText();
            return type.equalsIgnoreCase(written) && text.equals(value);
        }
    }

    /** Assigns one. */
    public void add(Policy policy) {
        all.add(policy);
    }

    /** Takes one back. */
    public void remove(String name) {
        all.removeIf(policy -> policy.name().equals(name));
    }

    /** Tells whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns the first one that denies a write. */
    public Optional<Policy> against(String type, JsonNode body) {
        return all.stream().filter(policy -> policy.denies(type, body)).findFirst();
    }
}
