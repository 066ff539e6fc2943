package dev.aks4j.core.cluster.pool;

import java.util.function.Consumer;

/**
 * Says what a system pool should be: regular Linux machines that carry the cluster's own pods. Immutable and
 * thread-safe.
 */
public final class SystemPool extends NodePoolSpec {

    private SystemPool(Builder builder) {
        super(builder.name(), builder.profile());
    }

    /**
     * Returns a pool. Clusters are given theirs by {@code systemPool(name, settings)} of their builder.
     *
     * @param name 1 to 12 lower-case letters and digits, beginning with a letter
     */
    public static SystemPool of(String name, Consumer<Builder> settings) {
        Builder pool = new Builder(name);
        settings.accept(pool);
        return new SystemPool(pool);
    }

    /** Builds a {@link SystemPool}. Without {@link #count} or {@link #autoscale} it has 3 nodes. Not thread-safe. */
    public static final class Builder extends NodePoolBuilder<Builder> {

        private Builder(String name) {
            super(name, "System", 3);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the number of nodes, 1 to 1000; 2 at least are advised. */
        public Builder count(int nodes) {
            return nodes(nodes);
        }

        /** Lets the cluster autoscaler choose the number of nodes, between 1 and 1000. */
        public Builder autoscale(int min, int max) {
            return Autoscaling.set(this, min, max);
        }

        /** Keeps ordinary pods away: sets the taint {@code CriticalAddonsOnly=true:NoSchedule}. */
        public Builder criticalAddonsOnly() {
            return taints("CriticalAddonsOnly=true:NoSchedule");
        }
    }
}
