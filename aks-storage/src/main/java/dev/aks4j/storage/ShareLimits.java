package dev.aks4j.storage;

/**
 * What a type and size of file share can do. Azure docs, storage-files-scale-targets and understanding-billing, 2026; what a v2
 * type includes is what the file driver, release 1.35.7, asks for.
 */
final class ShareLimits {

    private static final long LARGEST = 102_400;
    private static final long LARGEST_V2 = 262_144;

    private ShareLimits() {}

    static long maxGib(FileSku sku) {
        return sku.isV2() ? LARGEST_V2 : LARGEST;
    }

    /** Returns the most I/O operations of a second of a share of a size; of a standard one what it gives without more accounts. */
    static long iops(FileSku sku, long gib) {
        if (sku.isV2()) {
            return sku.isPremium() ? 102_400 : 50_000;
        }
        return sku.isPremium() ? Math.min(102_400, 3_000 + gib) : 1_000;
    }

    /** Returns the most MiB of a second of a share of a size. */
    static long throughput(FileSku sku, long gib) {
        if (sku.isV2()) {
            return sku.isPremium() ? 10_340 : 5_120;
        }
        return sku.isPremium() ? Math.min(10_340, 100 + (4 * gib + 99) / 100 + (6 * gib + 99) / 100) : 60;
    }

    /** Returns the I/O operations of a second that a v2 share has without a word. */
    static long includedIops(FileSku sku, long gib) {
        return sku.isPremium() ? Math.min(102_400, 3_000 + gib) : Math.min(50_000, 1_000 + (gib + 4) / 5);
    }

    /** Returns the MiB of a second that a v2 share has without a word. */
    static long includedThroughput(FileSku sku, long gib) {
        return sku.isPremium() ? Math.min(10_340, 100 + (gib + 9) / 10) : Math.min(5_120, 60 + (gib + 49) / 50);
    }

    /** Returns the smallest size that reaches an amount, where performance follows from size. */
    static long sizeFor(FileSku sku, long gib, long iops, long mebibytes) {
        if (sku.isV2() || !sku.isPremium()) {
            return gib;
        }
        long size = Math.max(gib, iops - 3_000);
        while (throughput(sku, size) < mebibytes && size < LARGEST) {
            size = Math.min(LARGEST, size + Math.max(1, (mebibytes - throughput(sku, size)) * 5));
        }
        return Math.min(LARGEST, size);
    }
}
