package dev.aks4j.network.ingress;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.network.SubnetRef;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import java.util.List;
import java.util.Optional;

/**
 * An object of ingress in its plan: what rules look at that need the cluster or other objects.
 *
 * @param spec the object on its cluster
 * @param scope the plan
 */
record IngressCase(PlacedIngressObject spec, Scope scope) {

    /** Returns the cluster, if the plan has it. */
    Optional<ClusterSpec> cluster() {
        return scope.spec(spec.cluster()).filter(ClusterSpec.class::isInstance).map(ClusterSpec.class::cast);
    }

    /** Returns the objects of a type that the plan puts on the same cluster. */
    <T extends IngressObject> List<T> neighbours(Class<T> type) {
        return scope.specs().stream()
                .filter(PlacedIngressObject.class::isInstance)
                .map(PlacedIngressObject.class::cast)
                .filter(other -> scope.id(other.cluster()).equals(scope.id(spec.cluster())))
                .map(PlacedIngressObject::object)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Returns the object as one of a type. */
    <T extends IngressObject> Optional<T> as(Class<T> type) {
        return Optional.of(spec.object()).filter(type::isInstance).map(type::cast);
    }

    /** Returns what the plan says of a subnet. */
    Optional<SubnetSpec> subnet(SubnetRef reference) {
        return reference
                .spec()
                .or(() -> scope.spec(reference.network())
                        .filter(VirtualNetworkSpec.class::isInstance)
                        .map(VirtualNetworkSpec.class::cast)
                        .flatMap(network -> network.subnets().stream()
                                .filter(subnet -> subnet.name().equals(reference.name()))
                                .findFirst()));
    }

    String path() {
        return spec.object().path();
    }
}
