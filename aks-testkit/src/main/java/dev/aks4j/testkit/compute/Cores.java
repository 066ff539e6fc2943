package dev.aks4j.testkit.compute;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Counts cores as quotas do: spot machines by themselves, all others by family and together. Immutable.
 *
 * @param machines the machines of one region
 */
public record Cores(List<Machines> machines) {

    /** Counts the machines of a region among others. */
    public static Cores in(String region, Collection<Machines> all) {
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
        return sum(Machines::spot);
    }

    private int sum(Predicate<Machines> which) {
        return machines.stream().filter(which).mapToInt(Machines::cores).sum();
    }

    int scaleSets() {
        return machines.size();
    }

    int virtualMachines() {
        return machines.stream().mapToInt(Machines::count).sum();
    }
}
