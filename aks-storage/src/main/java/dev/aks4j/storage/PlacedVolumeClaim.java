package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A volume claim on a cluster.
 *
 * @param claim the claim
 * @param cluster the id of the cluster
 */
record PlacedVolumeClaim(VolumeClaimSpec claim, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return Address.kubernetes(cluster, "v1", "PersistentVolumeClaim", claim.namespace(), claim.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return VolumeClaimKind.INSTANCE;
    }

    @Override
    public String toString() {
        return claim + " on " + cluster.name();
    }
}
