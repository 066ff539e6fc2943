package dev.aks4j.tests.truth;

import static dev.aks4j.tests.docs.CoverageCases.GROUP;
import static dev.aks4j.tests.docs.CoverageCases.VNET;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.storage.BlobContainerSpec;
import dev.aks4j.storage.BlobSku;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.DiskSnapshotSpec;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.FileShareSpec;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.ManagedDiskSpec;
import dev.aks4j.storage.PublicNetworkAccess;
import dev.aks4j.storage.StorageAccountSpec;
import dev.aks4j.storage.StorageAccountSpec.Service;
import dev.aks4j.tests.docs.CoverageCases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be said of storage in Azure: accounts, shares, containers, disks, snapshots. */
final class StorageResourceWords {

    private static final ResourceId SUBNET = VNET.id().child("subnets", "storage");
    private static final StorageAccountSpec FILES =
            StorageAccountSpec.forFiles("shopfiles", GROUP, FileSku.STANDARD).build();
    private static final StorageAccountSpec FAST = StorageAccountSpec.forFiles("shopfast", GROUP, FileSku.PREMIUM)
            .nfsShares()
            .build();
    private static final StorageAccountSpec BLOBS =
            StorageAccountSpec.forBlobs("shopblobs", GROUP, BlobSku.STANDARD).build();
    private static final ManagedDiskSpec DISK =
            ManagedDiskSpec.builder("disk-shop", GROUP, DiskSku.PREMIUM, 1_024).build();

    /** A disk or a share whose size is said like anything else. Mutable. */
    private static final class Sized<B> {
        private long gib;
        private final List<Consumer<B>> more = new ArrayList<>();

        private Sized(long gib) {
            this.gib = gib;
        }

        private B on(B builder) {
            more.forEach(call -> call.accept(builder));
            return builder;
        }

        private void say(Consumer<B> call) {
            more.add(call);
        }
    }

    static final List<Part<?>> PARTS = List.of(
            account(Part.of(
                            "file account",
                            cluster -> StorageAccountSpec.forFiles("shopfiles", GROUP, FileSku.STANDARD),
                            StorageAccountSpec.Builder::build))
                    .say("identities", account -> account.noSharedKeys().smbIdentities())
                    .say(
                            "private way in",
                            account -> account.privateEndpoint(
                                    "pe-files", VNET.subnet("system").id(), Service.FILE)),
            account(Part.of(
                    "fast file account",
                    cluster -> StorageAccountSpec.forFiles("shopfast", GROUP, FileSku.PREMIUM)
                            .nfsShares(),
                    StorageAccountSpec.Builder::build)),
            account(Part.of(
                            "blob account",
                            cluster -> StorageAccountSpec.forBlobs("shopblobs", GROUP, BlobSku.STANDARD),
                            StorageAccountSpec.Builder::build))
                    .say("hierarchy", account -> account.hierarchicalNamespace())
                    .say("nfs", account -> account.nfsContainers().allowSubnet(SUBNET))
                    .say("no keys", account -> account.noSharedKeys())
                    .say(
                            "private way in with names",
                            account -> account.privateEndpoint(
                                    "pe-blobs",
                                    VNET.subnet("system").id(),
                                    Service.BLOB,
                                    CoverageCases.id("Microsoft.Network/privateDnsZones", "shop.internal"))),
            Part.<Sized<FileShareSpec.Builder>>of(
                            "share",
                            cluster -> new Sized<>(128),
                            share -> share.on(FileShareSpec.builder("share", FILES, share.gib))
                                    .build())
                    .say("larger", share -> share.gib = 256)
                    .say("hot", share -> share.say(s -> s.accessTier(FileClass.AccessTier.HOT)))
                    .say("cool", share -> share.say(s -> s.accessTier(FileClass.AccessTier.COOL))),
            Part.<Sized<FileShareSpec.Builder>>of(
                            "fast share",
                            cluster -> new Sized<>(128),
                            share -> share.on(FileShareSpec.builder("fast", FAST, share.gib))
                                    .build())
                    .say("larger", share -> share.gib = 256)
                    .say("squashed", share -> share.say(s -> s.nfs().rootSquash(FileClass.RootSquash.ROOT_SQUASH)))
                    .say("squashed all", share -> share.say(s -> s.nfs().rootSquash(FileClass.RootSquash.ALL_SQUASH)))
                    .say("nfs", share -> share.say(s -> s.nfs())),
            Part.of(
                            "account of the second version",
                            cluster -> StorageAccountSpec.forFiles("shopnext", GROUP, FileSku.PREMIUM_V2),
                            StorageAccountSpec.Builder::build)
                    .say("tag", account -> account.tag("a", "b")),
            Part.<Sized<FileShareSpec.Builder>>of(
                            "share of the second version",
                            cluster -> new Sized<>(128),
                            share -> share.on(FileShareSpec.builder(
                                            "next",
                                            StorageAccountSpec.forFiles("shopnext", GROUP, FileSku.PREMIUM_V2)
                                                    .build(),
                                            share.gib))
                                    .build())
                    .say("operations", share -> share.say(s -> s.provisionedIops(5_000)))
                    .say("more operations", share -> share.say(s -> s.provisionedIops(6_000)))
                    .say("bandwidth", share -> share.say(s -> s.provisionedBandwidth(200))),
            Part.of("container", cluster -> BlobContainerSpec.builder("lake", BLOBS), BlobContainerSpec.Builder::build),
            Part.<Sized<ManagedDiskSpec.Builder>>of(
                            "disk",
                            cluster -> new Sized<>(1_024),
                            disk -> disk.on(ManagedDiskSpec.builder(
                                            "disk-shop", GROUP, DiskSku.PREMIUM, (int) disk.gib))
                                    .build())
                    .say("larger", disk -> disk.gib = 2_048)
                    .say("shared", disk -> disk.say(d -> d.maxShares(2)))
                    .say("faster", disk -> disk.say(d -> d.performanceTier("P40")))
                    .say("bursting", disk -> disk.say(d -> d.bursting()))
                    .say("private", disk -> disk.say(d -> d.networkAccess(DiskClass.NetworkAccess.DENY_ALL)))
                    .say("open", disk -> disk.say(d -> d.networkAccess(DiskClass.NetworkAccess.ALLOW_ALL)))
                    .say("zone", disk -> disk.say(d -> d.zone(1)))
                    .say("other zone", disk -> disk.say(d -> d.zone(2)))
                    .say("elsewhere", disk -> disk.say(d -> d.region(dev.aks4j.core.model.Region.NORTH_EUROPE)))
                    .say(
                            "own keys",
                            disk -> disk.say(d ->
                                    d.encryptionSet(CoverageCases.id("Microsoft.Compute/diskEncryptionSets", "d"))))
                    .say("tag", disk -> disk.say(d -> d.tag("a", "b"))),
            Part.<Sized<ManagedDiskSpec.Builder>>of(
                            "disk of the second version",
                            cluster -> new Sized<>(64),
                            disk -> disk.on(ManagedDiskSpec.builder(
                                                    "disk-next", GROUP, DiskSku.PREMIUM_V2, (int) disk.gib)
                                            .zone(1))
                                    .build())
                    .say("larger", disk -> disk.gib = 128)
                    .say("operations", disk -> disk.say(d -> d.iops(5_000)))
                    .say("more operations", disk -> disk.say(d -> d.iops(6_000)))
                    .say("throughput", disk -> disk.say(d -> d.throughput(300)))
                    .say("sectors", disk -> disk.say(d -> d.logicalSectorSize(512))),
            Part.of(
                            "disk snapshot",
                            cluster -> DiskSnapshotSpec.builder("monday", GROUP, DISK.id()),
                            DiskSnapshotSpec.Builder::build)
                    .say("full", snapshot -> snapshot.full())
                    .say("in every zone", snapshot -> snapshot.zoneRedundant())
                    .say("tag", snapshot -> snapshot.tag("a", "b")),
            Part.<Sized<ManagedDiskSpec.Builder>>of(
                            "disk of a snapshot",
                            cluster -> new Sized<>(1_024),
                            disk -> disk.on(ManagedDiskSpec.builder("disk-copy", GROUP, DiskSku.PREMIUM, (int) disk.gib)
                                            .fromSnapshot(CoverageCases.id("Microsoft.Compute/snapshots", "monday")))
                                    .build())
                    .say("larger", disk -> disk.gib = 2_048));

    private StorageResourceWords() {}

    private static Part<StorageAccountSpec.Builder> account(Part<StorageAccountSpec.Builder> part) {
        return part.say("encrypted twice", account -> account.infrastructureEncryption())
                .say("subnet", account -> account.allowSubnet(SUBNET))
                .say("ranges", account -> account.allowRange("203.0.113.0/24", "198.51.100.7"))
                .say("ranges turned", account -> account.allowRange("198.51.100.7", "203.0.113.0/24"))
                .say("others denied", account -> account.denyOthers())
                .say("closed", account -> account.publicNetworkAccess(PublicNetworkAccess.DISABLED))
                .say("open", account -> account.publicNetworkAccess(PublicNetworkAccess.ENABLED))
                .say("tag", account -> account.tag("a", "b"));
    }
}
