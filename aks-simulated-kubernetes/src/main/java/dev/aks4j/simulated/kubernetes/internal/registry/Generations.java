package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.List;
import java.util.Set;

/** Keeps {@code metadata.generation}: it grows when what is wanted changes, never when metadata or status do. */
final class Generations {

    private static final Set<String> COUNTED = Set.of(
            "deployments.apps",
            "replicasets.apps",
            "statefulsets.apps",
            "daemonsets.apps",
            "jobs.batch",
            "cronjobs.batch",
            "pods",
            "replicationcontrollers",
            "poddisruptionbudgets.policy",
            "ingresses.networking.k8s.io",
            "ingressclasses.networking.k8s.io",
            "networkpolicies.networking.k8s.io",
            "endpointslices.discovery.k8s.io",
            "priorityclasses.scheduling.k8s.io",
            "customresourcedefinitions.apiextensions.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "validatingadmissionpolicybindings.admissionregistration.k8s.io",
            "mutatingadmissionpolicies.admissionregistration.k8s.io",
            "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
            "horizontalpodautoscalers.autoscaling",
            "podtemplates",
            "flowschemas.flowcontrol.apiserver.k8s.io",
            "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
            "deviceclasses.resource.k8s.io",
            "devicetaintrules.resource.k8s.io",
            "resourceslices.resource.k8s.io");

    private Generations() {}

    static boolean counted(ResourceType type) {
        return type.custom().isPresent() || COUNTED.contains(type.storage());
    }

    static void advance(ResourceType type, ObjectNode before, ObjectNode after) {
        if (!counted(type)) {
            return;
        }
        int generation = before.path("metadata").path("generation").asInt();
        boolean changed = !wanted(before).equals(wanted(after));
        KubeJson.make(after, "metadata").put("generation", changed ? generation + 1 : generation);
    }

    private static ObjectNode wanted(ObjectNode object) {
        ObjectNode wanted = KubeJson.object();
        wanted.setAll(object);
        wanted.remove(List.of("metadata", "status", "apiVersion", "kind"));
        return wanted;
    }
}
