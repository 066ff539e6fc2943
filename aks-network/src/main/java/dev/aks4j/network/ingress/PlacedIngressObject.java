package dev.aks4j.network.ingress;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.LoadBalancerServiceSpec;
import dev.aks4j.network.NetworkEntrance;
import dev.aks4j.network.SubnetRef;
import java.util.Optional;

/**
 * An object of ingress on a cluster.
 *
 * @param object the object
 * @param cluster the id of the cluster
 */
record PlacedIngressObject(IngressObject object, ResourceId cluster) implements NetworkEntrance {

    @Override
    public Address address() {
        return object.address(cluster);
    }

    @Override
    public ResourceKind<?> kind() {
        return IngressKind.of(object.type());
    }

    @Override
    public Optional<LoadBalancerServiceSpec> service() {
        Optional<LoadBalancerService> made = object.frontend().flatMap(it -> it.service(object));
        return made.map(service -> service.on(cluster));
    }

    @Override
    public Optional<SubnetRef> ownSubnet() {
        return object instanceof ApplicationLoadBalancerSpec balancer
                ? Optional.of(balancer.subnet())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return object + " on " + cluster.name();
    }
}
