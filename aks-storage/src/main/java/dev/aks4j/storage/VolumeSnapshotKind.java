package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Plans and writes a snapshot of a claim, which is taken once. */
final class VolumeSnapshotKind extends KubernetesKind<PlacedVolumeSnapshot> {

    static final VolumeSnapshotKind INSTANCE = new VolumeSnapshotKind();

    private VolumeSnapshotKind() {}

    static Address address(ResourceId cluster, String namespace, String name) {
        return Address.kubernetes(cluster, SnapshotClassKind.API_VERSION, "VolumeSnapshot", namespace, name);
    }

    @Override
    public String name() {
        return "volumeSnapshot";
    }

    @Override
    public String apiVersion() {
        return SnapshotClassKind.API_VERSION;
    }

    @Override
    public String summary(PlacedVolumeSnapshot spec) {
        return "of claim " + spec.snapshot().claim();
    }

    @Override
    public Set<Address> requires(PlacedVolumeSnapshot spec) {
        VolumeSnapshotSpec snapshot = spec.snapshot();
        Set<Address> needed = new HashSet<>();
        needed.add(Address.kubernetes(
                spec.cluster(), "v1", "PersistentVolumeClaim", snapshot.namespace(), snapshot.claim()));
        snapshot.snapshotClassName()
                .ifPresent(name -> needed.add(Address.kubernetes(
                        spec.cluster(), SnapshotClassKind.API_VERSION, "VolumeSnapshotClass", name)));
        return needed;
    }

    @Override
    protected Json manifest(PlacedVolumeSnapshot spec, Scope scope) {
        VolumeSnapshotSpec snapshot = spec.snapshot();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", apiVersion()).put("kind", "VolumeSnapshot");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", snapshot.name()).put("namespace", snapshot.namespace());
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        Json.ObjectBuilder body = manifest.putObject("spec");
        snapshot.snapshotClassName().ifPresent(name -> body.put("volumeSnapshotClassName", name));
        body.putObject("source").put("persistentVolumeClaimName", snapshot.claim());
        return manifest.build();
    }

    @Override
    protected Optional<Difference> judge(PlacedVolumeSnapshot spec, Difference difference, Json live) {
        return Optional.of(
                difference.path().startsWith("/metadata/")
                        ? difference
                        : new Difference(
                                difference.path(),
                                difference.before(),
                                difference.after(),
                                Change.RECREATE,
                                "a snapshot is taken once; the one there is goes"));
    }
}
