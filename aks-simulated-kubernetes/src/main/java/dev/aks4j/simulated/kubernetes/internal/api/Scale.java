package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.JsonPatch;
import dev.aks4j.simulated.kubernetes.internal.patch.MergePatch;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.ObjectWrite;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.resource.CustomResource;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers for the scale subresource: the number of replicas as an object of its own. Used under the simulator's lock. */
final class Scale {

    private final Registry registry;

    Scale(Registry registry) {
        this.registry = registry;
    }

    Response answer(Call call, ResourceType type) {
        ClusterState state = registry.state();
        boolean applies = call.verb().equals("patch")
                && Bodies.contentType(call.request()).equals("application/apply-patch+yaml");
        if (applies) {
            return applied(call, type);
        }
        ObjectNode object = state.get(type, call.namespace(), call.name()).json();
        ObjectNode scale = scale(type, object);
        JsonNode wanted =
                switch (call.verb()) {
                    case "get" -> null;
                    case "update" -> Bodies.object(call.request(), new ArrayList<>());
                    case "patch" -> patched(call, scale);
                    default -> throw Failures.methodNotAllowed();
                };
        if (wanted == null) {
            return Answers.json(200, scale);
        }
        typed(wanted);
        String name = KubeJson.text(wanted, "metadata", "name");
        if (name.isEmpty()) {
            throw Failures.badRequest("the name of the object (" + call.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        if (!name.equals(call.name())) {
            throw Failures.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + call.name() + ")");
        }
        JsonNode replicas = wanted.path("spec").path("replicas");
        ObjectNode changed = object.deepCopy();
        set(changed, specPath(type), replicas.asInt());
        String version = KubeJson.text(wanted, "metadata", "resourceVersion");
        if (!version.isEmpty()) {
            KubeJson.make(changed, "metadata").put("resourceVersion", version);
        }
        ObjectWrite write = Options.write(call, call.verb().equals("patch") ? "PatchOptions" : "UpdateOptions", false);
        int number = replicas.asInt();
        if (number < 0) {
            throw Failures.invalid(
                    "autoscaling",
                    "Scale",
                    call.name(),
                    List.of(FieldError.invalid("spec.replicas", number, "must be greater than or equal to 0")));
        }
        ObjectNode updated = registry.update(type, call.namespace(), call.name(), changed, "scale", write);
        return Answers.json(200, scale(type, updated));
    }

    /** Refuses what is not a scale. */
    private static void typed(JsonNode wanted) {
        String why = "";
        String version = KubeJson.text(wanted, "apiVersion");
        String kind = KubeJson.text(wanted, "kind");
        JsonNode replicas = wanted.path("spec").path("replicas");
        if (!kind.isEmpty() && !kind.equals("Scale") || !version.isEmpty() && !version.equals("autoscaling/v1")) {
            why = "no kind \"" + kind + "\" is registered for version \"" + version
                    + "\" in scheme \"pkg/runtime/scheme.go:111\"";
        } else if (!replicas.isMissingNode() && !replicas.isNull() && !replicas.isIntegralNumber()) {
            why = "json: cannot unmarshal "
                    + (replicas.isNumber()
                            ? "number " + replicas.asText()
                            : replicas.isTextual()
                                    ? "string"
                                    : replicas.isBoolean() ? "bool" : replicas.isArray() ? "array" : "object")
                    + " into Go struct field ScaleSpec.spec.replicas of type int32";
        }
        if (!why.isEmpty()) {
            throw Failures.badRequest("Scale in version \"v1\" cannot be handled as a Scale: " + why);
        }
    }

    /** Applies the number of replicas: the object behind it keeps who owns it. */
    private Response applied(Call call, ResourceType type) {
        ObjectWrite write = Options.write(call, "PatchOptions", true);
        ObjectNode given = Bodies.asObject(Bodies.tree(call.request(), true, new ArrayList<>()));
        typed(given);
        ObjectNode config =
                KubeJson.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        config.set("metadata", given.path("metadata").deepCopy());
        if (given.path("spec").hasNonNull("replicas")) {
            set(config, specPath(type), given.path("spec").path("replicas").asInt());
        }
        ObjectNode after = registry.apply(
                type,
                call.namespace(),
                call.name(),
                config,
                "scale",
                call.query().flag("force"),
                write,
                created -> {});
        return Answers.json(200, scale(type, after));
    }

    private static JsonNode patched(Call call, ObjectNode scale) {
        JsonNode patch = Bodies.tree(call.request(), false, new ArrayList<>());
        return Bodies.contentType(call.request()).equals("application/json-patch+json")
                ? JsonPatch.apply(scale, patch)
                : MergePatch.apply(scale, patch);
    }

    private static ObjectNode scale(ResourceType type, ObjectNode object) {
        ObjectNode scale = KubeJson.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, object.path("metadata").get(field));
        }
        int wanted = KubeJson.at(object, specPath(type)).asInt();
        ObjectNode spec = scale.putObject("spec");
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        Optional<CustomResource.ScalePaths> paths = type.custom().flatMap(CustomResource::scale);
        String[] status =
                paths.map(custom -> steps(custom.statusReplicas())).orElse(new String[] {"status", "replicas"});
        ObjectNode current = scale.putObject("status")
                .put("replicas", KubeJson.at(object, status).asInt());
        String selector = paths.map(custom -> KubeJson.text(object, steps(custom.labelSelector())))
                .orElseGet(() -> type.kind().equals("ReplicationController")
                        ? LabelSelector.map(object.path("spec").path("selector"))
                                .toString()
                        : LabelSelector.of(object.path("spec").path("selector")).toString());
        if (!selector.isEmpty()) {
            current.put("selector", selector);
        }
        return scale;
    }

    private static String[] specPath(ResourceType type) {
        return type.custom()
                .flatMap(CustomResource::scale)
                .map(custom -> steps(custom.specReplicas()))
                .orElse(new String[] {"spec", "replicas"});
    }

    private static String[] steps(String path) {
        return path.isEmpty() ? new String[] {"-"} : path.substring(1).split("\\.");
    }

    private static void set(ObjectNode object, String[] path, int value) {
        ObjectNode here = object;
        for (int i = 0; i < path.length - 1; i++) {
            here = KubeJson.make(here, path[i]);
        }
        here.put(path[path.length - 1], value);
    }
}
