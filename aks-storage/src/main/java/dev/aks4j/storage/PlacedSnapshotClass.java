package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A snapshot class on a cluster.
 *
 * @param snapshotClass the class
 * @param cluster the id of the cluster
 */
record PlacedSnapshotClass(VolumeSnapshotClassSpec snapshotClass, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return Address.kubernetes(cluster, SnapshotClassKind.API_VERSION, "VolumeSnapshotClass", snapshotClass.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return SnapshotClassKind.INSTANCE;
    }

    @Override
    public String toString() {
        return snapshotClass + " on " + cluster.name();
    }
}
