package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The Azure resources that a document names: by their ids, as texts or as names of fields, and by late values. */
public final class Mentions {

    private Mentions() {}

    /** Returns the resources that a document names with their subscription. */
    public static Set<Address> in(Json document) {
        Set<Address> found = new LinkedHashSet<>();
        collect(document, found);
        return found;
    }

    private static void collect(Json node, Set<Address> found) {
        if (node.isText()) {
            add(node.asText(), found);
        } else if (node.isObject()) {
            for (Map.Entry<String, Json> field : node.properties()) {
                add(field.getKey(), found);
                collect(field.getValue(), found);
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, found));
        }
    }

    private static void add(String text, Set<Address> found) {
        if (text.toLowerCase(Locale.ROOT).startsWith("/subscriptions/")) {
            try {
                found.add(Address.azure(ResourceId.parse(text)));
            } catch (AksException e) {
                // It only looks like one.
            }
        }
    }
}
