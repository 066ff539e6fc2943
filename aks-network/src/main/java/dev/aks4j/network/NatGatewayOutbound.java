package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Outbound traffic through a NAT gateway that Azure manages. Immutable and thread-safe. */
public final class NatGatewayOutbound extends Outbound {

    private final OptionalInt managedIps;
    private final Optional<Duration> idleTimeout;

    private NatGatewayOutbound(Builder builder) {
        managedIps = builder.managedIps;
        idleTimeout = builder.idleTimeout;
    }

    @Override
    public String type() {
        return "managedNATGateway";
    }

    /** Returns the number of public addresses, if it is said. */
    public OptionalInt managedIps() {
        return managedIps;
    }

    /** Returns how long an idle connection is kept, if it is said. */
    public Optional<Duration> idleTimeout() {
        return idleTimeout;
    }

    @Override
    void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "outboundType", type());
        clear(document, "loadBalancerProfile");
        managedIps.ifPresent(
                count -> document.set(PROFILE + "natGatewayProfile/managedOutboundIPProfile/count", count));
        idleTimeout.ifPresent(time ->
                document.set(PROFILE + "natGatewayProfile/idleTimeoutInMinutes", Math.toIntExact(time.toMinutes())));
    }

    /** Builds a {@link NatGatewayOutbound}. Not thread-safe. */
    public static final class Builder {
        private OptionalInt managedIps = OptionalInt.empty();
        private Optional<Duration> idleTimeout = Optional.empty();

        Builder() {}

        /** Sets the number of public addresses: 1 to 16, default 1. Each gives 64,512 ports. */
        public Builder managedIps(int count) {
            managedIps = OptionalInt.of(count);
            return this;
        }

        /** Sets how long an idle connection is kept: 4 to 120 whole minutes, default 4. */
        public Builder idleTimeout(Duration time) {
            idleTimeout = Optional.of(time);
            return this;
        }

        NatGatewayOutbound build() {
            return new NatGatewayOutbound(this);
        }
    }
}
