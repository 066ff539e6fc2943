package dev.aks4j.core.cluster;

/**
 * Says what a gateway pool should be: Linux machines through which pods leave the cluster with fixed addresses.
 * Immutable and thread-safe.
 */
public final class GatewayPool extends NodePoolSpec {

    private GatewayPool(Builder builder) {
        super(builder.name(), builder.profile());
    }

    /** Builds a {@link GatewayPool}. Without {@link #count} it has 2 nodes. Not thread-safe. */
    public static final class Builder extends NodePoolBuilder<Builder> {

        Builder(String name) {
            super(name, "Gateway", 2);
            set("/gatewayProfile/publicIPPrefixSize", 31);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the number of nodes, at least 1. */
        public Builder count(int nodes) {
            return set("/count", nodes);
        }

        /** Sets the prefix length of the pool's public addresses, 28 to 31; without it 31, which is two addresses. */
        public Builder publicIpPrefixSize(int length) {
            return set("/gatewayProfile/publicIPPrefixSize", length);
        }

        GatewayPool build() {
            return new GatewayPool(this);
        }
    }
}
