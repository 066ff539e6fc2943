package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;

/** The rules for namespaces. Stateless. */
final class NamespaceStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode namespace) {
        String name = Json.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            Json.make(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
        }
    }

    @Override
    public void create(ObjectNode namespace) {
        ObjectNode spec = Json.make(namespace, "spec");
        boolean present = Json.texts(spec.path("finalizers")).contains("kubernetes");
        if (!present) {
            Json.makeArray(spec, "finalizers").add("kubernetes");
        }
        namespace.putObject("status").put("phase", "Active");
    }
}
