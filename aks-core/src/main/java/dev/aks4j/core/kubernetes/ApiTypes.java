package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an API server keeps the objects of a kind. A group and version that held the kind asked for is remembered; one
 * that did not is asked again, because a custom resource may have been defined since. Thread-safe.
 */
final class ApiTypes {

    private final Map<String, Json> known = new ConcurrentHashMap<>();

    /** Returns the path of an object; empty if the place of its kind is not known. */
    Optional<String> path(Address.InCluster object) {
        Json types = known.get(list(object));
        return types == null ? Optional.empty() : find(types, object);
    }

    /** Returns the path of the list of types that the object's kind belongs to. */
    static String list(Address.InCluster object) {
        return base(object.apiVersion());
    }

    /** Remembers such a list if it has the object's kind. */
    void learn(Address.InCluster object, Json types) {
        if (find(types, object).isPresent()) {
            known.put(list(object), types);
        }
    }

    /** Returns the path below which a group and version lies. */
    static String base(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    private static Optional<String> find(Json types, Address.InCluster object) {
        for (Json type : types.path("resources")) {
            String plural = type.path("name").asText();
            if (type.path("kind").asText().equals(object.kind()) && !plural.contains("/")) {
                return Optional.of(path(type.path("namespaced").asBoolean(), plural, object));
            }
        }
        return Optional.empty();
    }

    private static String path(boolean namespaced, String plural, Address.InCluster object) {
        if (namespaced != object.namespace().isPresent()) {
            throw new AksException(object.kind() + " " + object.name()
                    + (namespaced
                            ? " needs a namespace: objects of its kind live in one."
                            : " has the namespace " + object.namespace().orElseThrow()
                                    + ", but objects of its kind live in none."));
        }
        return base(object.apiVersion())
                + object.namespace().map(name -> "/namespaces/" + encode(name)).orElse("")
                + "/"
                + plural
                + "/"
                + encode(object.name());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
