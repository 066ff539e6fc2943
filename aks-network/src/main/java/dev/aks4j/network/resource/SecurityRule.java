package dev.aks4j.network.resource;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One rule of a {@link NetworkSecurityGroupSpec}. Rules of a direction are looked at from the lowest priority number up; the
 * first that takes the traffic decides. Immutable and thread-safe.
 */
public final class SecurityRule {

    private final String name;
    private final int priority;
    private final boolean inbound;
    private final boolean allow;
    private final SecurityProtocol protocol;
    private final List<String> sources;
    private final List<ResourceId> sourceGroups;
    private final List<String> sourcePorts;
    private final List<String> destinations;
    private final List<ResourceId> destinationGroups;
    private final List<String> ports;
    private final Optional<String> description;

    private SecurityRule(Builder builder) {
        name = builder.name;
        priority = builder.priority;
        inbound = builder.inbound;
        allow = builder.allow;
        protocol = builder.protocol;
        sources = anyIfNone(builder.sources, builder.sourceGroups);
        sourceGroups = List.copyOf(builder.sourceGroups);
        sourcePorts = anyIfNone(builder.sourcePorts, List.of());
        destinations = anyIfNone(builder.destinations, builder.destinationGroups);
        destinationGroups = List.copyOf(builder.destinationGroups);
        ports = anyIfNone(builder.ports, List.of());
        description = builder.description;
    }

    private static List<String> anyIfNone(List<String> texts, List<ResourceId> instead) {
        return texts.isEmpty() && instead.isEmpty() ? List.of("*") : List.copyOf(texts);
    }

    /** Reads a rule as Azure answers it. */
    static SecurityRule read(Json rule) {
        Json properties = rule.path("properties");
        Builder builder = new Builder(
                rule.path("name").asText(),
                properties.path("priority").asInt(),
                properties.path("direction").asText().equalsIgnoreCase("Inbound"));
        builder.allow = properties.path("access").asText().equalsIgnoreCase("Allow");
        String wanted = properties.path("protocol").asText();
        for (SecurityProtocol each : SecurityProtocol.values()) {
            if (each.toString().equalsIgnoreCase(wanted)) {
                builder.protocol = each;
            }
        }
        builder.sources.addAll(texts(properties, "sourceAddressPrefix", "sourceAddressPrefixes"));
        builder.sourcePorts.addAll(texts(properties, "sourcePortRange", "sourcePortRanges"));
        builder.destinations.addAll(texts(properties, "destinationAddressPrefix", "destinationAddressPrefixes"));
        builder.ports.addAll(texts(properties, "destinationPortRange", "destinationPortRanges"));
        properties
                .path("sourceApplicationSecurityGroups")
                .forEach(each -> builder.sourceGroups.add(
                        ResourceId.parse(each.path("id").asText())));
        properties
                .path("destinationApplicationSecurityGroups")
                .forEach(each -> builder.destinationGroups.add(
                        ResourceId.parse(each.path("id").asText())));
        return builder.build();
    }

    private static List<String> texts(Json properties, String one, String more) {
        List<String> texts = new ArrayList<>();
        if (!properties.path(one).asText("").isEmpty()) {
            texts.add(properties.path(one).asText());
        }
        properties.path(more).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Returns the name in the group. */
    public String name() {
        return name;
    }

    /** Returns the priority: 100, which is looked at first, to 4096. */
    public int priority() {
        return priority;
    }

    /** Returns whether the rule is of traffic that comes in; otherwise of traffic that goes out. */
    public boolean isInbound() {
        return inbound;
    }

    /** Returns whether the traffic is let through; otherwise it is stopped. */
    public boolean allows() {
        return allow;
    }

    /** Returns the protocol. */
    public SecurityProtocol protocol() {
        return protocol;
    }

    /** Returns where the traffic comes from: ranges, addresses, service tags, {@code *}. */
    public List<String> sources() {
        return sources;
    }

    /** Returns the application security groups that the traffic comes from. */
    public List<ResourceId> sourceGroups() {
        return sourceGroups;
    }

    /** Returns the ports that the traffic comes from. */
    public List<String> sourcePorts() {
        return sourcePorts;
    }

    /** Returns where the traffic goes: ranges, addresses, service tags, {@code *}. */
    public List<String> destinations() {
        return destinations;
    }

    /** Returns the application security groups that the traffic goes to. */
    public List<ResourceId> destinationGroups() {
        return destinationGroups;
    }

    /** Returns the ports that the traffic goes to. */
    public List<String> ports() {
        return ports;
    }

    /** Returns why, as Azure shows it beside the rule. */
    public Optional<String> description() {
        return description;
    }

    /** Returns for example {@code deny-all (4000, deny)}. */
    @Override
    public String toString() {
        return name + " (" + priority + ", " + (allow ? "allow" : "deny") + ")";
    }

    /** Builds a {@link SecurityRule}. Without a setting it is of all traffic. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final int priority;
        private final boolean inbound;
        private boolean allow = true;
        private SecurityProtocol protocol = SecurityProtocol.ANY;
        private final List<String> sources = new ArrayList<>();
        private final List<ResourceId> sourceGroups = new ArrayList<>();
        private final List<String> sourcePorts = new ArrayList<>();
        private final List<String> destinations = new ArrayList<>();
        private final List<ResourceId> destinationGroups = new ArrayList<>();
        private final List<String> ports = new ArrayList<>();
        private Optional<String> description = Optional.empty();

        Builder(String name, int priority, boolean inbound) {
            this.name = Objects.requireNonNull(name);
            this.priority = priority;
            this.inbound = inbound;
        }

        /** Lets the traffic through, as a rule does if nothing is said. */
        public Builder allow() {
            allow = true;
            return this;
        }

        /** Stops the traffic. */
        public Builder deny() {
            allow = false;
            return this;
        }

        /** Sets the protocol. Default: every one. */
        public Builder protocol(SecurityProtocol value) {
            protocol = Objects.requireNonNull(value);
            return this;
        }

        /** Sets TCP, and the ports that the traffic goes to, for example {@code "443", "8000-8999"}. */
        public Builder tcp(String... to) {
            return protocol(SecurityProtocol.TCP).toPorts(to);
        }

        /** Sets UDP, and the ports that the traffic goes to. */
        public Builder udp(String... to) {
            return protocol(SecurityProtocol.UDP).toPorts(to);
        }

        /** Adds where the traffic comes from: ranges, addresses, or service tags such as {@code Internet}. */
        public Builder from(String... places) {
            sources.addAll(List.of(places));
            return this;
        }

        /** Adds application security groups that the traffic comes from. */
        public Builder from(ResourceId... groups) {
            sourceGroups.addAll(List.of(groups));
            return this;
        }

        /** Adds ports that the traffic comes from. Default: every one, which is nearly always right. */
        public Builder fromPorts(String... ranges) {
            sourcePorts.addAll(List.of(ranges));
            return this;
        }

        /** Adds where the traffic goes: ranges, addresses, or service tags such as {@code AzureCloud.westeurope}. */
        public Builder to(String... places) {
            destinations.addAll(List.of(places));
            return this;
        }

        /** Adds application security groups that the traffic goes to. */
        public Builder to(ResourceId... groups) {
            destinationGroups.addAll(List.of(groups));
            return this;
        }

        /** Adds ports that the traffic goes to, for example {@code "443", "8000-8999"}. Default: every one. */
        public Builder toPorts(String... ranges) {
            ports.addAll(List.of(ranges));
            return this;
        }

        /** Says why, in at most 140 characters. */
        public Builder description(String text) {
            description = Optional.of(text);
            return this;
        }

        SecurityRule build() {
            return new SecurityRule(this);
        }
    }
}
