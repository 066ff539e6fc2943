package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types that only answer questions and are never stored. */
enum ReviewType {
    SELF_SUBJECT_ACCESS_REVIEW("authorization.k8s.io", "SelfSubjectAccessReview", false),
    SUBJECT_ACCESS_REVIEW("authorization.k8s.io", "SubjectAccessReview", false),
    LOCAL_SUBJECT_ACCESS_REVIEW("authorization.k8s.io", "LocalSubjectAccessReview", true),
    SELF_SUBJECT_RULES_REVIEW("authorization.k8s.io", "SelfSubjectRulesReview", false),
    SELF_SUBJECT_REVIEW("authentication.k8s.io", "SelfSubjectReview", false),
    TOKEN_REVIEW("authentication.k8s.io", "TokenReview", false);

    private final String group;
    private final String kind;
    private final boolean namespaced;

    ReviewType(String group, String kind, boolean namespaced) {
        this.group = group;
        this.kind = kind;
        this.namespaced = namespaced;
    }

    static List<ReviewType> in(String group, String version) {
        return Arrays.stream(values())
                .filter(type -> version.equals("v1") && type.group.equals(group))
                .toList();
    }

    String kind() {
        return kind;
    }

    String plural() {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    ObjectNode discovered() {
        ObjectNode resource = KubeJson.object().put("name", plural()).put("singularName", singular());
        resource.put("namespaced", namespaced).put("kind", kind);
        resource.set("verbs", KubeJson.array(List.of("create")));
        return resource;
    }

    ObjectNode aggregated() {
        ObjectNode resource = KubeJson.object().put("resource", plural());
        resource.putObject("responseKind")
                .put("group", group)
                .put("version", "v1")
                .put("kind", kind);
        resource.put("scope", namespaced ? "Namespaced" : "Cluster").put("singularResource", singular());
        resource.set("verbs", KubeJson.array(List.of("create")));
        return resource;
    }

    private String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }
}
