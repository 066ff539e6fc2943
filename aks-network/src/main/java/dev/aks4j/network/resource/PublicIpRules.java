package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/** What Azure demands of public addresses and of prefixes of them. */
final class PublicIpRules {

    private static final String SOURCE = "Azure docs, public-ip-addresses and public-ip-address-prefix, 2026";

    static final Rule<PublicIpAddressSpec> NAME = ResourceNames.usual("AKS-NWR-040", "A public address");

    static final Rule<PublicIpAddressSpec> LABEL = Rule.<PublicIpAddressSpec>error(
                    "AKS-NWR-041",
                    "A DNS label has 3 to 63 lower-case letters, digits and hyphens; it starts with a letter and does not"
                            + " end with a hyphen.")
            .prevents(answered(400, "InvalidDomainNameLabel"))
            .source(SOURCE)
            .check((address, findings) -> address.domainNameLabel()
                    .filter(label -> !label.matches("[a-z][a-z0-9-]{1,61}[a-z0-9]"))
                    .ifPresent(label -> findings.report(
                            "domainNameLabel",
                            label,
                            "is not a DNS label",
                            "Use 3 to 63 lower-case letters, digits and hyphens, for example shop-web.")));

    static final Rule<PublicIpAddressSpec> IDLE = Rule.<PublicIpAddressSpec>error(
                    "AKS-NWR-042", "A public address keeps idle connections for 4 to 30 minutes.")
            .prevents(answered(400, "PublicIPAddressIdleTimeoutOutOfRange"))
            .source(SOURCE)
            .check((address, findings) -> address.idleMinutes()
                    .filter(minutes -> minutes < 4 || minutes > 30)
                    .ifPresent(minutes -> findings.report(
                            "idleMinutes",
                            minutes,
                            "is not between 4 and 30",
                            "Use " + Math.max(4, Math.min(30, minutes)) + ".")));

    static final Rule<PublicIpAddressSpec> ZONES = Rule.<PublicIpAddressSpec>error(
                    "AKS-NWR-043", "The availability zones of a public address are among 1, 2 and 3.")
            .prevents(answered(400, "InvalidAvailabilityZone"))
            .source(SOURCE)
            .check((address, findings) -> zones(address.zones(), findings));

    static final Rule<PublicIpAddressSpec> REFERENCE = Rule.<PublicIpAddressSpec>error(
                    "AKS-NWR-044", "A public address is taken out of a public IP prefix.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source(SOURCE)
            .check((address, findings) -> address.prefix()
                    .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/publicIPPrefixes"))
                    .ifPresent(id -> findings.report(
                            "prefix",
                            id,
                            "is a " + id.type(),
                            "Give the id of a Microsoft.Network/publicIPPrefixes.")));

    static final Rule<PublicIpPrefixSpec> PREFIX_NAME = ResourceNames.usual("AKS-NWR-050", "A public IP prefix");

    static final Rule<PublicIpPrefixSpec> LENGTH = Rule.<PublicIpPrefixSpec>error(
                    "AKS-NWR-051", "A public prefix is a /24 to /31, one of IPv6 a /120 to /127.")
            .prevents(answered(400, "InvalidPublicIpPrefixLength"))
            .source(SOURCE)
            .check((prefix, findings) -> {
                int longest = prefix.isIpv6() ? 127 : 31;
                if (prefix.length() > longest || prefix.length() < longest - 7) {
                    findings.report(
                            "length",
                            prefix.length(),
                            "is not between " + (longest - 7) + " and " + longest,
                            "Use " + Math.max(longest - 3, Math.min(longest, prefix.length())) + ".");
                }
            });

    static final Rule<PublicIpPrefixSpec> LARGE = Rule.<PublicIpPrefixSpec>warning(
                    "AKS-NWR-052", "A public prefix larger than 16 addresses is allowed by Microsoft first.")
            .prevents(answered(400, "PublicIpPrefixLengthNotAllowed"))
            .source(SOURCE)
            .check((prefix, findings) -> {
                if (prefix.addresses() > 16) {
                    findings.report(
                            "length",
                            prefix.length(),
                            "has " + prefix.addresses() + " addresses, and 16 are allowed without being asked",
                            "Use " + (prefix.isIpv6() ? 124 : 28) + ", or ask Microsoft's support first.");
                }
            });

    static final Rule<PublicIpPrefixSpec> PREFIX_ZONES = Rule.<PublicIpPrefixSpec>error(
                    "AKS-NWR-053", "The availability zones of a public prefix are among 1, 2 and 3.")
            .prevents(answered(400, "InvalidAvailabilityZone"))
            .source(SOURCE)
            .check((prefix, findings) -> zones(prefix.zones(), findings));

    static final List<Rule<PublicIpAddressSpec>> ADDRESS = List.of(NAME, LABEL, IDLE, ZONES, REFERENCE);
    static final List<Rule<PublicIpPrefixSpec>> PREFIX = List.of(PREFIX_NAME, LENGTH, LARGE, PREFIX_ZONES);

    private PublicIpRules() {}

    static void zones(Set<Integer> zones, Findings findings) {
        zones.stream()
                .filter(zone -> zone < 1 || zone > 3)
                .forEach(zone -> findings.report("zones", zone, "is not a zone", "Use zones 1, 2 and 3."));
    }
}
