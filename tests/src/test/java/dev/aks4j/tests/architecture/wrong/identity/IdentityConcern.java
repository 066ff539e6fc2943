package dev.aks4j.tests.architecture.wrong.identity;

/** Knows the test kit, and reads the clock. */
public final class IdentityConcern {
    Class<?> other = dev.aks4j.tests.architecture.wrong.testkit.Double.class;
    Object now = java.time.Instant.now();

    protected com.fasterxml.jackson.databind.JsonNode shown() {
        throw new UnsupportedOperationException();
    }
}
