package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;

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

    /** Where the tag is in a document. */
    public static final String TAG_PATH = "/tags/" + TAG;

    /** Where the label is in an object. */
    public static final String LABEL_PATH = "/metadata/labels/" + LABEL.replace("/", "~1");

    private Ownership() {}

    /** Returns whether a resource can carry the tag: a resource group, or a resource directly below one. */
    static boolean taggable(Address address) {
        if (address instanceof Address.InAzure azure) {
            String type = azure.id().type();
            return type.indexOf('/') == type.lastIndexOf('/') && !type.startsWith("Microsoft.Authorization/");
        }
        return false;
    }

    /** Returns the document with the tag added. */
    public static Json tag(Json document) {
        Json.ObjectBuilder marked = document.edit();
        marked.within("tags").put(TAG, VALUE);
        return marked.build();
    }

    /** Returns the Kubernetes object with the label added. */
    public static Json label(Json manifest) {
        Json.ObjectBuilder marked = manifest.edit();
        marked.within("metadata").within("labels").put(LABEL, VALUE);
        return marked.build();
    }

    /** Returns whether an ARM document carries the tag. Names of tags have no case in Azure, and policies rewrite them. */
    public static boolean tagged(Json live) {
        return live.path("tags").properties().stream()
                .anyMatch(tag -> tag.getKey().equalsIgnoreCase(TAG)
                        && tag.getValue().asText().equals(VALUE));
    }

    /** Returns whether a Kubernetes object carries the label. */
    public static boolean labelled(Json live) {
        return live.path("metadata").path("labels").path(LABEL).asText().equals(VALUE);
    }
}
