package dev.aks4j.network;

import java.util.Objects;
import java.util.Optional;

/**
 * Azure CNI with pods in a subnet of their own, reachable from the virtual network without translation. Immutable and
 * thread-safe.
 *
 * <pre>{@code CniPodSubnet.builder(vnet.subnet("nodes"), vnet.subnet("pods")).staticBlocks().build(); }</pre>
 */
public final class CniPodSubnet extends NetworkModel {

    private CniPodSubnet(Builder builder) {
        super(builder);
    }

    /**
     * Starts a network with pods in a subnet of their own.
     *
     * @param nodes the subnet of the nodes
     * @param pods the subnet of the pods, in the same virtual network
     */
    public static Builder builder(SubnetRef nodes, SubnetRef pods) {
        return new Builder(nodes, pods);
    }

    @Override
    CniModel model() {
        return CniModel.POD_SUBNET;
    }

    /**
     * {@inheritDoc}
     *
     * <p>110, as Azure's page on planning addresses (2026-04) and the defaults of node auto-provisioning say.
     */
    @Override
    public int defaultMaxPods() {
        return 110;
    }

    /** Builds a {@link CniPodSubnet}. Not thread-safe. */
    public static final class Builder extends PolicyNetworkBuilder<Builder> {

        private Builder(SubnetRef nodes, SubnetRef pods) {
            nodeSubnet = Optional.of(nodes);
            podSubnet = Optional.of(pods);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Puts the pods of one node pool into a subnet of their own. */
        public Builder podSubnet(String pool, SubnetRef subnet) {
            poolPodSubnets.put(Objects.requireNonNull(pool), Objects.requireNonNull(subnet));
            return this;
        }

        /**
         * Reserves each node's addresses in blocks of 16 when the node is made, instead of in batches as pods come. Needs
         * Kubernetes 1.28; a {@code maxPods} of 16N - 1 wastes no address.
         */
        public Builder staticBlocks() {
            podAllocation = PodAllocation.STATIC_BLOCK;
            return this;
        }

        /** Builds the model. Its rules run when the cluster spec is built, together with the cluster's own. */
        public CniPodSubnet build() {
            return new CniPodSubnet(this);
        }
    }
}
