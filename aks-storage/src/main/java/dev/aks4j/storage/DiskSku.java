package dev.aks4j.storage;

import java.util.Optional;
import java.util.stream.Stream;

/** A type of managed disk: {@code skuName} of the disk driver. */
public enum DiskSku {
    /** Hard disks, in one zone. */
    STANDARD("Standard_LRS", 1, 32_767),
    /** Standard SSDs, in one zone; the driver's default. */
    STANDARD_SSD("StandardSSD_LRS", 1, 32_767),
    /** Standard SSDs, copied across zones. */
    STANDARD_SSD_ZRS("StandardSSD_ZRS", 1, 32_767),
    /** Premium SSDs, in one zone. */
    PREMIUM("Premium_LRS", 1, 32_767),
    /** Premium SSDs, copied across zones. */
    PREMIUM_ZRS("Premium_ZRS", 1, 32_767),
    /** Premium SSD v2: size, IOPS and throughput set apart; no caching. */
    PREMIUM_V2("PremiumV2_LRS", 1, 65_536),
    /** Ultra disks: size, IOPS and throughput set apart; no caching; needs pools with Ultra SSD switched on. */
    ULTRA("UltraSSD_LRS", 4, 65_536);

    private final String value;
    private final long minGib;
    private final long maxGib;

    DiskSku(String value, long minGib, long maxGib) {
        this.value = value;
        this.minGib = minGib;
        this.maxGib = maxGib;
    }

    static Optional<DiskSku> read(String value) {
        return Stream.of(values()).filter(sku -> sku.value.equals(value)).findFirst();
    }

    /** Returns whether IOPS and throughput are set apart from the size. */
    public boolean hasFreePerformance() {
        return this == PREMIUM_V2 || this == ULTRA;
    }

    /** Returns whether the disk is a Premium SSD of the first generation. */
    public boolean isPremium() {
        return this == PREMIUM || this == PREMIUM_ZRS;
    }

    long minGib() {
        return minGib;
    }

    long maxGib() {
        return maxGib;
    }

    /** Returns the value as the driver takes it. */
    @Override
    public String toString() {
        return value;
    }
}
