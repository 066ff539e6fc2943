package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans and writes a storage class. Kubernetes lets hardly anything of one change. */
final class StorageClassKind extends KubernetesKind<PlacedStorageClass> {

    static final StorageClassKind INSTANCE = new StorageClassKind();
    static final String API_VERSION = "storage.k8s.io/v1";

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private StorageClassKind() {}

    @Override
    public String name() {
        return "storageClass";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public String summary(PlacedStorageClass spec) {
        return spec.storageClass().provisioner() + ", " + spec.storageClass().sku();
    }

    @Override
    public List<Problem> check(PlacedStorageClass spec, Scope scope) {
        ClassCase it = new ClassCase(spec, scope);
        StorageClassSpec storage = spec.storageClass();
        List<Problem> problems = new ArrayList<>(Rule.all(StoragePlanRules.CLASSES, it));
        problems.addAll(Parameters.placed(it.path(), Rule.all(StorageRules.of(storage.driver()), storage)));
        return problems;
    }

    @Override
    protected Json manifest(PlacedStorageClass spec, Scope scope) {
        StorageClassSpec storage = spec.storageClass();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", API_VERSION).put("kind", "StorageClass");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", storage.name());
        Json.ObjectBuilder labels = metadata.putObject("labels");
        new TreeMap<>(storage.labels()).forEach(labels::put);
        labels.put(Ownership.LABEL, Ownership.VALUE);
        if (storage.isDefault()) {
            metadata.putObject("annotations").put(DEFAULT, "true");
        }
        manifest.put("provisioner", storage.provisioner());
        if (!storage.parameters().isEmpty()) {
            Json.ObjectBuilder parameters = manifest.putObject("parameters");
            storage.sorted()
                    .forEach((key, value) -> parameters.put(
                            key,
                            storage.isReference(key)
                                    ? scope.id(ResourceId.parse(value)).toString()
                                    : value));
        }
        manifest.put("reclaimPolicy", storage.reclaimPolicy().toString());
        manifest.put("volumeBindingMode", storage.bindingMode().toString());
        manifest.put("allowVolumeExpansion", storage.isExpandable());
        if (!storage.mountOptions().isEmpty()) {
            Json.ArrayBuilder options = manifest.putArray("mountOptions");
            storage.mountOptions().forEach(options::add);
        }
        if (!storage.zones().isEmpty()) {
            Json.ArrayBuilder zones = manifest.putArray("allowedTopologies")
                    .addObject()
                    .putArray("matchLabelExpressions")
                    .addObject()
                    .put("key", "topology.disk.csi.azure.com/zone")
                    .putArray("values");
            storage.zones().forEach(zones::add);
        }
        return manifest.build();
    }

    @Override
    protected Set<String> defaults(PlacedStorageClass spec) {
        return spec.storageClass().defaults();
    }

    /** Volumes and claims stay when their class is made anew. */
    @Override
    public boolean holdsSomething(PlacedStorageClass spec, Json live) {
        return false;
    }

    @Override
    protected Optional<Difference> judge(PlacedStorageClass spec, Difference difference, Json live) {
        String path = difference.path();
        boolean inPlace = path.startsWith("/metadata/") || path.equals("/allowVolumeExpansion");
        if (path.startsWith("/parameters/")
                && difference
                        .before()
                        .asText("")
                        .equalsIgnoreCase(difference.after().asText())
                && difference.after().asText().startsWith("/")) {
            return Optional.empty();
        }
        return Optional.of(inPlace ? difference : fixed(difference));
    }

    private static Difference fixed(Difference difference) {
        return new Difference(
                difference.path(),
                difference.before(),
                difference.after(),
                Change.RECREATE,
                "Kubernetes does not change this in place; the class is made anew, volumes and claims stay");
    }
}
