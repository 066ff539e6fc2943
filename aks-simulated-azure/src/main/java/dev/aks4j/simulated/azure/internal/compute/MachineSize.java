package dev.aks4j.simulated.azure.internal.compute;

import java.util.regex.Pattern;

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
 * @param gpus how many GPUs it has
 */
public record MachineSize(
        String name,
        String family,
        int cpus,
        double memoryGib,
        int localDiskGib,
        int cacheGib,
        boolean arm64,
        int gpus) {

    private static final Pattern PREMIUM = Pattern.compile("(DS\\d+|[A-Z]+\\d+[a-z]*s).*");

    /** Returns the name without {@code Standard_}, which Azure calls the size. */
    String size() {
        return name.substring("Standard_".length());
    }

    /** Tells whether its machines can be spot machines: the burstable ones cannot. */
    boolean spotCapable() {
        return !size().startsWith("B");
    }

    /** Tells whether premium disks can be attached: the name says it with an {@code s}. */
    boolean premiumDisks() {
        return PREMIUM.matcher(size()).matches();
    }

    /** Returns how many data disks it takes: two for each core, at least four and at most 64. */
    public int dataDisks() {
        return Math.max(4, Math.min(64, cpus * 2));
    }
}
