package dev.aks4j.simulated.azure.internal.compute;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Counts cores as quotas do: spot machines by themselves, all others by family and together. Immutable.
 *
 * @param machines the machines of one region
 */
public record Cores(List<MachineCount> machines) {

    /** Counts the machines of a region among others. */
    public static Cores in(String region, Collection<MachineCount> all) {
        return new Cores(
                all.stream().filter(each -> each.region().equals(region)).toList());
    }

    /** Returns the cores of a family that are not spot. */
    public int of(String family) {
        return sum(each -> !each.spot() && each.of(family));
    }

    /** Returns all cores that are not spot. */
    public int total() {
        return sum(each -> !each.spot());
    }

    /** Returns the spot cores. */
    public int spot() {
        return sum(MachineCount::spot);
    }

    private int sum(Predicate<MachineCount> which) {
        return machines.stream().filter(which).mapToInt(MachineCount::cores).sum();
    }

    int scaleSets() {
        return machines.size();
    }

    int virtualMachines() {
        return machines.stream().mapToInt(MachineCount::count).sum();
    }
}
