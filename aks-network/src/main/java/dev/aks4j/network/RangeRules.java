package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What Azure demands of the ranges of pods and services. */
final class RangeRules {

    private static final String PLANNING = "AKS docs, concepts-network-ip-address-planning, 2026-08";
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    static final Rule<NetworkCase> NOTATION = Rule.<NetworkCase>error(
                    "AKS-NET-001", "A range is written as address/prefix and starts at its first address.")
            .prevents(answered(400, "InvalidParameter"))
            .source("swagger 2025-09-01, networkProfile.podCidr and serviceCidr")
            .check((it, findings) -> {
                it.network().podRanges().forEach(range -> range.reportIfMalformed("network.podCidr", findings));
                it.network().serviceRanges().forEach(range -> range.reportIfMalformed("network.serviceCidr", findings));
                it.network()
                        .connectedNetworks()
                        .forEach(range -> range.reportIfMalformed("network.connectedNetworks", findings));
            });

    static final Rule<NetworkCase> DNS_NOTATION = Rule.<NetworkCase>error(
                    "AKS-NET-002", "The DNS service address is an IPv4 address, with dual stack too.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-dual-stack, 2026-08; swagger 2025-09-01, networkProfile.dnsServiceIP")
            .check((it, findings) -> {
                if (!isIpv4(it.network().dnsServiceIp())) {
                    findings.report(
                            "network.dnsServiceIp",
                            it.network().dnsServiceIp(),
                            "is not an IPv4 address",
                            fixDns(it.network()));
                }
            });

    static final Rule<NetworkCase> RESERVED_SERVICES =
            reserved("AKS-NET-003", "services", "network.serviceCidr", NetworkModel::serviceCidrs);

    static final Rule<NetworkCase> RESERVED_PODS =
            reserved("AKS-NET-004", "pods", "network.podCidr", NetworkModel::podCidrs);

    static final Rule<NetworkCase> SERVICE_SIZE = Rule.<NetworkCase>error(
                    "AKS-NET-005", "The range of services is a /12 or smaller.")
            .prevents(answered(400, "InvalidParameter"))
            .source(PLANNING)
            .check((it, findings) -> it.network().serviceCidrs().stream()
                    .filter(range -> !range.isIpv6() && range.prefixLength() < 12)
                    .forEach(range -> findings.report(
                            "network.serviceCidr",
                            range,
                            "is larger than a /12",
                            "Use a /16, " + Range.suggest(16, exceptServices(it)) + ".")));

    static final Rule<NetworkCase> SERVICE_SIZE_EDGE = Rule.<NetworkCase>warning(
                    "AKS-NET-006", "The range of services is smaller than a /12.")
            .source(PLANNING + " (says \"smaller than /12\", while the portal takes a /12)")
            .check((it, findings) -> it.network().serviceCidrs().stream()
                    .filter(range -> !range.isIpv6() && range.prefixLength() == 12)
                    .forEach(range -> findings.report(
                            "network.serviceCidr",
                            range,
                            "is a /12, which Azure's documents exclude",
                            "Use a /16, " + Range.suggest(16, exceptServices(it)) + ".")));

    static final Rule<NetworkCase> DNS_INSIDE = Rule.<NetworkCase>error(
                    "AKS-NET-007", "The DNS service address lies in the range of services.")
            .prevents(answered(400, "DnsServiceIpOutOfServiceCidr"))
            .source("AKS support, DnsServiceIpOutOfServiceCidr, 2026")
            .check((it, findings) -> {
                String address = it.network().dnsServiceIp();
                ipv4Services(it).ifPresent(range -> {
                    if (isIpv4(address) && !range.containsAddress(address)) {
                        findings.report(
                                "network.dnsServiceIp",
                                address,
                                "is outside the range of services " + range,
                                fixDns(it.network()));
                    }
                });
            });

    static final Rule<NetworkCase> DNS_FIRST = Rule.<NetworkCase>error(
                    "AKS-NET-008",
                    "The DNS service address is not the first address of the range of services, which is that of"
                            + " kubernetes.default, nor the range's own or its last address.")
            .prevents(answered(400, "InvalidParameter"))
            .source(PLANNING)
            .check((it, findings) -> ipv4Services(it).ifPresent(range -> {
                String address = it.network().dnsServiceIp();
                long last = range.size().longValueExact() - 1;
                if (address.equals(range.address(0)) || address.equals(range.address(last))) {
                    findings.report(
                            "network.dnsServiceIp",
                            address,
                            "is the first or last address of the range of services " + range,
                            fixDns(it.network()));
                } else if (last > 0 && address.equals(range.address(1))) {
                    findings.report(
                            "network.dnsServiceIp",
                            address,
                            "is the address of kubernetes.default, the first of " + range,
                            fixDns(it.network()));
                }
            }));

    static final Rule<NetworkCase> DNS_ALONE = Rule.<NetworkCase>error(
                    "AKS-NET-009", "A DNS service address comes with a range of services.")
            .prevents(answered(400, "InvalidParameter"))
            .source("Terraform provider azurerm, network_profile, 2026-08")
            .check((it, findings) -> {
                if (it.network().declaredDnsServiceIp().isPresent()
                        && it.network().serviceRanges().isEmpty()) {
                    findings.report(
                            "network.dnsServiceIp",
                            it.network().dnsServiceIp(),
                            "is set without serviceCidr",
                            "Set serviceCidr too, " + Range.suggest(16, exceptServices(it)) + ".");
                }
            });

    static final Rule<NetworkCase> SERVICES_AND_PODS = Rule.<NetworkCase>error(
                    "AKS-NET-010", "The ranges of services and pods do not overlap.")
            .prevents(answered(400, "InvalidParameter"))
            .source(PLANNING)
            .check((it, findings) -> it.network()
                    .serviceCidrs()
                    .forEach(services -> it.network().podCidrs().stream()
                            .filter(services::overlaps)
                            .forEach(pods -> findings.report(
                                    "network.serviceCidr",
                                    value(services, it.network().serviceRanges()),
                                    "overlaps the range of pods " + pods,
                                    fix(services, exceptServices(it))))));

    static final Rule<NetworkCase> PODS_AND_SUBNETS = Rule.<NetworkCase>error(
                    "AKS-NET-011",
                    "The range of pods overlaps neither the cluster's subnets and their virtual network nor connected ones.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, azure-cni-overlay, 2026-08")
            .check((it, findings) -> it.network()
                    .podCidrs()
                    .forEach(pods -> reportOverlap(
                            findings,
                            "network.podCidr",
                            pods,
                            value(pods, it.network().podRanges()),
                            it)));

    static final Rule<NetworkCase> SERVICES_AND_SUBNETS = Rule.<NetworkCase>error(
                    "AKS-NET-014",
                    "The range of services overlaps neither the cluster's subnets and their virtual network nor connected"
                            + " ones.")
            .prevents(answered(400, "ServiceCidrOverlapExistingSubnetsCidr"))
            .source("AKS support, servicecidroverlapexistingsubnetscidr-error, 2026")
            .check((it, findings) -> it.network()
                    .serviceCidrs()
                    .forEach(services -> reportOverlap(
                            findings,
                            "network.serviceCidr",
                            services,
                            value(services, it.network().serviceRanges()),
                            it)));

    static final List<Rule<NetworkCase>> ALL = List.of(
            NOTATION,
            DNS_NOTATION,
            RESERVED_SERVICES,
            RESERVED_PODS,
            SERVICE_SIZE,
            SERVICE_SIZE_EDGE,
            DNS_INSIDE,
            DNS_FIRST,
            DNS_ALONE,
            SERVICES_AND_PODS,
            PODS_AND_SUBNETS,
            SERVICES_AND_SUBNETS);

    private RangeRules() {}

    private static Rule<NetworkCase> reserved(
            String id, String whose, String path, Function<NetworkModel, List<Cidr>> ranges) {
        return Rule.<NetworkCase>error(
                        id,
                        "The range of " + whose
                                + " does not touch 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 or 192.0.2.0/24.")
                .prevents(answered(400, "InvalidParameter"))
                .source(PLANNING)
                .check((it, findings) -> ranges.apply(it.network())
                        .forEach(range -> Range.RESERVED_BY_AKS.stream()
                                .filter(range::overlaps)
                                .forEach(reserved -> findings.report(
                                        path,
                                        range,
                                        "overlaps " + reserved + ", which AKS keeps for itself",
                                        fix(range, it.taken())))));
    }

    /** Reports the nearest overlap only: a subnet, or else its virtual network. */
    private static void reportOverlap(Findings findings, String path, Cidr range, String value, NetworkCase it) {
        it.surroundings().entrySet().stream()
                .filter(taken -> taken.getValue().overlaps(range))
                .findFirst()
                .ifPresent(taken -> findings.report(path, value, "overlaps " + taken.getKey(), fixOutside(range, it)));
    }

    private static String fixOutside(Cidr range, NetworkCase it) {
        String outside = it.surroundings().entrySet().stream()
                .filter(taken -> taken.getValue().overlaps(range))
                .reduce((subnet, network) -> network)
                .map(Map.Entry::getValue)
                .map(Cidr::toString)
                .orElseThrow();
        if (range.isIpv6()) {
            return "Choose a range outside " + outside + ".";
        }
        List<Cidr> taken = List.copyOf(
                it.taken().stream().filter(other -> !other.equals(range)).toList());
        return "Choose a range outside " + outside + ", "
                + Range.suggest(Math.min(16, Math.max(12, range.prefixLength())), taken) + ".";
    }

    private static String fix(Cidr range, List<Cidr> taken) {
        return range.isIpv6()
                ? "Choose another range."
                : "Choose another range, " + Range.suggest(Math.min(16, Math.max(12, range.prefixLength())), taken)
                        + ".";
    }

    /** Returns the range as text, marked if it is not the spec's own. */
    private static String value(Cidr range, List<Range> declared) {
        return declared.isEmpty() ? range + " (Azure's default)" : range.toString();
    }

    private static List<Cidr> exceptServices(NetworkCase it) {
        return it.taken().stream()
                .filter(range -> !it.network().serviceCidrs().contains(range))
                .toList();
    }

    private static Optional<Cidr> ipv4Services(NetworkCase it) {
        return it.network().serviceCidrs().stream()
                .filter(range -> !range.isIpv6())
                .findFirst();
    }

    private static String fixDns(NetworkModel network) {
        return network.serviceCidrs().stream()
                .filter(range -> !range.isIpv6() && range.prefixLength() <= 28)
                .findFirst()
                .map(range -> "Use an address inside " + range + ", for example " + range.address(10) + ".")
                .orElse("Give serviceCidr a range of IPv4 addresses of at least a /28, for example 10.0.0.0/16.");
    }

    private static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }
}
