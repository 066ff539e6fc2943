package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.model.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;

/** Says what a pool for workloads should be. Immutable and thread-safe. */
public final class UserPool extends NodePoolSpec {

    private UserPool(Builder builder) {
        super(builder.name(), builder.profile());
    }

    /**
     * Returns a pool. Clusters are given theirs by {@code userPool(name, settings)} of their builder.
     *
     * @param name 1 to 12 lower-case letters and digits, beginning with a letter
     */
    public static UserPool of(String name, Consumer<Builder> settings) {
        Builder pool = new Builder(name);
        settings.accept(pool);
        return new UserPool(pool);
    }

    /** Builds a {@link UserPool}. Without {@link #count} or {@link #autoscale} it has 3 nodes. Not thread-safe. */
    public static final class Builder extends NodePoolBuilder<Builder> {

        private Builder(String name) {
            super(name, "User", 3);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the number of nodes, 0 to 1000. */
        public Builder count(int nodes) {
            return nodes(nodes);
        }

        /** Lets the cluster autoscaler choose the number of nodes, between 0 and 1000. */
        public Builder autoscale(int min, int max) {
            return Autoscaling.set(this, min, max);
        }

        /** Uses spot machines, deleted when Azure takes them back, at any price up to the regular one. */
        public Builder spot() {
            set("/scaleSetPriority", "Spot");
            setDefault("/scaleSetEvictionPolicy", EvictionPolicy.DELETE.value());
            return setDefault("/spotMaxPrice", BigDecimal.valueOf(-1));
        }

        /** Uses spot machines at any price up to the regular one. Cannot be changed later. */
        public Builder spot(EvictionPolicy policy) {
            set("/scaleSetPriority", "Spot");
            set("/scaleSetEvictionPolicy", policy.value());
            return setDefault("/spotMaxPrice", BigDecimal.valueOf(-1));
        }

        /**
         * Uses spot machines. Cannot be changed later.
         *
         * @param policy what becomes of a machine that Azure takes back
         * @param maxPrice the most to pay for a machine and hour in US dollars, with at most 5 decimals; -1 for the
         *     regular price
         */
        public Builder spot(EvictionPolicy policy, BigDecimal maxPrice) {
            set("/scaleSetPriority", "Spot");
            set("/scaleSetEvictionPolicy", policy.value());
            return set("/spotMaxPrice", maxPrice);
        }

        /** Sets how many nodes an upgrade may take down at once instead of adding new ones; needs a surge of 0. */
        public Builder maxUnavailable(int nodes) {
            set("/upgradeSettings/maxSurge", "0");
            return set("/upgradeSettings/maxUnavailable", String.valueOf(nodes));
        }

        /** Runs Windows Server 2022 or another Windows; the cluster must have {@link dev.aks4j.core.cluster.ClusterSpec.Builder#windows}. */
        public Builder windows(OsSku sku) {
            return osSku(sku);
        }

        /** Lets Windows containers reach the outside without address translation at the node. Windows only. */
        public Builder disableOutboundNat() {
            return set("/windowsProfile/disableOutboundNat", true);
        }

        /** Leaves the installation of the GPU driver to you. Cannot be changed later. */
        public Builder withoutGpuDriver() {
            return set("/gpuProfile/driver", "None");
        }

        /** Installs the GPU driver, as Azure does without being asked. Cannot be changed later. */
        public Builder gpuDriver() {
            return set("/gpuProfile/driver", "Install");
        }

        /**
         * Makes the pool of single machines instead of a scale set, and adds machines of a size; call it once for each
         * size, at most five times. Count, size and zones of the pool do not apply then.
         */
        public Builder machines(String size, int count) {
            set("/type", "VirtualMachines");
            set("/count", Json.ofNull());
            return append("/virtualMachinesProfile/scale/manual", Map.of("size", size, "count", count));
        }

        /**
         * Makes the pool of single machines, and lets the autoscaler choose how many there are of a size; call it once for
         * each size. With {@link #machines} there are at most five sizes.
         */
        public Builder autoscaledMachines(String size, int min, int max) {
            set("/type", "VirtualMachines");
            set("/count", Json.ofNull());
            return append(
                    "/virtualMachinesProfile/scale/autoscale", Map.of("size", size, "minCount", min, "maxCount", max));
        }

        /** Keeps the pool stopped: it exists, and costs only its disks. */
        public Builder stopped() {
            return set("/powerState/code", "Stopped");
        }
    }
}
