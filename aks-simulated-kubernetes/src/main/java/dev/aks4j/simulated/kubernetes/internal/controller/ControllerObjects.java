package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** Builds and reads the objects that controllers make. Stateless. */
final class ControllerObjects {

    private ControllerObjects() {}

    static ObjectNode of(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = KubeJson.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }

    static void own(ObjectNode object, ObjectNode owner) {
        KubeJson.makeArray(KubeJson.make(object, "metadata"), "ownerReferences")
                .addObject()
                .put("apiVersion", KubeJson.text(owner, "apiVersion"))
                .put("kind", KubeJson.text(owner, "kind"))
                .put("name", KubeJson.text(owner, "metadata", "name"))
                .put("uid", KubeJson.text(owner, "metadata", "uid"))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    static boolean isDeleting(ObjectNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    static boolean isReady(ObjectNode pod) {
        return condition(pod, "Ready").equals("True");
    }

    static boolean isActive(ObjectNode pod) {
        String phase = KubeJson.text(pod, "status", "phase");
        return !isDeleting(pod) && !phase.equals("Succeeded") && !phase.equals("Failed");
    }

    static String condition(ObjectNode object, String type) {
        for (ObjectNode condition : KubeJson.objects(KubeJson.at(object, "status", "conditions"))) {
            if (KubeJson.text(condition, "type").equals(type)) {
                return KubeJson.text(condition, "status");
            }
        }
        return "";
    }

    /** Sets a condition in a status; its transition time moves only if its status does. */
    static void setCondition(ObjectNode status, String type, String value, String reason, String message, String now) {
        ObjectNode condition = null;
        for (ObjectNode one : KubeJson.objects(status.path("conditions"))) {
            if (KubeJson.text(one, "type").equals(type)) {
                condition = one;
            }
        }
        if (condition == null) {
            condition = KubeJson.makeArray(status, "conditions").addObject().put("type", type);
        }
        if (!KubeJson.text(condition, "status").equals(value)) {
            condition.put("status", value).put("lastTransitionTime", now);
        }
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
        }
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
    }

    /** Sets a condition that holds, as jobs do: with the time at which it was looked at. */
    static void setProbedCondition(
            ObjectNode status, String type, String value, String reason, String message, String now) {
        boolean known = KubeJson.objects(status.path("conditions")).stream()
                .anyMatch(one -> KubeJson.text(one, "type").equals(type)
                        && KubeJson.text(one, "status").equals(value));
        setCondition(status, type, value, reason, message, now);
        if (!known) {
            for (ObjectNode one : KubeJson.objects(status.path("conditions"))) {
                if (KubeJson.text(one, "type").equals(type)) {
                    one.put("lastProbeTime", now);
                }
            }
        }
    }
}
