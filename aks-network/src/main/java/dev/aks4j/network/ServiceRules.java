package dev.aks4j.network;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of a service that need nothing but the service. */
final class ServiceRules {

    static final List<Rule<LoadBalancerService>> ALL = Stream.of(
                    ServiceFormRules.ALL, AnnotationRules.ALL, ProbeRules.ALL, FrontendRules.ALL, PrivateLinkRules.ALL)
            .flatMap(List::stream)
            .toList();

    private ServiceRules() {}
}
