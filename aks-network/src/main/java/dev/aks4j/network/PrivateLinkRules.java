package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What Azure demands of a private link service in front of a service. */
final class PrivateLinkRules {

    private static final String SOURCE = "cloud-provider-azure, pls-integration.md, 2026-08";

    static final Rule<LoadBalancerService> FRONTEND = Rule.<LoadBalancerService>error(
                    "AKS-LB-040", "A service with a private link is internal or has no floating addresses.")
            .source(SOURCE)
            .check((service, findings) -> {
                if (service.privateLink().isPresent()
                        && !service.isInternal()
                        && service.traffic().floatingIp()) {
                    findings.report(
                            "privateLink",
                            service.name(),
                            "is set on a public service with floating addresses",
                            "Use LoadBalancerService.internal(...), or add disableFloatingIp().");
                }
            });

    static final Rule<LoadBalancerService> IPV4 = Rule.<LoadBalancerService>error(
                    "AKS-LB-041", "A service with a private link has IPv4 addresses only.")
            .source(SOURCE)
            .check((service, findings) -> {
                if (service.privateLink().isPresent() && service.ipFamilies().contains(IpFamily.IPV6)) {
                    findings.report(
                            "privateLink",
                            service.ipFamilies(),
                            "has IPv6",
                            "Remove IPv6 from ipFamilies(...), or the private link.");
                }
            });

    static final Rule<LoadBalancerService> COUNT = link(
            Rule.<LoadBalancerService>error("AKS-LB-042", "A private link has 1-8 translated addresses.")
                    .source(SOURCE),
            (link, findings) -> link.addressCount().ifPresent(count -> {
                if (count < 1 || count > 8) {
                    findings.report(
                            "privateLink.addressCount",
                            count,
                            "is not between 1 and 8",
                            "Use " + Math.max(1, Math.min(8, count)) + ".");
                }
            }));

    static final Rule<LoadBalancerService> FIXED = link(
            Rule.<LoadBalancerService>error(
                            "AKS-LB-043", "A private link fixes at most as many addresses as it has, all IPv4.")
                    .source(SOURCE),
            (link, findings) -> {
                int count = link.addressCount().orElse(1);
                if (link.addresses().size() > count) {
                    findings.report(
                            "privateLink.addresses",
                            link.addresses(),
                            "are more than the " + count + " of addressCount",
                            "Use addressCount(" + link.addresses().size() + ").");
                }
                link.addresses().stream()
                        .filter(address -> !FrontendRules.family(address).equals(Optional.of(IpFamily.IPV4)))
                        .forEach(address -> findings.report(
                                "privateLink.addresses",
                                address,
                                "is not an IPv4 address",
                                "Write it like 10.20.8.10."));
            });

    static final Rule<LoadBalancerService> FIXED_IN_SUBNET = Rule.<LoadBalancerService>error(
                    "AKS-LB-044",
                    "The fixed addresses of a private link lie in its subnet, which is that of the service"
                            + " unless it has its own.")
            .source(SOURCE)
            .check(
                    (service, findings) -> service.privateLink()
                            .ifPresent(
                                    link -> link.subnet()
                                            .or(service::subnet)
                                            .ifPresent(
                                                    subnet -> subnet.cidr()
                                                            .ifPresent(
                                                                    range -> outside(link, range)
                                                                            .forEach(
                                                                                    address -> findings.report(
                                                                                            "privateLink.addresses",
                                                                                            address,
                                                                                            "cannot be had in subnet "
                                                                                                    + subnet,
                                                                                            "Use an address of it, but not its first four or its last one."))))));

    static final Rule<LoadBalancerService> APPROVAL = link(
            Rule.<LoadBalancerService>error(
                            "AKS-LB-045", "Connections are approved for subscriptions that can see the private link.")
                    .source(SOURCE),
            (link, findings) -> {
                if (!link.visibility().contains("*")) {
                    link.autoApproval().stream()
                            .filter(subscription -> !link.visibility().contains(subscription))
                            .forEach(subscription -> findings.report(
                                    "privateLink.approve",
                                    subscription,
                                    "cannot see the private link",
                                    "Add it to visibleTo(...)."));
                }
            });

    static final Rule<LoadBalancerService> POLICIES = link(
            Rule.<LoadBalancerService>error(
                            "AKS-LB-046", "The subnet of a private link exempts it from network policies.")
                    .source("Azure docs, disable-private-link-service-network-policy, 2026"),
            (link, findings) -> link.subnet()
                    .ifPresent(subnet -> subnet.spec()
                            .filter(spec -> spec.privateLinkServicePolicies().orElse(true))
                            .ifPresent(spec -> findings.report(
                                    "privateLink.subnet",
                                    subnet,
                                    "applies network policies to private links",
                                    "Add allowPrivateLinkServices() to the subnet."))));

    static final List<Rule<LoadBalancerService>> ALL =
            List.of(FRONTEND, IPV4, COUNT, FIXED, FIXED_IN_SUBNET, APPROVAL, POLICIES);

    private PrivateLinkRules() {}

    private static List<String> outside(PrivateLink link, Cidr range) {
        return link.addresses().stream()
                .filter(address -> !range.containsAddress(address)
                        || FrontendRules.reserved(range).anyMatch(address::equals))
                .toList();
    }

    private static Rule<LoadBalancerService> link(
            Rule.Builder<LoadBalancerService> rule, BiConsumer<PrivateLink, Findings> check) {
        return rule.check((service, findings) -> service.privateLink().ifPresent(link -> check.accept(link, findings)));
    }
}
