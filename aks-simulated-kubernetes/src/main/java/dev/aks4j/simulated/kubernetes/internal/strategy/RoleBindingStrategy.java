package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for bindings, in namespaces or in the whole cluster. Stateless. */
record RoleBindingStrategy(boolean namespaced) implements Strategy {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public void defaults(ObjectNode binding, Release release) {
        ObjectNode role = KubeJson.make(binding, "roleRef");
        if (KubeJson.text(role, "apiGroup").isEmpty()) {
            role.put("apiGroup", GROUP);
        }
        for (ObjectNode subject : KubeJson.objects(binding.path("subjects"))) {
            String kind = KubeJson.text(subject, "kind");
            boolean person = kind.equals("User") || kind.equals("Group");
            if (person && KubeJson.text(subject, "apiGroup").isEmpty()) {
                subject.put("apiGroup", GROUP);
            }
        }
    }

    @Override
    public void validate(ObjectNode binding, Errors errors) {
        JsonNode role = binding.path("roleRef");
        errors.oneOf("roleRef.apiGroup", KubeJson.text(role, "apiGroup"), GROUP);
        if (namespaced) {
            errors.oneOf("roleRef.kind", KubeJson.text(role, "kind"), "Role", "ClusterRole");
        } else {
            errors.oneOf("roleRef.kind", KubeJson.text(role, "kind"), "ClusterRole");
        }
        String name = KubeJson.text(role, "name");
        if (name.isEmpty()) {
            errors.required("roleRef.name");
        } else {
            errors.each("roleRef.name", name, Names.pathSegment(name));
        }
        Checks.each("subjects", binding.path("subjects"), (at, subject) -> subject(at, subject, errors));
    }

    private void subject(String at, JsonNode subject, Errors errors) {
        String name = KubeJson.text(subject, "name");
        String group = KubeJson.text(subject, "apiGroup");
        if (name.isEmpty()) {
            errors.required(at + ".name");
        }
        switch (KubeJson.text(subject, "kind")) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    errors.each(at + ".name", name, Names.subdomain(name));
                }
                if (!group.isEmpty()) {
                    errors.notSupported(at + ".apiGroup", group, "");
                }
                if (!namespaced && KubeJson.text(subject, "namespace").isEmpty()) {
                    errors.required(at + ".namespace");
                }
            }
            case "User", "Group" -> errors.oneOf(at + ".apiGroup", group, GROUP);
            default ->
                errors.notSupported(at + ".kind", KubeJson.text(subject, "kind"), "ServiceAccount", "User", "Group");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (now.path("roleRef").equals(before.path("roleRef"))) {
            return;
        }
        if (errors.release().atLeast(36)) {
            ObjectNode go = KubeJson.object()
                    .put("APIGroup", KubeJson.text(now, "roleRef", "apiGroup"))
                    .put("Kind", KubeJson.text(now, "roleRef", "kind"))
                    .put("Name", KubeJson.text(now, "roleRef", "name"));
            errors.invalid("roleRef", go, Errors.IMMUTABLE);
        } else {
            errors.invalid("roleRef", now.path("roleRef"), "cannot change roleRef");
        }
    }
}
