package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;

/** The rules for role bindings and cluster role bindings. Stateless. */
final class BindingStrategy implements Strategy {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public void defaults(ObjectNode binding) {
        if (binding.get("roleRef") instanceof ObjectNode role) {
            Json.putDefault(role, "apiGroup", GROUP);
        }
        for (ObjectNode subject : Json.objects(binding.path("subjects"))) {
            if (!Json.text(subject, "kind").equals("ServiceAccount")) {
                Json.putDefault(subject, "apiGroup", GROUP);
            }
        }
    }

    @Override
    public void validate(ObjectNode binding, Errors errors) {
        boolean namespaced = Json.text(binding, "kind").equals("RoleBinding");
        JsonNode role = binding.path("roleRef");
        if (namespaced) {
            errors.oneOf("roleRef.kind", Json.text(role, "kind"), "Role", "ClusterRole");
        } else {
            errors.oneOf("roleRef.kind", Json.text(role, "kind"), "ClusterRole");
        }
        errors.oneOf("roleRef.apiGroup", Json.text(role, "apiGroup"), GROUP);
        if (Json.text(role, "name").isEmpty()) {
            errors.required("roleRef.name", "");
        }
        for (int i = 0; i < binding.path("subjects").size(); i++) {
            subject(binding.path("subjects").get(i), "subjects[" + i + "]", namespaced, errors);
        }
    }

    private static void subject(JsonNode subject, String path, boolean namespaced, Errors errors) {
        String kind = Json.text(subject, "kind");
        errors.oneOf(path + ".kind", kind, "ServiceAccount", "User", "Group");
        if (Json.text(subject, "name").isEmpty()) {
            errors.required(path + ".name", "");
        }
        if (!kind.equals("ServiceAccount")) {
            errors.oneOf(path + ".apiGroup", Json.text(subject, "apiGroup"), GROUP);
        } else if (!namespaced && Json.text(subject, "namespace").isEmpty()) {
            errors.required(path + ".namespace", "");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!now.path("roleRef").equals(before.path("roleRef"))) {
            errors.invalid("roleRef", now.path("roleRef"), "cannot change roleRef");
        }
    }
}
