package dev.aks4j.network;

import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ingress.IngressRules;
import dev.aks4j.network.resource.ResourceRules;
import java.util.List;
import java.util.stream.Stream;

/** The rules of this module, for the page that lists all rules. */
public final class NetworkRules {

    /** The rules of a network model in its cluster. */
    static final List<Rule<NetworkCase>> CLUSTER = Stream.of(
                    RangeRules.ALL, ModelRules.ALL, SubnetRules.ALL, DualStackRules.ALL, OutboundRules.ALL)
            .flatMap(List::stream)
            .toList();

    private NetworkRules() {}

    /** Returns every rule of this module. */
    public static List<Rule<?>> all() {
        return Stream.<List<? extends Rule<?>>>of(
                        VirtualNetworkRules.ALL,
                        CLUSTER,
                        ServiceRules.ALL,
                        ServicePlanRules.ALL,
                        NetworkPlanRules.ALL,
                        NetworkQuestions.ALL,
                        VirtualNetworkPlanRules.ALL,
                        ResourceRules.all(),
                        IngressRules.all())
                .<Rule<?>>flatMap(List::stream)
                .toList();
    }
}
