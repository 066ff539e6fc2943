package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.network.SubnetRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Says that the ALB controller of a cluster makes an Application Gateway for Containers. The controller is installed by
 * Helm: AKS's stable API has no setting for it. Its identity needs the role AppGw for Containers Configuration Manager on
 * the node resource group, and Network Contributor on the subnet. Immutable and thread-safe.
 *
 * <pre>{@code
 * ApplicationLoadBalancerSpec.builder("alb", "alb-infra", vnet.subnet("alb")).build().on(cluster);
 * }</pre>
 */
public final class ApplicationLoadBalancerSpec extends IngressObject {

    private final SubnetRef subnet;

    private ApplicationLoadBalancerSpec(Builder builder) {
        super(builder);
        subnet = builder.subnet;
    }

    /**
     * Starts a load balancer.
     *
     * @param subnet a subnet of /24 or more that is delegated to {@code Microsoft.ServiceNetworking/trafficControllers}
     */
    public static Builder builder(String name, String namespace, SubnetRef subnet) {
        return new Builder(name, namespace, subnet);
    }

    /** Returns the subnet from which it reaches pods. */
    public SubnetRef subnet() {
        return subnet;
    }

    @Override
    ObjectType type() {
        return ObjectType.APPLICATION_LOAD_BALANCER;
    }

    @Override
    String summary() {
        return "in subnet " + subnet.name();
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(ControllerRules.APPLICATION_LOAD_BALANCER, this));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        return Set.of(Address.azure(subnet.id()));
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        spec.putArray("associations").add(complete.apply(subnet.id()).toString());
    }

    /** Builds an {@link ApplicationLoadBalancerSpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<ApplicationLoadBalancerSpec, Builder> {
        private final SubnetRef subnet;

        private Builder(String name, String namespace, SubnetRef subnet) {
            super(name, Optional.of(namespace));
            this.subnet = Objects.requireNonNull(subnet);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        ApplicationLoadBalancerSpec unchecked() {
            return new ApplicationLoadBalancerSpec(this);
        }
    }
}
