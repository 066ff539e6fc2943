package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.Canonical;
import dev.aks4j.simulated.kubernetes.internal.schema.Decoder;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects that clients send: their type, their fields, their names. Stateless. */
final class Incoming {

    private Incoming() {}

    /** Returns an object with only the fields of its type, or throws what the API server answers. */
    static ObjectNode decode(ResourceType type, ObjectNode body, ObjectWrite write) {
        String apiVersion = KubeJson.text(body, "apiVersion");
        String kind = KubeJson.text(body, "kind");
        if (type.custom().isPresent() && !kind.isEmpty() && !apiVersion.isEmpty()) {
            requireCustom(type, body, kind, apiVersion);
        }
        if (!kind.isEmpty() && !kind.equals(type.kind())) {
            throw Failures.badRequest(kind + " in version \"" + apiVersion + "\" cannot be handled as a " + type.kind()
                    + ": converting (" + given(apiVersion, type) + "." + kind + ") to (" + internal(type) + "."
                    + type.kind() + "): unknown conversion");
        }
        if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
            throw Failures.badRequest(type.kind() + " in version \"" + apiVersion.substring(apiVersion.indexOf('/') + 1)
                    + "\" cannot be handled as a " + type.kind() + ": no kind \"" + type.kind()
                    + "\" is registered for version \"" + apiVersion + "\" in scheme \"pkg/runtime/scheme.go:111\"");
        }
        if (type.custom().isPresent() && (kind.isEmpty() || apiVersion.isEmpty())) {
            throw Failures.badRequest("Object 'Kind' is missing in '" + body + "'");
        }
        body.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        if (type.shape().isEmpty()) {
            return body;
        }
        Struct shape = type.shape().get();
        Decoder decoder = new Decoder(type.custom().isEmpty());
        ObjectNode decoded;
        try {
            decoded = decoder.decode(body, shape);
        } catch (IllegalArgumentException e) {
            throw cannotBeHandled(type, e.getMessage());
        }
        report(
                type,
                decoder.unknown().stream()
                        .map(field -> "unknown field \"" + field + "\"")
                        .toList(),
                write);
        return decoded;
    }

    /** What is not of a custom type is invalid, not malformed. */
    private static void requireCustom(ResourceType type, ObjectNode body, String kind, String apiVersion) {
        List<FieldError> errors = new ArrayList<>();
        if (!kind.equals(type.kind())) {
            errors.add(FieldError.invalid("kind", kind, "must be " + type.kind()));
        }
        if (!apiVersion.equals(type.apiVersion()) && apiVersion.startsWith(type.group() + "/")) {
            throw Failures.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        if (!apiVersion.equals(type.apiVersion())) {
            errors.add(FieldError.invalid("apiVersion", apiVersion, "must be " + type.apiVersion()));
        }
        if (!errors.isEmpty()) {
            String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
            throw Failures.invalid(group, kind, KubeJson.text(body, "metadata", "name"), errors);
        }
    }

    private static String given(String apiVersion, ResourceType type) {
        return apiVersion.isEmpty() ? type.version() : apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** Returns how the server calls the package of a type that it converts to. */
    private static String internal(ResourceType type) {
        String group = type.group();
        if (type.custom().isPresent()) {
            return type.apiVersion();
        }
        int dot = group.indexOf('.');
        return group.isEmpty() ? "core" : dot < 0 ? group : group.substring(0, dot);
    }

    /** Changes an object to the form in which it is stored. */
    static void canonical(ResourceType type, ObjectNode object) {
        if (type.custom().isEmpty()) {
            type.shape().ifPresent(shape -> Canonical.apply(object, shape));
        }
    }

    /** Refuses, warns of or ignores fields that are unknown or given twice. */
    static void report(ResourceType type, List<String> faults, ObjectWrite write) {
        if (faults.isEmpty() || write.validation() == ObjectWrite.Validation.IGNORE) {
            return;
        }
        if (write.validation() == ObjectWrite.Validation.STRICT) {
            throw cannotBeHandled(type, "strict decoding error: " + String.join(", ", faults));
        }
        write.warnings().addAll(faults);
    }

    private static dev.aks4j.simulated.kubernetes.internal.status.ApiException cannotBeHandled(
            ResourceType type, String why) {
        return Failures.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                + type.kind() + ": " + why);
    }

    /** Sets the namespace of an object to that of the request, or refuses another one. */
    static void placeIn(ResourceType type, String namespace, ObjectNode object) {
        ObjectNode metadata = metadata(object);
        String own = KubeJson.text(metadata, "namespace");
        if (!type.namespaced()) {
            metadata.remove("namespace");
        } else if (own.isEmpty()) {
            metadata.put("namespace", namespace);
        } else if (!own.equals(namespace)) {
            throw Failures.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    /** Refuses an object whose name is not that of the request. */
    static void checkName(String name, ObjectNode object) {
        String own = KubeJson.text(object, "metadata", "name");
        if (own.isEmpty()) {
            throw Failures.badRequest(
                    "the name of the object (" + name + " based on URL) was undeterminable: name must be provided");
        }
        if (!own.equals(name)) {
            throw Failures.badRequest(
                    "the name of the object (" + own + ") does not match the name on the URL (" + name + ")");
        }
    }

    static ObjectNode metadata(ObjectNode object) {
        JsonNode metadata = object.get("metadata");
        if (metadata != null && !metadata.isObject() && !metadata.isNull()) {
            String kind = KubeJson.text(object, "kind");
            throw Failures.badRequest(kind + " in version \"v1\" cannot be handled as a " + kind
                    + ": json: cannot unmarshal "
                    + metadata.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                    + " into Go struct field " + kind + ".metadata of type v1.ObjectMeta");
        }
        return KubeJson.make(object, "metadata");
    }
}
