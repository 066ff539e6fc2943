package dev.aks4j.testkit.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import dev.aks4j.testkit.kubernetes.registry.Deletion;
import dev.aks4j.testkit.kubernetes.resource.CustomResource;
import dev.aks4j.testkit.kubernetes.resource.ResourceType;
import dev.aks4j.testkit.kubernetes.schema.CustomSchemas;
import dev.aks4j.testkit.kubernetes.store.Change;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Serves the types that CustomResourceDefinitions define, as long as these exist. Used under the simulator's lock. */
final class CustomTypes implements Controller {

    private final Cluster cluster;

    CustomTypes(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(Change change) {
        if (!change.key().storage().equals("customresourcedefinitions.apiextensions.k8s.io")) {
            return;
        }
        JsonNode spec = change.after().json().path("spec");
        String plural = Json.text(spec, "names", "plural");
        String group = Json.text(spec, "group");
        if (change.kind() == Change.Kind.DELETED) {
            cluster.list(plural + "." + group, "")
                    .forEach(object -> cluster.registry().remove(object, Deletion.Options.BACKGROUND, "apiextensions"));
        }
        cluster.state().types().remove(group, plural);
        if (change.kind() != Change.Kind.DELETED) {
            for (JsonNode version : spec.path("versions")) {
                if (version.path("served").asBoolean()) {
                    cluster.state().types().add(type(spec, version));
                }
            }
        }
    }

    private static ResourceType type(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        JsonNode schema = Json.at(version, "schema", "openAPIV3Schema");
        Set<String> parts = new HashSet<>();
        version.path("subresources").fieldNames().forEachRemaining(parts::add);
        ObjectNode scale = version.path("subresources").get("scale") instanceof ObjectNode given ? given : null;
        Optional<CustomResource.ScalePaths> paths = Optional.ofNullable(scale)
                .map(one -> new CustomResource.ScalePaths(
                        Json.text(one, "specReplicasPath"),
                        Json.text(one, "statusReplicasPath"),
                        Json.text(one, "labelSelectorPath")));
        return new ResourceType(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(names, "kind"),
                Json.text(names, "plural"),
                Json.text(names, "singular"),
                Json.texts(names.path("shortNames")),
                Json.text(spec, "scope").equals("Namespaced"),
                Set.copyOf(parts),
                Json.texts(names.path("categories")),
                Optional.of(CustomSchemas.shape(Json.text(names, "kind"), schema)),
                Optional.of(new CustomResource(schema, version.path("additionalPrinterColumns"), paths)));
    }
}
