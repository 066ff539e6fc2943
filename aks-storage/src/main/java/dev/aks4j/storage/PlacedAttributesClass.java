package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A class of volume attributes on a cluster.
 *
 * @param attributes the class
 * @param cluster the id of the cluster
 */
record PlacedAttributesClass(VolumeAttributesClassSpec attributes, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return AttributesClassKind.address(cluster, attributes.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return AttributesClassKind.INSTANCE;
    }

    @Override
    public String toString() {
        return attributes + " on " + cluster.name();
    }
}
