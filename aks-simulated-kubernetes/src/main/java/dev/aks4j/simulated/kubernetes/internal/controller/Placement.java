package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import java.util.Map;

/** Whether a pod may run on a node, leaving resources aside. Stateless. */
final class Placement {

    private Placement() {}

    /** Returns why a pod may not run on a node, in the scheduler's words, or the empty string if it may. */
    static String obstacle(JsonNode podSpec, ObjectNode node) {
        boolean unschedulable = node.path("spec").path("unschedulable").asBoolean();
        if (unschedulable && !tolerates(podSpec, "node.kubernetes.io/unschedulable", "", "NoSchedule")) {
            return "node(s) were unschedulable";
        }
        for (JsonNode taint : node.path("spec").path("taints")) {
            String effect = KubeJson.text(taint, "effect");
            boolean hard = !effect.equals("PreferNoSchedule");
            if (hard && !tolerates(podSpec, KubeJson.text(taint, "key"), KubeJson.text(taint, "value"), effect)) {
                String value = KubeJson.text(taint, "value");
                return "node(s) had untolerated taint {" + KubeJson.text(taint, "key") + ": " + value + "}";
            }
        }
        return wantsNode(podSpec, node) ? "" : "node(s) didn't match Pod's node affinity/selector";
    }

    static boolean wantsNode(JsonNode podSpec, ObjectNode node) {
        JsonNode labels = KubeJson.at(node, "metadata", "labels");
        if (!LabelSelector.map(podSpec.path("nodeSelector")).matches(labels)) {
            return false;
        }
        JsonNode terms = KubeJson.at(
                podSpec,
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
        if (!terms.isArray()) {
            return true;
        }
        for (JsonNode term : terms) {
            if (matches(term, node)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a node satisfies one term of a node selector. */
    static boolean matches(JsonNode term, ObjectNode node) {
        Map<String, JsonNode> sources = Map.of(
                "matchExpressions", KubeJson.at(node, "metadata", "labels"),
                "matchFields", KubeJson.object().put("metadata.name", KubeJson.text(node, "metadata", "name")));
        for (Map.Entry<String, JsonNode> source : sources.entrySet()) {
            for (JsonNode expression : term.path(source.getKey())) {
                LabelSelector one = new LabelSelector(java.util.List.of(LabelSelector.expression(expression)));
                if (!one.matches(source.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean tolerates(JsonNode podSpec, String key, String value, String effect) {
        for (JsonNode toleration : podSpec.path("tolerations")) {
            String wantedEffect = KubeJson.text(toleration, "effect");
            String wantedKey = KubeJson.text(toleration, "key");
            boolean any = KubeJson.text(toleration, "operator").equals("Exists");
            boolean sameKey = wantedKey.equals(key) || wantedKey.isEmpty() && any;
            boolean sameValue = any || KubeJson.text(toleration, "value").equals(value);
            if (sameKey && sameValue && (wantedEffect.isEmpty() || wantedEffect.equals(effect))) {
                return true;
            }
        }
        return false;
    }
}
