package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** JSON Merge Patch, RFC 7396: objects merge, null removes, lists and single values are replaced. Stateless. */
public final class MergePatch {

    private MergePatch() {}

    /** Applies a patch to a copy of a value. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch.deepCopy();
        }
        ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : KubeJson.object();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), apply(result.path(change.getKey()), change.getValue()));
            }
        });
        return result;
    }
}
