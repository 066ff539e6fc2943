package dev.aks4j.network.ingress;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * An object of ingress on a cluster.
 *
 * @param object the object
 * @param cluster the id of the cluster
 */
record PlacedIngressObject(IngressObject object, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return object.address(cluster);
    }

    @Override
    public ResourceKind<?> kind() {
        return IngressKind.of(object.type());
    }

    @Override
    public String toString() {
        return object + " on " + cluster.name();
    }
}
