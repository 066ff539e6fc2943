package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.compute.Cores;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedClusters;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The subscription has cores left for the nodes of a write: in the region, of each family, and as spot. Nodes that are
 * added count without surge; an upgrade needs room for the surge of one pool beside the nodes that there are.
 */
final class VcpuQuota implements Check {

    private static final String HINT = "If you want to increase the quota, please follow this instruction:"
            + " https://learn.microsoft.com/en-us/azure/quotas/view-quotas. Surge nodes would also consume vcpu quota,"
            + " please consider use smaller maxSurge or use maxUnavailable to proceed upgrade without surge nodes,"
            + " details: aka.ms/aks/maxUnavailable.";

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        Demand demand = new Demand(write);
        return region(write, demand).or(() -> families(write, demand)).or(() -> spot(write, demand));
    }

    private static Optional<ArmError> region(ClusterWrite write, Demand demand) {
        Need need = demand.of(Cores::total, write.cloud().quotas().totalCores(write.region()));
        return need.fits()
                ? Refusals.none()
                : insufficient("Insufficient regional vcpu quota left for location " + write.region()
                        + ". left regional vcpu quota " + need.left() + ", requested quota " + need.more() + ". ");
    }

    private static Optional<ArmError> families(ClusterWrite write, Demand demand) {
        return write.pools().stream()
                .flatMap(pool -> pool.sizes().stream())
                .flatMap(size -> OfferedSizes.find(size).stream())
                .map(size -> size.family())
                .distinct()
                .flatMap(family -> family(write, demand, family).stream())
                .findFirst();
    }

    private static Optional<ArmError> family(ClusterWrite write, Demand demand, String family) {
        Need need = demand.of(cores -> cores.of(family), write.cloud().quotas().cores(write.region(), family));
        return need.fits()
                ? Refusals.none()
                : insufficient("Insufficient vcpu quota requested " + need.more() + ", remaining " + need.left()
                        + " for family " + family + " for region " + write.region() + ". ");
    }

    private static Optional<ArmError> insufficient(String message) {
        return Optional.of(ArmError.aks(400, "ErrCode_InsufficientVCPUQuota", message + HINT));
    }

    private static Optional<ArmError> spot(ClusterWrite write, Demand demand) {
        int limit = write.cloud().quotas().spotCores(write.region());
        Need need = demand.of(Cores::spot, limit);
        int used = limit - need.free();
        return need.fits()
                ? Refusals.none()
                : Optional.of(ArmError.aks(
                        400,
                        "QuotaExceeded",
                        "Preflight validation check for resource(s) for container service " + write.name()
                                + " in resource group " + write.group() + " failed. Message: Operation could not be"
                                + " completed as it results in exceeding approved LowPriorityCores quota. Additional"
                                + " details - Deployment Model: Resource Manager, Location: " + write.region()
                                + ", Current Limit: " + limit + ", Current Usage: " + used + ", Additional Required: "
                                + need.more() + ", (Minimum) New Limit Required: " + (used + need.more()) + "."));
    }

    /** How many cores a write adds, and how many are free; less than none if a limit was lowered. */
    private record Need(int more, int free) {

        boolean fits() {
            return more <= 0 || more <= free;
        }

        int left() {
            return Math.max(0, free);
        }
    }

    /** What a write does to the subscription's machines. */
    private static final class Demand {
        private final Cores everywhere;
        private final Cores before;
        private final Cores after;
        private final List<Cores> surges;

        private Demand(ClusterWrite write) {
            String region = write.region();
            everywhere = Cores.in(region, ManagedClusters.machines(write.cloud()));
            before = new Cores(write.existing().stream()
                    .flatMap(cluster -> cluster.pools().stream())
                    .flatMap(pool -> pool.machines(region).stream())
                    .toList());
            after = new Cores(write.pools().stream()
                    .flatMap(pool -> pool.machines(region).stream())
                    .toList());
            surges = write.raised().stream()
                    .map(pool -> new Cores(pool.machines(region).stream()
                            .limit(1)
                            .map(machines -> machines.times(surge(write, pool)))
                            .toList()))
                    .toList();
        }

        /** From 1.35 on, an upgrade for whose surge cores are missing goes on with one node more. */
        private static int surge(ClusterWrite write, PoolWrite pool) {
            int surge = pool.count() == 0 ? 0 : pool.surgeNow();
            return write.minor() >= 35 ? Math.min(1, surge) : surge;
        }

        private Need of(ToIntFunction<Cores> count, int limit) {
            int surge = surges.stream().mapToInt(count).max().orElse(0);
            return new Need(
                    count.applyAsInt(after) - count.applyAsInt(before) + surge, limit - count.applyAsInt(everywhere));
        }
    }
}
