package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure demands of private DNS zones, their links and records. */
final class PrivateDnsRules {

    /** The newest stable version of private DNS. */
    static final String API_VERSION = "2024-06-01";

    private static final String SOURCE = "Azure docs, private-dns-overview and dns-zones-records, 2026";
    private static final String ZONE_TYPE = "Microsoft.Network/privateDnsZones";

    static final Rule<PrivateDnsZoneSpec> ZONE_NAME = ResourceNames.of(
            "AKS-NWR-080",
            "A private DNS zone is named by a domain of 2 to 34 labels, each of 1 to 63 letters, digits, hyphens or"
                    + " underscores.",
            name -> name.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){1,33}"),
            "Write a domain, for example privatelink.westeurope.azmk8s.io.");

    static final Rule<PrivateDnsZoneLinkSpec> LINK_NAME =
            ResourceNames.usual("AKS-NWR-081", "A link of a private DNS zone");

    static final Rule<PrivateDnsZoneLinkSpec> LINK_ENDS = Rule.<PrivateDnsZoneLinkSpec>error(
                    "AKS-NWR-082", "A link joins a private DNS zone and a virtual network.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source(SOURCE)
            .check((link, findings) -> {
                if (!link.parent().type().equalsIgnoreCase(ZONE_TYPE)) {
                    findings.report(
                            "zone",
                            link.parent(),
                            "is a " + link.parent().type(),
                            "Give the id of a private DNS zone.");
                }
                if (!link.network().type().equalsIgnoreCase("Microsoft.Network/virtualNetworks")) {
                    findings.report(
                            "network",
                            link.network(),
                            "is a " + link.network().type(),
                            "Give the id of a virtual network.");
                }
            });

    static final Rule<PrivateDnsRecordSpec> RECORD_NAME = ResourceNames.of(
            "AKS-NWR-083",
            "A record has a name of labels with 1 to 63 letters, digits, hyphens or underscores, * in the place of the"
                    + " first, or @ for the zone itself.",
            name -> name.equals("@") || name.matches("(\\*|[A-Za-z0-9_-]{1,63})(\\.[A-Za-z0-9_-]{1,63})*"),
            "Write the name below the zone, for example web, or @.");

    static final Rule<PrivateDnsRecordSpec> VALUES = Rule.<PrivateDnsRecordSpec>error(
                    "AKS-NWR-084",
                    "A record has 1 to 20 values of its type: IPv4 addresses, IPv6 addresses, one name, or texts of at most"
                            + " 1,024 characters.")
            .prevents(answered(400, "BadRequest"))
            .source(SOURCE)
            .check((record, findings) -> {
                if (record.values().isEmpty() || record.values().size() > 20) {
                    findings.report(
                            "values", record.values().size() + " values", "are not 1 to 20", "Give 1 to 20 values.");
                }
                record.values().stream()
                        .filter(value -> !isGood(record.type(), value))
                        .forEach(value -> findings.report(
                                "values",
                                value,
                                "is no value of a record of type " + record.type(),
                                fix(record.type())));
                if (record.values().stream().distinct().count()
                        < record.values().size()) {
                    findings.report(
                            "values", record.values().size() + " values", "are not all different", "Say each once.");
                }
                if (record.type() == PrivateDnsRecordSpec.Type.CNAME
                        && record.values().size() > 1) {
                    findings.report("values", record.values().size() + " names", "are more than one", "Keep one name.");
                }
            });

    static final Rule<PrivateDnsRecordSpec> TTL = Rule.<PrivateDnsRecordSpec>error(
                    "AKS-NWR-085", "Answers may be kept for 1 to 2,147,483,647 seconds.")
            .prevents(answered(400, "BadRequest"))
            .source(SOURCE)
            .check((record, findings) -> {
                if (record.ttl() < 1) {
                    findings.report("ttl", record.ttl(), "is less than 1", "Use for example 300.");
                }
            });

    static final List<Rule<PrivateDnsZoneLinkSpec>> LINK = List.of(LINK_NAME, LINK_ENDS);
    static final List<Rule<PrivateDnsRecordSpec>> RECORD = List.of(RECORD_NAME, VALUES, TTL);

    private PrivateDnsRules() {}

    private static boolean isGood(PrivateDnsRecordSpec.Type type, String value) {
        return switch (type) {
            case A -> Ranges.isIpv4Address(value);
            case AAAA -> Ranges.readAny(value).filter(Cidr::isIpv6).isPresent() && !value.contains("/");
            case CNAME -> value.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");
            case TXT -> value.length() <= 1024;
        };
    }

    private static String fix(PrivateDnsRecordSpec.Type type) {
        return switch (type) {
            case A -> "Write an IPv4 address, for example 10.20.8.10.";
            case AAAA -> "Write an IPv6 address, for example fd00::a.";
            case CNAME -> "Write a name, for example web.contoso.com.";
            case TXT -> "Write at most 1,024 characters.";
        };
    }
}
