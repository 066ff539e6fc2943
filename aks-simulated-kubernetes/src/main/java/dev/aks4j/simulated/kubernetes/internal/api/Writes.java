package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.auth.Grants;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.registry.ObjectWrite;
import dev.aks4j.simulated.kubernetes.internal.registry.PatchKind;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers create, update, patch, delete and deletecollection. Used under the simulator's lock. */
final class Writes {

    private static final List<String> PATCHES = List.of(
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
            "application/apply-patch+yaml");

    private static final Set<String> CREATED_BY_UPDATES = Set.of(
            "services",
            "endpoints",
            "events",
            "limitranges",
            "leases.coordination.k8s.io",
            "leasecandidates.coordination.k8s.io",
            "runtimeclasses.node.k8s.io",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io");

    private static final Set<String> RETURNED_WHEN_DELETED = Set.of(
            "pods",
            "services",
            "namespaces",
            "serviceaccounts",
            "resourcequotas",
            "persistentvolumes",
            "persistentvolumeclaims",
            "podtemplates",
            "storageclasses.storage.k8s.io",
            "volumeattributesclasses.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            "csidrivers.storage.k8s.io",
            "csinodes.storage.k8s.io",
            "resourceclaims.resource.k8s.io",
            "resourceclaimtemplates.resource.k8s.io",
            "resourceslices.resource.k8s.io",
            "deviceclasses.resource.k8s.io");

    private final Registry registry;
    private final Reads reads;

    private final Grants grants;

    Writes(Registry registry, Reads reads, Grants grants) {
        this.grants = grants;
        this.registry = registry;
        this.reads = reads;
    }

    Response create(Call call, ResourceType type) {
        if (type.namespaced() && call.namespace().isEmpty() || !call.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        ObjectWrite write = Options.write(call, "CreateOptions", false).guardedBy(grants.of(call.attributes()));
        ObjectNode body = body(call, type, write);
        if (type.storage().equals("certificatesigningrequests.certificates.k8s.io")) {
            Reviews.user(KubeJson.make(body, "spec"), call.user());
        }
        return answer(call, type, 201, registry.create(type, call.namespace(), body, write), write);
    }

    Response update(Call call, ResourceType type) {
        if (call.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        ObjectWrite write = Options.write(call, "UpdateOptions", false).guardedBy(grants.of(call.attributes()));
        ObjectNode body = body(call, type, write);
        if (call.subresource().isEmpty()
                && CREATED_BY_UPDATES.contains(type.storage())
                && registry.state().find(type, call.namespace(), call.name()).isEmpty()) {
            if (KubeJson.text(body, "metadata", "name").isEmpty()) {
                KubeJson.make(body, "metadata").put("name", call.name());
            }
            return answer(call, type, 201, registry.create(type, call.namespace(), body, write), write);
        }
        ObjectNode updated = registry.update(type, call.namespace(), call.name(), body, call.subresource(), write);
        return answer(call, type, 200, updated, write);
    }

    private static ObjectNode body(Call call, ResourceType type, ObjectWrite write) {
        List<String> faults = new ArrayList<>();
        ObjectNode body = Bodies.object(call.request(), faults);
        strict(type, faults, write);
        return body;
    }

    private static void strict(ResourceType type, List<String> faults, ObjectWrite write) {
        if (faults.isEmpty() || write.validation() == ObjectWrite.Validation.IGNORE) {
            return;
        }
        if (write.validation() == ObjectWrite.Validation.STRICT) {
            throw Failures.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                    + type.kind() + ": strict decoding error: " + String.join(", ", faults));
        }
        write.warnings().addAll(faults);
    }

    Response patch(Call call, ResourceType type) {
        String contentType = Bodies.contentType(call.request());
        boolean apply = contentType.equals("application/apply-patch+yaml");
        if (call.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        List<String> faults = new ArrayList<>();
        if (!PATCHES.contains(contentType)) {
            throw Failures.unsupportedPatch();
        }
        ObjectWrite write = Options.write(call, "PatchOptions", apply).guardedBy(grants.of(call.attributes()));
        JsonNode patch;
        try {
            patch = Bodies.tree(call.request(), apply, faults);
        } catch (ApiException e) {
            throw apply || e.code() != 400 ? e : Failures.badRequest("invalid JSON patch");
        }
        if (contentType.equals("application/merge-patch+json") && !patch.isObject()) {
            throw Failures.badRequest("error decoding patch: json: cannot unmarshal "
                    + patch.getNodeType().name().toLowerCase(Locale.ROOT)
                    + " into Go value of type map[string]interface {}");
        }
        strict(type, faults, write);
        if (apply) {
            AtomicBoolean created = new AtomicBoolean();
            ObjectNode applied = registry.apply(
                    type,
                    call.namespace(),
                    call.name(),
                    Bodies.asObject(patch),
                    call.subresource(),
                    call.query().flag("force"),
                    write,
                    created::set);
            return answer(call, type, created.get() ? 201 : 200, applied, write);
        }
        PatchKind kind =
                switch (contentType) {
                    case "application/json-patch+json" -> PatchKind.JSON;
                    case "application/merge-patch+json" -> PatchKind.MERGE;
                    default -> PatchKind.STRATEGIC;
                };
        ObjectNode patched =
                registry.patch(type, call.namespace(), call.name(), kind, patch, call.subresource(), write);
        return answer(call, type, 200, patched, write);
    }

    Response delete(Call call, ResourceType type) {
        Options.Deleting deleting = Options.deleting(call);
        Deletion deletion = registry.delete(type, call.namespace(), call.name(), deleting.options(), deleting.write());
        ObjectNode object = deletion.object();
        if (!deletion.gone()) {
            return Answers.bytes(200, View.of(call).one(registry.state(), type, object));
        }
        if (RETURNED_WHEN_DELETED.contains(type.storage())) {
            return Answers.bytes(200, View.of(call).one(registry.state(), type, object));
        }
        return Answers.json(
                200,
                Answers.success(type.group(), type.plural(), call.name(), KubeJson.text(object, "metadata", "uid")));
    }

    Response deleteCollection(Call call, ResourceType type) {
        if (type.storage().equals("namespaces")
                || type.namespaced() && call.namespace().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        if (!call.query().text("continue").isEmpty()) {
            Reads.position(call.query().text("continue"));
        }
        Options.Deleting deleting = Options.deleting(call);
        ObjectNode list = KubeJson.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.putObject("metadata")
                .put("resourceVersion", Long.toString(registry.state().store().version()));
        ArrayNode items = list.putArray("items");
        for (Stored stored : reads.select(Selection.of(call, type))) {
            String namespace = KubeJson.text(stored.json(), "metadata", "namespace");
            String name = KubeJson.text(stored.json(), "metadata", "name");
            items.add(registry.delete(type, namespace, name, deleting.options(), deleting.write())
                    .object());
        }
        return Answers.json(200, list);
    }

    private Response answer(Call call, ResourceType type, int status, ObjectNode object, ObjectWrite write) {
        byte[] body = View.of(call).one(registry.state(), type, object);
        return Answers.warned(Answers.bytes(status, body), write.warnings());
    }
}
