package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import java.time.Duration;
import java.util.List;

/**
 * Storage classes of managed disks, by the driver {@code disk.csi.azure.com}. A disk is attached to one node, in the zone
 * of the disk unless its type is copied across zones.
 *
 * <pre>{@code
 * StorageClassSpec fast = DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build();
 * Plan plan = aks.plan(cluster, fast.on(cluster));
 * }</pre>
 */
public final class DiskClass {

    private DiskClass() {}

    /** Starts a storage class of managed disks; volumes are made when a pod uses them, and can grow. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** How a node caches a disk. */
    public enum Caching {
        /** Not at all; the only way for Premium SSD v2, Ultra and shared disks. */
        NONE("None"),
        /** Reads only. */
        READ_ONLY("ReadOnly"),
        /** Reads and writes; deprecated by Azure. */
        READ_WRITE("ReadWrite");

        private final String value;

        Caching(String value) {
            this.value = value;
        }

        /** Returns the value as the driver takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    /** From which networks a disk can be exported or imported. */
    public enum NetworkAccess {
        /** From all. */
        ALLOW_ALL("AllowAll"),
        /** From none; the driver's default. */
        DENY_ALL("DenyAll"),
        /** Over private endpoints; needs a disk access resource. */
        ALLOW_PRIVATE("AllowPrivate");

        private final String value;

        NetworkAccess(String value) {
            this.value = value;
        }

        /** Returns the value as the driver takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    /** Builds a {@link StorageClassSpec} of managed disks. Not thread-safe. */
    public static final class Builder extends ClassBuilder<Builder> {

        private Builder(String name) {
            super(name, Driver.DISK, BindingMode.WAIT_FOR_FIRST_CONSUMER);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the type of disk. Default: {@link DiskSku#STANDARD_SSD}. */
        public Builder sku(DiskSku sku) {
            return set("skuName", sku);
        }

        /** Sets the file system: ext4, the default, ext3, ext2, xfs or btrfs; ntfs, the default, on Windows. */
        public Builder fsType(String type) {
            return set("csi.storage.k8s.io/fstype", type);
        }

        /**
         * Sets how a node caches the disk. Default: reads only; nothing for Premium SSD v2 and for disks of 4 TiB and more.
         * Ultra and shared disks need {@link Caching#NONE} said: the driver attaches them with a cache otherwise, and Azure
         * refuses.
         */
        public Builder caching(Caching caching) {
            return set("cachingMode", caching);
        }

        /** Sets the I/O operations of a second; Premium SSD v2 and Ultra only. */
        public Builder iops(int operations) {
            return set("DiskIOPSReadWrite", operations);
        }

        /** Sets the throughput in MB of a second; Premium SSD v2 and Ultra only. */
        public Builder throughput(int megabytes) {
            return set("DiskMBpsReadWrite", megabytes);
        }

        /** Sets the size of a sector: 512 or 4096 bytes, the default; Premium SSD v2 and Ultra only. */
        public Builder logicalSectorSize(int bytes) {
            return set("LogicalSectorSize", bytes);
        }

        /** Encrypts disks with a key of yours. */
        public Builder encryptionSet(ResourceId diskEncryptionSet) {
            return reference("diskEncryptionSetID", diskEncryptionSet);
        }

        /** Encrypts disks with a key of yours and one of Azure's. */
        public Builder doubleEncryption(ResourceId diskEncryptionSet) {
            encryptionSet(diskEncryptionSet);
            return set("diskEncryptionType", "EncryptionAtRestWithPlatformAndCustomerKeys");
        }

        /** Lets several nodes attach the same disk; claims then use raw blocks. Needs {@link #caching} with {@link Caching#NONE}. */
        public Builder maxShares(int nodes) {
            return set("maxShares", nodes);
        }

        /** Lets Premium SSDs above 512 GiB go beyond their size's performance for a while. */
        public Builder bursting() {
            return set("enableBursting", true);
        }

        /** Raises the performance of disks from 513 GiB; the driver makes smaller ones that large. */
        public Builder performancePlus() {
            return set("enablePerformancePlus", true);
        }

        /** Switches the write accelerator on; machines of the M series only. */
        public Builder writeAccelerator() {
            return set("writeAcceleratorEnabled", true);
        }

        /**
         * Sets one setting of the block device on the node, below {@code /sys/block/<device>/}, for example
         * {@code queue/scheduler}; works with the profile {@code advanced}, which it switches on.
         */
        public Builder deviceSetting(String path, String value) {
            set("perfProfile", "advanced");
            return set(DriverParameters.DEVICE_SETTING + path, value);
        }

        /** Sets the name of the disk, at most 80 characters; {@code ${pvc.metadata.name}} is filled in. */
        public Builder diskName(String name) {
            return set("diskName", name);
        }

        /** Waits before a disk is attached, in whole milliseconds. */
        public Builder attachDelay(Duration time) {
            return set("attachDiskInitialDelay", time.toMillis());
        }

        /** Names the caller that Azure's logs show for what the driver does with these disks. */
        public Builder userAgent(String agent) {
            return set("useragent", agent);
        }

        /** Tunes the node for the disk's type. */
        public Builder tuned() {
            return set("perfProfile", "basic");
        }

        /** Sets from which networks a disk can be exported or imported. */
        public Builder networkAccess(NetworkAccess access) {
            return set("networkAccessPolicy", access);
        }

        /** Lets disks be exported and imported over the private endpoints of a disk access resource. */
        public Builder privateAccess(ResourceId diskAccess) {
            networkAccess(NetworkAccess.ALLOW_PRIVATE);
            return reference("diskAccessID", diskAccess);
        }

        /** Makes disks in these zones only, for example {@code westeurope-1}. */
        public Builder zones(String... regionalZones) {
            zones.addAll(List.of(regionalZones));
            return this;
        }
    }
}
