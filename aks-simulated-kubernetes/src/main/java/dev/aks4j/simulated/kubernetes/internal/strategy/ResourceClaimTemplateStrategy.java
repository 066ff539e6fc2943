package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The rules for templates of claims. Stateless. */
final class ResourceClaimTemplateStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        DeviceRules.defaults(object.path("spec").path("spec").path("devices"));
    }

    @Override
    public void validateNew(ObjectNode object, Errors errors) {
        for (String field : List.of(
                "name",
                "generateName",
                "namespace",
                "uid",
                "resourceVersion",
                "generation",
                "selfLink",
                "ownerReferences",
                "finalizers",
                "managedFields")) {
            JsonNode value = object.path("spec").path("metadata").path(field);
            boolean given = value.isContainerNode()
                    || !value.asText("").isEmpty() && !value.asText().equals("0");
            if (given) {
                errors.forbidden("spec.metadata." + field, "cannot be set");
            }
        }
        DeviceRules.claim("spec.spec", object.path("spec").path("spec"), errors);
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
    }
}
