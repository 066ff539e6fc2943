package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.Comparator;
import java.util.Optional;

/** Gives claims the default storage class, and claims and volumes their protecting finalizers. Stateless. */
public final class ClaimDefaults implements Admission {

    private static final String CLASSES = "storageclasses.storage.k8s.io";
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        boolean claim = type.storage().equals("persistentvolumeclaims");
        if (claim && before.isPresent()) {
            expansion(state, type, object, before.get());
        } else if (claim) {
            protect(object, "kubernetes.io/pvc-protection");
            if (!object.path("spec").has("storageClassName")) {
                defaultClass(state)
                        .ifPresent(name -> KubeJson.make(object, "spec").put("storageClassName", name));
            }
        } else if (type.storage().equals("persistentvolumes") && before.isEmpty()) {
            protect(object, "kubernetes.io/pv-protection");
        } else if (type.storage().equals("volumeattributesclasses.storage.k8s.io") && before.isEmpty()) {
            protect(object, "kubernetes.io/vac-protection");
        }
    }

    private static Optional<String> defaultClass(ClusterState state) {
        return state.store().list(CLASSES).stream()
                .map(Stored::json)
                .filter(one ->
                        KubeJson.text(one, "metadata", "annotations", DEFAULT).equals("true"))
                .max(Comparator.comparing((ObjectNode one) -> KubeJson.text(one, "metadata", "creationTimestamp"))
                        .thenComparing(one -> KubeJson.text(one, "metadata", "name"), Comparator.reverseOrder()))
                .map(one -> KubeJson.text(one, "metadata", "name"));
    }

    private static void expansion(ClusterState state, ResourceType type, ObjectNode now, ObjectNode before) {
        String wanted = KubeJson.text(now, "spec", "resources", "requests", "storage");
        String had = KubeJson.text(before, "spec", "resources", "requests", "storage");
        boolean bound = KubeJson.text(before, "status", "phase").equals("Bound");
        if (!bound || Quantity.value(wanted).compareTo(Quantity.value(had)) <= 0) {
            return;
        }
        boolean allowed = state.find(CLASSES, "", KubeJson.text(now, "spec", "storageClassName"))
                .map(one -> one.path("allowVolumeExpansion").asBoolean())
                .orElse(false);
        if (!allowed) {
            throw Failures.forbidden(
                    type,
                    KubeJson.text(now, "metadata", "name"),
                    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must"
                            + " support resize");
        }
    }

    private static void protect(ObjectNode object, String finalizer) {
        ObjectNode metadata = KubeJson.make(object, "metadata");
        if (!KubeJson.texts(metadata.path("finalizers")).contains(finalizer)) {
            KubeJson.makeArray(metadata, "finalizers").add(finalizer);
        }
    }
}
