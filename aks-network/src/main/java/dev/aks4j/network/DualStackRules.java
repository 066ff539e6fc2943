package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** What Azure demands of a cluster with both families of addresses. */
final class DualStackRules {

    private static final String DUAL = "AKS docs, configure-dual-stack, 2026-08";

    static final Rule<NetworkCase> FAMILIES = Rule.<NetworkCase>error(
                    "AKS-NET-060", "The families of addresses are IPv4, or IPv4 and IPv6 in this order.")
            .prevents(answered(400, "InvalidParameter"))
            .source(DUAL)
            .check((it, findings) -> {
                List<IpFamily> families = it.network().families();
                boolean legal = families.equals(List.of(IpFamily.IPV4))
                        || families.equals(List.of(IpFamily.IPV4, IpFamily.IPV6));
                if (!legal) {
                    findings.report(
                            "network.ipFamilies",
                            join(families),
                            "is neither IPv4 nor IPv4, IPv6",
                            "Use ipFamilies(IPV4, IPV6) for dual stack; clusters with IPv6 alone do not exist.");
                }
            });

    static final Rule<NetworkCase> PER_FAMILY = Rule.<NetworkCase>error(
                    "AKS-NET-061", "Pods and services have one range for each family of addresses, in the same order.")
            .prevents(answered(400, "InvalidParameter"))
            .source(DUAL)
            .check((it, findings) -> {
                match(it, "network.podCidr", it.network().podRanges(), findings);
                match(it, "network.serviceCidr", it.network().serviceRanges(), findings);
            });

    static final Rule<NetworkCase> POLICY = Rule.<NetworkCase>error(
                    "AKS-NET-062", "The azure network policy knows no IPv6.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, use-network-policies and configure-dual-stack, 2026-08")
            .check((it, findings) -> {
                if (isDual(it) && it.network().networkPolicy() == NetworkPolicy.AZURE) {
                    findings.report(
                            "network.networkPolicy",
                            "azure",
                            "is set in a dual-stack cluster",
                            "Use calico, or dataplane(Dataplane.CILIUM).");
                }
            });

    static final Rule<NetworkCase> SERVICE_SIZE = Rule.<NetworkCase>error(
                    "AKS-NET-063", "The IPv6 range of services is a /108 or smaller.")
            .prevents(answered(400, "InvalidParameter"))
            .source(DUAL)
            .check((it, findings) -> it.network().serviceCidrs().stream()
                    .filter(range -> range.isIpv6() && range.prefixLength() < 108)
                    .forEach(range -> findings.report(
                            "network.serviceCidr",
                            range,
                            "is larger than a /108",
                            "Use " + range.address(0) + "/108.")));

    static final Rule<NetworkCase> POD_SIZE = Rule.<NetworkCase>error(
                    "AKS-NET-064", "The IPv6 range of pods has a /80 for every node; Azure uses a /64.")
            .prevents(answered(400, "InsufficientSubnetSize"))
            .source(DUAL)
            .check((it, findings) -> it.network().podCidrs().stream()
                    .filter(Cidr::isIpv6)
                    .filter(range -> range.prefixLength() > 80
                            || range.prefixLength() > 30 && 1L << (80 - range.prefixLength()) < it.nodes())
                    .forEach(range -> findings.report(
                            "network.podCidr",
                            range,
                            "has no /80 for each of " + it.nodes() + " nodes",
                            "Use a /64.")));

    static final Rule<NetworkCase> NAT = Rule.<NetworkCase>warning(
                    "AKS-NET-065", "A managed NAT gateway of the SKU Standard carries IPv4 only.")
            .source(DUAL)
            .check((it, findings) -> {
                if (isDual(it) && it.network().outbound() instanceof NatGatewayOutbound nat && !nat.isStandardV2()) {
                    findings.report(
                            "network.outbound",
                            nat.type(),
                            "gives pods no way out over IPv6",
                            "Add standardV2(), or use Outbound.loadBalancer(lb -> lb.managedIps(1).managedIpv6s(1)).");
                }
            });

    static final List<Rule<NetworkCase>> ALL = List.of(FAMILIES, PER_FAMILY, POLICY, SERVICE_SIZE, POD_SIZE, NAT);

    private DualStackRules() {}

    static boolean isDual(NetworkCase it) {
        return it.network().families().contains(IpFamily.IPV6);
    }

    private static void match(NetworkCase it, String path, List<Range> ranges, Findings findings) {
        List<IpFamily> families = it.network().families();
        List<Cidr> cidrs = Range.cidrs(ranges);
        if (ranges.isEmpty() || cidrs.size() < ranges.size()) {
            return;
        }
        List<IpFamily> found = cidrs.stream()
                .map(range -> range.isIpv6() ? IpFamily.IPV6 : IpFamily.IPV4)
                .toList();
        if (!found.equals(families)) {
            findings.report(
                    path,
                    join(cidrs),
                    "is " + join(found) + ", the cluster's families are " + join(families),
                    families.size() > 1
                            ? "Give one range of each family, IPv4 first, for example \"10.244.0.0/16\","
                                    + " \"fd12:3456:789a::/64\"."
                            : "Give one range of IPv4 addresses, or add ipFamilies(IPV4, IPV6).");
        }
    }

    private static String join(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
