package dev.aks4j.network.resource;

import dev.aks4j.core.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Traffic cut at every border that rules have in it, so that each part is met by a rule as a whole or not at all: several
 * rules may allow together what none allows alone.
 */
final class TrafficParts {

    /** More parts than this are not looked at one by one. */
    private static final int MOST = 20_000;

    private TrafficParts() {}

    /** Returns the parts; empty if there are too many. */
    static List<Traffic> of(Traffic traffic, List<SecurityRule> rules) {
        List<String> sources = cut(
                traffic.source(),
                rules.stream().flatMap(rule -> rule.sources().stream()).toList());
        List<String> destinations = cut(
                traffic.destination(),
                rules.stream().flatMap(rule -> rule.destinations().stream()).toList());
        List<String> ports = PortRanges.of(traffic.ports())
                .cut(rules.stream().map(rule -> PortRanges.of(rule.ports())).toList());
        List<SecurityProtocol> protocols = traffic.protocol() == SecurityProtocol.ANY
                ? List.of(
                        SecurityProtocol.TCP,
                        SecurityProtocol.UDP,
                        SecurityProtocol.ICMP,
                        SecurityProtocol.ESP,
                        SecurityProtocol.AH)
                : List.of(traffic.protocol());
        if ((long) sources.size() * destinations.size() * ports.size() * protocols.size() > MOST) {
            return List.of();
        }
        List<Traffic> parts = new ArrayList<>();
        for (String source : sources) {
            for (String destination : destinations) {
                for (SecurityProtocol protocol : protocols) {
                    ports.forEach(port ->
                            parts.add(traffic.between(source, destination).of(protocol, port)));
                }
            }
        }
        return parts;
    }

    private static List<String> cut(String place, List<String> borders) {
        Optional<Cidr> whole = Ranges.readAny(place);
        if (whole.isEmpty()) {
            return List.of(place);
        }
        TreeSet<Cidr> inside = new TreeSet<>();
        borders.stream()
                .flatMap(border -> Ranges.readAny(border).stream())
                .filter(border -> whole.get().contains(border) && !whole.get().equals(border))
                .forEach(inside::add);
        List<String> parts = new ArrayList<>();
        cut(whole.get(), inside, parts);
        return parts;
    }

    private static void cut(Cidr range, TreeSet<Cidr> borders, List<String> parts) {
        boolean whole = borders.stream().noneMatch(border -> range.contains(border) && !range.equals(border));
        if (whole || parts.size() > MOST) {
            parts.add(range.toString());
            return;
        }
        Cidr lower = Cidr.parse(range.address(0) + "/" + (range.prefixLength() + 1));
        cut(lower, borders, parts);
        cut(lower.next(), borders, parts);
    }
}
