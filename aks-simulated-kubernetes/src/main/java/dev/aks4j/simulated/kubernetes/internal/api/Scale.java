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
        String name = KubeJson.text(wanted, "metadata", "name");
        if (!name.isEmpty() && !name.equals(call.name())) {
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
        scale.putObject("spec")
                .put("replicas", KubeJson.at(object, specPath(type)).asInt());
        Optional<CustomResource.ScalePaths> paths = type.custom().flatMap(CustomResource::scale);
        String[] status =
                paths.map(custom -> steps(custom.statusReplicas())).orElse(new String[] {"status", "replicas"});
        ObjectNode current = scale.putObject("status")
                .put("replicas", KubeJson.at(object, status).asInt());
        String selector = paths.map(custom -> KubeJson.text(object, steps(custom.labelSelector())))
                .orElseGet(() ->
                        LabelSelector.of(object.path("spec").path("selector")).toString());
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
