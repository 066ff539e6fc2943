package dev.aks4j.core.internal.cluster.offer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of vCPUs by quota, as Azure counts them: spot machines by themselves, all others in their family and in the
 * total. Machines of a size that is not listed are not counted. Immutable.
 *
 * @param byKey the counts by the keys of {@link VcpuQuotas}
 */
public record Vcpus(Map<String, Long> byKey) {

    static final Vcpus NONE = new Vcpus(Map.of());

    /** Copies the counts. */
    public Vcpus {
        byKey = new LinkedHashMap<>(byKey);
    }

    /** Counts the machines of pools. */
    static Vcpus of(Collection<PoolMachines> pools, VmSizesOnOffer sizes) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (PoolMachines pool : pools) {
            pool.nodes()
                    .forEach((name, nodes) -> sizes.find(name).ifPresent(size -> {
                        long vcpus = (long) nodes * size.vcpus();
                        if (pool.spot()) {
                            counts.merge(VcpuQuotas.SPOT, vcpus, Long::sum);
                        } else {
                            counts.merge(VmSizeOnOffer.key(size.family()), vcpus, Long::sum);
                            counts.merge(VcpuQuotas.TOTAL, vcpus, Long::sum);
                        }
                    }));
        }
        return new Vcpus(counts);
    }

    long get(String key) {
        return byKey.getOrDefault(key, 0L);
    }

    Vcpus plus(Vcpus other) {
        Map<String, Long> sum = new LinkedHashMap<>(byKey);
        other.byKey.forEach((key, vcpus) -> sum.merge(key, vcpus, Long::sum));
        return new Vcpus(sum);
    }

    Vcpus minus(Vcpus other) {
        Map<String, Long> difference = new LinkedHashMap<>(byKey);
        other.byKey.forEach((key, vcpus) -> difference.merge(key, -vcpus, Long::sum));
        return new Vcpus(difference);
    }

    /** Returns the larger count of each quota; a quota that one of the two lacks counts as none. */
    Vcpus or(Vcpus other) {
        Map<String, Long> most = new LinkedHashMap<>();
        byKey.forEach((key, vcpus) -> most.put(key, Math.max(vcpus, other.get(key))));
        other.byKey.forEach((key, vcpus) -> most.putIfAbsent(key, Math.max(vcpus, 0)));
        return new Vcpus(most);
    }
}
