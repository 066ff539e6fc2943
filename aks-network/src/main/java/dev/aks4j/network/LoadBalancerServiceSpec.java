package dev.aks4j.network;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/** Says that a {@link LoadBalancerService} should exist on a cluster. Immutable and thread-safe. */
public final class LoadBalancerServiceSpec implements Spec {

    private final LoadBalancerService service;
    private final ResourceId cluster;

    LoadBalancerServiceSpec(LoadBalancerService service, ResourceId cluster) {
        this.service = service;
        this.cluster = cluster;
    }

    /** Returns the service. */
    public LoadBalancerService service() {
        return service;
    }

    /** Returns the id of the cluster. */
    public ResourceId cluster() {
        return cluster;
    }

    @Override
    public Address address() {
        return Address.kubernetes(cluster, "v1", "Service", service.namespace(), service.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return LoadBalancerServiceKind.INSTANCE;
    }

    @Override
    public String toString() {
        return service + " on " + cluster.name();
    }
}
