package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.resource.CustomResource;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.CustomSchemas;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Serves the types that CustomResourceDefinitions define, as long as these exist. Used under the simulator's lock. */
final class CustomTypes implements Controller {

    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final ClusterObjects cluster;
    private final Set<Key> ending = new LinkedHashSet<>();

    CustomTypes(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        if (!change.key().storage().equals("customresourcedefinitions.apiextensions.k8s.io")) {
            return;
        }
        JsonNode spec = change.after().json().path("spec");
        String plural = KubeJson.text(spec, "names", "plural");
        String group = KubeJson.text(spec, "group");
        ObjectNode definition = change.after().json();
        if (change.kind() == StoreChange.Kind.ADDED) {
            establish(definition);
        } else if (change.kind() == StoreChange.Kind.MODIFIED && ControllerObjects.isDeleting(definition)) {
            ending.add(change.key());
            return;
        }
        cluster.state().types().remove(group, plural);
        if (change.kind() != StoreChange.Kind.DELETED) {
            for (JsonNode version : spec.path("versions")) {
                if (version.path("served").asBoolean()) {
                    cluster.state().types().add(type(spec, version));
                }
            }
        }
    }

    /** Deletes the objects of types that are going, and lets these go when none is left. */
    @Override
    public void work() {
        for (Key key : List.copyOf(ending)) {
            Optional<ObjectNode> definition = cluster.find(key);
            if (definition.isEmpty()) {
                ending.remove(key);
                continue;
            }
            JsonNode spec = definition.get().path("spec");
            List<ObjectNode> left =
                    cluster.list(KubeJson.text(spec, "names", "plural") + "." + KubeJson.text(spec, "group"), "");
            left.stream()
                    .filter(object -> !ControllerObjects.isDeleting(object))
                    .forEach(object -> cluster.registry().remove(object, Deletion.Options.BACKGROUND, "apiextensions"));
            if (left.isEmpty()) {
                ending.remove(key);
                cluster.registry().modify(definition.get(), "kube-apiserver", live -> {
                    List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                            .filter(one -> !one.equals(CLEANUP))
                            .toList();
                    KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
                });
            }
        }
    }

    private void establish(ObjectNode type) {
        String now = cluster.now();
        cluster.registry().modify(type, "kube-apiserver", live -> {
            if (!KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).contains(CLEANUP)) {
                KubeJson.makeArray(KubeJson.make(live, "metadata"), "finalizers")
                        .add(CLEANUP);
            }
        });
        cluster.registry().status(type, "kube-apiserver", status -> {
            status.set("acceptedNames", KubeJson.at(type, "spec", "names").deepCopy());
            status.remove("conditions");
            condition(status, now, "NamesAccepted", "NoConflicts", "no conflicts found");
            condition(status, now, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        });
    }

    private static void condition(ObjectNode status, String now, String type, String reason, String message) {
        KubeJson.makeArray(status, "conditions")
                .addObject()
                .put("lastTransitionTime", now)
                .put("message", message)
                .put("reason", reason)
                .put("status", "True")
                .put("type", type);
    }

    private static Set<String> selectable(JsonNode version) {
        Set<String> fields = new HashSet<>();
        for (JsonNode field : version.path("selectableFields")) {
            fields.add(KubeJson.text(field, "jsonPath").substring(1));
        }
        return fields;
    }

    private static ResourceType type(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        JsonNode schema = KubeJson.at(version, "schema", "openAPIV3Schema");
        Set<String> parts = new HashSet<>();
        version.path("subresources").fieldNames().forEachRemaining(parts::add);
        ObjectNode scale = version.path("subresources").get("scale") instanceof ObjectNode given ? given : null;
        Optional<CustomResource.ScalePaths> paths = Optional.ofNullable(scale)
                .map(one -> new CustomResource.ScalePaths(
                        KubeJson.text(one, "specReplicasPath"),
                        KubeJson.text(one, "statusReplicasPath"),
                        KubeJson.text(one, "labelSelectorPath")));
        return new ResourceType(
                KubeJson.text(spec, "group"),
                KubeJson.text(version, "name"),
                KubeJson.text(names, "kind"),
                KubeJson.text(names, "plural"),
                KubeJson.text(names, "singular"),
                KubeJson.texts(names.path("shortNames")),
                KubeJson.text(spec, "scope").equals("Namespaced"),
                Set.copyOf(parts),
                KubeJson.texts(names.path("categories")),
                Optional.of(CustomSchemas.shape(KubeJson.text(names, "kind"), schema)),
                Optional.of(new CustomResource(
                        schema, version.path("additionalPrinterColumns"), paths, selectable(version))));
    }
}
