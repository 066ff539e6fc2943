package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Azure demands of route tables. */
final class RouteTableRules {

    private static final String SOURCE = "Azure docs, virtual-networks-udr-overview, 2026";

    static final Rule<RouteTableSpec> NAME = ResourceNames.usual("AKS-NWR-020", "A route table");

    static final Rule<RouteTableSpec> DESTINATION = Rule.<RouteTableSpec>error(
                    "AKS-NWR-021",
                    "A route's destination is a range that starts at its first address, or a service tag.")
            .prevents(answered(400, "InvalidAddressPrefixFormat"))
            .source(SOURCE)
            .check((table, findings) -> table.routes().stream()
                    .filter(route -> route.range().isEmpty() && !Ranges.isTag(route.destination()))
                    .forEach(route -> findings.report(
                            "routes." + route.name(),
                            route.destination(),
                            "is neither a range nor a service tag",
                            "Write a range as address/prefix, for example 0.0.0.0/0.")));

    static final Rule<RouteTableSpec> APPLIANCE = Rule.<RouteTableSpec>error(
                    "AKS-NWR-022", "An appliance is named by an IPv4 address.")
            .prevents(answered(400, "InvalidIPAddressFormat"))
            .source(SOURCE)
            .check((table, findings) -> table.routes()
                    .forEach(route -> route.nextHop()
                            .address()
                            .filter(address -> !Ranges.isIpv4Address(address))
                            .ifPresent(address -> findings.report(
                                    "routes." + route.name() + ".nextHop",
                                    address,
                                    "is not an IPv4 address",
                                    "Use the private address of the appliance, for example 10.0.1.4."))));

    static final Rule<RouteTableSpec> TWICE = Rule.<RouteTableSpec>error(
                    "AKS-NWR-023", "A route table has one route of a name and one for a destination.")
            .prevents(answered(400, "RouteConflict"))
            .source(SOURCE)
            .check((table, findings) -> {
                Set<String> seen = new HashSet<>();
                table.routes().forEach(route -> {
                    if (!seen.add("name " + route.name().toLowerCase(Locale.ROOT))) {
                        findings.report(
                                "routes." + route.name(), route.name(), "is defined twice", "Give each route a name.");
                    }
                    if (!seen.add("to " + route.destination().toLowerCase(Locale.ROOT))) {
                        findings.report(
                                "routes." + route.name(),
                                route.destination(),
                                "is the destination of another route too",
                                "Keep one route for each destination.");
                    }
                });
            });

    static final Rule<RouteTableSpec> COUNT = Rule.<RouteTableSpec>error(
                    "AKS-NWR-024", "A route table has at most 400 routes.")
            .prevents(answered(400, "RouteTableTooManyRoutes"))
            .source(ResourceNames.LIMITS)
            .check((table, findings) -> {
                if (table.routes().size() > 400) {
                    findings.report("routes", table.routes().size() + " routes", "are more than 400", "Join some.");
                }
            });

    static final Rule<RouteTableSpec> ROUTE_NAME = Rule.<RouteTableSpec>error(
                    "AKS-NWR-025",
                    "A route has a name of 1-80 letters, digits, dots, hyphens and underscores; it starts with a letter or"
                            + " digit and ends with one or an underscore.")
            .prevents(answered(400, "InvalidResourceName"))
            .source(ResourceNames.NAMING)
            .check((table, findings) -> table.routes().stream()
                    .filter(route -> !ResourceNames.isUsual(route.name()))
                    .forEach(route -> findings.report(
                            "routes." + route.name(),
                            route.name(),
                            "is not such a name",
                            "Use for example internet.")));

    static final List<Rule<RouteTableSpec>> ALL = List.of(NAME, DESTINATION, APPLIANCE, TWICE, COUNT, ROUTE_NAME);

    private RouteTableRules() {}
}
