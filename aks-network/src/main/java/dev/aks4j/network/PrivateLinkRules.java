package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What Azure demands of a private link service in front of a service. */
final class PrivateLinkRules {

    private static final String SOURCE = "cloud-provider-azure 1.36.5, its code and pls-integration.md";
    private static final String COUNT_KEY = "azure-pls-ip-configuration-ip-address-count";
    private static final String FIXED_KEY = "azure-pls-ip-configuration-ip-address";

    static final Rule<LoadBalancerService> FRONTEND = Rule.<LoadBalancerService>error(
                    "AKS-LB-040", "A service with a private link is internal or has no floating addresses.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (view.privateLink() && !view.internal() && view.floating()) {
                    findings.report(
                            view.path("azure-pls-create", "privateLink"),
                            service.name(),
                            "is set on a public service with floating addresses",
                            "Use LoadBalancerService.internal(...), or add disableFloatingIp().");
                }
            });

    static final Rule<LoadBalancerService> IPV4 = Rule.<LoadBalancerService>error(
                    "AKS-LB-041", "A service with a private link has IPv4; beside it, IPv6 goes without the link.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (view.privateLink() && !view.families().contains(IpFamily.IPV4)) {
                    findings.report(
                            view.path("azure-pls-create", "privateLink"),
                            view.families(),
                            "has no IPv4",
                            "Add IPv4 to ipFamilies(...), or remove the private link.");
                }
            });

    static final Rule<LoadBalancerService> COUNT = Rule.<LoadBalancerService>error(
                    "AKS-LB-042", "A private link has 1-8 translated addresses.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                view.text(COUNT_KEY)
                        .filter(text -> view.privateLink() && count(text).isEmpty())
                        .ifPresent(text -> findings.report(
                                view.path(COUNT_KEY, "privateLink.addressCount"),
                                text,
                                "is not between 1 and 8",
                                "Use 1 to 8."));
            });

    static final Rule<LoadBalancerService> FIXED = Rule.<LoadBalancerService>error(
                    "AKS-LB-043", "A private link fixes at most as many addresses as it has, all IPv4.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                List<String> fixed = view.text(FIXED_KEY).filter(text -> view.privateLink()).stream()
                        .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList();
                String path = view.path(FIXED_KEY, "privateLink.addresses");
                int count =
                        view.text(COUNT_KEY).map(text -> count(text).orElse(8)).orElse(1);
                if (fixed.size() > count) {
                    findings.report(
                            path,
                            fixed,
                            "are more than the " + count + " of addressCount",
                            "Use addressCount(" + fixed.size() + ").");
                }
                fixed.stream()
                        .filter(address -> !FrontendRules.family(address).equals(Optional.of(IpFamily.IPV4)))
                        .forEach(address ->
                                findings.report(path, address, "is not an IPv4 address", "Write it like 10.20.8.10."));
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

    static final List<Rule<LoadBalancerService>> ALL = List.of(FRONTEND, IPV4, COUNT, FIXED, FIXED_IN_SUBNET, APPROVAL);

    private PrivateLinkRules() {}

    private static OptionalInt count(String text) {
        String digits = text.strip();
        return digits.matches("\\+?0*[1-8]") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

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
