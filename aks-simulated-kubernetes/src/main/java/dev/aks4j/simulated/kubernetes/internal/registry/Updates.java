package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.ManagedFields;
import dev.aks4j.simulated.kubernetes.internal.patch.Manager;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategies;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replaces stored objects. Used under the simulator's lock. */
final class Updates {

    private static final List<String> SERVER_OWNED = List.of(
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink",
            "generateName");

    private static final Set<String> VERSIONED = Set.of(
            "apiservices.apiregistration.k8s.io",
            "customresourcedefinitions.apiextensions.k8s.io",
            "poddisruptionbudgets.policy",
            "csidrivers.storage.k8s.io",
            "csinodes.storage.k8s.io",
            "csistoragecapacities.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            "runtimeclasses.node.k8s.io",
            "leases.coordination.k8s.io",
            "leasecandidates.coordination.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "validatingadmissionpolicybindings.admissionregistration.k8s.io",
            "mutatingadmissionpolicies.admissionregistration.k8s.io",
            "mutatingadmissionpolicybindings.admissionregistration.k8s.io");

    private final ClusterState state;
    private final List<Admission> admissions;

    Updates(ClusterState state, List<Admission> admissions) {
        this.state = state;
        this.admissions = admissions;
    }

    ObjectNode update(
            ResourceType type, String namespace, String name, ObjectNode body, String subresource, ObjectWrite write) {
        Incoming.metadata(body);
        ObjectNode object = Incoming.decode(type, body, write);
        Incoming.placeIn(type, namespace, object);
        Incoming.checkName(name, object);
        Stored before = state.get(type, namespace, name);
        String uid = KubeJson.text(object, "metadata", "uid");
        String liveUid = KubeJson.text(before.json(), "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(liveUid)) {
            throw Failures.conflict(
                    type,
                    name,
                    "StorageError: invalid object, Code: 4, Key: " + (write.dryRun() ? "/" : "/registry/")
                            + type.plural() + "/"
                            + (type.namespaced() ? namespace + "/" : "") + name
                            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
                            + uid + ", UID in object meta: " + liveUid);
        }
        boolean blind = KubeJson.text(object, "metadata", "resourceVersion").isEmpty();
        if (blind && (type.custom().isPresent() || VERSIONED.contains(type.storage()))) {
            throw Failures.invalidResource(
                    type, name, FieldError.invalid("metadata.resourceVersion", 0, "must be specified for an update"));
        }
        return replace(type, Events.shown(type, before.json()), object, subresource, write, false);
    }

    /**
     * Stores a new state of an object.
     *
     * @param applied whether the owners of fields are in the candidate already, as server-side apply leaves them
     */
    ObjectNode replace(
            ResourceType type,
            ObjectNode before,
            ObjectNode candidate,
            String subresource,
            ObjectWrite write,
            boolean applied) {
        ObjectNode object = candidate.deepCopy();
        String name = KubeJson.text(before, "metadata", "name");
        checkPreconditions(type, name, before, object);
        object = Subresources.merge(type, before, object, subresource);
        restore(before, object);
        Incoming.canonical(type, object);
        ObjectRules.defaults(type, object, state.currentRelease());
        boolean whole = subresource.isEmpty() || subresource.equals("scale");
        if (whole) {
            Strategies.of(type.storage()).update(object, before);
        }
        ObjectNode admitted = object;
        admissions.forEach(admission -> admission.admit(state, type, admitted, Optional.of(before), write.dryRun()));
        if (subresource.isEmpty()) {
            write.guard().check(type, object, Optional.of(before));
        }
        ObjectRules.validateUpdate(type, object, before, whole ? "" : subresource, state.currentRelease(), write);
        ObjectNode checked = object;
        admissions.forEach(admission -> admission.check(state, type, checked, Optional.of(before)));
        Generations.advance(type, before, object);
        if (!applied) {
            Manager manager = new Manager(write.manager(), "Update", type.apiVersion(), subresource);
            ManagedFields.update(Optional.of(before), object, ClusterState.shape(type), manager, state.now());
        }
        KubeJson.make(object, "metadata").put("resourceVersion", KubeJson.text(before, "metadata", "resourceVersion"));
        if (object.equals(before)) {
            return before;
        }
        if (write.dryRun()) {
            return object;
        }
        Key key = ClusterState.key(type, KubeJson.text(before, "metadata", "namespace"), name);
        Stored after = state.store().put(key, Events.stored(type, object));
        if (Deletes.isDue(after.json())) {
            return state.store().delete(key).json();
        }
        return Events.shown(type, after.json());
    }

    private static void checkPreconditions(ResourceType type, String name, ObjectNode before, ObjectNode object) {
        String uid = KubeJson.text(object, "metadata", "uid");
        String liveUid = KubeJson.text(before, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(liveUid)) {
            throw Failures.invalid(type, name, List.of(FieldError.invalid("metadata.uid", uid, "field is immutable")));
        }
        String marked = KubeJson.text(object, "metadata", "deletionTimestamp");
        if (!marked.isEmpty() && !marked.equals(KubeJson.text(before, "metadata", "deletionTimestamp"))) {
            throw Failures.invalid(
                    type,
                    name,
                    List.of(FieldError.invalid("metadata.deletionTimestamp", marked, "field is immutable")));
        }
        String version = KubeJson.text(object, "metadata", "resourceVersion");
        if (!version.matches("\\d*")) {
            throw Failures.of(500, "", "strconv.ParseUint: parsing \"" + version + "\": invalid syntax", null);
        }
        if (!version.isEmpty() && !version.equals(KubeJson.text(before, "metadata", "resourceVersion"))) {
            throw Failures.stale(type, name);
        }
    }

    private static void restore(ObjectNode before, ObjectNode object) {
        ObjectNode metadata = Incoming.metadata(object);
        for (String field : SERVER_OWNED) {
            if (before.path("metadata").has(field)) {
                metadata.set(field, before.path("metadata").get(field));
            } else {
                metadata.remove(field);
            }
        }
    }
}
