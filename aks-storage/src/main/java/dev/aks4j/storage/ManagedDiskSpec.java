package dev.aks4j.storage;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmDocument;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Says what a managed disk should be: its type, size, zone and performance. Nobody exports it over public networks unless
 * that is asked for. Its data is gone with it, so a plan removes it only with {@code PlanOptions.allowDataLoss(id)}.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * ManagedDiskSpec archive = ManagedDiskSpec.builder("archive", group, DiskSku.PREMIUM_ZRS, 512).build();
 * PersistentVolumeSpec volume = PersistentVolumeSpec.ofDisk("archive", archive).build();
 * }</pre>
 */
public final class ManagedDiskSpec extends ArmSpec {

    static final String API_VERSION = "2025-01-02";

    static final ArmType<ManagedDiskSpec> TYPE = ArmType.<ManagedDiskSpec>of(
                    "disk", "Microsoft.Compute/disks", API_VERSION)
            .document(ManagedDiskSpec::write)
            .summary(disk -> disk.sku + ", " + disk.sizeGib + " GiB"
                    + disk.zone.map(zone -> ", zone " + zone).orElse(""))
            .requires(disk -> Stream.concat(disk.snapshot.stream(), disk.encryptionSet.stream()))
            .recreated("/zones", "a disk stays in its zone")
            .recreated("/properties/creationData", "a disk is filled once, when it is made")
            .judge(ManagedDiskSpec::judge)
            .rules(ManagedDiskRules.ALL)
            // a disk that several nodes attach has no bursting on demand
            .alternatives(List.of(
                    new Alternative(
                            "/properties", "maxShares", nodes -> nodes.asInt() > 1, "burstingEnabled", Json.of(false)),
                    new Alternative(
                            "/properties", "burstingEnabled", on -> on.asBoolean(false), "maxShares", Json.of(1))))
            .undeclared(
                    Undeclared.value("/properties/networkAccessPolicy", "DenyAll")
                            .by("networkAccess(DiskClass.NetworkAccess.DENY_ALL)")
                            .secure(),
                    Undeclared.fixed("/properties/encryption/diskEncryptionSetId")
                            .secure(),
                    Undeclared.value("/properties/maxShares", 1),
                    Undeclared.off("/properties/burstingEnabled"),
                    Undeclared.absent("/properties/tier"),
                    Undeclared.fixed("/zones"),
                    Undeclared.fixed("/properties/creationData/logicalSectorSize", 4096))
            // of other types Azure gives them by the size
            .undeclared(disk -> disk.sku == DiskSku.PREMIUM_V2
                    ? List.of(
                            Undeclared.value("/properties/diskIOPSReadWrite", 3000),
                            Undeclared.value("/properties/diskMBpsReadWrite", 125))
                    : List.of())
            .holdsData()
            .build();

    final DiskSku sku;
    final int sizeGib;
    final Optional<String> zone;
    final OptionalInt iops;
    final OptionalInt throughput;
    final int maxShares;
    final OptionalInt sectorSize;
    final boolean bursting;
    final Optional<ResourceId> snapshot;
    final Optional<ResourceId> encryptionSet;
    final Optional<DiskClass.NetworkAccess> networkAccess;
    final Optional<String> tier;

    private ManagedDiskSpec(Builder builder) {
        super(builder);
        sku = builder.sku;
        sizeGib = builder.sizeGib;
        zone = builder.zone;
        iops = builder.iops;
        throughput = builder.throughput;
        maxShares = builder.maxShares;
        sectorSize = builder.sectorSize;
        bursting = builder.bursting;
        snapshot = builder.snapshot;
        encryptionSet = builder.encryptionSet;
        networkAccess = builder.networkAccess;
        tier = builder.tier;
    }

    /**
     * Starts a disk.
     *
     * @param name 1-80 letters, digits, hyphens, underscores and dots
     * @param group the resource group; the cluster's identity needs a right on the disk, see {@link StorageAccess}
     * @param sku its type
     * @param sizeGib its size in GiB; it can grow
     */
    public static Builder builder(String name, ResourceGroupSpec group, DiskSku sku, int sizeGib) {
        return new Builder(name, group, sku, sizeGib);
    }

    @Override
    public ArmType<ManagedDiskSpec> kind() {
        return TYPE;
    }

    /** Returns the type. */
    public DiskSku sku() {
        return sku;
    }

    /** Returns the size in GiB. */
    public int sizeGib() {
        return sizeGib;
    }

    /** Returns the zone, if it is in one: its number. */
    public Optional<String> zone() {
        return zone;
    }

    /** Returns how many nodes attach it at the same time. */
    public int maxShares() {
        return maxShares;
    }

    private static void write(ManagedDiskSpec it, ArmDocument document) {
        document.set("/sku/name", it.sku.toString())
                .set("/zones", it.zone.map(List::of))
                .set("/properties/diskSizeGB", it.sizeGib)
                .set("/properties/creationData/createOption", it.snapshot.isPresent() ? "Copy" : "Empty");
        it.snapshot.ifPresent(id -> document.set("/properties/creationData/sourceResourceId", id));
        it.sectorSize.ifPresent(bytes -> document.set("/properties/creationData/logicalSectorSize", bytes));
        it.iops.ifPresent(operations -> document.set("/properties/diskIOPSReadWrite", operations));
        it.throughput.ifPresent(megabytes -> document.set("/properties/diskMBpsReadWrite", megabytes));
        if (it.maxShares > 1) {
            document.set("/properties/maxShares", it.maxShares);
        }
        if (it.bursting) {
            document.set("/properties/burstingEnabled", true);
        }
        it.encryptionSet.ifPresent(id -> document.set("/properties/encryption/diskEncryptionSetId", id)
                .setDefault("/properties/encryption/type", "EncryptionAtRestWithCustomerKey"));
        document.set("/properties/tier", it.tier);
        if (it.networkAccess.isPresent()) {
            document.set("/properties/networkAccessPolicy", it.networkAccess.map(Object::toString));
        } else {
            document.setDefault("/properties/networkAccessPolicy", "DenyAll")
                    .setDefault("/properties/publicNetworkAccess", "Disabled");
        }
    }

    private static Optional<Difference> judge(ManagedDiskSpec spec, Difference difference, Json live) {
        if (difference.path().equals("/properties/diskSizeGB")
                && difference.after().asInt(0) < difference.before().asInt(0)) {
            return Optional.of(difference.with(Change.FORBIDDEN, "a disk only grows; ask for at least what it has"));
        }
        boolean data = difference.path().startsWith("/properties/creationData");
        boolean gone = data
                && difference.path().endsWith("/sourceResourceId")
                && difference.before().isMissing();
        return gone ? Optional.empty() : Optional.of(difference);
    }

    /** Builds a {@link ManagedDiskSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<ManagedDiskSpec, Builder> {
        private final DiskSku sku;
        private final int sizeGib;
        private Optional<String> zone = Optional.empty();
        private OptionalInt iops = OptionalInt.empty();
        private OptionalInt throughput = OptionalInt.empty();
        private int maxShares = 1;
        private OptionalInt sectorSize = OptionalInt.empty();
        private boolean bursting;
        private Optional<ResourceId> snapshot = Optional.empty();
        private Optional<ResourceId> encryptionSet = Optional.empty();
        private Optional<DiskClass.NetworkAccess> networkAccess = Optional.empty();
        private Optional<String> tier = Optional.empty();

        private Builder(String name, ResourceGroupSpec group, DiskSku sku, int sizeGib) {
            super(name, group);
            this.sku = sku;
            this.sizeGib = sizeGib;
        }

        /** Sets the zone, by its number; not for types that are copied across zones. Cannot be changed. */
        public Builder zone(int number) {
            zone = Optional.of(Integer.toString(number));
            return this;
        }

        /** Sets the I/O operations of a second; Premium SSD v2 and Ultra only. Changed in place, 4 times in 24 hours. */
        public Builder iops(int operations) {
            iops = OptionalInt.of(operations);
            return this;
        }

        /** Sets the throughput in MB of a second; Premium SSD v2 and Ultra only. Changed in place, 4 times in 24 hours. */
        public Builder throughput(int megabytes) {
            throughput = OptionalInt.of(megabytes);
            return this;
        }

        /**
         * Gives a Premium SSD the performance of a larger size, for a time of much work: P4 to P80, not below its own. Changed
         * in place; back down once in 12 hours.
         */
        public Builder performanceTier(String premiumTier) {
            tier = Optional.of(premiumTier);
            return this;
        }

        /** Lets several nodes attach the disk, without a cache. */
        public Builder maxShares(int nodes) {
            maxShares = nodes;
            return this;
        }

        /** Sets the size of a sector: 512 or 4096 bytes; Premium SSD v2 and Ultra only. Cannot be changed. */
        public Builder logicalSectorSize(int bytes) {
            sectorSize = OptionalInt.of(bytes);
            return this;
        }

        /** Lets a Premium SSD above 512 GiB go beyond its size's performance for a while. */
        public Builder bursting() {
            bursting = true;
            return this;
        }

        /** Fills the disk from a snapshot. */
        public Builder fromSnapshot(ResourceId id) {
            snapshot = Optional.of(id);
            return this;
        }

        /** Encrypts the disk with a key of yours. */
        public Builder encryptionSet(ResourceId id) {
            encryptionSet = Optional.of(id);
            return this;
        }

        /** Sets from which networks the disk can be exported. Default: from none. */
        public Builder networkAccess(DiskClass.NetworkAccess access) {
            networkAccess = Optional.of(access);
            return this;
        }

        @Override
        protected ManagedDiskSpec create() {
            return new ManagedDiskSpec(this);
        }
    }
}
