package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for namespaces. Stateless. */
final class NamespaceStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode namespace) {
        String name = KubeJson.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            KubeJson.make(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
        }
    }

    @Override
    public void create(ObjectNode namespace) {
        ObjectNode spec = KubeJson.make(namespace, "spec");
        boolean present = KubeJson.texts(spec.path("finalizers")).contains("kubernetes");
        if (!present) {
            KubeJson.makeArray(spec, "finalizers").add("kubernetes");
        }
        namespace.putObject("status").put("phase", "Active");
    }
}
