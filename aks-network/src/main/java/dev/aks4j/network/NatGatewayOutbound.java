package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Outbound traffic through a NAT gateway that Azure manages. Its SKU is always said: Standard unless {@link
 * Builder#standardV2} is called, because Azure's own default changed with api-version 2026-06-01 and there is no way back
 * from StandardV2. Immutable and thread-safe.
 */
public final class NatGatewayOutbound extends Outbound {

    private static final String SELF = PROFILE + "natGatewayProfile/";

    private final OptionalInt managedIps;
    private final OptionalInt managedIpv6s;
    private final List<ResourceId> publicIps;
    private final List<ResourceId> publicIpPrefixes;
    private final Optional<Duration> idleTimeout;
    private final boolean standardV2;

    private NatGatewayOutbound(Builder builder) {
        managedIps = builder.managedIps;
        managedIpv6s = builder.managedIpv6s;
        publicIps = List.copyOf(builder.publicIps);
        publicIpPrefixes = List.copyOf(builder.publicIpPrefixes);
        idleTimeout = builder.idleTimeout;
        standardV2 = builder.standardV2;
    }

    @Override
    public String type() {
        return "managedNATGateway";
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

    /** Returns how long an idle connection is kept, if it is said. */
    public Optional<Duration> idleTimeout() {
        return idleTimeout;
    }

    /** Returns whether the gateway is of the SKU StandardV2. */
    public boolean isStandardV2() {
        return standardV2;
    }

    /** Returns whether addresses of your own are named, alone or as prefixes. */
    boolean hasOwn() {
        return !publicIps.isEmpty() || !publicIpPrefixes.isEmpty();
    }

    @Override
    List<ResourceId> references() {
        return Stream.concat(publicIps.stream(), publicIpPrefixes.stream()).toList();
    }

    @Override
    void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "outboundType", type());
        clear(document, "loadBalancerProfile");
        if (standardV2) {
            document.set(SELF + "sku", "StandardV2");
        } else if (scope.apiVersion().isAtLeast(AksApiVersion.V2026_06_01)) {
            document.setDefault(SELF + "sku", "Standard");
        }
        if (hasOwn()) {
            document.set(SELF + "managedOutboundIPProfile", Json.ofNull());
        }
        managedIps.ifPresent(count -> document.set(SELF + "managedOutboundIPProfile/count", count));
        managedIpv6s.ifPresent(count -> document.set(SELF + "managedOutboundIPProfile/countIPv6", count));
        own(document, scope, "outboundIPs/publicIPs", publicIps);
        own(document, scope, "outboundIPPrefixes/publicIPPrefixes", publicIpPrefixes);
        idleTimeout.ifPresent(time -> document.set(SELF + "idleTimeoutInMinutes", Math.toIntExact(time.toMinutes())));
    }

    private static void own(ClusterDocument document, Scope scope, String place, List<ResourceId> ids) {
        if (!ids.isEmpty()) {
            document.set(
                    SELF + place,
                    ids.stream().map(id -> scope.id(id).toString()).toList());
        }
    }

    /** Builds a {@link NatGatewayOutbound}. Not thread-safe. */
    public static final class Builder {
        private final List<ResourceId> publicIps = new ArrayList<>();
        private final List<ResourceId> publicIpPrefixes = new ArrayList<>();
        private OptionalInt managedIps = OptionalInt.empty();
        private OptionalInt managedIpv6s = OptionalInt.empty();
        private Optional<Duration> idleTimeout = Optional.empty();
        private boolean standardV2;

        Builder() {}

        /** Sets the number of public addresses: 1 to 16, default 1. Each gives 64,512 ports. */
        public Builder managedIps(int count) {
            managedIps = OptionalInt.of(count);
            return this;
        }

        /** Sets the number of public IPv6 addresses: 1 to 16. StandardV2 in a cluster of both families only. */
        public Builder managedIpv6s(int count) {
            managedIpv6s = OptionalInt.of(count);
            return this;
        }

        /** Uses a public address of yours, in place of managed ones. StandardV2 only. */
        public Builder publicIp(ResourceId id) {
            publicIps.add(id);
            return this;
        }

        /** Uses a prefix of public addresses of yours, in place of managed ones. StandardV2 only. */
        public Builder publicIpPrefix(ResourceId id) {
            publicIpPrefixes.add(id);
            return this;
        }

        /** Sets how long an idle connection is kept: 4 to 120 whole minutes, default 4. */
        public Builder idleTimeout(Duration time) {
            idleTimeout = Optional.of(time);
            return this;
        }

        /** Takes a gateway of the SKU StandardV2, which spans zones, where the region has it. There is no way back. */
        public Builder standardV2() {
            standardV2 = true;
            return this;
        }

        NatGatewayOutbound build() {
            return new NatGatewayOutbound(this);
        }
    }
}
