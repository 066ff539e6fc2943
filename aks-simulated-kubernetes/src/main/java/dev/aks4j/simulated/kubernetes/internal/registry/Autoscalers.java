package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;

/**
 * Horizontal pod autoscalers are stored as {@code autoscaling/v2} and shown in {@code autoscaling/v1} too, which knows one
 * metric only: the share of the processor. Stateless.
 */
public final class Autoscalers {

    private static final String SHARE = "targetCPUUtilizationPercentage";

    private Autoscalers() {}

    /** Returns whether a type shows stored autoscalers in another form. */
    public static boolean isOld(ResourceType type) {
        return type.apiVersion().equals("autoscaling/v1") && type.kind().equals("HorizontalPodAutoscaler");
    }

    /** Returns an object as it is stored. */
    static ObjectNode stored(ResourceType type, ObjectNode object) {
        if (!isOld(type) || !KubeJson.text(object, "apiVersion").equals("autoscaling/v1")) {
            return object;
        }
        ObjectNode stored = object.deepCopy().put("apiVersion", "autoscaling/v2");
        ObjectNode spec = KubeJson.make(stored, "spec");
        JsonNode share = spec.remove(SHARE);
        if (share != null && !share.isNull()) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            metric.putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .set("averageUtilization", share);
        }
        KubeJson.make(stored, "status").putNull("currentMetrics");
        return stored;
    }

    /** Returns a stored object as a type shows it. */
    public static ObjectNode shown(ResourceType type, ObjectNode object) {
        if (!isOld(type) || KubeJson.text(object, "apiVersion").equals("autoscaling/v1")) {
            return object;
        }
        ObjectNode shown = object.deepCopy().put("apiVersion", "autoscaling/v1");
        ObjectNode spec = KubeJson.make(shown, "spec");
        ArrayNode others = KubeJson.array();
        for (ObjectNode metric : KubeJson.objects(spec.path("metrics"))) {
            JsonNode share = KubeJson.at(metric, "resource", "target", "averageUtilization");
            if (KubeJson.text(metric, "resource", "name").equals("cpu") && share.isNumber()) {
                spec.set(SHARE, share);
            } else {
                others.add(metric);
            }
        }
        spec.remove("metrics");
        annotate(shown, "metrics", others);
        JsonNode behavior = spec.remove("behavior");
        if (behavior != null) {
            annotate(shown, "behavior", behavior);
        }
        ObjectNode status = KubeJson.make(shown, "status");
        status.remove("currentMetrics");
        JsonNode conditions = status.remove("conditions");
        if (conditions != null) {
            annotate(shown, "conditions", conditions);
        }
        KubeJson.putDefault(status, "currentReplicas", 0);
        KubeJson.putDefault(status, "desiredReplicas", 0);
        return shown;
    }

    /** What the older form has no field for is kept in an annotation. */
    private static void annotate(ObjectNode object, String name, JsonNode value) {
        if (!value.isEmpty()) {
            KubeJson.make(object, "metadata", "annotations")
                    .put("autoscaling.alpha.kubernetes.io/" + name, value.toString());
        }
    }
}
