package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The resources that a document names by their ids. What a plan makes of them comes before the document is sent. */
public final class References {

    /** Stands for the subscription in a document that is written before one is chosen. */
    public static final String NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

    private static final String PLACEHOLDER = "/subscriptions/" + NO_SUBSCRIPTION;

    private References() {}

    /** Returns the ids of resources that are values anywhere in the document; relative where no subscription was chosen. */
    public static Set<ResourceId> in(Json document) {
        Set<ResourceId> found = new LinkedHashSet<>();
        gather(document, found);
        return found;
    }

    private static void gather(Json node, Set<ResourceId> found) {
        if (node.isText()) {
            read(node.asText()).ifPresent(found::add);
        } else if (node.isArray()) {
            node.forEach(element -> gather(element, found));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> gather(entry.getValue(), found));
        }
    }

    private static Optional<ResourceId> read(String text) {
        if (!text.regionMatches(true, 0, "/subscriptions/", 0, 15) || !text.contains("/providers/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ResourceId.parse(text.startsWith(PLACEHOLDER) ? text.substring(PLACEHOLDER.length()) : text));
        } catch (AksException e) {
            // A text that begins like an id and is none is judged by the rules of its property.
            return Optional.empty();
        }
    }
}
