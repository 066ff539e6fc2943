package dev.aks4j.testkit.containerservice;

/**
 * A size of virtual machines. Immutable.
 *
 * @param name its name, such as {@code Standard_D4ds_v5}
 * @param family the family that quotas count
 * @param cpus how many cores it has
 * @param memoryGib how much memory it has
 * @param localDiskGib how large its local disk is; zero if it has none
 * @param cacheGib how large its disk cache is; zero if it has none
 * @param arm64 whether its processor is an ARM
 */
public record VmSize(
        String name, String family, int cpus, double memoryGib, int localDiskGib, int cacheGib, boolean arm64) {}
