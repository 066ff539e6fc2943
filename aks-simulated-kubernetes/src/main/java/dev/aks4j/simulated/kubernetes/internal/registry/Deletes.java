package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Deletes objects, at once or by marking them. Used under the simulator's lock. */
final class Deletes {

    private static final int POD_GRACE = 30;
    private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");
    private static final Set<String> ORPHANING = Set.of("replicationcontrollers", "jobs.batch");

    private final ClusterState state;

    Deletes(ClusterState state) {
        this.state = state;
    }

    /** Returns whether an object that is marked for deletion has nothing left to wait for. */
    static boolean isDue(ObjectNode object) {
        return object.path("metadata").has("deletionTimestamp")
                && object.path("metadata").path("finalizers").isEmpty()
                && object.path("metadata").path("deletionGracePeriodSeconds").asInt() == 0
                && (!isNamespace(object)
                        || object.path("spec").path("finalizers").isEmpty());
    }

    private static final Set<String> SYSTEM_PRIORITIES = Set.of("system-node-critical", "system-cluster-critical");

    Deletion delete(ResourceType type, String namespace, String name, Deletion.Options options, ObjectWrite write) {
        if (type.storage().equals("namespaces") && IMMORTAL.contains(name)) {
            throw Failures.forbidden(type, name, "this namespace may not be deleted");
        }
        if (type.storage().equals("priorityclasses.scheduling.k8s.io") && SYSTEM_PRIORITIES.contains(name)) {
            throw Failures.forbidden(type, name, "this is a system priority class and cannot be deleted");
        }
        ObjectNode before = state.get(type, namespace, name).json();
        checkPreconditions(type, name, before, options);
        ObjectNode object = before.deepCopy();
        int grace = grace(type, object, options);
        mark(type, object, options, grace);
        Key key = ClusterState.key(type, namespace, name);
        boolean due = isDue(object);
        if (write.dryRun()) {
            return new Deletion(Events.shown(type, object), due);
        }
        if (due) {
            return new Deletion(Events.shown(type, state.store().delete(key).json()), true);
        }
        ObjectNode stored =
                object.equals(before) ? before : state.store().put(key, object).json();
        return new Deletion(Events.shown(type, stored), false);
    }

    private static void checkPreconditions(
            ResourceType type, String name, ObjectNode before, Deletion.Options options) {
        String uid = KubeJson.text(before, "metadata", "uid");
        if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
            throw Failures.conflict(
                    type,
                    type.groupKind(),
                    name,
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record (" + uid
                            + "). The object might have been deleted and then recreated");
        }
        String version = KubeJson.text(before, "metadata", "resourceVersion");
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            throw Failures.conflict(
                    type,
                    type.groupKind(),
                    name,
                    "the ResourceVersion in the precondition (" + options.resourceVersion()
                            + ") does not match the ResourceVersion in record (" + version
                            + "). The object might have been modified");
        }
    }

    private static int grace(ResourceType type, ObjectNode object, Deletion.Options options) {
        if (!type.storage().equals("pods")) {
            return 0;
        }
        String phase = KubeJson.text(object, "status", "phase");
        boolean idle = KubeJson.text(object, "spec", "nodeName").isEmpty()
                || phase.equals("Succeeded")
                || phase.equals("Failed");
        if (idle) {
            return 0;
        }
        int own = object.path("spec").path("terminationGracePeriodSeconds").asInt(POD_GRACE);
        return options.gracePeriod().orElse(own);
    }

    private void mark(ResourceType type, ObjectNode object, Deletion.Options options, int grace) {
        ObjectNode metadata = KubeJson.make(object, "metadata");
        boolean again = metadata.has("deletionTimestamp");
        if (!again || grace < metadata.path("deletionGracePeriodSeconds").asInt()) {
            metadata.put(
                    "deletionTimestamp",
                    ClusterState.time(state.timeline().now().plus(Duration.ofSeconds(grace))));
            if (!isNamespace(object)) {
                metadata.put("deletionGracePeriodSeconds", grace);
            }
        }
        if (again) {
            return;
        }
        if (Generations.counted(type)) {
            metadata.put("generation", metadata.path("generation").asInt() + 1);
        }
        if (options.propagation().equals("Foreground")) {
            addFinalizer(metadata, "foregroundDeletion");
        }
        if (options.propagation().equals("Orphan")
                || options.propagation().isEmpty() && ORPHANING.contains(type.storage())) {
            addFinalizer(metadata, "orphan");
        }
        if (isNamespace(object)) {
            KubeJson.make(object, "status").put("phase", "Terminating");
        }
    }

    private static void addFinalizer(ObjectNode metadata, String finalizer) {
        List<String> present = KubeJson.texts(metadata.path("finalizers"));
        if (!present.contains(finalizer)) {
            KubeJson.makeArray(metadata, "finalizers").add(finalizer);
        }
    }

    private static boolean isNamespace(ObjectNode object) {
        return KubeJson.text(object, "kind").equals("Namespace")
                && KubeJson.text(object, "apiVersion").equals("v1");
    }
}
