package dev.aks4j.network;

import java.util.List;

/**
 * Azure CNI Overlay: pods get addresses from a range of their own, a /24 for each node. The model to start with.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * CniOverlay.builder()
 *     .nodeSubnet(vnet.subnet("nodes"))
 *     .podCidr("10.244.0.0/16")
 *     .dataplane(Dataplane.CILIUM)
 *     .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
 *     .build();
 * }</pre>
 */
public final class CniOverlay extends NetworkModel {

    private CniOverlay(Builder builder) {
        super(builder);
    }

    /** Starts an overlay network. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    CniModel model() {
        return CniModel.OVERLAY;
    }

    @Override
    public int defaultMaxPods() {
        return 250;
    }

    /** Builds a {@link CniOverlay}. Not thread-safe. */
    public static final class Builder extends PolicyNetworkBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets the range of the pods' addresses, of which every node takes a /24. It is virtual, may be the same in
         * several clusters, and can only grow. Default: {@code 10.244.0.0/16}.
         *
         * @param cidrs one range; with dual stack one of each family, in the order of the families
         */
        public Builder podCidr(String... cidrs) {
            podRanges.clear();
            List.of(cidrs).forEach(cidr -> podRanges.add(Range.of(cidr)));
            return this;
        }

        /** Sets the families of addresses: {@code IPV4}, the default, or {@code IPV4, IPV6} for dual stack. */
        public Builder ipFamilies(IpFamily... families) {
            ipFamilies.clear();
            ipFamilies.addAll(List.of(families));
            return this;
        }

        /** Builds the model. Its rules run when the cluster spec is built, together with the cluster's own. */
        public CniOverlay build() {
            return new CniOverlay(this);
        }
    }
}
