package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** Builds the workloads that AKS runs in kube-system from their short descriptions. Stateless. */
final class SystemWorkloads {

    private SystemWorkloads() {}

    static ObjectNode expand(JsonNode description) {
        String name = KubeJson.text(description, "name");
        boolean daemon = KubeJson.text(description, "kind").equals("DaemonSet");
        ObjectNode workload = ControllerObjects.of("apps/v1", daemon ? "DaemonSet" : "Deployment", "kube-system", name);
        KubeJson.make(workload, "metadata", "labels")
                .put("kubernetes.azure.com/managedby", "aks")
                .put("k8s-app", label(description));
        ObjectNode spec = workload.putObject("spec");
        if (!daemon) {
            spec.put("replicas", description.path("replicas").asInt(1));
        }
        KubeJson.make(spec, "selector", "matchLabels").put("k8s-app", label(description));
        ObjectNode template = spec.putObject("template");
        KubeJson.make(template, "metadata", "labels")
                .put("k8s-app", label(description))
                .put("kubernetes.azure.com/managedby", "aks");
        pod(template.putObject("spec"), description, daemon);
        return workload;
    }

    private static String label(JsonNode description) {
        String label = KubeJson.text(description, "label");
        return label.isEmpty() ? KubeJson.text(description, "name") : label;
    }

    private static void pod(ObjectNode pod, JsonNode description, boolean daemon) {
        ObjectNode container = pod.putArray("containers").addObject().put("name", KubeJson.text(description, "name"));
        container.put("image", "mcr.microsoft.com/" + KubeJson.text(description, "image"));
        ObjectNode requests = KubeJson.make(container, "resources", "requests");
        requests.put("cpu", description.path("cpu").asText("20m"))
                .put("memory", description.path("memory").asText("60Mi"));
        var tolerations = pod.putArray("tolerations");
        if (daemon) {
            tolerations.addObject().put("operator", "Exists");
            pod.put("hostNetwork", true).put("priorityClassName", "system-node-critical");
        } else {
            tolerations.addObject().put("key", "CriticalAddonsOnly").put("operator", "Exists");
            pod.put("priorityClassName", "system-cluster-critical");
            ObjectNode term = KubeJson.make(
                            pod, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                    .putArray("nodeSelectorTerms")
                    .addObject();
            term.putArray("matchExpressions")
                    .addObject()
                    .put("key", "kubernetes.azure.com/mode")
                    .put("operator", "In")
                    .putArray("values")
                    .add("system");
        }
    }
}
