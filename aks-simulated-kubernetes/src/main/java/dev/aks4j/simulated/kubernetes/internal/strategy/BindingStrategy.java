package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for role bindings and cluster role bindings. Stateless. */
final class BindingStrategy implements Strategy {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public void defaults(ObjectNode binding) {
        if (binding.get("roleRef") instanceof ObjectNode role) {
            KubeJson.putDefault(role, "apiGroup", GROUP);
        }
        for (ObjectNode subject : KubeJson.objects(binding.path("subjects"))) {
            if (!KubeJson.text(subject, "kind").equals("ServiceAccount")) {
                KubeJson.putDefault(subject, "apiGroup", GROUP);
            }
        }
    }

    @Override
    public void validate(ObjectNode binding, Errors errors) {
        boolean namespaced = KubeJson.text(binding, "kind").equals("RoleBinding");
        JsonNode role = binding.path("roleRef");
        if (namespaced) {
            errors.oneOf("roleRef.kind", KubeJson.text(role, "kind"), "Role", "ClusterRole");
        } else {
            errors.oneOf("roleRef.kind", KubeJson.text(role, "kind"), "ClusterRole");
        }
        errors.oneOf("roleRef.apiGroup", KubeJson.text(role, "apiGroup"), GROUP);
        if (KubeJson.text(role, "name").isEmpty()) {
            errors.required("roleRef.name", "");
        }
        for (int i = 0; i < binding.path("subjects").size(); i++) {
            subject(binding.path("subjects").get(i), "subjects[" + i + "]", namespaced, errors);
        }
    }

    private static void subject(JsonNode subject, String path, boolean namespaced, Errors errors) {
        String kind = KubeJson.text(subject, "kind");
        errors.oneOf(path + ".kind", kind, "ServiceAccount", "User", "Group");
        if (KubeJson.text(subject, "name").isEmpty()) {
            errors.required(path + ".name", "");
        }
        if (!kind.equals("ServiceAccount")) {
            errors.oneOf(path + ".apiGroup", KubeJson.text(subject, "apiGroup"), GROUP);
        } else if (!namespaced && KubeJson.text(subject, "namespace").isEmpty()) {
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
