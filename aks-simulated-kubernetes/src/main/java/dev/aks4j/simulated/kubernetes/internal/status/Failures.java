package dev.aks4j.simulated.kubernetes.internal.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.List;

/** The refusals of the API server, with its texts, reasons and details. Stateless. */
public final class Failures {

    private Failures() {}

    /** 404: no such object. */
    public static ApiException notFound(ResourceType type, String name) {
        return notFound(type.group(), type.plural(), name);
    }

    /** 404: no such object. */
    public static ApiException notFound(String group, String plural, String name) {
        String resource = group.isEmpty() ? plural : plural + "." + group;
        return of(404, "NotFound", resource + " \"" + name + "\" not found", details(group, plural, name));
    }

    /** 404: nothing is served at this path. */
    public static ApiException noSuchPath() {
        return of(404, "NotFound", "the server could not find the requested resource", KubeJson.object());
    }

    /** 409: an object of this name exists. */
    public static ApiException alreadyExists(ResourceType type, String name) {
        return of(
                409,
                "AlreadyExists",
                type.groupResource() + " \"" + name + "\" already exists",
                details(type.group(), type.plural(), name));
    }

    /** 409: the object is not in the state that the request assumes. */
    public static ApiException conflict(ResourceType type, String name, String why) {
        return of(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.groupResource() + " \"" + name + "\": " + why,
                details(type.group(), type.plural(), name));
    }

    /** 409: the object is not what the request assumes, in the words of a deletion. */
    public static ApiException conflict(ResourceType type, String shown, String name, String why) {
        return of(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + shown + " \"" + name + "\": " + why,
                details(type.group(), type.kind(), name));
    }

    /** 409: the object was modified since it was read. */
    public static ApiException stale(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** 422: the object breaks rules. */
    public static ApiException invalid(ResourceType type, String name, List<FieldError> errors) {
        return invalid(type.group(), type.kind(), name, errors);
    }

    /** 422: the object breaks a rule, in the words of the storage. */
    public static ApiException invalidResource(ResourceType type, String name, FieldError error) {
        return invalid(type.group(), type.plural(), name, List.of(error));
    }

    /** 422: what is asked breaks rules. */
    public static ApiException invalid(String group, String kind, String name, List<FieldError> errors) {
        String message = errors.size() == 1
                ? errors.get(0).text()
                : "[" + String.join(", ", errors.stream().map(FieldError::text).toList()) + "]";
        ObjectNode details = KubeJson.object();
        put(details, "name", name);
        put(details, "group", group);
        put(details, "kind", kind);
        ArrayNode causes = details.putArray("causes");
        for (FieldError error : errors) {
            causes.addObject()
                    .put("reason", error.reason())
                    .put("message", error.message())
                    .put("field", error.field());
        }
        String what = group.isEmpty() ? kind : kind + "." + group;
        return of(422, "Invalid", what + " \"" + name + "\" is invalid: " + message, details);
    }

    /** 403: an admission rule or the authorizer refuses. */
    public static ApiException forbidden(ResourceType type, String name, String why) {
        String object = name.isEmpty() ? " is forbidden: " : " \"" + name + "\" is forbidden: ";
        return of(403, "Forbidden", type.groupResource() + object + why, details(type.group(), type.plural(), name));
    }

    /** 403: a refusal about something that is not an object, or one with causes. */
    public static ApiException forbidden(String message, ObjectNode details) {
        return of(403, "Forbidden", message, details);
    }

    /** 401: who asks is not known. */
    public static ApiException unauthorized() {
        return of(401, "Unauthorized", "Unauthorized", null);
    }

    /** 400: the request does not make sense. */
    public static ApiException badRequest(String message) {
        return of(400, "BadRequest", message, null);
    }

    /** 405: the verb does not apply. */
    public static ApiException methodNotAllowed() {
        return of(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                KubeJson.object());
    }

    /** 415: the body is of a type that is not read here. */
    public static ApiException unsupportedMediaType(List<String> accepted) {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted),
                null);
    }

    /** 415: the patch is of a type that is not applied here. */
    public static ApiException unsupportedPatch() {
        return of(415, "UnsupportedMediaType", "415: Unsupported Media Type", KubeJson.object());
    }

    /** 406: no answer of an acceptable type exists. */
    public static ApiException notAcceptable(List<String> offered) {
        return of(
                406,
                "NotAcceptable",
                "only the following media types are accepted: " + String.join(", ", offered),
                null);
    }

    /** 413: the body is larger than the server reads. */
    public static ApiException tooLarge() {
        return of(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728", KubeJson.object());
    }

    /** 410: the history that the request needs is gone. */
    public static ApiException expired(String message) {
        return of(410, "Expired", message, null);
    }

    /** 500: the server cannot do what is asked. */
    public static ApiException internal(String message) {
        ObjectNode details = KubeJson.object();
        details.putArray("causes").addObject().put("message", message);
        return of(500, "InternalError", "Internal error occurred: " + message, details);
    }

    /** 504: the asked version does not exist yet. */
    public static ApiException tooLargeResourceVersion(long asked, long current) {
        ObjectNode details = KubeJson.object().put("retryAfterSeconds", 1);
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        return of(504, "Timeout", "Timeout: Too large resource version: " + asked + ", current: " + current, details);
    }

    /** Any other refusal. */
    public static ApiException of(int code, String reason, String message, ObjectNode details) {
        ObjectNode status = KubeJson.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", message);
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null && !(reason.isEmpty() && details.isEmpty())) {
            status.set("details", details);
        }
        status.put("code", code);
        return new ApiException(status);
    }

    private static ObjectNode details(String group, String kind, String name) {
        ObjectNode details = KubeJson.object();
        put(details, "name", name);
        put(details, "group", group);
        put(details, "kind", kind);
        return details;
    }

    private static void put(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }
}
