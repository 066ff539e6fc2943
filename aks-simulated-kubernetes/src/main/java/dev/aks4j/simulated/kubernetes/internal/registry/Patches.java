package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.AppliedTypes;
import dev.aks4j.simulated.kubernetes.internal.patch.GoText;
import dev.aks4j.simulated.kubernetes.internal.patch.JsonPatch;
import dev.aks4j.simulated.kubernetes.internal.patch.Manager;
import dev.aks4j.simulated.kubernetes.internal.patch.MergePatch;
import dev.aks4j.simulated.kubernetes.internal.patch.PatchedTypes;
import dev.aks4j.simulated.kubernetes.internal.patch.ServerSideApply;
import dev.aks4j.simulated.kubernetes.internal.patch.StrategicMergePatch;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.List;
import java.util.Optional;

/** Changes objects by patches. Used under the simulator's lock. */
final class Patches {

    private final ClusterState state;
    private final Creates creates;
    private final Updates updates;

    Patches(ClusterState state, Creates creates, Updates updates) {
        this.state = state;
        this.creates = creates;
        this.updates = updates;
    }

    ObjectNode patch(
            ResourceType type,
            String namespace,
            String name,
            PatchKind kind,
            JsonNode patch,
            String sub,
            ObjectWrite write) {
        ObjectNode before = shown(type, state.get(type, namespace, name).json());
        if (kind == PatchKind.JSON && !patch.isArray()) {
            throw Failures.badRequest("error decoding patch: json: cannot unmarshal "
                    + patch.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                    + " into Go value of type []handlers.jsonPatchOp");
        }
        JsonNode patched;
        try {
            patched = switch (kind) {
                case JSON -> JsonPatch.apply(before, patch);
                case MERGE -> MergePatch.apply(before, whole(patch));
                case STRATEGIC -> strategic(type, before, whole(patch));
            };
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        if (!(patched instanceof ObjectNode object)) {
            throw Failures.badRequest("the patch does not leave an object");
        }
        ObjectNode decoded = decoded(type, kind, object, patch, write);
        Incoming.placeIn(type, namespace, decoded);
        Incoming.checkName(name, decoded);
        return updates.replace(type, before, decoded, sub, write, false);
    }

    /** Returns an object as a type shows it; that of a custom type says by which version it is seen. */
    private static ObjectNode shown(ResourceType type, ObjectNode stored) {
        ObjectNode shown = Events.shown(type, stored);
        if (type.custom().isPresent() && !KubeJson.text(shown, "apiVersion").equals(type.apiVersion())) {
            return shown.deepCopy().put("apiVersion", type.apiVersion());
        }
        return shown;
    }

    /** A test that fails is refused without a word about what was tested. */
    private static ApiException refused(IllegalArgumentException why) {
        String text = "the server rejected our request due to an error in our request";
        boolean test = why.getMessage().startsWith("the value is another");
        if (why.getMessage().contains("does not contain declared merge key")
                || why.getMessage().startsWith("unknown patch type: ")) {
            return Failures.of(500, "", why.getMessage(), null);
        }
        ApiException refusal =
                Failures.of(422, "Invalid", test ? text : text + ": " + why.getMessage(), KubeJson.object());
        refusal.addSuppressed(why);
        return refusal;
    }

    /** What a patch leaves is invalid, not malformed, if it is not of the type. */
    private static ObjectNode decoded(
            ResourceType type, PatchKind kind, ObjectNode patched, JsonNode patch, ObjectWrite write) {
        boolean strategic = kind == PatchKind.STRATEGIC;
        try {
            if (strategic) {
                PatchedTypes.check(patched, ClusterState.shape(type));
            }
            return Incoming.decode(type, patched, write);
        } catch (IllegalArgumentException e) {
            throw unlike(patch, true, e.getMessage());
        } catch (ApiException e) {
            String prefix = "cannot be handled as a " + type.kind() + ": ";
            int at = e.getMessage().indexOf(prefix);
            if (at < 0) {
                throw e;
            }
            throw unlike(strategic ? patch : patched, strategic, e.getMessage().substring(at + prefix.length()));
        }
    }

    private static ApiException unlike(JsonNode shown, boolean strategic, String why) {
        String text = strategic ? GoText.of(shown) : shown.toString();
        return Failures.invalid("", "", "", List.of(FieldError.invalid("patch", text, why)));
    }

    /** Numbers of a merge patch come through a tree that does not tell 3.0 from 3. */
    private static JsonNode whole(JsonNode value) {
        if (value.isFloatingPointNumber() && value.asDouble() == Math.rint(value.asDouble())) {
            return KubeJson.object().numberNode(value.asLong());
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(whole(entry.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, whole(array.get(i)));
            }
        }
        return value;
    }

    private static JsonNode strategic(ResourceType type, ObjectNode before, JsonNode patch) {
        if (type.custom().isPresent()) {
            throw Failures.unsupportedMediaType(List.of(
                    "application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"));
        }
        if (!(patch instanceof ObjectNode changes)) {
            throw Failures.badRequest("json: cannot unmarshal array into Go value of type map[string]interface {}");
        }
        return StrategicMergePatch.apply(before, changes, ClusterState.shape(type));
    }

    Applied apply(
            ResourceType type,
            String namespace,
            String name,
            ObjectNode config,
            String sub,
            boolean force,
            ObjectWrite write) {
        String kind = KubeJson.text(config, "kind");
        String apiVersion = KubeJson.text(config, "apiVersion");
        if (!kind.equals(type.kind()) || apiVersion.isEmpty()) {
            String shown = apiVersion.contains("/") || apiVersion.isEmpty() && !kind.isEmpty()
                    ? apiVersion.isEmpty() ? "/" : apiVersion
                    : "/" + apiVersion;
            throw Failures.badRequest("invalid object type: " + shown + ", Kind=" + kind);
        }
        if (sub.equals("status")) {
            config.retain("apiVersion", "kind", "metadata", "status");
        } else if (type.has("status")) {
            config.remove("status");
        }
        Optional<Stored> live = state.find(type, namespace, name);
        ObjectNode wanted = check(type, namespace, name, config, live.isPresent());
        Manager manager = new Manager(write.manager(), "Apply", type.apiVersion(), sub);
        Shape shape = ClusterState.shape(type);
        if (live.isEmpty()) {
            if (!sub.isEmpty()) {
                throw Failures.notFound(type, name);
            }
            String uid = KubeJson.text(wanted, "metadata", "uid");
            if (!uid.isEmpty()) {
                throw Failures.conflict(
                        type,
                        name,
                        "uid mismatch: the provided object specified uid " + uid
                                + ", and no existing object was found");
            }
            KubeJson.make(wanted, "metadata").remove("resourceVersion");
            ObjectNode created = ServerSideApply.create(wanted, shape, manager, state.now());
            return new Applied(creates.create(type, namespace, created, write), true);
        }
        ObjectNode before = shown(type, live.get().json());
        String version = KubeJson.text(wanted, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(KubeJson.text(before, "metadata", "resourceVersion"))) {
            throw Failures.stale(type, name);
        }
        ObjectNode merged = ServerSideApply.apply(before, wanted, shape, manager, force, state.now());
        return new Applied(updates.replace(type, before, merged, sub, write, true), false);
    }

    private static ObjectNode check(
            ResourceType type, String namespace, String name, ObjectNode config, boolean exists) {
        if (config.path("metadata").has("managedFields")) {
            throw Failures.badRequest("metadata.managedFields must be nil");
        }
        String shown = "(" + KubeJson.text(config, "metadata", "namespace") + "/"
                + KubeJson.text(config, "metadata", "name") + "; "
                + (type.group().isEmpty() ? "/" : "") + type.apiVersion() + ", Kind=" + type.kind() + ")";
        whole(config);
        ObjectNode wanted;
        try {
            AppliedTypes.check(config, ClusterState.shape(type), type.custom().isPresent());
            wanted = Incoming.decode(type, config, ObjectWrite.by(""));
        } catch (IllegalArgumentException e) {
            ApiException refusal =
                    Failures.of(500, "", "failed to create typed patch object " + shown + ": " + e.getMessage(), null);
            refusal.addSuppressed(e);
            throw refusal;
        } catch (ApiException e) {
            String prefix = "cannot be handled as a " + type.kind() + ": ";
            int at = e.getMessage().indexOf(prefix);
            if (at < 0) {
                throw e;
            }
            throw Failures.of(
                    500,
                    "",
                    "failed to convert new object " + shown
                            + " to proper version: unable to convert unstructured object to "
                            + (type.group().isEmpty() ? "/" : "") + type.apiVersion() + ", Kind=" + type.kind() + ": "
                            + e.getMessage().substring(at + prefix.length()),
                    null);
        }
        Incoming.placeIn(type, namespace, wanted);
        // What is there already has a name, unless the applier takes it away.
        if (exists && !config.path("metadata").has("name")) {
            KubeJson.make(wanted, "metadata").put("name", name);
        }
        Incoming.checkName(name, wanted);
        return wanted;
    }

    /** The result of an apply. */
    record Applied(ObjectNode object, boolean created) {}
}
