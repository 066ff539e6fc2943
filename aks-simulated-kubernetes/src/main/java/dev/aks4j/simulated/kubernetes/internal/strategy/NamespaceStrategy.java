package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for namespaces. Stateless. */
final class NamespaceStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode namespace, Release release) {
        String name = KubeJson.text(namespace, "metadata", "name");
        if (!name.isEmpty()) {
            KubeJson.make(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
        }
    }

    @Override
    public void create(ObjectNode namespace) {
        ObjectNode spec = KubeJson.make(namespace, "spec");
        if (!KubeJson.texts(spec.path("finalizers")).contains("kubernetes")) {
            KubeJson.makeArray(spec, "finalizers").add("kubernetes");
        }
        namespace.putObject("status").put("phase", "Active");
    }

    @Override
    public void validate(ObjectNode namespace, Errors errors) {
        for (JsonNode finalizer : KubeJson.at(namespace, "spec", "finalizers")) {
            MetadataRules.finalizer("spec.finalizers", finalizer.asText(), errors);
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        String phase = KubeJson.text(now, "status", "phase");
        boolean deleting = now.path("metadata").has("deletionTimestamp");
        if (!deleting && !phase.equals("Active")) {
            errors.invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
        } else if (deleting && !phase.equals("Terminating")) {
            errors.invalid("status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }
}
