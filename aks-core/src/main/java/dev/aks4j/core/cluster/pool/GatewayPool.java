package dev.aks4j.core.cluster.pool;

import java.util.function.Consumer;

/**
 * Says what a gateway pool should be: Linux machines through which pods leave the cluster with fixed addresses.
 * Immutable and thread-safe.
 */
public final class GatewayPool extends NodePoolSpec {

    private GatewayPool(Builder builder) {
        super(builder.name(), builder.profile());
    }

    /**
     * Returns a pool. Clusters are given theirs by {@code gatewayPool(name, settings)} of their builder.
     *
     * @param name 1 to 12 lower-case letters and digits, beginning with a letter
     */
    public static GatewayPool of(String name, Consumer<Builder> settings) {
        Builder pool = new Builder(name);
        settings.accept(pool);
        return new GatewayPool(pool);
    }

    /** Builds a {@link GatewayPool}. Without {@link #count} it has 2 nodes. Not thread-safe. */
    public static final class Builder extends NodePoolBuilder<Builder> {

        private Builder(String name) {
            super(name, "Gateway", 2);
            setDefault("/gatewayProfile/publicIPPrefixSize", 31);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the number of nodes, at least 1. */
        public Builder count(int nodes) {
            return nodes(nodes);
        }

        /** Sets the prefix length of the pool's public addresses, 28 to 31; without it 31, which is two addresses. */
        public Builder publicIpPrefixSize(int length) {
            return set("/gatewayProfile/publicIPPrefixSize", length);
        }
    }
}
