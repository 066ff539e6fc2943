package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.util.List;

/** Lets volume attributes classes that are deleted go as soon as no claim and no volume names them. Used under the lock. */
final class AttributesClasses implements Controller {

    private static final String STORAGE = "volumeattributesclasses.storage.k8s.io";
    private static final String PROTECTION = "kubernetes.io/vac-protection";
    private static final String FIELD = "volumeAttributesClassName";
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final ClusterObjects cluster;

    AttributesClasses(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        String storage = change.key().storage();
        if (storage.equals(STORAGE) && change.kind() == StoreChange.Kind.MODIFIED) {
            // Whoever deletes a class sees it marked first.
            cluster.loop().after(MOMENT, () -> cluster.find(change.key()).ifPresent(this::look));
        } else if (storage.equals("persistentvolumeclaims") || storage.equals("persistentvolumes")) {
            change.before()
                    .map(before -> KubeJson.text(before.json(), "spec", FIELD))
                    .filter(name -> !name.isEmpty())
                    .flatMap(name -> cluster.find(STORAGE, "", name))
                    .ifPresent(this::look);
        }
    }

    private void look(ObjectNode object) {
        String name = KubeJson.text(object, "metadata", "name");
        boolean used = cluster.list("persistentvolumeclaims", "").stream().anyMatch(one -> names(one, name))
                || cluster.list("persistentvolumes", "").stream().anyMatch(one -> names(one, name));
        if (!used && ControllerObjects.isDeleting(object)) {
            cluster.registry().modify(object, "vac-protection-controller", live -> {
                List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                        .filter(one -> !one.equals(PROTECTION))
                        .toList();
                KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
            });
        }
    }

    private static boolean names(ObjectNode object, String name) {
        return KubeJson.text(object, "spec", FIELD).equals(name)
                || KubeJson.text(object, "status", "currentVolumeAttributesClassName")
                        .equals(name);
    }
}
