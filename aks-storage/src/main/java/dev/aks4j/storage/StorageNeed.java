package dev.aks4j.storage;

import java.util.Objects;
import java.util.Optional;

/**
 * What a workload needs of its storage. Immutable and thread-safe.
 *
 * <pre>{@code
 * StorageNeed database = StorageNeed.of(StorageNeed.Access.ONE_NODE, 512).iops(10_000).throughput(400).zoneRedundant()
 *     .vmSize("Standard_D8s_v5").volumesPerNode(2);
 * StorageChoice choice = StorageChoice.advise(database);
 * }</pre>
 */
public final class StorageNeed {

    /** Who uses a volume, and how. */
    public enum Access {
        /** One node at a time: databases, queues, caches. */
        ONE_NODE,
        /** Many nodes at the same time, as files, with locks and permissions. */
        MANY_NODES,
        /** Many nodes at the same time, whole large files that are written once: media, backups, data to learn from. */
        MANY_NODES_LARGE_FILES
    }

    /** What may cost more than what. */
    public enum Price {
        /** The cheapest that suffices. */
        CHEAPEST,
        /** SSDs at least, for steady latency. */
        STEADY,
        /** The lowest latency, whatever it costs. */
        FASTEST
    }

    final Access access;
    final long sizeGib;
    final long iops;
    final long throughput;
    final boolean zoneRedundant;
    final boolean windows;
    final Price price;
    final Optional<String> vmSize;
    final int volumesPerNode;

    private StorageNeed(Values values) {
        access = values.access;
        sizeGib = values.sizeGib;
        iops = values.iops;
        throughput = values.throughput;
        zoneRedundant = values.zoneRedundant;
        windows = values.windows;
        price = values.price;
        vmSize = values.vmSize;
        volumesPerNode = values.volumesPerNode;
    }

    private static final class Values {
        private final Access access;
        private final long sizeGib;
        private long iops;
        private long throughput;
        private boolean zoneRedundant;
        private boolean windows;
        private Price price = Price.CHEAPEST;
        private Optional<String> vmSize = Optional.empty();
        private int volumesPerNode = 1;

        private Values(Access access, long sizeGib) {
            this.access = access;
            this.sizeGib = sizeGib;
        }

        private Values(StorageNeed from) {
            this(from.access, from.sizeGib);
            iops = from.iops;
            throughput = from.throughput;
            zoneRedundant = from.zoneRedundant;
            windows = from.windows;
            price = from.price;
            vmSize = from.vmSize;
            volumesPerNode = from.volumesPerNode;
        }
    }

    /** Returns a need of so many GiB for each volume, on Linux, in one zone, as cheap as it can be had. */
    public static StorageNeed of(Access access, long sizeGib) {
        return new StorageNeed(new Values(Objects.requireNonNull(access), sizeGib));
    }

    private interface Change {
        void on(Values values);
    }

    private StorageNeed with(Change change) {
        Values values = new Values(this);
        change.on(values);
        return new StorageNeed(values);
    }

    /** Returns the same need with at least so many I/O operations of a second. */
    public StorageNeed iops(long operations) {
        return with(values -> values.iops = operations);
    }

    /** Returns the same need with at least so many MB of a second. */
    public StorageNeed throughput(long megabytes) {
        return with(values -> values.throughput = megabytes);
    }

    /** Returns the same need, where data outlives the loss of a zone and pods move to another one. */
    public StorageNeed zoneRedundant() {
        return with(values -> values.zoneRedundant = true);
    }

    /** Returns the same need on Windows nodes. */
    public StorageNeed windows() {
        return with(values -> values.windows = true);
    }

    /** Returns the same need with another order of prices. */
    public StorageNeed price(Price order) {
        return with(values -> values.price = Objects.requireNonNull(order));
    }

    /** Returns the same need on nodes of a VM size, which limits how many disks a node attaches. */
    public StorageNeed vmSize(String size) {
        return with(values -> values.vmSize = Optional.of(size));
    }

    /** Returns the same need with so many volumes on each node. Default: one. */
    public StorageNeed volumesPerNode(int volumes) {
        return with(values -> values.volumesPerNode = volumes);
    }
}
