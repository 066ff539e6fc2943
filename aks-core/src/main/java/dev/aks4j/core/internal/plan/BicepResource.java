package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A resource of the export.
 *
 * @param id where it lives
 * @param apiVersion ARM api-version
 * @param symbol what it is called in the files
 * @param body the document
 * @param needs the resources of the export that come before it
 */
record BicepResource(ResourceId id, String apiVersion, String symbol, Json body, Set<ResourceId> needs) {

    private static final String GROUPS = "Microsoft.Resources/resourceGroups";
    private static final String SUBSCRIPTIONS = "Microsoft.Resources/subscriptions";

    static boolean isGroup(ResourceId id) {
        return id.type().equalsIgnoreCase(GROUPS);
    }

    static boolean isSubscription(ResourceId id) {
        return id.type().equalsIgnoreCase(SUBSCRIPTIONS);
    }

    /** Returns the resource group that a resource lies in; empty for a group itself and for what lies above groups. */
    static Optional<ResourceId> groupOf(ResourceId id) {
        return isGroup(id)
                ? Optional.empty()
                : id.resourceGroup()
                        .map(name -> ResourceId.group(name)
                                .inSubscription(id.subscriptionId().orElseThrow()));
    }

    /** Returns whether a resource is a child of the one that holds it, and not an extension of it. */
    static boolean isChild(ResourceId id) {
        return id.parent()
                .filter(parent -> id.type()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(parent.type().toLowerCase(Locale.ROOT) + "/"))
                .isPresent();
    }
}
