package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans and writes a class of volume attributes. Kubernetes changes nothing of one. */
final class AttributesClassKind extends KubernetesKind<PlacedAttributesClass> {

    static final AttributesClassKind INSTANCE = new AttributesClassKind();

    private AttributesClassKind() {}

    static Address address(ResourceId cluster, String name) {
        return Address.kubernetes(cluster, StorageClassKind.API_VERSION, "VolumeAttributesClass", name);
    }

    @Override
    public String name() {
        return "volumeAttributesClass";
    }

    @Override
    public String apiVersion() {
        return StorageClassKind.API_VERSION;
    }

    @Override
    public String summary(PlacedAttributesClass spec) {
        return new TreeMap<>(spec.attributes().parameters())
                .entrySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    protected Json manifest(PlacedAttributesClass spec, Scope scope) {
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", apiVersion()).put("kind", "VolumeAttributesClass");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", spec.attributes().name());
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        manifest.put("driverName", spec.attributes().driverName());
        Json.ObjectBuilder parameters = manifest.putObject("parameters");
        new TreeMap<>(spec.attributes().parameters()).forEach(parameters::put);
        return manifest.build();
    }

    /** Volumes keep what they have when their class is made anew. */
    @Override
    public boolean holdsSomething(PlacedAttributesClass spec, Json live) {
        return false;
    }

    @Override
    protected Optional<Difference> judge(PlacedAttributesClass spec, Difference difference, Json live) {
        return Optional.of(
                difference.path().startsWith("/metadata/")
                        ? difference
                        : new Difference(
                                difference.path(),
                                difference.before(),
                                difference.after(),
                                Change.RECREATE,
                                "Kubernetes does not change this in place, and volumes that have the class stay as they are;"
                                        + " a class of another name changes them"));
    }
}
