package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A storage class on a cluster.
 *
 * @param storageClass the class
 * @param cluster the id of the cluster
 */
record PlacedStorageClass(StorageClassSpec storageClass, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return Address.kubernetes(cluster, StorageClassKind.API_VERSION, "StorageClass", storageClass.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return StorageClassKind.INSTANCE;
    }

    @Override
    public String toString() {
        return storageClass + " on " + cluster.name();
    }
}
