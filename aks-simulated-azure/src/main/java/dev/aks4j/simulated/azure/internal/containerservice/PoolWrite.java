package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineCount;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.List;
import java.util.Optional;

/**
 * A pool in a write, as checks see it. Its trees are not to be changed.
 *
 * @param name the pool's name
 * @param requested the properties as they were sent; empty if the write does not name the pool
 * @param desired the properties with all defaults
 * @param existing the pool, if there is one
 * @param touched whether the client sent it
 */
public record PoolWrite(
        String name, ObjectNode requested, ObjectNode desired, Optional<AgentPool> existing, boolean touched) {

    /** Returns the live properties of the pool, if there is one. */
    public Optional<ObjectNode> current() {
        return existing.map(AgentPool::properties);
    }

    /** Tells whether it is a system pool. */
    public boolean system() {
        return desired.path("mode").asText().equalsIgnoreCase("System");
    }

    /** Tells whether it is a spot pool. */
    public boolean spot() {
        return AgentPool.spot(desired);
    }

    /** Tells whether its nodes run Windows. */
    public boolean windows() {
        return desired.path("osType").asText().equalsIgnoreCase("Windows");
    }

    /** Tells whether its count follows the load. */
    public boolean autoscaled() {
        return AzureJson.flag(desired, "/enableAutoScaling");
    }

    /** Tells whether its nodes get another version, under a control plane of a complete version. */
    boolean changesVersion(String controlPlane) {
        return existing.map(pool -> !pool.currentVersion()
                        .equals(PoolVersions.resolve(
                                desired.path("orchestratorVersion").asText(),
                                Optional.of(pool.currentVersion()),
                                controlPlane)))
                .orElse(false);
    }

    /** Returns its count. */
    public int count() {
        return AzureJson.number(desired, "/count").orElse(0);
    }

    /** Returns how many nodes it may have at most. */
    public int most() {
        if (MachineProfiles.are(desired)) {
            return MachineProfiles.of(desired).stream()
                    .mapToInt(MachineProfiles.Scale::most)
                    .sum();
        }
        return autoscaled() ? AzureJson.number(desired, "/maxCount").orElse(count()) : count();
    }

    /** Returns how many nodes an upgrade adds at most. */
    public int surge() {
        return surgeOf(most());
    }

    /** Returns how many nodes an upgrade of the nodes that it asks for adds. */
    public int surgeNow() {
        return spot() ? 0 : surgeOf(count());
    }

    /** Returns how many nodes an upgrade of so many nodes adds. */
    public int surgeOf(int nodes) {
        return spot()
                ? 0
                : portionOf(AzureJson.text(desired, "/upgradeSettings/maxSurge").orElse("1"), nodes);
    }

    /** Returns a number of nodes that is written as a number or as a percentage of so many. */
    static int portionOf(String surge, int nodes) {
        try {
            return surge.endsWith("%")
                    ? (int) Math.ceil(nodes * Double.parseDouble(surge.substring(0, surge.length() - 1)) / 100)
                    : Integer.parseInt(surge);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Returns the virtual machines that it would have. */
    public List<MachineCount> machines(String region) {
        return AgentPool.machines(region, desired);
    }

    /** Returns the size of its machines, if it exists; of single machines the first. */
    public Optional<MachineSize> size() {
        return OfferedSizes.find(desired.path("vmSize").asText());
    }

    /** Returns the names of the sizes that its machines have. */
    public List<String> sizes() {
        return MachineProfiles.are(desired)
                ? MachineProfiles.of(desired).stream()
                        .map(MachineProfiles.Scale::size)
                        .toList()
                : List.of(desired.path("vmSize").asText());
    }
}
