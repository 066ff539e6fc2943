package dev.aks4j.storage;

/** What a type and size of disk can do. Azure docs, disks-types, 2026-08, and disks-shared, 2025-12. */
final class DiskLimits {

    /** The sizes in GiB of which Azure sells Premium and Standard SSDs; what lies between is billed as the next. */
    private static final int[] SIZES = {4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_767};

    private static final int[] PREMIUM_IOPS = {
        120, 120, 120, 120, 240, 500, 1_100, 2_300, 5_000, 7_500, 7_500, 16_000, 18_000, 20_000
    };
    private static final int[] PREMIUM_MBPS = {25, 25, 25, 25, 50, 100, 125, 150, 200, 250, 250, 500, 750, 900};
    private static final int[] STANDARD_IOPS = {
        500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 2_000, 4_000, 6_000
    };
    private static final int[] STANDARD_MBPS = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 400, 600, 750};

    private DiskLimits() {}

    /** Returns the most I/O operations of a second. */
    static long iops(DiskSku sku, long gib) {
        return switch (sku) {
            case ULTRA -> Math.min(400_000, gib * 1_000);
            case PREMIUM_V2 -> Math.min(80_000, 3_000 + Math.max(0, gib - 6) * 500);
            case PREMIUM, PREMIUM_ZRS -> PREMIUM_IOPS[size(gib)];
            case STANDARD_SSD, STANDARD_SSD_ZRS -> STANDARD_IOPS[size(gib)];
            case STANDARD -> gib > 8_192 ? 2_000 : gib > 4_096 ? 1_300 : 500;
        };
    }

    /** Returns the most MB of a second, with so many I/O operations where that counts. */
    static long throughput(DiskSku sku, long iops) {
        return switch (sku) {
            case ULTRA -> Math.min(10_000, Math.max(1, iops / 4));
            case PREMIUM_V2 -> Math.min(2_000, Math.max(125, iops / 4));
            default -> 0;
        };
    }

    /** Returns the most MB of a second of a type whose performance follows from its size. */
    static long throughputOfSize(DiskSku sku, long gib) {
        return switch (sku) {
            case PREMIUM, PREMIUM_ZRS -> PREMIUM_MBPS[size(gib)];
            case STANDARD_SSD, STANDARD_SSD_ZRS -> STANDARD_MBPS[size(gib)];
            case STANDARD -> gib > 8_192 ? 500 : gib > 4_096 ? 300 : 60;
            default -> throughput(sku, iops(sku, gib));
        };
    }

    /** Returns by how many nodes a disk is attached at most. */
    static long shares(DiskSku sku, long gib) {
        if (sku == DiskSku.STANDARD) {
            return 1;
        }
        return sku.hasFreePerformance() ? 15 : gib <= 512 ? 3 : gib <= 4_096 ? 5 : 10;
    }

    /** Returns the smallest size that reaches an amount, or the largest there is. */
    static long sizeFor(DiskSku sku, long gib, long iops, long mbps) {
        for (int size : SIZES) {
            if (size >= gib && iops(sku, size) >= iops && throughputOfSize(sku, size) >= mbps) {
                return Math.max(gib, size == SIZES[size(gib)] ? gib : size);
            }
        }
        return Math.max(gib, SIZES[SIZES.length - 1]);
    }

    private static int size(long gib) {
        int index = 0;
        while (index < SIZES.length - 1 && SIZES[index] < gib) {
            index++;
        }
        return index;
    }
}
