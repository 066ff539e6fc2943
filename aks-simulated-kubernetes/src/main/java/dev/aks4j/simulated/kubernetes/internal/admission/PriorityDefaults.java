package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.Optional;

/** Lets only one priority class be the default. Stateless. */
public final class PriorityDefaults implements Admission {

    private static final String CLASSES = "priorityclasses.scheduling.k8s.io";

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {}

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        if (!type.storage().equals(CLASSES) || !object.path("globalDefault").asBoolean()) {
            return;
        }
        String name = KubeJson.text(object, "metadata", "name");
        for (Stored other : state.list(CLASSES, "")) {
            String there = KubeJson.text(other.json(), "metadata", "name");
            if (other.json().path("globalDefault").asBoolean() && !there.equals(name)) {
                throw Failures.forbidden(
                        type,
                        name,
                        "PriorityClass " + there + " is already marked as default. Only one default can exist");
            }
        }
    }
}
