package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The mark by which we know our own resources: an Azure tag, and a label of the same name on Kubernetes objects. Without
 * it, an existing resource is neither changed nor removed unless the plan adopts it.
 */
public final class Ownership {

    /** Name of the Azure tag. */
    public static final String TAG = "aks4j-managed-by";

    /** Name of the Kubernetes label, which is also the field manager of server-side apply. */
    public static final String LABEL = "app.kubernetes.io/managed-by";

    /** Value of both. */
    public static final String VALUE = "aks4j";

    private Ownership() {}

    /** Returns whether an ARM document carries the tag. */
    public static boolean tagged(JsonNode live) {
        return live.path("tags").path(TAG).asText().equals(VALUE);
    }

    /** Returns whether a Kubernetes object carries the label. */
    public static boolean labelled(JsonNode live) {
        return live.path("metadata").path("labels").path(LABEL).asText().equals(VALUE);
    }
}
