package dev.aks4j.network.resource;

import dev.aks4j.core.model.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Places of security rules held against each other: ranges, addresses, service tags and {@code *}. {@code VirtualNetwork}
 * stands for private ranges, those of networks, peers and pods; {@code Internet} for everything else. Which addresses
 * another tag has only Azure knows: it meets itself, and its regions.
 */
final class TrafficPlace {

    private static final String NETWORK = "VirtualNetwork";
    private static final String INTERNET = "Internet";
    private static final String BALANCER = "AzureLoadBalancer";

    /** From where Azure's load balancers ask for the health of what is behind them. */
    static final String PROBES = "168.63.129.16/32";

    private static final List<Cidr> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
            .map(Cidr::parse)
            .toList();

    private TrafficPlace() {}

    /** Whether everything at the other place is at this one. */
    static boolean covers(String place, String other) {
        if (isAny(place) || place.equalsIgnoreCase(other)) {
            return true;
        }
        Optional<Cidr> range = Ranges.readAny(place);
        Optional<Cidr> wanted = Ranges.readAny(other);
        if (range.isPresent() && wanted.isPresent()) {
            return range.get().contains(wanted.get());
        }
        if (wanted.isPresent()) {
            boolean inside = PRIVATE.stream().anyMatch(space -> space.contains(wanted.get()));
            boolean probes = other.equals(PROBES);
            return place.equalsIgnoreCase(BALANCER) && probes
                    || place.equalsIgnoreCase(NETWORK) && inside
                    || place.equalsIgnoreCase(INTERNET) && !inside && !probes && !isAny(other);
        }
        return range.isEmpty() && tagCovers(place, other);
    }

    /** Whether something is at both places. */
    static boolean meets(String place, String other) {
        if (covers(place, other) || isAny(other)) {
            return true;
        }
        Optional<Cidr> range = Ranges.readAny(place);
        Optional<Cidr> wanted = Ranges.readAny(other);
        if (range.isPresent() && wanted.isPresent()) {
            return range.get().overlaps(wanted.get());
        }
        if (range.isPresent() && other.equalsIgnoreCase(BALANCER)) {
            return Ranges.readAny(PROBES).filter(range.get()::contains).isPresent();
        }
        if (wanted.isPresent()) {
            return place.equalsIgnoreCase(NETWORK) && PRIVATE.stream().anyMatch(space -> space.overlaps(wanted.get()));
        }
        return range.isEmpty() && tagCovers(other, place);
    }

    private static boolean tagCovers(String tag, String other) {
        boolean region = other.regionMatches(true, 0, tag + ".", 0, tag.length() + 1);
        boolean outside = !other.equalsIgnoreCase(NETWORK) && !other.equalsIgnoreCase(BALANCER) && Ranges.isTag(other);
        return region || tag.equalsIgnoreCase(INTERNET) && outside;
    }

    private static boolean isAny(String place) {
        return place.equals("*") || place.equals("0.0.0.0/0") || place.equalsIgnoreCase("Any");
    }
}
