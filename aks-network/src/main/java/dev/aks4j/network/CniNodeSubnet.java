package dev.aks4j.network;

/**
 * Azure CNI with pods in the node subnet: every node reserves an address for each pod that it could run. Immutable and
 * thread-safe.
 *
 * <pre>{@code CniNodeSubnet.builder().nodeSubnet(vnet.subnet("nodes")).networkPolicy(NetworkPolicy.CALICO).build(); }</pre>
 */
public final class CniNodeSubnet extends NetworkModel {

    private CniNodeSubnet(Builder builder) {
        super(builder);
    }

    /** Starts a network with pods in the node subnet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    CniModel model() {
        return CniModel.NODE_SUBNET;
    }

    @Override
    public int defaultMaxPods() {
        return 30;
    }

    /** Builds a {@link CniNodeSubnet}. Not thread-safe. */
    public static final class Builder extends PolicyNetworkBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Builds the model. Its rules run when the cluster spec is built, together with the cluster's own. */
        public CniNodeSubnet build() {
            return new CniNodeSubnet(this);
        }
    }
}
