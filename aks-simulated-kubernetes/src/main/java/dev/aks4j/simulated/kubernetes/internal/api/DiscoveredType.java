package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** How discovery describes one type. Stateless. */
final class DiscoveredType {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    private DiscoveredType() {}

    static ObjectNode resource(ResourceType type) {
        ObjectNode resource = KubeJson.object().put("name", type.plural()).put("singularName", type.singular());
        resource.put("namespaced", type.namespaced()).put("kind", type.kind());
        resource.set("verbs", KubeJson.array(VERBS));
        names(resource, type);
        return resource.put("storageVersionHash", storageHash(type));
    }

    /** Returns a short hash of the type and version in which objects are stored. */
    private static String storageHash(ResourceType type) {
        String stored =
                switch (type.storage()) {
                    case "events" -> "/v1/Event";
                    case "horizontalpodautoscalers.autoscaling" -> "autoscaling/v2/HorizontalPodAutoscaler";
                    default -> type.group() + "/" + type.version() + "/" + type.kind();
                };
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode subresource(ResourceType type, String part) {
        ObjectNode resource =
                KubeJson.object().put("name", type.plural() + "/" + part).put("singularName", "");
        resource.put("namespaced", type.namespaced());
        Kind kind = kind(type, part);
        if (!kind.group().equals(type.group()) || !kind.version().equals(type.version())) {
            resource.put("group", kind.group()).put("version", kind.version());
        }
        resource.put("kind", kind.name());
        resource.set("verbs", KubeJson.array(verbs(part)));
        return resource;
    }

    static ObjectNode aggregated(ResourceType type) {
        ObjectNode resource = KubeJson.object().put("resource", type.plural());
        kind(resource, new Kind(type.group(), type.version(), type.kind()));
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
        resource.set("verbs", KubeJson.array(VERBS));
        names(resource, type);
        if (!type.subresources().isEmpty()) {
            ArrayNode parts = resource.putArray("subresources");
            type.subresources().stream().sorted().forEach(part -> {
                ObjectNode one = parts.addObject().put("subresource", part);
                kind(one, kind(type, part));
                one.set("verbs", KubeJson.array(verbs(part)));
            });
        }
        return resource;
    }

    private record Kind(String group, String version, String name) {}

    private static void kind(ObjectNode node, Kind kind) {
        node.putObject("responseKind")
                .put("group", kind.group())
                .put("version", kind.version())
                .put("kind", kind.name());
    }

    private static Kind kind(ResourceType type, String part) {
        return switch (part) {
            case "scale" -> new Kind("autoscaling", "v1", "Scale");
            case "eviction" -> new Kind("policy", "v1", "Eviction");
            case "token" -> new Kind("authentication.k8s.io", "v1", "TokenRequest");
            case "binding" -> new Kind("", "v1", "Binding");
            default -> new Kind(type.group(), type.version(), type.kind());
        };
    }

    /** Returns what can be done through a part. */
    static List<String> verbs(String part) {
        return switch (part) {
            case "exec", "attach", "portforward" -> List.of("create", "get");
            case "eviction", "token", "binding" -> List.of("create");
            case "log" -> List.of("get");
            case "finalize" -> List.of("update");
            default -> PART_VERBS;
        };
    }

    private static void names(ObjectNode resource, ResourceType type) {
        if (!type.shortNames().isEmpty()) {
            resource.set("shortNames", KubeJson.array(type.shortNames()));
        }
        if (!type.categories().isEmpty()) {
            resource.set("categories", KubeJson.array(type.categories()));
        }
    }
}
