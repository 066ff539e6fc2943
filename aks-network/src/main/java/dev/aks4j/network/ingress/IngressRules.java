package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of ingress, for the page that lists all rules. */
public final class IngressRules {

    private IngressRules() {}

    /** Returns every rule of ingress. */
    public static List<Rule<?>> all() {
        return Stream.<List<? extends Rule<?>>>of(
                        IngressNames.ALL,
                        GatewayRules.ALL,
                        HttpRouteRules.ALL,
                        List.of(HttpRouteRules.GRANT),
                        IngressObjectRules.ALL,
                        ControllerRules.NGINX,
                        ControllerRules.APPLICATION_LOAD_BALANCER,
                        IngressPlanRules.ALL)
                .<Rule<?>>flatMap(List::stream)
                .toList();
    }
}
