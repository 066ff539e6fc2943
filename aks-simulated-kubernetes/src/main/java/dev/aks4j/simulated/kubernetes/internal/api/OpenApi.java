package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** Answers what types look like, in OpenAPI 2 and 3. Used under the simulator's lock. */
final class OpenApi {

    private static final String PROTOBUF = "application/com.github.proto-openapi";
    private static final String[] PATCHES = {
        "application/apply-patch+yaml",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json"
    };

    private final ResourceTypes types;

    OpenApi(ResourceTypes types) {
        this.types = types;
    }

    Response answer(Request request, List<String> path) {
        if (path.size() < 2) {
            throw Failures.noSuchPath();
        }
        String accept = request.header("Accept").orElse("");
        boolean onlyProtobuf =
                accept.contains(PROTOBUF) && !accept.contains("application/json") && !accept.contains("*/*");
        if (path.get(1).equals("v2")) {
            return onlyProtobuf
                    ? Answers.bytes(200, OpenApiProtobuf.of(v2()))
                            .with("Content-Type", PROTOBUF + ".spec.v2.v1.0+protobuf")
                    : Answers.json(200, v2());
        }
        if (onlyProtobuf) {
            throw Failures.notAcceptable(List.of("application/json"));
        }
        if (!path.get(1).equals("v3")) {
            throw Failures.noSuchPath();
        }
        return path.size() == 2 ? index() : document(String.join("/", path.subList(2, path.size())));
    }

    private Response index() {
        ObjectNode index = KubeJson.object();
        ObjectNode paths = index.putObject("paths");
        types.groups()
                .forEach((group, versions) -> versions.forEach(version -> {
                    String path = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
                    paths.putObject(path)
                            .put(
                                    "serverRelativeURL",
                                    "/openapi/v3/" + path + "?hash="
                                            + types.in(group, version).size());
                }));
        return Answers.json(200, index);
    }

    private Response document(String path) {
        String[] parts = path.split("/");
        String group = parts.length == 3 ? parts[1] : "";
        String version = parts[parts.length - 1];
        List<ResourceType> found = types.in(group, version);
        if (found.isEmpty()) {
            return Response.empty(404);
        }
        OpenApiSchemas schemas = new OpenApiSchemas("#/components/schemas/");
        ObjectNode document = KubeJson.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "unversioned");
        ObjectNode paths = document.putObject("paths");
        for (ResourceType type : found) {
            schemas.add(type);
            operations(paths, type, path);
        }
        document.putObject("components").set("schemas", schemas.all());
        return Answers.json(200, document);
    }

    private static void operations(ObjectNode paths, ResourceType type, String prefix) {
        String many = "/" + prefix + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        ObjectNode create = paths.putObject(many).putObject("post");
        operation(create, type, "post");
        ObjectNode one = paths.putObject(many + "/{name}");
        operation(one.putObject("put"), type, "put");
        ObjectNode patch = one.putObject("patch");
        operation(patch, type, "patch");
        ObjectNode content = patch.putObject("requestBody").putObject("content");
        for (String mediaType : PATCHES) {
            if (type.custom().isEmpty() || !mediaType.contains("strategic")) {
                content.putObject(mediaType).putObject("schema").put("type", "object");
            }
        }
    }

    private static void operation(ObjectNode operation, ResourceType type, String action) {
        operation.put("x-kubernetes-action", action);
        operation.set("x-kubernetes-group-version-kind", OpenApiSchemas.groupVersionKind(type));
        var parameters = operation.putArray("parameters");
        for (String name : new String[] {"dryRun", "fieldManager", "fieldValidation"}) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string")
                    .put("uniqueItems", true);
        }
    }

    private ObjectNode v2() {
        OpenApiSchemas schemas = new OpenApiSchemas("#/definitions/");
        types.all().forEach(schemas::add);
        ObjectNode document = KubeJson.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "unversioned");
        document.putObject("paths");
        document.set("definitions", schemas.all());
        return document;
    }
}
