package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;

/**
 * What the API server makes of itself before anybody asks: its own registrations, priority levels, flow schemas, and the
 * range of service addresses, as a real one of 1.37 has them. Stateless.
 */
final class ServerObjects {

    private static final JsonNode ALL = Bootstrap.read("server-objects.json");

    private ServerObjects() {}

    static void make(ClusterState state) {
        for (JsonNode one : ALL) {
            ObjectNode object = one.deepCopy();
            String now = state.now();
            ObjectNode metadata = KubeJson.make(object, "metadata");
            metadata.put("uid", state.ids().uuid()).put("creationTimestamp", now);
            KubeJson.objects(metadata.path("managedFields")).forEach(entry -> entry.put("time", now));
            KubeJson.objects(object.path("status").path("conditions"))
                    .forEach(condition -> condition.put("lastTransitionTime", now));
            if (KubeJson.text(object, "kind").equals("ServiceCIDR")) {
                KubeJson.makeArray(KubeJson.make(object, "spec"), "cidrs")
                        .removeAll()
                        .add(state.settings().serviceCidr());
            }
            ResourceType type =
                    state.types().require(KubeJson.text(object, "apiVersion"), KubeJson.text(object, "kind"));
            state.store().put(ClusterState.key(type, "", KubeJson.text(metadata, "name")), object);
        }
    }
}
