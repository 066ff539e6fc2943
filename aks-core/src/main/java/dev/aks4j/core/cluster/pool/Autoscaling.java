package dev.aks4j.core.cluster.pool;

/** What a pool declares when the cluster autoscaler chooses its number of nodes. */
final class Autoscaling {

    private Autoscaling() {}

    /** Sets the limits; the pool is created with the fewest nodes. */
    static <B extends NodePoolBuilder<B>> B set(B builder, int min, int max) {
        return builder.set("/enableAutoScaling", true)
                .set("/minCount", min)
                .set("/maxCount", max)
                .set("/type", "VirtualMachineScaleSets")
                .setDefault("/count", min);
    }
}
