package dev.aks4j.network;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Optional;

/**
 * A spec that brings a load balancer without being a service: a gateway or NGINX controller, whose service somebody else
 * writes, or an Application Gateway for Containers. Plans of addresses and checks of security groups count it.
 * Implementations are immutable.
 */
public interface NetworkEntrance extends Spec {

    /** Returns the id of the cluster. */
    ResourceId cluster();

    /** Returns the service that will be made for it, as far as the spec says; empty if none is. */
    Optional<LoadBalancerServiceSpec> service();

    /** Returns the subnet that it takes for itself, from where it reaches pods; empty if none. */
    Optional<SubnetRef> ownSubnet();
}
