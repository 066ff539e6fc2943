package dev.aks4j.simulated.azure.internal.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verbs of resources that are their JSON: what a client writes is what it reads, completed by a {@link ResourceShape}. */
public final class PlainResources {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(6);
    private static final List<String> BESIDE_PROPERTIES =
            List.of("tags", "sku", "zones", "kind", "identity", "extendedLocation", "plan");

    private final Cloud cloud;
    private final String namespace;
    private final String apiVersion;
    private final List<PlainType> types;

    /** Makes the verbs of a provider's types; the version stands in the URLs of operations. */
    public PlainResources(Cloud cloud, String namespace, String apiVersion, List<PlainType> types) {
        this.cloud = cloud;
        this.namespace = namespace;
        this.apiVersion = apiVersion;
        this.types = List.copyOf(types);
    }

    /** Returns the names of the types. */
    public List<String> names() {
        return types.stream().map(PlainType::name).toList();
    }

    /** Answers a request on one of the types or on one of the provider's operations; nothing if it is for neither. */
    public Optional<Response> answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("locations", "*", "operations", "*")) {
            return Optional.of(status(request));
        } else if (path.matches("locations", "*", "operationresults", "*")) {
            return Optional.of(result(request));
        }
        return types.stream()
                .filter(type -> type.name().equalsIgnoreCase(path.types()))
                .findFirst()
                .map(type -> answer(request, type));
    }

    private Response answer(ArmCall request, PlainType type) {
        if (!type.tracked()) {
            requireParent(request.path());
        }
        if (!request.path().namesResource()) {
            if (!request.method().equals("GET")) {
                throw Arm.noSuchVerb(request);
            }
            return Arm.list(list(request.path(), type));
        }
        return switch (request.method()) {
            case "PUT" -> write(request, type, request.body());
            case "PATCH" -> patch(request, type);
            case "GET" -> Arm.json(200, view(type, existing(request.path())));
            case "HEAD" -> Response.empty(find(request.path()).isPresent() ? 204 : 404);
            case "DELETE" -> delete(request, type);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private List<ObjectNode> list(ArmPath path, PlainType type) {
        String full = namespace + "/" + type.name();
        return cloud.resources().below(StoredResource.class, type.tracked() ? path.scope() : parent(path)).stream()
                .filter(resource -> resource.type().equalsIgnoreCase(full))
                .map(resource -> view(type, resource))
                .toList();
    }

    private static String parent(ArmPath path) {
        if (path.rest().size() <= 2) {
            return path.scope();
        }
        String resource = path.resource();
        String[] segments = resource.split("/");
        return path.namesResource() ? String.join("/", List.of(segments).subList(0, segments.length - 2)) : resource;
    }

    private void requireParent(ArmPath path) {
        String parent = parent(path);
        boolean service = parent.toLowerCase(Locale.ROOT).endsWith("services/default");
        boolean extension = parent.equals(path.scope());
        if (!service && !extension && cloud.resources().find(parent).isEmpty()) {
            throw ArmError.gateway(
                    404,
                    "ParentResourceNotFound",
                    "Failed to perform '" + "write" + "' on resource(s) of type '" + path.types()
                            + "', because the parent resource '" + parent + "' could not be found.");
        }
    }

    private static ObjectNode view(PlainType type, StoredResource resource) {
        ObjectNode view = resource.view();
        type.shape().shown(view);
        return view;
    }

    /** Returns a resource as a client reads it. */
    public ObjectNode view(StoredResource resource) {
        return types.stream()
                .filter(type -> (namespace + "/" + type.name()).equalsIgnoreCase(resource.type()))
                .findFirst()
                .map(type -> view(type, resource))
                .orElseGet(resource::view);
    }

    private Response patch(ArmCall request, PlainType type) {
        ObjectNode merged = existing(request.path()).view();
        merge(merged, request.body());
        return write(request, type, merged);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode object
                    && into.get(field.getKey()) instanceof ObjectNode existing
                    && !field.getKey().equals("tags")) {
                merge(existing, object);
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private Response write(ArmCall request, PlainType type, ObjectNode asked) {
        String id = request.path().resource();
        String full = namespace + "/" + type.name();
        Optional<StoredResource> existing = find(request.path());
        String name = request.path().rest().get(request.path().rest().size() - 1);
        ObjectNode body = AzureJson.object().put("name", name).put("id", id);
        if (type.manner() == Manner.NETWORK) {
            body.put("etag", "W/\"" + cloud.random().guid() + "\"");
        }
        body.put("type", full);
        String region = "global";
        if (type.tracked()) {
            region = asked.path("location").asText().equalsIgnoreCase("global")
                    ? "global"
                    : Regions.require(asked, full);
            String where = region;
            existing.ifPresent(had -> Regions.requireSame(
                    name,
                    request.path().group().orElse(""),
                    had.body().path("location").asText(),
                    where));
            body.put("location", region);
        }
        for (String field : BESIDE_PROPERTIES) {
            if (asked.hasNonNull(field)) {
                body.set(field, asked.get(field).deepCopy());
            }
        }
        ObjectNode properties = body.putObject("properties");
        if (asked.path("properties") instanceof ObjectNode given) {
            properties.setAll(given.deepCopy());
        }
        type.shape().complete(request, body, existing);
        StoredResource stored =
                new StoredResource(existing.map(StoredResource::id).orElse(id), full, body);
        cloud.resources().put(stored);
        boolean storageUpdate = type.manner() == Manner.STORAGE && existing.isPresent();
        if (type.manner() == Manner.NOW || storageUpdate) {
            settle(type, stored);
            return Arm.json(existing.isPresent() ? 200 : 201, view(type, stored));
        }
        properties.put("provisioningState", existing.isPresent() ? "Updating" : "Creating");
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        existing.isPresent() ? "Updating" : "Creating",
                        stored.id(),
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(() -> settle(type, stored), () -> broken(stored)));
        return begun(type, view(type, stored), operation, region, existing.isPresent());
    }

    private static void settle(PlainType type, StoredResource stored) {
        AzureJson.child(stored.body(), "properties").put("provisioningState", "Succeeded");
        type.shape().written(stored);
    }

    private static void broken(StoredResource stored) {
        AzureJson.child(stored.body(), "properties").put("provisioningState", "Failed");
    }

    private Response begun(PlainType type, ObjectNode view, AzureOperation operation, String region, boolean existed) {
        String status = cloud.operations().statusUrl(operation, namespace, region, apiVersion);
        String result = cloud.operations().resultUrl(operation, namespace, region, apiVersion);
        return switch (type.manner()) {
            case COMPUTE ->
                Arm.json(202, view)
                        .with("Azure-AsyncOperation", status)
                        .with("Location", result)
                        .with("Retry-After", "2");
            case STORAGE -> Response.empty(202).with("Location", result).with("Retry-After", "3");
            default ->
                Arm.json(existed ? 200 : 201, view)
                        .with("Azure-AsyncNotification", "Enabled")
                        .with("Azure-AsyncOperation", status)
                        .with("Retry-After", "3");
        };
    }

    private Response delete(ArmCall request, PlainType type) {
        Optional<StoredResource> found = find(request.path());
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        StoredResource resource = found.get();
        type.shape().requireFree(resource);
        if (type.manner() == Manner.NOW || type.manner() == Manner.STORAGE) {
            cloud.resources().remove(resource.id());
            return Response.empty(200);
        }
        String region = resource.body().path("location").asText("global");
        AzureJson.child(resource.body(), "properties").put("provisioningState", "Deleting");
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Deleting",
                        resource.id(),
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(() -> cloud.resources().remove(resource.id()), () -> broken(resource)));
        return Response.empty(202)
                .with("Azure-AsyncOperation", cloud.operations().statusUrl(operation, namespace, region, apiVersion))
                .with("Location", cloud.operations().resultUrl(operation, namespace, region, apiVersion))
                .with("Retry-After", "2");
    }

    private Response status(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(3));
        Response response = Arm.json(200, operation.view());
        return operation.over() ? response : response.with("Retry-After", "2");
    }

    private Response result(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(3));
        String region = request.path().rest().get(1);
        if (!operation.over()) {
            return Response.empty(202)
                    .with("Location", cloud.operations().resultUrl(operation, namespace, region, apiVersion))
                    .with("Retry-After", "2");
        } else if (!operation.status().equals("Succeeded")) {
            JsonNode error = operation.view().path("error");
            throw ArmError.service(
                    400, error.path("code").asText(), error.path("message").asText());
        }
        return operation
                .output()
                .or(() -> cloud.resources()
                        .find(operation.subject())
                        .map(found -> found instanceof StoredResource stored ? view(stored) : found.view()))
                .map(body -> Arm.json(200, body))
                .orElseGet(() -> Response.empty(204));
    }

    private Optional<StoredResource> find(ArmPath path) {
        return cloud.resources().find(StoredResource.class, path.resource());
    }

    private StoredResource existing(ArmPath path) {
        return find(path).orElseThrow(() -> Arm.notFound(path));
    }

    /** Returns the elements of an array of objects. */
    public static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> objects = new ArrayList<>();
        array.forEach(each -> {
            if (each instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }
}
