package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A persistent volume on a cluster.
 *
 * @param volume the volume
 * @param cluster the id of the cluster
 */
record PlacedPersistentVolume(PersistentVolumeSpec volume, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return PersistentVolumeKind.address(cluster, volume.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return PersistentVolumeKind.INSTANCE;
    }

    @Override
    public String toString() {
        return volume + " on " + cluster.name();
    }
}
