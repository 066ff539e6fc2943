package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The rules for {@code metadata} that all types share. Stateless. */
public final class MetadataRules {

    private static final int ANNOTATIONS_LIMIT = 256 * 1024;

    private MetadataRules() {}

    /** Collects the rules that an object's metadata breaks. */
    public static void validate(ResourceType type, ObjectNode object, Errors errors) {
        JsonNode metadata = object.path("metadata");
        String name = KubeJson.text(metadata, "name");
        if (name.isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            name(type, name).ifPresent(wrong -> errors.invalid("metadata.name", name, wrong));
        }
        labels(metadata.path("labels"), "metadata.labels", errors);
        int size = 0;
        for (var annotation : KubeJson.strings(metadata.path("annotations")).entrySet()) {
            size += annotation.getKey().length() + annotation.getValue().length();
            Names.qualified(annotation.getKey().toLowerCase(java.util.Locale.ROOT))
                    .ifPresent(wrong -> errors.invalid("metadata.annotations", annotation.getKey(), wrong));
        }
        if (size > ANNOTATIONS_LIMIT) {
            errors.tooLong("metadata.annotations", ANNOTATIONS_LIMIT);
        }
        for (int i = 0; i < metadata.path("ownerReferences").size(); i++) {
            owner(metadata.path("ownerReferences").get(i), "metadata.ownerReferences[" + i + "]", errors);
        }
        for (JsonNode finalizer : metadata.path("finalizers")) {
            Names.qualified(finalizer.asText())
                    .ifPresent(wrong -> errors.invalid("metadata.finalizers", finalizer.asText(), wrong));
        }
    }

    /** Collects the rules that a change of metadata breaks. */
    public static void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (before.path("metadata").has("deletionTimestamp")) {
            Set<String> added = new LinkedHashSet<>(KubeJson.texts(KubeJson.at(now, "metadata", "finalizers")));
            added.removeAll(KubeJson.texts(KubeJson.at(before, "metadata", "finalizers")));
            if (!added.isEmpty()) {
                errors.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                                + String.join("\", \"", added) + "\"}");
            }
        }
    }

    /** Collects the labels that break the rules for keys and values. */
    static void labels(JsonNode labels, String field, Errors errors) {
        KubeJson.strings(labels).forEach((key, value) -> {
            Names.qualified(key).ifPresent(wrong -> errors.invalid(field, key, wrong));
            Names.labelValue(value).ifPresent(wrong -> errors.invalid(field, value, wrong));
        });
    }

    private static Optional<String> name(ResourceType type, String name) {
        return switch (type.groupResource()) {
            case "services" -> Names.label1035(name);
            case "namespaces" -> Names.label(name);
            case "roles.rbac.authorization.k8s.io",
                    "rolebindings.rbac.authorization.k8s.io",
                    "clusterroles.rbac.authorization.k8s.io",
                    "clusterrolebindings.rbac.authorization.k8s.io" -> Names.pathSegment(name);
            default -> Names.subdomain(name);
        };
    }

    private static void owner(JsonNode owner, String field, Errors errors) {
        for (String part : new String[] {"apiVersion", "kind", "name", "uid"}) {
            if (KubeJson.text(owner, part).isEmpty()) {
                errors.invalid(field + "." + part, "", "must not be empty");
            }
        }
    }
}
