package dev.aks4j.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One kind of storage that a need is weighed against. Limits: Azure docs, disks-types and storage-files-scale-targets, 2026. */
abstract sealed class StorageCandidate {

    /** How dear it is among the others, the cheapest first. */
    private final int price;
    /** How quick it answers among the others, the quickest first. */
    private final int latency;

    private final boolean ssd;

    private StorageCandidate(int price, int latency, boolean ssd) {
        this.price = price;
        this.latency = latency;
        this.ssd = ssd;
    }

    static List<StorageCandidate> all() {
        return List.of(
                new Disk(DiskSku.STANDARD, 1, 9),
                new Disk(DiskSku.STANDARD_SSD, 2, 6),
                new Disk(DiskSku.STANDARD_SSD_ZRS, 3, 6),
                new Disk(DiskSku.PREMIUM_V2, 4, 2),
                new Disk(DiskSku.PREMIUM, 5, 3),
                new Disk(DiskSku.PREMIUM_ZRS, 6, 4),
                new Disk(DiskSku.ULTRA, 7, 1),
                new Files(FileSku.STANDARD, false, 2, 9),
                new Files(FileSku.STANDARD_V2, false, 3, 9),
                new Files(FileSku.STANDARD_ZRS, false, 4, 9),
                new Files(FileSku.STANDARD_V2_ZRS, false, 5, 9),
                new Files(FileSku.STANDARD_GRS, false, 5, 9),
                new Files(FileSku.STANDARD_V2_GRS, false, 6, 9),
                new Files(FileSku.STANDARD_RAGRS, false, 6, 9),
                new Files(FileSku.STANDARD_GZRS, false, 6, 9),
                new Files(FileSku.STANDARD_V2_GZRS, false, 7, 9),
                new Files(FileSku.STANDARD_RAGZRS, false, 7, 9),
                new Files(FileSku.PREMIUM_V2, false, 6, 5),
                new Files(FileSku.PREMIUM_V2, true, 6, 4),
                new Files(FileSku.PREMIUM, false, 7, 5),
                new Files(FileSku.PREMIUM, true, 7, 4),
                new Files(FileSku.PREMIUM_V2_ZRS, false, 8, 5),
                new Files(FileSku.PREMIUM_V2_ZRS, true, 8, 4),
                new Files(FileSku.PREMIUM_ZRS, false, 9, 5),
                new Files(FileSku.PREMIUM_ZRS, true, 9, 4),
                new Blobs(BlobSku.STANDARD, 1, 9),
                new Blobs(BlobSku.STANDARD_ZRS, 2, 9),
                new Blobs(BlobSku.PREMIUM, 4, 7),
                new Blobs(BlobSku.PREMIUM_ZRS, 5, 7));
    }

    abstract String name();

    abstract StorageChoice.Option weigh(StorageNeed need);

    abstract StorageClassSpec storageClass(String className, Optional<Long> iops, Optional<Long> throughput);

    final int rank(StorageNeed.Price order) {
        return order == StorageNeed.Price.FASTEST ? latency * 100 + price : price * 100 + latency;
    }

    final StorageChoice.Option option(
            StorageNeed need, long gib, Optional<Long> iops, List<String> reasons, List<String> against) {
        if (need.price == StorageNeed.Price.STEADY && !ssd) {
            against.add("hard disks answer unevenly");
        }
        if (need.sizeGib < 1) {
            against.add(need.sizeGib + " GiB is no size");
        }
        return new StorageChoice.Option(
                this,
                gib,
                iops,
                iops.isPresent() ? Optional.of(need.throughput).filter(value -> value > 0) : Optional.empty(),
                reasons,
                against);
    }

    static void needs(List<String> against, long wanted, long most, String what) {
        if (wanted > most) {
            against.add("gives at most " + most + " " + what + ", " + wanted + " are needed");
        }
    }

    static void zones(StorageNeed need, String sku, List<String> reasons, List<String> against) {
        if (sku.endsWith("ZRS")) {
            reasons.add("is copied across zones");
        } else if (need.zoneRedundant) {
            against.add("is lost with its zone");
        }
    }

    private static final class Disk extends StorageCandidate {
        private final DiskSku sku;

        private Disk(DiskSku sku, int price, int latency) {
            super(price, latency, sku != DiskSku.STANDARD);
            this.sku = sku;
        }

        @Override
        String name() {
            return sku + " disk";
        }

        @Override
        StorageChoice.Option weigh(StorageNeed need) {
            List<String> reasons = new ArrayList<>();
            List<String> against = new ArrayList<>();
            if (need.access != StorageNeed.Access.ONE_NODE) {
                against.add("a file system on a disk is used by one node at a time");
            }
            zones(need, sku.toString(), reasons, against);
            long gib = sku.hasFreePerformance()
                    ? Math.max(sku.minGib(), need.sizeGib)
                    : DiskLimits.sizeFor(sku, Math.max(sku.minGib(), need.sizeGib), need.iops, need.throughput);
            needs(against, need.sizeGib, sku.maxGib(), "GiB");
            long most = DiskLimits.iops(sku, gib);
            needs(against, need.iops, most, "IOPS at " + gib + " GiB");
            needs(against, need.throughput, DiskLimits.throughputOfSize(sku, gib), "MB/s at " + gib + " GiB");
            if (gib > need.sizeGib) {
                reasons.add("takes " + gib + " GiB, because performance follows from size");
            } else {
                reasons.add("gives up to " + most + " IOPS");
            }
            attach(need, reasons, against);
            Optional<Long> iops = Optional.empty();
            if (sku.hasFreePerformance()) {
                long least = sku == DiskSku.ULTRA ? 100 : 3_000;
                iops = Optional.of(Math.max(least, Math.max(need.iops, need.throughput * 4)));
                reasons.add("IOPS and throughput are set apart from size, and change in use");
                reasons.add(
                        sku == DiskSku.ULTRA
                                ? "needs a pool in zones with Ultra SSD switched on"
                                : "needs a region, zone and VM size that have it; not cached");
            }
            return option(need, gib, iops, reasons, against);
        }

        private void attach(StorageNeed need, List<String> reasons, List<String> against) {
            need.vmSize.ifPresent(size -> {
                int limit = AttachLimit.of(size);
                if (need.volumesPerNode > limit) {
                    against.add("a node of " + size + " attaches " + limit + " disks, " + need.volumesPerNode
                            + " are needed");
                } else {
                    reasons.add("a node of " + size + " attaches " + limit + " disks");
                }
                boolean premium = size.matches("(?i)(standard_)?[a-z]+\\d+(-\\d+)?[a-z]*s[a-z]*(_.*)?");
                if (!premium && (sku.isPremium() || sku.hasFreePerformance())) {
                    against.add(size + " takes no premium storage");
                }
            });
        }

        @Override
        StorageClassSpec storageClass(String className, Optional<Long> iops, Optional<Long> throughput) {
            DiskClass.Builder builder = DiskClass.builder(className).sku(sku);
            if (sku.hasFreePerformance()) {
                builder.caching(DiskClass.Caching.NONE);
            }
            iops.ifPresent(value -> builder.iops(Math.toIntExact(value)));
            throughput
                    .map(value -> Math.max(value, sku == DiskSku.PREMIUM_V2 ? 125 : 1))
                    .ifPresent(value -> builder.throughput(Math.toIntExact(value)));
            return builder.build();
        }
    }

    private static final class Files extends StorageCandidate {
        private final FileSku sku;
        private final boolean nfs;

        private Files(FileSku sku, boolean nfs, int price, int latency) {
            super(price, latency, sku.isPremium());
            this.sku = sku;
            this.nfs = nfs;
        }

        @Override
        String name() {
            return sku + " share over " + (nfs ? "NFS" : "SMB");
        }

        @Override
        StorageChoice.Option weigh(StorageNeed need) {
            List<String> reasons = new ArrayList<>();
            List<String> against = new ArrayList<>();
            long gib = ShareLimits.sizeFor(sku, Math.max(sku.minGib(), need.sizeGib), need.iops, need.throughput);
            if (need.access == StorageNeed.Access.ONE_NODE && !nfs) {
                against.add("databases need the locks and permissions of a disk's file system");
            } else if (need.access == StorageNeed.Access.ONE_NODE) {
                reasons.add("pods move to another node without waiting for a disk to be attached");
            } else {
                reasons.add("many nodes mount it at the same time");
            }
            if (need.windows && nfs) {
                against.add("Windows does not mount NFS");
            }
            zones(need, sku.toString(), reasons, against);
            needs(against, need.sizeGib, ShareLimits.maxGib(sku), "GiB");
            needs(against, need.iops, ShareLimits.iops(sku, gib), "IOPS at " + gib + " GiB");
            needs(against, need.throughput, ShareLimits.throughput(sku, gib), "MiB/s at " + gib + " GiB");
            reasons.add(nfs ? "has Linux permissions; reached over the network only" : "mounts on Linux and Windows");
            if (sku.toString().contains("GRS") || sku.toString().contains("GZRS")) {
                reasons.add("is copied to a second region");
            }
            if (gib > need.sizeGib) {
                boolean grown = gib > Math.max(sku.minGib(), need.sizeGib);
                reasons.add(
                        grown
                                ? "takes " + gib + " GiB, because performance follows from size"
                                : "is at least " + gib + " GiB");
            }
            Optional<Long> iops = Optional.empty();
            if (sku.isV2()) {
                reasons.add("IOPS and throughput are set apart from size, and change in use");
                iops = Optional.of(Math.max(need.iops, ShareLimits.includedIops(sku, gib)))
                        .filter(value -> need.iops > ShareLimits.includedIops(sku, gib)
                                || need.throughput > ShareLimits.includedThroughput(sku, gib));
            } else if (!sku.isPremium()) {
                reasons.add("is billed for each transaction");
            }
            return option(need, gib, iops, reasons, against);
        }

        @Override
        StorageClassSpec storageClass(String className, Optional<Long> iops, Optional<Long> throughput) {
            FileClass.Builder builder = FileClass.builder(className).sku(sku);
            iops.ifPresent(value -> builder.provisionedIops(Math.toIntExact(value)));
            throughput.ifPresent(value -> builder.provisionedBandwidth(Math.toIntExact(value)));
            return (nfs ? builder.nfs() : builder).build();
        }
    }

    private static final class Blobs extends StorageCandidate {
        private final BlobSku sku;

        private Blobs(BlobSku sku, int price, int latency) {
            super(price, latency, sku.toString().startsWith("Premium"));
            this.sku = sku;
        }

        @Override
        String name() {
            return sku + " container";
        }

        @Override
        StorageChoice.Option weigh(StorageNeed need) {
            List<String> reasons = new ArrayList<>();
            List<String> against = new ArrayList<>();
            if (need.access != StorageNeed.Access.MANY_NODES_LARGE_FILES) {
                against.add("a container has no locks, and rewrites a whole file for a change in it");
            }
            if (need.windows) {
                against.add("Windows mounts no containers");
            }
            zones(need, sku.toString(), reasons, against);
            Stream.of("grows without a limit, and costs what is stored", "the blob driver has to be switched on")
                    .forEach(reasons::add);
            if (need.iops > 0) {
                reasons.add("gives no promise of IOPS");
            }
            return option(need, Math.max(1, need.sizeGib), Optional.empty(), reasons, against);
        }

        @Override
        StorageClassSpec storageClass(String className, Optional<Long> iops, Optional<Long> throughput) {
            return BlobClass.builder(className).sku(sku).fuse2().build();
        }
    }
}
