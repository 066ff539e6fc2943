package dev.aks4j.testkit.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;

/** Builds and reads the objects that controllers make. Stateless. */
final class Objects {

    private Objects() {}

    static ObjectNode of(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }

    static void own(ObjectNode object, ObjectNode owner) {
        Json.makeArray(Json.make(object, "metadata"), "ownerReferences")
                .addObject()
                .put("apiVersion", Json.text(owner, "apiVersion"))
                .put("kind", Json.text(owner, "kind"))
                .put("name", Json.text(owner, "metadata", "name"))
                .put("uid", Json.text(owner, "metadata", "uid"))
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
        String phase = Json.text(pod, "status", "phase");
        return !isDeleting(pod) && !phase.equals("Succeeded") && !phase.equals("Failed");
    }

    static String condition(ObjectNode object, String type) {
        for (ObjectNode condition : Json.objects(Json.at(object, "status", "conditions"))) {
            if (Json.text(condition, "type").equals(type)) {
                return Json.text(condition, "status");
            }
        }
        return "";
    }

    /** Sets a condition in a status; its transition time moves only if its status does. */
    static void setCondition(ObjectNode status, String type, String value, String reason, String message, String now) {
        ObjectNode condition = null;
        for (ObjectNode one : Json.objects(status.path("conditions"))) {
            if (Json.text(one, "type").equals(type)) {
                condition = one;
            }
        }
        if (condition == null) {
            condition = Json.makeArray(status, "conditions").addObject().put("type", type);
        }
        if (!Json.text(condition, "status").equals(value)) {
            condition.put("status", value).put("lastTransitionTime", now);
        }
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
        }
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
    }
}
