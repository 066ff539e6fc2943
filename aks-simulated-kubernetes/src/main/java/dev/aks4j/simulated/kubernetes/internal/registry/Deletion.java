package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Optional;

/**
 * What came of a deletion.
 *
 * @param object the object's last state
 * @param gone whether it is gone, rather than waiting for finalizers or a grace period
 */
public record Deletion(ObjectNode object, boolean gone) {

    /**
     * How a deletion is to be done.
     *
     * @param gracePeriod seconds to wait; empty for the object's own
     * @param propagation {@code Background}, {@code Foreground}, {@code Orphan}, or empty for the type's own way
     * @param uid the uid that the object must have; empty for any
     * @param resourceVersion the version that the object must have; empty for any
     */
    public record Options(Optional<Integer> gracePeriod, String propagation, String uid, String resourceVersion) {

        /** Deletion in the background with the object's own grace period. */
        public static final Options BACKGROUND = new Options(Optional.empty(), "Background", "", "");

        /** Deletion at once. */
        public static final Options NOW = new Options(Optional.of(0), "Background", "", "");

        /** Reads a {@code DeleteOptions} object. */
        public static Options of(JsonNode body) {
            JsonNode grace = body.path("gracePeriodSeconds");
            String propagation = KubeJson.text(body, "propagationPolicy");
            if (propagation.isEmpty()) {
                JsonNode orphans = body.path("orphanDependents");
                propagation = !orphans.isBoolean() ? "" : orphans.asBoolean() ? "Orphan" : "Background";
            }
            return new Options(
                    grace.isNumber() ? Optional.of(grace.asInt()) : Optional.empty(),
                    propagation,
                    KubeJson.text(body, "preconditions", "uid"),
                    KubeJson.text(body, "preconditions", "resourceVersion"));
        }
    }
}
