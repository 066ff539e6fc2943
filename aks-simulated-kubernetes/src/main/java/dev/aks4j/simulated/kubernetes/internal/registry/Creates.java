package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.ManagedFields;
import dev.aks4j.simulated.kubernetes.internal.patch.Manager;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategies;
import java.util.List;
import java.util.Optional;

/** Makes new objects. Used under the simulator's lock. */
final class Creates {

    private static final int TRIES = 8;
    private static final int GENERATED_BASE = 58;

    private final ClusterState state;
    private final List<Admission> admissions;

    Creates(ClusterState state, List<Admission> admissions) {
        this.state = state;
        this.admissions = admissions;
    }

    ObjectNode create(ResourceType type, String namespace, ObjectNode body, ObjectWrite write) {
        Incoming.metadata(body);
        ObjectNode object = Incoming.decode(type, body, write);
        Incoming.placeIn(type, namespace, object);
        requireNamespace(type, namespace, object);
        ObjectNode metadata = Incoming.metadata(object);
        if (!KubeJson.text(metadata, "resourceVersion").isEmpty()) {
            throw Failures.of(500, "", "resourceVersion should not be set on objects to be created", KubeJson.object());
        }
        name(type, namespace, metadata);
        metadata.put("uid", state.ids().uuid()).put("creationTimestamp", state.now());
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"));
        if (Generations.counted(type)) {
            metadata.put("generation", 1);
        }
        if (type.has("status")) {
            object.remove("status");
        }
        Incoming.canonical(type, object);
        ObjectRules.defaults(type, object, state.currentRelease());
        own(type, object, write);
        Strategies.of(type.storage()).create(object);
        admissions.forEach(admission -> admission.admit(state, type, object, Optional.empty(), write.dryRun()));
        write.guard().check(type, object, Optional.empty());
        ObjectRules.validateNew(type, object, state.currentRelease(), write);
        admissions.forEach(admission -> admission.check(state, type, object, Optional.empty()));
        if (write.warned()) {
            admissions.forEach(admission -> write.warnings().addAll(admission.warnings(state, type, object)));
        }
        Key key = ClusterState.key(type, namespace, KubeJson.text(metadata, "name"));
        if (state.store().get(key).isPresent()) {
            throw Failures.alreadyExists(type, key.name());
        }
        if (write.dryRun()) {
            return object;
        }
        return state.store().put(key, Events.stored(type, object)).json();
    }

    /** Writes down who owns the fields, before others than the client fill in more. */
    private void own(ResourceType type, ObjectNode object, ObjectWrite write) {
        if (type.storage().equals("certificatesigningrequests.certificates.k8s.io")) {
            object.withObject("/metadata").remove("managedFields");
        } else if (!object.path("metadata").path("managedFields").isArray()) {
            Manager manager = new Manager(write.manager(), "Update", type.apiVersion(), "");
            ManagedFields.update(Optional.empty(), object, ClusterState.shape(type), manager, state.now());
        }
    }

    private void requireNamespace(ResourceType type, String namespace, ObjectNode object) {
        if (!type.namespaced()) {
            return;
        }
        ObjectNode found = state.find("namespaces", "", namespace)
                .orElseThrow(() -> Failures.notFound("", "namespaces", namespace));
        if (found.path("metadata").has("deletionTimestamp")) {
            ObjectNode details = KubeJson.object();
            details.put("name", KubeJson.text(object, "metadata", "name"));
            details.put("kind", type.plural());
            details.putArray("causes")
                    .addObject()
                    .put("reason", "NamespaceTerminating")
                    .put("message", "namespace " + namespace + " is being terminated")
                    .put("field", "metadata.namespace");
            throw Failures.forbidden(
                    type.groupResource() + " \"" + KubeJson.text(object, "metadata", "name")
                            + "\" is forbidden: unable to create new content in namespace " + namespace
                            + " because it is being terminated",
                    details);
        }
    }

    private void name(ResourceType type, String namespace, ObjectNode metadata) {
        String prefix = KubeJson.text(metadata, "generateName");
        if (!KubeJson.text(metadata, "name").isEmpty() || prefix.isEmpty()) {
            return;
        }
        String base = prefix.length() > GENERATED_BASE ? prefix.substring(0, GENERATED_BASE) : prefix;
        String name = base + state.ids().suffix(5);
        for (int i = 1; i < TRIES && state.find(type, namespace, name).isPresent(); i++) {
            name = base + state.ids().suffix(5);
        }
        metadata.put("name", name);
    }
}
