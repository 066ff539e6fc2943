package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A snapshot of a claim on a cluster.
 *
 * @param snapshot the snapshot
 * @param cluster the id of the cluster
 */
record PlacedVolumeSnapshot(VolumeSnapshotSpec snapshot, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return VolumeSnapshotKind.address(cluster, snapshot.namespace(), snapshot.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return VolumeSnapshotKind.INSTANCE;
    }

    @Override
    public String toString() {
        return snapshot + " on " + cluster.name();
    }
}
