package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.plan.kind.SecretGuard;
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
public record Difference(String path, Json before, Json after, Change change, String reason) {

    /** Returns the same as one that takes another change, for a reason. */
    public Difference with(Change other, String why) {
        return new Difference(path, before, after, other, why);
    }

    /** Returns the difference as programs read it; values that are secret by their name are masked. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("path", path)
                .put("before", SecretGuard.masked(path, before))
                .put("after", SecretGuard.masked(path, after))
                .put("change", change)
                .put("reason", reason)
                .build();
    }
}
