package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan asks of a region's machines for one cluster. Immutable and thread-safe.
 *
 * @param cluster the cluster's name
 * @param region the region
 * @param pools the pools that are declared
 * @param live the live cluster; a missing node if there is none
 * @param writes the writes of the plan to the cluster and its pools, in order
 */
public record ClusterDemand(String cluster, String region, Set<String> pools, Json live, List<Write> writes) {

    /** Copies the lists. */
    public ClusterDemand {
        pools = Set.copyOf(pools);
        writes = List.copyOf(writes);
    }

    /** Returns whether the plan makes a pool, lets one grow, or upgrades one, of a size that it names. */
    boolean concerned() {
        WrittenPools written = written();
        return written.concerned()
                && written.atMost().stream().anyMatch(pool -> !pool.nodes().isEmpty());
    }

    WrittenPools written() {
        return WrittenPools.of(live, writes);
    }

    /** Returns the most vCPUs that are needed at one time beyond those that are in use. */
    Vcpus peak(VmSizesOnOffer sizes) {
        WrittenPools written = written();
        Vcpus before = written.before().all(sizes);
        Vcpus peak = Vcpus.NONE;
        for (WrittenPools.Moment moment : written.moments()) {
            peak = peak.or(moment.all(sizes).minus(before));
        }
        return peak;
    }

    /** Returns the vCPUs beyond those that are in use when every autoscaler is at its maximum. */
    Vcpus atMost(VmSizesOnOffer sizes) {
        WrittenPools written = written();
        return Vcpus.of(written.atMost(), sizes).minus(written.before().all(sizes));
    }

    /** Returns the vCPUs of the largest surge with which one of the pools is upgraded at its maximum. */
    Vcpus surge(VmSizesOnOffer sizes) {
        return written().atMost().stream()
                .map(pool -> Vcpus.of(List.of(pool.with(pool.surge())), sizes))
                .reduce(Vcpus.NONE, Vcpus::or);
    }

    /**
     * What one pool adds to what is in use.
     *
     * @param name its name
     * @param now what it adds by the plan, its surge among it
     * @param later what it adds at its maximum, with a surge
     */
    record PoolDemand(String name, Vcpus now, Vcpus later) {}

    /** Returns what each declared pool adds, to name those that a quota is too small for. */
    List<PoolDemand> pools(VmSizesOnOffer sizes) {
        WrittenPools written = written();
        List<PoolDemand> demands = new ArrayList<>();
        for (String name : new TreeSet<>(pools)) {
            Vcpus before = written.before().of(name, sizes);
            Vcpus now = written.moments().stream()
                    .map(moment -> moment.of(name, sizes))
                    .reduce(Vcpus.NONE, Vcpus::or);
            Vcpus later = written.now(name)
                    .map(PoolMachines::atMost)
                    .map(pool -> Vcpus.of(List.of(pool, pool.with(pool.surge())), sizes))
                    .orElse(Vcpus.NONE);
            demands.add(new PoolDemand(name, now.minus(before), later.minus(before)));
        }
        return demands;
    }
}
