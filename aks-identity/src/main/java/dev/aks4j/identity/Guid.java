package dev.aks4j.identity;

/** What a GUID looks like. */
final class Guid {
    private static final String PATTERN = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private Guid() {}

    static boolean matches(String text) {
        return text.matches(PATTERN);
    }
}
