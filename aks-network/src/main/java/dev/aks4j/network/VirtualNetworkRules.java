package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Azure demands of a virtual network and its subnets, and what AKS demands of one that holds nodes. */
final class VirtualNetworkRules {

    private static final String NAME_RULES = "Azure resource naming rules, Microsoft.Network, 2026";
    private static final String LIMITS = "Azure virtual network FAQ, 2026";

    static final Rule<VirtualNetworkSpec> NAME = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-001",
                    "A virtual network's name has 2-64 letters, digits, dots, hyphens and underscores; it starts with a"
                            + " letter or digit and ends with one or an underscore.")
            .prevents(answered(400, "InvalidResourceName"))
            .source(NAME_RULES)
            .check((network, findings) -> {
                if (!network.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]")) {
                    findings.report(
                            "name",
                            network.name(),
                            "is not the name of a virtual network",
                            "Use 2-64 letters, digits, '.', '-' or '_', for example vnet-shop.");
                }
            });

    static final Rule<VirtualNetworkSpec> SUBNET_NAME = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-002",
                    "A subnet's name has 1-80 letters, digits, dots, hyphens and underscores; it starts with a letter or"
                            + " digit and ends with one or an underscore.")
            .prevents(answered(400, "InvalidResourceName"))
            .source(NAME_RULES)
            .check((network, findings) -> network.subnets().stream()
                    .map(SubnetSpec::name)
                    .filter(name -> !name.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?"))
                    .forEach(name -> findings.report(
                            "subnets." + name,
                            name,
                            "is not the name of a subnet",
                            "Use 1-80 letters, digits, '.', '-' or '_', for example nodes.")));

    static final Rule<VirtualNetworkSpec> RANGES = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-003", "Every range is written as address/prefix and starts at its first address.")
            .prevents(answered(400, "InvalidCIDRNotation"))
            .source("Azure Virtual Network REST, addressPrefixes, 2025-03-01")
            .check((network, findings) -> {
                network.ranges().forEach(range -> range.reportIfMalformed("addressSpace", findings));
                network.subnets()
                        .forEach(subnet -> subnet.ranges()
                                .forEach(range -> range.reportIfMalformed("subnets." + subnet.name(), findings)));
            });

    static final Rule<VirtualNetworkSpec> SPACE = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-004", "A virtual network has at least one range of IPv4 addresses.")
            .prevents(answered(400, "InvalidRequestFormat"))
            .source(LIMITS)
            .check((network, findings) -> {
                boolean malformed =
                        network.ranges().stream().anyMatch(range -> range.cidr().isEmpty());
                if (!malformed && network.addressSpace().stream().allMatch(Cidr::isIpv6)) {
                    findings.report(
                            "addressSpace",
                            network.addressSpace(),
                            "has no range of IPv4 addresses",
                            "Add one, for example addressSpace(\"10.20.0.0/16\").");
                }
            });

    static final Rule<VirtualNetworkSpec> SPACE_OVERLAP = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-005", "The ranges of a virtual network do not overlap each other.")
            .prevents(answered(400, "AddressSpaceContainsOverlappingPrefixes"))
            .source(LIMITS)
            .check((network, findings) -> {
                List<Cidr> ranges = network.addressSpace();
                for (int i = 0; i < ranges.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        if (ranges.get(i).overlaps(ranges.get(j))) {
                            findings.report(
                                    "addressSpace",
                                    ranges.get(i),
                                    "overlaps " + ranges.get(j),
                                    "Remove one of the two, or take "
                                            + Range.suggest(ranges.get(i).prefixLength(), ranges) + ".");
                        }
                    }
                }
            });

    static final Rule<VirtualNetworkSpec> RESERVED = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-006",
                    "A virtual network for a cluster does not use 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 or"
                            + " 192.0.2.0/24.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, concepts-network-ip-address-planning, 2026-08")
            .check((network, findings) -> network.addressSpace()
                    .forEach(range -> Range.RESERVED_BY_AKS.stream()
                            .filter(range::overlaps)
                            .forEach(reserved -> findings.report(
                                    "addressSpace",
                                    range,
                                    "overlaps " + reserved + ", which AKS keeps for itself",
                                    "Choose another range, "
                                            + Range.suggest(Math.max(16, range.prefixLength()), network.addressSpace())
                                            + "."))));

    private static final List<Cidr> OF_NO_NETWORK = Stream.of(
                    "224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32")
            .map(Cidr::parse)
            .toList();

    static final Rule<VirtualNetworkSpec> SPECIAL = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-018",
                    "A virtual network has none of the addresses of loopback, multicast, broadcast, links and Azure's own"
                            + " services.")
            .source("Azure docs, virtual-networks-faq, ranges that cannot be added, 2026")
            .check((network, findings) -> network.addressSpace()
                    .forEach(range -> OF_NO_NETWORK.stream()
                            .filter(range::overlaps)
                            .forEach(special -> findings.report(
                                    "addressSpace",
                                    range,
                                    "overlaps " + special + ", which no virtual network can have",
                                    "Choose another range, "
                                            + Range.suggest(Math.max(16, range.prefixLength()), network.addressSpace())
                                            + "."))));

    static final Rule<VirtualNetworkSpec> APPLIANCES = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-019",
                    "The subnets of Azure's firewall and Bastion are a /26 or larger, and those of firewalls and gateways have"
                            + " no security group.")
            .source("Azure docs, firewall-faq, bastion-faq and vpn-gateway-about-vpn-gateway-settings, 2026")
            .check((network, findings) -> network.subnets().forEach(subnet -> {
                boolean large = Stream.of("AzureFirewallSubnet", "AzureFirewallManagementSubnet", "AzureBastionSubnet")
                        .anyMatch(subnet.name()::equalsIgnoreCase);
                boolean open =
                        Stream.of("AzureFirewallSubnet", "GatewaySubnet").anyMatch(subnet.name()::equalsIgnoreCase);
                subnet.cidrs().stream()
                        .filter(range -> large && !range.isIpv6() && range.prefixLength() > 26)
                        .forEach(range -> findings.report(
                                "subnets." + subnet.name(), range, "is too small for it", "Use a /26."));
                if (open && subnet.networkSecurityGroup().isPresent()) {
                    findings.report(
                            "subnets." + subnet.name() + ".networkSecurityGroup",
                            subnet.networkSecurityGroup().get().name(),
                            "does not go with this subnet",
                            "Leave it out.");
                }
            }));

    static final Rule<VirtualNetworkSpec> INSIDE = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-007", "A subnet lies in one of the network's ranges.")
            .prevents(answered(400, "NetcfgSubnetRangeOutsideVnet"))
            .source(LIMITS)
            .check((network, findings) -> {
                if (network.addressSpace().isEmpty()) {
                    return;
                }
                network.subnets()
                        .forEach(subnet -> subnet.cidrs().stream()
                                .filter(range ->
                                        network.addressSpace().stream().noneMatch(space -> space.contains(range)))
                                .forEach(range -> findings.report(
                                        "subnets." + subnet.name(),
                                        range,
                                        "is outside the address space " + join(network.addressSpace()),
                                        freeInside(network, range.prefixLength())
                                                .map(free -> "Choose a range inside it, for example " + free + ".")
                                                .orElse("Add " + range + " to the address space."))));
            });

    static final Rule<VirtualNetworkSpec> OVERLAP = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-008", "Subnets do not overlap each other.")
            .prevents(answered(400, "NetcfgSubnetRangesOverlap"))
            .source(LIMITS)
            .check((network, findings) -> {
                List<SubnetSpec> subnets = network.subnets();
                for (int i = 0; i < subnets.size(); i++) {
                    SubnetSpec later = subnets.get(i);
                    for (SubnetSpec earlier : subnets.subList(0, i)) {
                        later.cidrs()
                                .forEach(
                                        range -> earlier.cidrs().stream()
                                                .filter(range::overlaps)
                                                .forEach(
                                                        other -> findings.report(
                                                                "subnets." + later.name(),
                                                                range,
                                                                "overlaps subnet " + earlier.name() + " (" + other
                                                                        + ")",
                                                                freeInside(network, range.prefixLength())
                                                                        .map(free -> "Choose a free range, for example "
                                                                                + free + ".")
                                                                        .orElse(
                                                                                "No /" + range.prefixLength()
                                                                                        + " is free in the address space; add a range to it."))));
                    }
                }
            });

    static final Rule<VirtualNetworkSpec> SIZE = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-009", "A subnet of IPv4 addresses is a /29 or larger; one of IPv6 addresses is a /64.")
            .prevents(answered(400, "NetcfgInvalidSubnet"))
            .source(LIMITS)
            .check(
                    (network, findings) -> network.subnets()
                            .forEach(
                                    subnet -> subnet.cidrs().stream()
                                            .filter(range -> range.isIpv6()
                                                    ? range.prefixLength() != 64
                                                    : range.prefixLength() > 29)
                                            .forEach(
                                                    range -> findings.report(
                                                            "subnets." + subnet.name(),
                                                            range,
                                                            range.isIpv6() ? "is not a /64" : "is smaller than a /29",
                                                            range.isIpv6()
                                                                    ? "Use a prefix length of 64."
                                                                    : "Use a prefix length of 29 or less; a cluster's nodes want a /24 or larger."))));

    static final Rule<VirtualNetworkSpec> DUPLICATE = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-010", "Each subnet has a name of its own; letter case does not count.")
            .prevents(answered(400, "DuplicateResourceName"))
            .source("Azure Resource Manager, duplicate child names, 2026")
            .check((network, findings) -> {
                Set<String> seen = new HashSet<>();
                network.subnets().stream()
                        .map(SubnetSpec::name)
                        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
                        .forEach(name -> findings.report(
                                "subnets." + name, name, "is defined twice", "Give each subnet a name of its own."));
            });

    static final Rule<VirtualNetworkSpec> FAMILY = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-011", "A subnet has one range of IPv4 addresses and at most one of IPv6 addresses.")
            .prevents(answered(400, "NetcfgInvalidSubnet"))
            .source("Azure docs, IPv6 for Azure Virtual Network, 2026")
            .check((network, findings) -> network.subnets().stream()
                    .filter(subnet -> subnet.cidrs().size() == subnet.ranges().size())
                    .filter(subnet -> {
                        long six = subnet.cidrs().stream().filter(Cidr::isIpv6).count();
                        return six > 1 || subnet.cidrs().size() - six != 1;
                    })
                    .forEach(subnet -> findings.report(
                            "subnets." + subnet.name(),
                            join(subnet.cidrs()),
                            "is not one range of IPv4 addresses with at most one of IPv6 addresses",
                            "Give subnet(name, cidr) the IPv4 range and ipv6(cidr) the IPv6 range.")));

    static final Rule<VirtualNetworkSpec> REFERENCES = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-012", "What a subnet refers to has the type of that reference.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source("Azure Virtual Network REST, subnets, 2025-03-01")
            .check((network, findings) -> network.subnets()
                    .forEach(subnet -> Stream.of(
                                    new Reference("natGateway", "natGateways", subnet.natGateway()),
                                    new Reference("routeTable", "routeTables", subnet.routeTable()),
                                    new Reference(
                                            "networkSecurityGroup",
                                            "networkSecurityGroups",
                                            subnet.networkSecurityGroup()))
                            .filter(reference -> reference
                                    .id()
                                    .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/" + reference.type()))
                                    .isPresent())
                            .forEach(reference -> findings.report(
                                    "subnets." + subnet.name() + "." + reference.property(),
                                    reference.id().orElseThrow(),
                                    "is a " + reference.id().orElseThrow().type(),
                                    "Give the id of a Microsoft.Network/" + reference.type() + "."))));

    static final Rule<VirtualNetworkSpec> SPACE_SIZE = Rule.<VirtualNetworkSpec>error(
                    "AKS-VNET-013", "A range of IPv4 addresses of a virtual network is between a /2 and a /29.")
            .prevents(answered(400, "InvalidAddressPrefixFormat"))
            .source(LIMITS)
            .check((network, findings) -> network.addressSpace().stream()
                    .filter(range -> !range.isIpv6() && (range.prefixLength() < 2 || range.prefixLength() > 29))
                    .forEach(range -> findings.report(
                            "addressSpace",
                            range,
                            range.prefixLength() < 2 ? "is larger than a /2" : "is smaller than a /29",
                            "Use a private range, for example 10.20.0.0/16.")));

    static final List<Rule<VirtualNetworkSpec>> ALL = List.of(
            NAME,
            SUBNET_NAME,
            RANGES,
            SPACE,
            SPACE_OVERLAP,
            RESERVED,
            INSIDE,
            OVERLAP,
            SIZE,
            DUPLICATE,
            FAMILY,
            REFERENCES,
            SPACE_SIZE,
            SPECIAL,
            APPLIANCES);

    private VirtualNetworkRules() {}

    private record Reference(String property, String type, Optional<ResourceId> id) {}

    /** Returns the first range of a prefix length in the address space that no subnet touches. */
    private static Optional<Cidr> freeInside(VirtualNetworkSpec network, int prefixLength) {
        List<Cidr> taken = network.subnets().stream()
                .flatMap(subnet -> subnet.cidrs().stream())
                .toList();
        return network.addressSpace().stream()
                .filter(space -> !space.isIpv6() && space.prefixLength() <= prefixLength && prefixLength <= 32)
                .flatMap(space -> Range.blocksOf(space, prefixLength))
                .filter(block -> taken.stream().noneMatch(block::overlaps))
                .findFirst();
    }

    private static String join(List<Cidr> ranges) {
        return ranges.stream().map(Cidr::toString).collect(Collectors.joining(", "));
    }
}
