package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service in its plan: what rules look at that need the cluster or the other services.
 *
 * @param spec the service on its cluster
 * @param scope the plan
 */
record ServiceCase(LoadBalancerServiceSpec spec, Scope scope) {

    LoadBalancerService service() {
        return spec.service();
    }

    /** Returns the cluster, if the plan has it. */
    Optional<ClusterSpec> cluster() {
        return scope.spec(spec.cluster()).filter(ClusterSpec.class::isInstance).map(ClusterSpec.class::cast);
    }

    /** Returns the network of the cluster, if the plan has the cluster and knows its network. */
    Optional<NetworkModel> network() {
        return cluster()
                .flatMap(ClusterSpec::network)
                .filter(NetworkModel.class::isInstance)
                .map(NetworkModel.class::cast);
    }

    /** Returns the services that the plan puts on the same cluster, this one and those of gateways and controllers included. */
    List<LoadBalancerService> neighbours() {
        return scope.specs().stream()
                .flatMap(ServiceCase::services)
                .filter(other -> scope.id(other.cluster()).equals(scope.id(spec.cluster())))
                .map(LoadBalancerServiceSpec::service)
                .toList();
    }

    private static Stream<LoadBalancerServiceSpec> services(Spec spec) {
        if (spec instanceof NetworkEntrance entrance) {
            return entrance.service().stream();
        }
        return spec instanceof LoadBalancerServiceSpec service ? Stream.of(service) : Stream.empty();
    }

    /** Returns a problem that was found in the service alone, with the place that it has in the plan. */
    Problem placed(Problem found) {
        return new Problem(
                found.rule(),
                found.severity(),
                path() + "." + found.path(),
                found.value(),
                found.what(),
                found.fix(),
                found.prevents());
    }

    String path() {
        return "services." + service().namespace() + "." + service().name();
    }
}
