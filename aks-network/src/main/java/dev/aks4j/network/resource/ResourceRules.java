package dev.aks4j.network.resource;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of network resources, for the page that lists all rules. */
public final class ResourceRules {

    private ResourceRules() {}

    /** Returns every rule of network resources. */
    public static List<Rule<?>> all() {
        return Stream.<List<? extends Rule<?>>>of(
                        List.of(ApplicationSecurityGroupSpec.NAME),
                        SecurityGroupRules.ALL,
                        RouteTableRules.ALL,
                        NatGatewayRules.ALL,
                        List.of(NatGatewayRules.SKU),
                        PublicIpRules.ADDRESS,
                        PublicIpRules.PREFIX,
                        PeeringRules.ALL,
                        PeeringRules.IN_PLAN,
                        List.of(PrivateDnsRules.ZONE_NAME),
                        PrivateDnsRules.LINK,
                        PrivateDnsRules.RECORD,
                        PrivateLinkResourceRules.ENDPOINT,
                        PrivateLinkResourceRules.SERVICE,
                        ConflictRules.ADDRESS,
                        ConflictRules.GATEWAY,
                        ConflictRules.PEERING,
                        ConflictRules.LINK,
                        ConflictRules.RECORD,
                        TrafficControllerRules.CONTROLLER,
                        TrafficControllerRules.FRONTEND,
                        TrafficControllerRules.ASSOCIATION,
                        TrafficControllerRules.IN_PLAN)
                .<Rule<?>>flatMap(List::stream)
                .toList();
    }
}
