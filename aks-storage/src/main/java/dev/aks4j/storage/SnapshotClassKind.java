package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Set;
import java.util.TreeMap;

/** Plans and writes a snapshot class. It only matters when a snapshot is made, so everything changes in place. */
final class SnapshotClassKind extends KubernetesKind<PlacedSnapshotClass> {

    static final SnapshotClassKind INSTANCE = new SnapshotClassKind();
    static final String API_VERSION = "snapshot.storage.k8s.io/v1";

    private SnapshotClassKind() {}

    @Override
    public String name() {
        return "snapshotClass";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public String summary(PlacedSnapshotClass spec) {
        return spec.snapshotClass().driverName() + ", " + spec.snapshotClass().deletionPolicy();
    }

    @Override
    protected Set<String> defaults(PlacedSnapshotClass spec) {
        return spec.snapshotClass().deletionPolicy() == ReclaimPolicy.DELETE ? Set.of("/deletionPolicy") : Set.of();
    }

    @Override
    protected Json manifest(PlacedSnapshotClass spec, Scope scope) {
        VolumeSnapshotClassSpec snapshots = spec.snapshotClass();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", API_VERSION).put("kind", "VolumeSnapshotClass");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", snapshots.name());
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        manifest.put("driver", snapshots.driverName());
        manifest.put("deletionPolicy", snapshots.deletionPolicy().toString());
        if (!snapshots.parameters().isEmpty()) {
            Json.ObjectBuilder parameters = manifest.putObject("parameters");
            new TreeMap<>(snapshots.parameters()).forEach(parameters::put);
        }
        return manifest.build();
    }
}
