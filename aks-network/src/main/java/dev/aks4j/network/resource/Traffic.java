package dev.aks4j.network.resource;

import java.util.List;
import java.util.Objects;

/**
 * Traffic that security rules are asked about: from a range or service tag to another, of a protocol, to some ports.
 * Immutable and thread-safe.
 *
 * <pre>{@code group.stops(Traffic.inbound("10.20.0.0/22", "10.20.0.0/22")); }</pre>
 */
public final class Traffic {

    private final boolean inbound;
    private final String source;
    private final String destination;
    private final SecurityProtocol protocol;
    private final List<String> ports;

    private Traffic(boolean inbound, String source, String destination, SecurityProtocol protocol, List<String> ports) {
        this.inbound = inbound;
        this.source = Objects.requireNonNull(source);
        this.destination = Objects.requireNonNull(destination);
        this.protocol = Objects.requireNonNull(protocol);
        this.ports = List.copyOf(ports);
    }

    /** Returns all traffic that comes in from one place to another: ranges or service tags. */
    public static Traffic inbound(String source, String destination) {
        return new Traffic(true, source, destination, SecurityProtocol.ANY, List.of("*"));
    }

    /** Returns all traffic that goes out from one place to another: ranges or service tags. */
    public static Traffic outbound(String source, String destination) {
        return new Traffic(false, source, destination, SecurityProtocol.ANY, List.of("*"));
    }

    /** Returns the part of it that is of a protocol and goes to some ports. */
    public Traffic of(SecurityProtocol value, String... to) {
        return new Traffic(inbound, source, destination, value, List.of(to));
    }

    String source() {
        return source;
    }

    String destination() {
        return destination;
    }

    SecurityProtocol protocol() {
        return protocol;
    }

    List<String> ports() {
        return ports;
    }

    /** Returns the same between two other places. */
    Traffic between(String from, String to) {
        return new Traffic(inbound, from, to, protocol, ports);
    }

    boolean isInbound() {
        return inbound;
    }

    /** Whether a rule takes all of it. */
    boolean isCoveredBy(SecurityRule rule) {
        return rule.isInbound() == inbound
                && rule.protocol().covers(protocol)
                && PortRanges.of(rule.sourcePorts()).covers(PortRanges.of(List.of("*")))
                && PortRanges.of(rule.ports()).covers(PortRanges.of(ports))
                && rule.sources().stream().anyMatch(place -> TrafficPlace.covers(place, source))
                && rule.destinations().stream().anyMatch(place -> TrafficPlace.covers(place, destination));
    }

    /** Whether a rule takes some of it. */
    boolean isMetBy(SecurityRule rule) {
        return rule.isInbound() == inbound
                && rule.protocol().meets(protocol)
                && PortRanges.of(rule.ports()).meets(PortRanges.of(ports))
                && rule.sources().stream().anyMatch(place -> TrafficPlace.meets(place, source))
                && rule.destinations().stream().anyMatch(place -> TrafficPlace.meets(place, destination));
    }

    /** Returns for example {@code inbound Tcp 443 from Internet to 10.20.0.0/22}. */
    @Override
    public String toString() {
        String what = protocol == SecurityProtocol.ANY ? "" : " " + protocol + " " + String.join(", ", ports);
        return (inbound ? "inbound" : "outbound") + what + " from " + source + " to " + destination;
    }
}
