package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A resource of a template, of which all is known but what depends on others. Immutable, but for the tree.
 *
 * @param symbol its symbolic name, or its id if the template gives none
 * @param id its id
 * @param apiVersion the version of the API by which it is written
 * @param source its source in the template
 * @param waitsFor names and ids of those that must be there before it
 * @param copy its number in its loop
 * @param existing whether it is only read
 */
record DeployedResource(
        String symbol,
        String id,
        String apiVersion,
        ObjectNode source,
        List<String> waitsFor,
        Optional<Integer> copy,
        boolean existing) {

    private static final List<String> OF_THE_TEMPLATE = List.of(
            "type",
            "name",
            "apiversion",
            "dependson",
            "condition",
            "copy",
            "scope",
            "comments",
            "metadata",
            "resources",
            "existing",
            "resourcegroup",
            "subscriptionid");

    /** Tells whether somebody means this resource: by its id, its symbol, its name, or its loop's name. */
    boolean isMeantBy(String reference) {
        String loop = source.at("/copy/name").asText("");
        return reference.equalsIgnoreCase(id)
                || reference.equalsIgnoreCase(symbol)
                || reference.equalsIgnoreCase(loop)
                || !reference.contains("/")
                        && id.toLowerCase(Locale.ROOT).endsWith("/" + reference.toLowerCase(Locale.ROOT))
                || reference.contains("/")
                        && !reference.startsWith("/")
                        && id.toLowerCase(Locale.ROOT).endsWith("/" + reference.toLowerCase(Locale.ROOT));
    }

    /** Returns what of the source is the resource's own. */
    ObjectNode body() {
        ObjectNode body = source.deepCopy();
        body.properties()
                .removeIf(field -> OF_THE_TEMPLATE.contains(field.getKey().toLowerCase(Locale.ROOT)));
        return body;
    }

    /** Returns the last segment of its id. */
    String name() {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
