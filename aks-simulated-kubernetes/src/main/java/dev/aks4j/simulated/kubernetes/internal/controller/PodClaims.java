package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import java.util.Optional;

/**
 * Whose pods are whose: a controller takes what nobody controls and its selector matches, and lets go what the selector
 * no longer matches. Used under the simulator's lock.
 */
final class PodClaims {

    private PodClaims() {}

    static Optional<ObjectNode> controller(ObjectNode object) {
        return KubeJson.objects(KubeJson.at(object, "metadata", "ownerReferences")).stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .findFirst();
    }

    static boolean selects(ObjectNode owner, ObjectNode object) {
        return LabelSelector.of(KubeJson.at(owner, "spec", "selector")).matchesObject(object);
    }

    /** Makes an owner the controller of an object that matches its selector and has none. */
    static boolean adopt(ClusterObjects cluster, ObjectNode owner, ObjectNode object, String manager) {
        boolean free = controller(object).isEmpty()
                && !ControllerObjects.isDeleting(object)
                && !ControllerObjects.isDeleting(owner)
                && selects(owner, object);
        if (free) {
            cluster.registry().modify(object, manager, live -> ControllerObjects.own(live, owner));
        }
        return free;
    }

    /** Lets an object go that its controller's selector no longer matches. */
    static void release(ClusterObjects cluster, ObjectNode owner, ObjectNode object, String manager) {
        String uid = KubeJson.text(owner, "metadata", "uid");
        cluster.registry().modify(object, manager, live -> {
            ArrayNode rest = KubeJson.array();
            for (ObjectNode one : KubeJson.objects(KubeJson.at(live, "metadata", "ownerReferences"))) {
                if (!KubeJson.text(one, "uid").equals(uid)) {
                    rest.add(one);
                }
            }
            KubeJson.make(live, "metadata").set("ownerReferences", rest);
        });
    }
}
