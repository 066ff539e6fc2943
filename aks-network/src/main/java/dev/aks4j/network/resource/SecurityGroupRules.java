package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What Azure demands of network security groups. */
final class SecurityGroupRules {

    private static final String SOURCE = "Azure docs, network-security-groups-overview, 2026";
    private static final String GROUP = "Microsoft.Network/applicationSecurityGroups";

    static final Rule<NetworkSecurityGroupSpec> NAME = ResourceNames.usual("AKS-NWR-002", "A network security group");

    static final Rule<NetworkSecurityGroupSpec> PRIORITY = each(
            Rule.<NetworkSecurityGroupSpec>error("AKS-NWR-003", "A security rule has a priority of 100 to 4096.")
                    .prevents(answered(400, "SecurityRuleInvalidPriority"))
                    .source(SOURCE),
            (rule, findings) -> {
                if (rule.priority() < 100 || rule.priority() > 4096) {
                    findings.report(
                            path(rule) + ".priority",
                            rule.priority(),
                            "is not between 100 and 4096",
                            "Use " + Math.max(100, Math.min(4096, rule.priority())) + ".");
                }
            });

    static final Rule<NetworkSecurityGroupSpec> UNIQUE = Rule.<NetworkSecurityGroupSpec>error(
                    "AKS-NWR-004", "The rules of a group differ in name, and those of a direction in priority.")
            .prevents(answered(400, "SecurityRuleConflict"))
            .source(SOURCE)
            .check((group, findings) -> {
                Set<String> seen = new HashSet<>();
                group.rules().forEach(rule -> {
                    if (!seen.add(rule.name().toLowerCase(Locale.ROOT))) {
                        findings.report(path(rule), rule.name(), "is defined twice", "Give each rule a name.");
                    }
                    if (!seen.add((rule.isInbound() ? "in " : "out ") + rule.priority())) {
                        findings.report(
                                path(rule) + ".priority",
                                rule.priority(),
                                "is the priority of another rule of this direction",
                                "Give each rule of a direction a priority of its own.");
                    }
                });
            });

    static final Rule<NetworkSecurityGroupSpec> PORTS = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-005", "Ports are numbers from 0 to 65535, ranges of them, or *.")
                    .prevents(answered(400, "SecurityRuleInvalidPortRange"))
                    .source(SOURCE),
            (rule, findings) -> Stream.concat(rule.ports().stream(), rule.sourcePorts().stream())
                    .filter(ports -> !PortRanges.isPorts(ports))
                    .forEach(ports -> findings.report(
                            path(rule) + ".ports",
                            ports,
                            "is neither a port nor a range of ports",
                            "Write for example \"443\" or \"30000-32767\".")));

    static final Rule<NetworkSecurityGroupSpec> PLACES = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-006", "Places of a rule are ranges, addresses, service tags, or * alone.")
                    .prevents(answered(400, "SecurityRuleInvalidAddressPrefix"))
                    .source(SOURCE),
            (rule, findings) -> {
                places(rule, "from", rule.sources(), findings);
                places(rule, "to", rule.destinations(), findings);
            });

    static final Rule<NetworkSecurityGroupSpec> GROUPS = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-007",
                            "A side of a rule has places or application security groups, at most 10 of the latter.")
                    .prevents(answered(400, "SecurityRuleParameterContainsUnsupportedValue"))
                    .source(SOURCE),
            (rule, findings) -> {
                groups(rule, "from", rule.sources(), rule.sourceGroups(), findings);
                groups(rule, "to", rule.destinations(), rule.destinationGroups(), findings);
            });

    static final Rule<NetworkSecurityGroupSpec> COUNT = Rule.<NetworkSecurityGroupSpec>error(
                    "AKS-NWR-008", "A network security group has at most 1,000 rules.")
            .prevents(answered(400, "NetworkSecurityGroupTooManyRules"))
            .source(ResourceNames.LIMITS)
            .check((group, findings) -> {
                if (group.rules().size() > 1000) {
                    findings.report("rules", group.rules().size() + " rules", "are more than 1,000", "Join some.");
                }
            });

    static final Rule<NetworkSecurityGroupSpec> DESCRIPTION = each(
            Rule.<NetworkSecurityGroupSpec>error("AKS-NWR-009", "A rule's description has at most 140 characters.")
                    .prevents(answered(400, "SecurityRuleDescriptionTooLong"))
                    .source("Azure Virtual Network REST, securityRules, 2025-03-01"),
            (rule, findings) -> rule.description()
                    .filter(text -> text.length() > 140)
                    .ifPresent(text -> findings.report(
                            path(rule) + ".description",
                            text.length() + " characters",
                            "are more than 140",
                            "Shorten it.")));

    static final Rule<NetworkSecurityGroupSpec> RULE_NAME = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-010",
                            "A rule has a name of 1-80 letters, digits, dots, hyphens and underscores; it starts with a letter"
                                    + " or digit and ends with one or an underscore.")
                    .prevents(answered(400, "InvalidResourceName"))
                    .source(ResourceNames.NAMING),
            (rule, findings) -> {
                if (!ResourceNames.isUsual(rule.name())) {
                    findings.report(path(rule) + ".name", rule.name(), "is not such a name", "Use for example web-in.");
                }
            });

    static final Rule<NetworkSecurityGroupSpec> ONE_TAG = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-011", "A side of a rule has one service tag alone, or ranges and addresses.")
                    .prevents(answered(400, "SecurityRuleParameterContainsUnsupportedValue"))
                    .source("terraform-provider-azurerm #5617; ansible-collections/azure #639 and #640"),
            (rule, findings) -> {
                oneTag(rule, "from", rule.sources(), findings);
                oneTag(rule, "to", rule.destinations(), findings);
            });

    static final Rule<NetworkSecurityGroupSpec> OVERLAP = each(
            Rule.<NetworkSecurityGroupSpec>error(
                            "AKS-NWR-012", "The ranges of a side of a rule have no addresses in common.")
                    .prevents(answered(400, "OverlappingSubnetsNotPermittedInSecurityRule"))
                    .source("cloud-provider-azure #6775; alan-turing-institute/data-safe-haven #2077"),
            (rule, findings) -> {
                overlap(rule, "from", rule.sources(), findings);
                overlap(rule, "to", rule.destinations(), findings);
            });

    static final Rule<NetworkSecurityGroupSpec> FAMILIES = each(
            Rule.<NetworkSecurityGroupSpec>error("AKS-NWR-013", "The ranges of a rule are of one family of addresses.")
                    .prevents(answered(400, "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies"))
                    .source("terraform-provider-azurerm #12534"),
            (rule, findings) -> {
                List<Boolean> six = Stream.concat(rule.sources().stream(), rule.destinations().stream())
                        .flatMap(place -> Ranges.readAny(place).stream())
                        .map(Cidr::isIpv6)
                        .distinct()
                        .toList();
                if (six.size() > 1) {
                    findings.report(
                            path(rule),
                            rule.name(),
                            "has ranges of IPv4 and of IPv6",
                            "Make a rule for each of the two families.");
                }
            });

    static final List<Rule<NetworkSecurityGroupSpec>> ALL = List.of(
            NAME, PRIORITY, UNIQUE, PORTS, PLACES, GROUPS, COUNT, DESCRIPTION, RULE_NAME, ONE_TAG, OVERLAP, FAMILIES);

    private SecurityGroupRules() {}

    private static Rule<NetworkSecurityGroupSpec> each(
            Rule.Builder<NetworkSecurityGroupSpec> rule, BiConsumer<SecurityRule, Findings> check) {
        return rule.check((group, findings) -> group.rules().forEach(each -> check.accept(each, findings)));
    }

    private static void places(SecurityRule rule, String side, List<String> places, Findings findings) {
        for (String place : places) {
            boolean any = place.equals("*");
            if (any && places.size() > 1
                    || !any && !Ranges.isTag(place) && Ranges.readAny(place).isEmpty()) {
                findings.report(
                        path(rule) + "." + side,
                        place,
                        any ? "stands beside other places" : "is neither a range nor a service tag",
                        any
                                ? "Leave the others out, or it."
                                : "Write a range from its first address, for example 10.20.0.0/16, or a tag, for example"
                                        + " Internet.");
            }
        }
    }

    private static void oneTag(SecurityRule rule, String side, List<String> places, Findings findings) {
        if (places.size() > 1) {
            places.stream()
                    .filter(Ranges::isTag)
                    .findFirst()
                    .ifPresent(tag -> findings.report(
                            path(rule) + "." + side,
                            tag,
                            "is a service tag and stands beside " + (places.size() - 1) + " others",
                            "Make a rule for each tag; ranges and addresses may share one."));
        }
    }

    private static void overlap(SecurityRule rule, String side, List<String> places, Findings findings) {
        List<Cidr> sorted = places.stream()
                .flatMap(place -> Ranges.readAny(place).stream())
                .sorted()
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                findings.report(
                        path(rule) + "." + side,
                        sorted.get(i),
                        "has addresses in common with " + sorted.get(i - 1),
                        "Keep the larger range.");
            }
        }
    }

    private static void groups(
            SecurityRule rule, String side, List<String> places, List<ResourceId> groups, Findings findings) {
        if (!groups.isEmpty() && !places.isEmpty()) {
            findings.report(
                    path(rule) + "." + side,
                    String.join(", ", places),
                    "stands beside application security groups",
                    "Use one of the two, or two rules.");
        }
        if (groups.size() > 10) {
            findings.report(
                    path(rule) + "." + side,
                    groups.size() + " application security groups",
                    "are more than 10",
                    "Use two rules.");
        }
        groups.stream()
                .filter(id -> !id.type().equalsIgnoreCase(GROUP))
                .forEach(id -> findings.report(
                        path(rule) + "." + side, id, "is a " + id.type(), "Give the id of a " + GROUP + "."));
    }

    private static String path(SecurityRule rule) {
        return "rules." + rule.name();
    }
}
