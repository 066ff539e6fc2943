package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value that is known only once another resource exists, such as the principal id of a managed identity. It stands in
 * a document as {@code {"$aks4j.late": {...}}} and is resolved just before the document is sent. Immutable and
 * thread-safe.
 *
 * @param id the resource that will know the value
 * @param apiVersion ARM api-version to read it with
 * @param pointer JSON pointer of the value in that resource
 */
public record LateValue(ResourceId id, String apiVersion, String pointer) {

    private static final String MARK = "$aks4j.late";

    /** Returns this value with the subscription filled in. */
    public LateValue inSubscription(String subscriptionId) {
        return new LateValue(id.inSubscription(subscriptionId), apiVersion, pointer);
    }

    /** Returns the JSON that stands for this value in a document. */
    public Json toJson() {
        Json.ObjectBuilder inner = Json.object();
        inner.put("id", id.toString()).put("apiVersion", apiVersion).put("pointer", pointer);
        return Json.object().put(MARK, inner).build();
    }

    /** Returns the late value that a node stands for, if it is one. */
    public static Optional<LateValue> read(Json node) {
        Json inner = node.path(MARK);
        return inner.isObject()
                ? Optional.of(new LateValue(
                        ResourceId.parse(inner.path("id").asText()),
                        inner.path("apiVersion").asText(),
                        inner.path("pointer").asText()))
                : Optional.empty();
    }

    /** Returns every late value in a document. */
    public static Set<LateValue> allIn(Json document) {
        Set<LateValue> found = new LinkedHashSet<>();
        resolve(document, late -> {
            found.add(late);
            return late.toJson();
        });
        return found;
    }

    /** Returns a copy of the document in which every late value is replaced by what the function gives for it. */
    public static Json resolve(Json document, Function<LateValue, Json> values) {
        return Documents.replace(document, node -> read(node).map(values));
    }
}
