package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;

/**
 * One property that is not as the spec says.
 *
 * @param path JSON pointer (with {@code ~1} for a slash in a key) in the resource's document, with array elements addressed by their name where they have one:
 *     {@code /properties/agentPoolProfiles/apps/count}
 * @param before the live value; a missing node if there is none
 * @param after the declared value; a missing node if it is to be removed
 * @param change what it takes to change it
 * @param reason why it takes that, or why the property matters; may be empty
 */
public record Difference(String path, Json before, Json after, Change change, String reason) {}
