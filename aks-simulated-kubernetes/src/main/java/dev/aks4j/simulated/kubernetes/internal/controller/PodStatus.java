package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;

/** What a kubelet reports of a pod. Stateless. */
final class PodStatus {

    private PodStatus() {}

    static void running(ObjectNode status, ObjectNode pod, String address, String host, String now, Ids ids) {
        status.put("phase", "Running").put("startTime", now).put("hostIP", host);
        status.putArray("hostIPs").addObject().put("ip", host);
        String ip = address.isEmpty() ? host : address;
        status.put("podIP", ip).putArray("podIPs").addObject().put("ip", ip);
        for (String type : new String[] {"PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"}) {
            ControllerObjects.setCondition(status, type, "True", "", "", now);
        }
        ArrayNode containers = status.putArray("containerStatuses");
        for (JsonNode container : KubeJson.at(pod, "spec", "containers")) {
            ObjectNode one = containers.addObject().put("name", KubeJson.text(container, "name"));
            one.put("ready", true).put("started", true).put("restartCount", 0);
            one.put("image", KubeJson.text(container, "image")).put("imageID", "");
            one.put("containerID", "containerd://" + (ids.uuid() + ids.uuid()).replace("-", ""));
            one.putObject("state").putObject("running").put("startedAt", now);
            one.putObject("lastState");
        }
    }

    static void succeeded(ObjectNode status, String now) {
        ended(status, "Succeeded", 0, "Completed", "PodCompleted", now);
    }

    /** What is left of a pod that was stopped before its end: its containers were killed after their grace. */
    static void killed(ObjectNode status, String now) {
        ended(status, "Failed", 137, "Error", "PodFailed", now);
    }

    private static void ended(
            ObjectNode status, String phase, int exitCode, String reason, String condition, String now) {
        status.put("phase", phase);
        ControllerObjects.setCondition(status, "Ready", "False", condition, "", now);
        ControllerObjects.setCondition(status, "ContainersReady", "False", condition, "", now);
        for (ObjectNode container : KubeJson.objects(status.path("containerStatuses"))) {
            String started = KubeJson.text(container, "state", "running", "startedAt");
            container.put("ready", false).put("started", false);
            ObjectNode state = container.putObject("state").putObject("terminated");
            state.put("exitCode", exitCode)
                    .put("reason", reason)
                    .put("startedAt", started)
                    .put("finishedAt", now);
        }
    }
}
