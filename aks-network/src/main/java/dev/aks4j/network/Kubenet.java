package dev.aks4j.network;

import java.util.Optional;

/**
 * The kubenet network: pods get addresses from a range of their own, reached over a route table. At most 400 nodes,
 * Linux only; Azure retires it on 2028-03-31. Immutable and thread-safe.
 *
 * <pre>{@code Kubenet.builder().nodeSubnet(vnet.subnet("nodes")).podCidr("10.244.0.0/16").build(); }</pre>
 */
public final class Kubenet extends NetworkModel {

    private Kubenet(Builder builder) {
        super(builder);
    }

    /** Starts a kubenet network. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    CniModel model() {
        return CniModel.KUBENET;
    }

    @Override
    public int defaultMaxPods() {
        return 110;
    }

    @Override
    public boolean supportsWindows() {
        return false;
    }

    /** Builds a {@link Kubenet}. Not thread-safe. */
    public static final class Builder extends NetworkBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets the range of the pods' addresses, of which every node takes a /24. Default: {@code 10.244.0.0/16}. */
        public Builder podCidr(String cidr) {
            podRanges.clear();
            podRanges.add(Range.of(cidr));
            return this;
        }

        /** Enforces network policies with Calico, the only engine that kubenet has. */
        public Builder calico() {
            networkPolicy = Optional.of(NetworkPolicy.CALICO);
            return this;
        }

        /** Builds the model. Its rules run when the cluster spec is built, together with the cluster's own. */
        public Kubenet build() {
            return new Kubenet(this);
        }
    }
}
