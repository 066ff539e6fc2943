package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Outbound traffic through a Standard load balancer. Immutable and thread-safe. */
public final class LoadBalancerOutbound extends Outbound {

    /** What the load balancer sends traffic to. */
    public enum BackendPool {
        /** The network interfaces of the nodes; Azure's default. */
        NODE_IP_CONFIGURATION("nodeIPConfiguration"),
        /** The addresses of the nodes; excludes private link services. */
        NODE_IP("nodeIP");

        private final String value;

        BackendPool(String value) {
            this.value = value;
        }

        /** Returns the value as Azure writes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    private static final String SELF = PROFILE + "loadBalancerProfile/";

    private final OptionalInt managedIps;
    private final OptionalInt managedIpv6s;
    private final List<ResourceId> publicIps;
    private final List<ResourceId> publicIpPrefixes;
    private final OptionalInt allocatedPorts;
    private final Optional<Duration> idleTimeout;
    private final Optional<BackendPool> backendPool;

    private LoadBalancerOutbound(Builder builder) {
        managedIps = builder.managedIps;
        managedIpv6s = builder.managedIpv6s;
        publicIps = List.copyOf(builder.publicIps);
        publicIpPrefixes = List.copyOf(builder.publicIpPrefixes);
        allocatedPorts = builder.allocatedPorts;
        idleTimeout = builder.idleTimeout;
        backendPool = builder.backendPool;
    }

    @Override
    public String type() {
        return "loadBalancer";
    }

    /** Returns the number of public IPv4 addresses that Azure manages, if it is said. */
    public OptionalInt managedIps() {
        return managedIps;
    }

    /** Returns the number of public IPv6 addresses that Azure manages, if it is said. */
    public OptionalInt managedIpv6s() {
        return managedIpv6s;
    }

    /** Returns the public addresses of your own. */
    public List<ResourceId> publicIps() {
        return publicIps;
    }

    /** Returns the public address prefixes of your own. */
    public List<ResourceId> publicIpPrefixes() {
        return publicIpPrefixes;
    }

    /** Returns the outbound ports of each node, if they are said. */
    public OptionalInt allocatedPorts() {
        return allocatedPorts;
    }

    /** Returns how long an idle connection is kept, if it is said. */
    public Optional<Duration> idleTimeout() {
        return idleTimeout;
    }

    /** Returns what the load balancer sends traffic to, if it is said. */
    public Optional<BackendPool> backendPool() {
        return backendPool;
    }

    /** Returns the number of public IPv4 addresses; unknown with prefixes, whose size is not part of the spec. */
    OptionalLong addresses() {
        if (!publicIpPrefixes.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(publicIps.isEmpty() ? managedIps.orElse(1) : publicIps.size());
    }

    /** Returns how many of Azure's three sources of public addresses are used at once. */
    long sources() {
        return Stream.of(
                        managedIps.isPresent() || managedIpv6s.isPresent(),
                        !publicIps.isEmpty(),
                        !publicIpPrefixes.isEmpty())
                .filter(used -> used)
                .count();
    }

    @Override
    List<ResourceId> references() {
        return Stream.concat(publicIps.stream(), publicIpPrefixes.stream()).toList();
    }

    @Override
    void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "outboundType", type());
        clear(document, "natGatewayProfile");
        if (sources() > 0) {
            List.of("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes")
                    .forEach(source -> document.set(SELF + source, Json.ofNull()));
        }
        if (!publicIps.isEmpty()) {
            document.set(SELF + "outboundIPs", Map.of("publicIPs", references(publicIps, scope)));
        }
        if (!publicIpPrefixes.isEmpty()) {
            document.set(SELF + "outboundIPPrefixes", Map.of("publicIPPrefixes", references(publicIpPrefixes, scope)));
        }
        if (managedIps.isPresent() || managedIpv6s.isPresent()) {
            document.set(SELF + "managedOutboundIPs", Map.of());
        }
        managedIps.ifPresent(count -> document.set(SELF + "managedOutboundIPs/count", count));
        managedIpv6s.ifPresent(count -> document.set(SELF + "managedOutboundIPs/countIPv6", count));
        allocatedPorts.ifPresent(ports -> document.set(SELF + "allocatedOutboundPorts", ports));
        idleTimeout.ifPresent(time -> document.set(SELF + "idleTimeoutInMinutes", Math.toIntExact(time.toMinutes())));
        backendPool.ifPresent(pool -> document.set(SELF + "backendPoolType", pool.toString()));
    }

    private static List<Map<String, String>> references(List<ResourceId> ids, Scope scope) {
        return ids.stream().map(id -> Map.of("id", scope.id(id).toString())).toList();
    }

    /** Builds a {@link LoadBalancerOutbound}. Not thread-safe. */
    public static final class Builder {
        private OptionalInt managedIps = OptionalInt.empty();
        private OptionalInt managedIpv6s = OptionalInt.empty();
        private final List<ResourceId> publicIps = new ArrayList<>();
        private final List<ResourceId> publicIpPrefixes = new ArrayList<>();
        private OptionalInt allocatedPorts = OptionalInt.empty();
        private Optional<Duration> idleTimeout = Optional.empty();
        private Optional<BackendPool> backendPool = Optional.empty();

        Builder() {}

        /** Lets Azure manage this many public IPv4 addresses: 1 to 100, default 1. Each gives 64,000 ports. */
        public Builder managedIps(int count) {
            managedIps = OptionalInt.of(count);
            return this;
        }

        /** Lets Azure manage this many public IPv6 addresses: 0 to 100, with dual stack only, there default 1. */
        public Builder managedIpv6s(int count) {
            managedIpv6s = OptionalInt.of(count);
            return this;
        }

        /** Uses public addresses of your own. */
        public Builder publicIps(ResourceId... ids) {
            publicIps.addAll(List.of(ids));
            return this;
        }

        /** Uses public address prefixes of your own. */
        public Builder publicIpPrefixes(ResourceId... ids) {
            publicIpPrefixes.addAll(List.of(ids));
            return this;
        }

        /**
         * Gives each node this many outbound ports: 0 to 64,000, a multiple of 8. Zero, the default, lets Azure choose by
         * the number of nodes, and lowers the ports of running nodes when the cluster grows past a step.
         */
        public Builder allocatedPorts(int ports) {
            allocatedPorts = OptionalInt.of(ports);
            return this;
        }

        /** Sets how long an idle connection is kept: 4 to 100 whole minutes, default 30. */
        public Builder idleTimeout(Duration time) {
            idleTimeout = Optional.of(time);
            return this;
        }

        /** Sets what the load balancer sends traffic to. */
        public Builder backendPool(BackendPool pool) {
            backendPool = Optional.of(pool);
            return this;
        }

        LoadBalancerOutbound build() {
            return new LoadBalancerOutbound(this);
        }
    }
}
