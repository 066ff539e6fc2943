package dev.aks4j.storage;

import static dev.aks4j.storage.StorageSamples.GROUP;
import static dev.aks4j.storage.StorageSamples.refused;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.storage.StorageAccountSpec.Service;
import dev.aks4j.testing.RuleCase;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of what is in Azure, of the volumes that stand for it, and of what changes of a volume in use. */
class ExistingStorageRulesTest {

    private static final ResourceId SUBNET = ResourceId.parse(
            "/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints");
    private static final StorageAccountSpec PREMIUM = StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.PREMIUM)
            .nfsShares()
            .build();
    private static final StorageAccountSpec STANDARD =
            StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.STANDARD).build();
    private static final StorageAccountSpec V2 =
            StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.PREMIUM_V2).build();
    private static final StorageAccountSpec KEYLESS = StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.PREMIUM)
            .noSharedKeys()
            .smbIdentities()
            .build();
    private static final StorageAccountSpec BLOBS =
            StorageAccountSpec.forBlobs("shopdata", GROUP, BlobSku.STANDARD).build();

    static Stream<RuleCase> cases() {
        return Stream.of(accounts(), keys(), shares(), disks(), volumes(), attributes())
                .flatMap(cases -> cases);
    }

    private static Stream<RuleCase> keys() {
        StorageAccountSpec account =
                StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.STANDARD).build();
        StorageAccountSpec keyless = StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.STANDARD)
                .noSharedKeys()
                .build();
        return Stream.of(
                new RuleCase(
                        "AKS-STO-178",
                        "secret of a key",
                        () -> refused(AccountKeySpec.builder("Key", "shop", account)::build),
                        () -> refused(AccountKeySpec.builder("key", "shop", account)::build)),
                new RuleCase(
                        "AKS-STO-179",
                        "account of a key",
                        () -> refused(AccountKeySpec.builder("key", "shop", keyless)::build),
                        () -> refused(AccountKeySpec.builder("key", "shop", account)::build)));
    }

    private static Stream<RuleCase> accounts() {
        return Stream.of(
                new RuleCase(
                        "AKS-STO-150",
                        "name",
                        () -> refused(StorageAccountSpec.forFiles("Shop-data", GROUP, FileSku.STANDARD)::build),
                        () -> refused(StorageAccountSpec.forFiles("shopdata1", GROUP, FileSku.STANDARD)::build)),
                new RuleCase(
                        "AKS-STO-151",
                        "container",
                        () -> refused(BlobContainerSpec.builder("a--b", BLOBS)::build),
                        () -> refused(BlobContainerSpec.builder("a-b", BLOBS)::build)),
                account("AKS-STO-152", FileSku.STANDARD, a -> a.nfsShares(), a -> a.smbIdentities()),
                account("AKS-STO-153", FileSku.PREMIUM, a -> a.hierarchicalNamespace(), a -> a),
                blobs(
                        "AKS-STO-153",
                        a -> a.nfsContainers(),
                        a -> a.nfsContainers().allowSubnet(SUBNET)),
                account(
                        "AKS-STO-154",
                        FileSku.STANDARD,
                        a -> a.allowRange("10.0.0.0/16"),
                        a -> a.allowRange("203.0.113.0/24", "198.51.100.7")),
                account("AKS-STO-154", FileSku.STANDARD, a -> a.allowRange("203.0.113.0/31"), a -> a.denyOthers()),
                account(
                        "AKS-STO-155",
                        FileSku.PREMIUM,
                        a -> a.privateEndpoint("pe", SUBNET, Service.BLOB),
                        a -> a.privateEndpoint("pe", SUBNET, Service.FILE)));
    }

    private static Stream<RuleCase> shares() {
        return Stream.of(
                share("AKS-STO-156", PREMIUM, "Data", s -> s, "data", s -> s),
                new RuleCase(
                        "AKS-STO-157",
                        "size",
                        () -> refused(FileShareSpec.builder("data", PREMIUM, 99)::build),
                        () -> refused(FileShareSpec.builder("data", V2, 32)::build)),
                share("AKS-STO-158", STANDARD, "data", s -> s.nfs(), "data", s -> s),
                share(
                        "AKS-STO-158",
                        PREMIUM,
                        "data",
                        s -> s.rootSquash(FileClass.RootSquash.ALL_SQUASH),
                        "data",
                        s -> s.nfs().rootSquash(FileClass.RootSquash.ALL_SQUASH)),
                share("AKS-STO-159", PREMIUM, "data", s -> s.provisionedIops(5_000), "data", s -> s),
                share(
                        "AKS-STO-159",
                        V2,
                        "data",
                        s -> s.provisionedBandwidth(10_341),
                        "data",
                        s -> s.provisionedIops(5_000)),
                new RuleCase(
                        "AKS-STO-160",
                        "keyless",
                        () -> refused(FileShareSpec.builder(
                                "data",
                                StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.PREMIUM)
                                        .noSharedKeys()
                                        .build(),
                                100)::build),
                        () -> refused(FileShareSpec.builder("data", KEYLESS, 100)::build)));
    }

    private static Stream<RuleCase> disks() {
        return Stream.of(
                new RuleCase(
                        "AKS-STO-161",
                        "name",
                        () -> refused(ManagedDiskSpec.builder("-data", GROUP, DiskSku.PREMIUM, 64)::build),
                        () -> refused(ManagedDiskSpec.builder("data_1", GROUP, DiskSku.PREMIUM, 64)::build)),
                new RuleCase(
                        "AKS-STO-162",
                        "size",
                        () -> refused(ManagedDiskSpec.builder("data", GROUP, DiskSku.PREMIUM, 32_768)::build),
                        () -> refused(ManagedDiskSpec.builder("data", GROUP, DiskSku.PREMIUM_V2, 32_768)::build)),
                disk("AKS-STO-163", DiskSku.PREMIUM, d -> d.iops(5_000), d -> d),
                disk("AKS-STO-163", DiskSku.PREMIUM_V2, d -> d.iops(32_001), d -> d.iops(32_000)),
                disk("AKS-STO-163", DiskSku.PREMIUM_V2, d -> d.throughput(751), d -> d.throughput(750)),
                disk("AKS-STO-164", DiskSku.PREMIUM_ZRS, d -> d.zone(1), d -> d),
                disk("AKS-STO-164", DiskSku.ULTRA, d -> d, d -> d.zone(1)),
                disk("AKS-STO-165", DiskSku.PREMIUM, d -> d.maxShares(4), d -> d.maxShares(3)),
                disk("AKS-STO-165", DiskSku.PREMIUM, d -> d.bursting(), d -> d),
                disk("AKS-STO-176", DiskSku.PREMIUM, d -> d.performanceTier("P4"), d -> d.performanceTier("P50")),
                disk("AKS-STO-176", DiskSku.STANDARD_SSD, d -> d.performanceTier("P30"), d -> d));
    }

    private static Stream<RuleCase> volumes() {
        ManagedDiskSpec shared = ManagedDiskSpec.builder("data", GROUP, DiskSku.PREMIUM, 64)
                .maxShares(2)
                .build();
        ManagedDiskSpec plain =
                ManagedDiskSpec.builder("data", GROUP, DiskSku.PREMIUM, 64).build();
        FileShareSpec share = FileShareSpec.builder("data", KEYLESS, 100).build();
        return Stream.of(
                volume(
                        "AKS-STO-171",
                        PersistentVolumeSpec.ofDisk("Data", plain),
                        PersistentVolumeSpec.ofDisk("data", plain)),
                volume(
                        "AKS-STO-172",
                        PersistentVolumeSpec.ofDisk("data", plain).accessModes(AccessMode.READ_WRITE_MANY),
                        PersistentVolumeSpec.ofDisk("data", shared)
                                .rawBlock()
                                .caching(DiskClass.Caching.NONE)
                                .accessModes(AccessMode.READ_WRITE_MANY)),
                volume(
                        "AKS-STO-173",
                        PersistentVolumeSpec.ofShare("data", share).secret("key", "shop"),
                        PersistentVolumeSpec.ofShare("data", share).mountWithManagedIdentity()),
                volume(
                        "AKS-STO-174",
                        PersistentVolumeSpec.ofDisk("data", shared),
                        PersistentVolumeSpec.ofDisk("data", shared).caching(DiskClass.Caching.NONE)),
                new RuleCase(
                        "AKS-STO-175",
                        "snapshot",
                        () -> refused(VolumeSnapshotSpec.builder("Monday", "shop", "data")::build),
                        () -> refused(VolumeSnapshotSpec.builder("monday", "shop", "data")::build)));
    }

    private static Stream<RuleCase> attributes() {
        return Stream.of(
                attributes(
                        "AKS-STO-166",
                        VolumeAttributesClassSpec.ofDisks("busy"),
                        VolumeAttributesClassSpec.ofDisks("busy").iops(5_000)),
                attributes(
                        "AKS-STO-167",
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("foo", "bar"),
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("diskIOPSReadWrite", "5000")),
                attributes(
                        "AKS-STO-167",
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("maxShares", "0"),
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("storageAccountType", "Premium_LRS")),
                attributes(
                        "AKS-STO-167",
                        VolumeAttributesClassSpec.ofFiles("busy").parameter("tags", "a=b"),
                        VolumeAttributesClassSpec.ofFiles("busy").provisionedIops(4_000)),
                attributes(
                        "AKS-STO-177",
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("cachingMode", "None"),
                        VolumeAttributesClassSpec.ofDisks("busy").sku(DiskSku.PREMIUM)),
                attributes(
                        "AKS-STO-168",
                        VolumeAttributesClassSpec.ofFiles("busy").parameter("provisionedIOPS", "many"),
                        VolumeAttributesClassSpec.ofFiles("busy")
                                .provisionedIops(5_000)
                                .provisionedBandwidth(200)),
                attributes(
                        "AKS-STO-169",
                        VolumeAttributesClassSpec.ofDisks("busy").parameter("skuName", "premiumv2_lrs"),
                        VolumeAttributesClassSpec.ofDisks("busy").sku(DiskSku.PREMIUM_V2)),
                attributes(
                        "AKS-STO-170",
                        VolumeAttributesClassSpec.ofDisks("busy")
                                .sku(DiskSku.PREMIUM)
                                .iops(5_000),
                        VolumeAttributesClassSpec.ofDisks("busy")
                                .sku(DiskSku.PREMIUM_V2)
                                .iops(5_000)
                                .throughput(300)));
    }

    private static RuleCase account(
            String rule,
            FileSku sku,
            UnaryOperator<StorageAccountSpec.Builder> broken,
            UnaryOperator<StorageAccountSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "account",
                () -> refused(broken.apply(StorageAccountSpec.forFiles("shopdata", GROUP, sku))::build),
                () -> refused(kept.apply(StorageAccountSpec.forFiles("shopdata", GROUP, sku))::build));
    }

    private static RuleCase blobs(
            String rule,
            UnaryOperator<StorageAccountSpec.Builder> broken,
            UnaryOperator<StorageAccountSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "account of containers",
                () -> refused(broken.apply(StorageAccountSpec.forBlobs("shopdata", GROUP, BlobSku.STANDARD))::build),
                () -> refused(kept.apply(StorageAccountSpec.forBlobs("shopdata", GROUP, BlobSku.STANDARD))::build));
    }

    private static RuleCase share(
            String rule,
            StorageAccountSpec account,
            String badName,
            UnaryOperator<FileShareSpec.Builder> broken,
            String name,
            UnaryOperator<FileShareSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "share",
                () -> refused(broken.apply(FileShareSpec.builder(badName, account, 100))::build),
                () -> refused(kept.apply(FileShareSpec.builder(name, account, 100))::build));
    }

    private static RuleCase disk(
            String rule,
            DiskSku sku,
            UnaryOperator<ManagedDiskSpec.Builder> broken,
            UnaryOperator<ManagedDiskSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "disk",
                () -> refused(broken.apply(ManagedDiskSpec.builder("data", GROUP, sku, 64))::build),
                () -> refused(kept.apply(ManagedDiskSpec.builder("data", GROUP, sku, 64))::build));
    }

    private static RuleCase volume(
            String rule, PersistentVolumeSpec.Builder broken, PersistentVolumeSpec.Builder kept) {
        return new RuleCase(rule, "volume", () -> refused(broken::build), () -> refused(kept::build));
    }

    private static RuleCase attributes(
            String rule, VolumeAttributesClassSpec.Builder broken, VolumeAttributesClassSpec.Builder kept) {
        return new RuleCase(
                rule,
                "attributes",
                () -> Rule.all(AttributesRules.ALL, broken.unchecked()),
                () -> Rule.all(AttributesRules.ALL, kept.unchecked()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }
}
