package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What Azure demands of the way out: outbound types, load balancer profile, NAT gateway profile. */
final class OutboundRules {

    private static final String TYPES = "AKS docs, egress-outboundtype, 2026; az aks validators, 2026";
    private static final String PROFILE = "swagger 2025-09-01, loadBalancerProfile; az aks validators, 2026";
    private static final String NAT = "swagger 2025-09-01, natGatewayProfile; az aks validators, 2026";
    private static final long PORTS_PER_ADDRESS = 64_000;

    static final Rule<NetworkCase> ONE_SOURCE = loadBalancer(
            Rule.<NetworkCase>error(
                            "AKS-NET-070",
                            "Outbound addresses come from one source: managed addresses, public addresses or prefixes.")
                    .prevents(answered(400, "InvalidParameter"))
                    .source(PROFILE),
            (lb, findings) -> {
                if (lb.sources() > 1) {
                    findings.report(
                            "network.outbound",
                            lb.sources() + " sources",
                            "are set at once",
                            "Keep one of managedIps, publicIps and publicIpPrefixes.");
                }
            });

    static final Rule<NetworkCase> MANAGED = loadBalancer(
            Rule.<NetworkCase>error(
                            "AKS-NET-071", "A load balancer has 1-100 managed IPv4 addresses and 0-100 IPv6 addresses.")
                    .prevents(answered(400, "InvalidParameter"))
                    .source(PROFILE),
            (lb, findings) -> {
                lb.managedIps().ifPresent(count -> between(findings, "network.outbound.managedIps", count, 1, 100));
                lb.managedIpv6s().ifPresent(count -> between(findings, "network.outbound.managedIpv6s", count, 0, 100));
            });

    static final Rule<NetworkCase> IPV6_DUAL = Rule.<NetworkCase>error(
                    "AKS-NET-072", "Managed IPv6 addresses need a dual-stack cluster.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-dual-stack, 2026-08")
            .check((it, findings) -> of(it).ifPresent(lb -> lb.managedIpv6s().ifPresent(count -> {
                if (count > 0 && !DualStackRules.isDual(it)) {
                    findings.report(
                            "network.outbound.managedIpv6s",
                            count,
                            "is set in a cluster without IPv6",
                            "Add ipFamilies(IPV4, IPV6) to a CniOverlay, or remove managedIpv6s.");
                }
            })));

    static final Rule<NetworkCase> PORTS = loadBalancer(
            Rule.<NetworkCase>error(
                            "AKS-NET-073", "The outbound ports of a node are a multiple of 8 between 0 and 64,000.")
                    .prevents(answered(400, "InvalidParameter"))
                    .source(PROFILE),
            (lb, findings) -> lb.allocatedPorts().ifPresent(ports -> {
                if (ports < 0 || ports > PORTS_PER_ADDRESS || ports % 8 != 0) {
                    long near = Math.max(0, Math.min(PORTS_PER_ADDRESS, ports / 8L * 8));
                    findings.report(
                            "network.outbound.allocatedPorts",
                            ports,
                            "is not a multiple of 8 between 0 and 64,000",
                            "Use " + near + ", or 0 to let Azure choose.");
                }
            }));

    static final Rule<NetworkCase> PORTS_FIT = Rule.<NetworkCase>error(
                    "AKS-NET-074",
                    "The outbound ports of all nodes, with every pool at its maximum and surging, fit in 64,000 for each"
                            + " outbound address.")
            .prevents(answered(400, "InvalidLoadBalancerProfileAllocatedOutboundPorts"))
            .source("AKS docs, load-balancer-standard, 2026-08")
            .check((it, findings) -> of(it).ifPresent(lb -> lb.allocatedPorts()
                    .ifPresent(ports -> lb.addresses().ifPresent(addresses -> {
                        long need = ports * it.nodes();
                        if (ports > 0 && addresses > 0 && need > PORTS_PER_ADDRESS * addresses) {
                            long enough = (need + PORTS_PER_ADDRESS - 1) / PORTS_PER_ADDRESS;
                            findings.report(
                                    "network.outbound.allocatedPorts",
                                    ports,
                                    String.format(
                                            Locale.ROOT,
                                            "needs %,d ports for %,d nodes, and %d outbound addresses have %,d",
                                            need,
                                            it.nodes(),
                                            addresses,
                                            PORTS_PER_ADDRESS * addresses),
                                    "Use at most " + IpArithmetic.portsPerNode(addresses, it.nodes())
                                            + " ports, or at least " + enough + " addresses.");
                        }
                    }))));

    static final Rule<NetworkCase> IDLE = loadBalancer(
            Rule.<NetworkCase>error("AKS-NET-075", "A load balancer keeps idle connections for 4-120 whole minutes.")
                    .prevents(answered(400, "InvalidParameter"))
                    .source(PROFILE),
            (lb, findings) -> lb.idleTimeout().ifPresent(time -> minutes(findings, time)));

    static final Rule<NetworkCase> IDLE_EDGE = loadBalancer(
            Rule.<NetworkCase>warning("AKS-NET-076", "A load balancer keeps idle connections for at most 100 minutes.")
                    .source("az aks and Terraform take 4-100 minutes, swagger 2025-09-01 says 4-120"),
            (lb, findings) -> lb.idleTimeout()
                    .filter(time -> time.toMinutes() > 100 && time.toMinutes() <= 120)
                    .ifPresent(time -> findings.report(
                            "network.outbound.idleTimeout",
                            time.toMinutes() + " minutes",
                            "is above 100 minutes, where Azure's documents disagree",
                            "Use at most 100 minutes.")));

    static final Rule<NetworkCase> MANAGED_NAT_SUBNET = Rule.<NetworkCase>error(
                    "AKS-NET-077",
                    "A managed NAT gateway goes with the virtual network that Azure makes, not with yours.")
            .prevents(answered(400, "InvalidParameter"))
            .source(TYPES)
            .check((it, findings) -> {
                if (it.network().outbound() instanceof NatGatewayOutbound) {
                    it.network()
                            .nodeSubnets()
                            .forEach(subnet -> findings.report(
                                    "network.outbound",
                                    "managedNATGateway",
                                    "is set with node subnet " + subnet,
                                    "Attach a NAT gateway to the subnet and use Outbound.userAssignedNatGateway()."));
                }
            });

    static final Rule<NetworkCase> OWN_NAT = subnetNeeds(
            "AKS-NET-078",
            "userAssignedNATGateway",
            "NAT gateway",
            "natGateway",
            "SubnetNotAssociatedWithNATGateway",
            SubnetSpec::natGateway);

    static final Rule<NetworkCase> OWN_ROUTES = subnetNeeds(
            "AKS-NET-079",
            "userDefinedRouting",
            "route table with a route for 0.0.0.0/0",
            "routeTable",
            "InvalidParameter",
            SubnetSpec::routeTable);

    static final Rule<NetworkCase> ISOLATED_KUBENET = Rule.<NetworkCase>error(
                    "AKS-NET-080", "A network-isolated cluster does not use kubenet.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, network-isolated, 2026-08")
            .check((it, findings) -> {
                if (it.network().outbound() instanceof IsolatedOutbound
                        && it.network().model() == CniModel.KUBENET) {
                    findings.report(
                            "network.outbound", "none", "is set with kubenet", "Use CniOverlay, or another way out.");
                }
            });

    static final Rule<NetworkCase> NAT_PROFILE = Rule.<NetworkCase>error(
                    "AKS-NET-081",
                    "A managed NAT gateway has 1-16 addresses and keeps idle connections for 4-120 whole minutes.")
            .prevents(answered(400, "InvalidParameter"))
            .source(NAT)
            .check((it, findings) -> {
                if (it.network().outbound() instanceof NatGatewayOutbound nat) {
                    nat.managedIps().ifPresent(count -> between(findings, "network.outbound.managedIps", count, 1, 16));
                    nat.idleTimeout().ifPresent(time -> minutes(findings, time));
                }
            });

    static final Rule<NetworkCase> NAT_V2 = Rule.<NetworkCase>error(
                    "AKS-NET-092",
                    "A managed NAT gateway has IPv6 addresses and addresses of yours only in the SKU StandardV2.")
            .prevents(answered(400, "InvalidParameter"))
            .source("API 2026-06-01, natGatewayProfile")
            .check((it, findings) -> {
                if (it.network().outbound() instanceof NatGatewayOutbound nat
                        && !nat.isStandardV2()
                        && (nat.hasOwn() || nat.managedIpv6s().isPresent())) {
                    findings.report(
                            "network.outbound",
                            nat.hasOwn() ? "addresses of yours" : "IPv6 addresses",
                            "are set on a NAT gateway of the SKU Standard",
                            "Add standardV2(), or leave them out.");
                }
            });

    static final Rule<NetworkCase> NAT_SOURCE = Rule.<NetworkCase>error(
                    "AKS-NET-093", "A managed NAT gateway has managed addresses or addresses of yours, not both.")
            .prevents(answered(400, "InvalidParameter"))
            .source("API 2026-06-01, natGatewayProfile")
            .check((it, findings) -> {
                if (it.network().outbound() instanceof NatGatewayOutbound nat
                        && nat.hasOwn()
                        && (nat.managedIps().isPresent() || nat.managedIpv6s().isPresent())) {
                    findings.report(
                            "network.outbound.managedIps",
                            nat.managedIps().orElse(0) + nat.managedIpv6s().orElse(0),
                            "stands beside addresses of yours",
                            "Keep one of the two.");
                }
            });

    static final Rule<NetworkCase> NAT_IPV6 = Rule.<NetworkCase>error(
                    "AKS-NET-094",
                    "A managed NAT gateway has 1-16 IPv6 addresses, in a cluster of both families of addresses.")
            .prevents(answered(400, "InvalidParameter"))
            .source("API 2026-06-01, natGatewayProfile.managedOutboundIPProfile.countIPv6")
            .check((it, findings) -> {
                if (it.network().outbound() instanceof NatGatewayOutbound nat
                        && nat.managedIpv6s().isPresent()) {
                    between(
                            findings,
                            "network.outbound.managedIpv6s",
                            nat.managedIpv6s().getAsInt(),
                            1,
                            16);
                    if (it.network().families().size() < 2) {
                        findings.report(
                                "network.outbound.managedIpv6s",
                                nat.managedIpv6s().getAsInt(),
                                "is set in a cluster of IPv4 only",
                                "Add ipFamilies(IpFamily.IPV4, IpFamily.IPV6), or leave it out.");
                    }
                }
            });

    static final Rule<NetworkCase> REFERENCES = Rule.<NetworkCase>error(
                    "AKS-NET-082", "What an outbound setting refers to has the type of that reference.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source("swagger 2025-09-01, loadBalancerProfile and bootstrapProfile")
            .check((it, findings) -> {
                of(it).ifPresent(lb -> {
                    types(findings, "publicIps", lb.publicIps(), "Microsoft.Network/publicIPAddresses");
                    types(findings, "publicIpPrefixes", lb.publicIpPrefixes(), "Microsoft.Network/publicIPPrefixes");
                });
                if (it.network().outbound() instanceof NatGatewayOutbound nat) {
                    types(findings, "publicIps", nat.publicIps(), "Microsoft.Network/publicIPAddresses");
                    types(findings, "publicIpPrefixes", nat.publicIpPrefixes(), "Microsoft.Network/publicIPPrefixes");
                }
                if (it.network().outbound() instanceof IsolatedOutbound none) {
                    types(findings, "none", none.references(), "Microsoft.ContainerRegistry/registries");
                }
            });

    static final List<Rule<NetworkCase>> ALL = List.of(
            ONE_SOURCE,
            MANAGED,
            IPV6_DUAL,
            PORTS,
            PORTS_FIT,
            IDLE,
            IDLE_EDGE,
            MANAGED_NAT_SUBNET,
            OWN_NAT,
            OWN_ROUTES,
            ISOLATED_KUBENET,
            NAT_PROFILE,
            NAT_V2,
            NAT_SOURCE,
            NAT_IPV6,
            REFERENCES);

    private OutboundRules() {}

    private static Optional<LoadBalancerOutbound> of(NetworkCase it) {
        return it.network().outbound() instanceof LoadBalancerOutbound lb ? Optional.of(lb) : Optional.empty();
    }

    private static Rule<NetworkCase> loadBalancer(
            Rule.Builder<NetworkCase> rule, BiConsumer<LoadBalancerOutbound, Findings> check) {
        return rule.check((it, findings) -> of(it).ifPresent(lb -> check.accept(lb, findings)));
    }

    /** A type of way out that leads through something attached to the node subnets. */
    private static Rule<NetworkCase> subnetNeeds(
            String id,
            String type,
            String what,
            String method,
            String code,
            Function<SubnetSpec, Optional<ResourceId>> attached) {
        return Rule.<NetworkCase>error(id, "The way out " + type + " needs a node subnet of yours with a " + what + ".")
                .prevents(answered(400, code))
                .source(TYPES)
                .check((it, findings) -> {
                    if (!it.network().outbound().type().equals(type)) {
                        return;
                    }
                    if (it.network().nodeSubnets().isEmpty()) {
                        findings.report(
                                "network.outbound",
                                type,
                                "is set without a node subnet",
                                "Add nodeSubnet(...) with a subnet that has a " + what + ".");
                    }
                    it.network().nodeSubnets().stream()
                            .filter(subnet -> subnet.spec()
                                    .filter(spec -> attached.apply(spec).isEmpty())
                                    .isPresent())
                            .forEach(subnet -> findings.report(
                                    "network.outbound",
                                    type,
                                    "is set, and subnet " + subnet + " has no " + what,
                                    "Add subnet -> subnet." + method + "(id) to the subnet."));
                });
    }

    private static void types(Findings findings, String what, List<ResourceId> ids, String type) {
        ids.stream()
                .filter(id -> !id.type().equalsIgnoreCase(type))
                .forEach(id -> findings.report(
                        "network.outbound." + what, id, "is a " + id.type(), "Give the id of a " + type + "."));
    }

    private static void between(Findings findings, String path, int value, int least, int most) {
        if (value < least || value > most) {
            findings.report(
                    path,
                    value,
                    "is not between " + least + " and " + most,
                    "Use " + Math.max(least, Math.min(most, value)) + ".");
        }
    }

    private static void minutes(Findings findings, Duration time) {
        boolean whole = time.equals(Duration.ofMinutes(time.toMinutes()));
        if (!whole || time.toMinutes() < 4 || time.toMinutes() > 120) {
            findings.report(
                    "network.outbound.idleTimeout",
                    time,
                    "is not 4-120 whole minutes",
                    "Use Duration.ofMinutes(" + Math.max(4, Math.min(100, time.toMinutes())) + ").");
        }
    }
}
