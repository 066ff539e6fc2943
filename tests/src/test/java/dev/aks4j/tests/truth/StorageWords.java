package dev.aks4j.tests.truth;

import static dev.aks4j.tests.docs.CoverageCases.id;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.storage.AccessMode;
import dev.aks4j.storage.AccountClassBuilder;
import dev.aks4j.storage.BindingMode;
import dev.aks4j.storage.BlobClass;
import dev.aks4j.storage.BlobSku;
import dev.aks4j.storage.ClassBuilder;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.DriverSecret;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.GroupChange;
import dev.aks4j.storage.PersistentVolumeSpec;
import dev.aks4j.storage.PublicNetworkAccess;
import dev.aks4j.storage.ReclaimPolicy;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeAttributesClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import dev.aks4j.storage.VolumeSnapshotSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What can be said of classes of storage, and of claims. */
final class StorageWords {

    private static final String CLIENT = "7f1d0000-0000-4000-8000-000000000003";

    /** A builder of something in a cluster, and the cluster. */
    private record Placed<B>(ClusterSpec cluster, B it) {
        <T> Spec on(Function<B, T> build, BiFunction<T, ClusterSpec, Spec> place) {
            return place.apply(build.apply(it), cluster);
        }
    }

    static final List<Part<?>> PARTS = List.of(
            disks(),
            files(),
            blobs(),
            snapshots(),
            claims(),
            attributesOfDisks(),
            attributesOfFiles(),
            diskVolume(),
            shareVolume(),
            containerVolume(),
            snapshot());

    private StorageWords() {}

    private static <B extends ClassBuilder<B>> Part<Placed<B>> anyClass(Part<Placed<B>> part) {
        return part.say("retained", c -> c.it.reclaimPolicy(ReclaimPolicy.RETAIN))
                .say("at once", c -> c.it.bindingMode(BindingMode.IMMEDIATE))
                .say("fixed size", c -> c.it.notExpandable())
                .say("default", c -> c.it.asDefault())
                .say("options", c -> c.it.mountOptions("noatime", "nodiratime"))
                .say("options turned", c -> c.it.mountOptions("nodiratime", "noatime"))
                .say("label", c -> c.it.label("a", "b"))
                .say("tags", c -> c.it.tags(Map.of("a", "b")))
                .say("group", c -> c.it.resourceGroup("rg-shop"))
                .say("subscription", c -> c.it.resourceGroup("rg-shop").subscription(Vocabulary.NOWHERE))
                .say("public network", c -> c.it.publicNetworkAccess(PublicNetworkAccess.DISABLED))
                .say("driver secret", c -> c.it.driverSecret(DriverSecret.PROVISION, "s", "default"))
                .say("parameter", c -> c.it.parameter("tags", "c=d"));
    }

    private static <B extends AccountClassBuilder<B>> Part<Placed<B>> anyAccount(Part<Placed<B>> part) {
        return anyClass(part)
                .say("account", c -> c.it.storageAccount("shopstorage"))
                .say("tags of the account", c -> c.it.matchTags())
                .say("private", c -> c.it.privateEndpoint())
                .say("private zone", c -> c.it.privateEndpoint().privateDnsZoneResourceGroup("rg-shop"))
                .say("from a subnet", c -> c.it.network("rg-shop", "vnet", "nodes"))
                .say("no shared keys", c -> c.it.noSharedKeys())
                .say("no key in a secret", c -> c.it.noKeyInSecret())
                .say("secret", c -> c.it.secret("keys", "default"))
                .say("permissions", c -> c.it.mountPermissions("0777"))
                .say("data plane", c -> c.it.dataPlaneApi())
                .say("server", c -> c.it.storageAccount("shopstorage").server("files.example.org"))
                .say("suffix", c -> c.it.storageEndpointSuffix("core.windows.net"))
                .say("link of a zone", c -> c.it.privateEndpoint().privateDnsLink("link"))
                .say("public blobs", c -> c.it.allowPublicBlobs())
                .say("latest key", c -> c.it.latestAccountKey())
                .say("tenant", c -> c.it.tenant(CLIENT))
                .say("group of volumes", c -> c.it.groupChange(GroupChange.NONE))
                .say("encrypted twice", c -> c.it.infrastructureEncryption());
    }

    private static Part<?> disks() {
        Part<Placed<DiskClass.Builder>> part = Part.of(
                "disk class",
                cluster -> new Placed<>(cluster, DiskClass.builder("disk")),
                placed -> placed.on(DiskClass.Builder::build, StorageClassSpec::on));
        return anyClass(part)
                .say("zone-redundant", c -> c.it.sku(DiskSku.PREMIUM_ZRS))
                .say("file system", c -> c.it.fsType("xfs"))
                .say("no caching", c -> c.it.caching(DiskClass.Caching.NONE))
                .say("zones", c -> c.it.zones("westeurope-1", "westeurope-2"))
                .say("zones turned", c -> c.it.zones("westeurope-2", "westeurope-1"))
                .say("fast", c -> free(c).iops(4_000).throughput(200))
                .say("sectors", c -> free(c).logicalSectorSize(512))
                .say("key", c -> c.it.encryptionSet(id("Microsoft.Compute/diskEncryptionSets", "d")))
                .say("two keys", c -> c.it.doubleEncryption(id("Microsoft.Compute/diskEncryptionSets", "d")))
                .say(
                        "shared",
                        c -> c.it.sku(DiskSku.PREMIUM)
                                .caching(DiskClass.Caching.NONE)
                                .maxShares(2))
                .say("bursting", c -> c.it.sku(DiskSku.PREMIUM).bursting())
                .say("performance plus", c -> c.it.performancePlus())
                .say("write accelerator", c -> c.it.sku(DiskSku.PREMIUM).writeAccelerator())
                .say("agent", c -> c.it.userAgent("shop"))
                .say("device", c -> c.it.deviceSetting("queue/read_ahead_kb", "8"))
                .say("tuned", c -> c.it.tuned())
                .say("name", c -> c.it.diskName("data"))
                .say("delay", c -> c.it.attachDelay(Duration.ofMillis(100)))
                .say("location", c -> c.it.location("westeurope"))
                .say("not public", c -> c.it.noPublicNetworkAccess())
                .say("no access", c -> c.it.networkAccess(DiskClass.NetworkAccess.DENY_ALL))
                .say("private access", c -> c.it.privateAccess(id("Microsoft.Compute/diskAccesses", "d")));
    }

    private static DiskClass.Builder free(Placed<DiskClass.Builder> disk) {
        return disk.it.sku(DiskSku.PREMIUM_V2).caching(DiskClass.Caching.NONE);
    }

    private static Part<?> files() {
        Part<Placed<FileClass.Builder>> part = Part.of(
                "file class",
                cluster -> new Placed<>(cluster, FileClass.builder("file")),
                placed -> placed.on(FileClass.Builder::build, StorageClassSpec::on));
        return anyAccount(part)
                .say("premium", c -> c.it.sku(FileSku.PREMIUM))
                .say("nfs", c -> c.it.sku(FileSku.PREMIUM).nfs())
                .say("squashed", c -> c.it.sku(FileSku.PREMIUM).nfs().rootSquash(FileClass.RootSquash.ALL_SQUASH))
                .say("encrypted", c -> c.it.sku(FileSku.PREMIUM).nfs().encryptInTransit())
                .say("channels", c -> c.it.sku(FileSku.PREMIUM).multichannel())
                .say("share", c -> c.it.shareName("share"))
                .say("share prefix", c -> c.it.shareNamePrefix("shop"))
                .say("folder", c -> c.it.shareName("share").folder("a"))
                .say("tier", c -> c.it.accessTier(FileClass.AccessTier.HOT))
                .say("made folder", c -> c.it.shareName("share").folder("a").createFolder())
                .say("endpoint", c -> c.it.serviceEndpoint())
                .say("any account", c -> c.it.anyMatchingAccount())
                .say("new account", c -> c.it.newAccount())
                .say("cached", c -> c.it.cacheSecret())
                .say("not retained shares", c -> c.it.noDeleteRetention())
                .say("replicated", c -> c.it.crossTenantReplication())
                .say("data plane as identity", c -> c.it.dataPlaneApiWithIdentity())
                .say("token", c -> c.it.mountWithOAuthToken("s", "default"))
                .say("confidential", c -> c.it.confidentialContainerLabel("a"))
                .say("runtime", c -> c.it.runtimeClassHandler("a"))
                .say("quota", c -> c.it.accountQuota(500))
                .say("large", c -> c.it.largeFileShares())
                .say(
                        "provisioned",
                        c -> c.it.sku(FileSku.PREMIUM_V2).provisionedIops(4_000).provisionedBandwidth(200))
                .say("as nodes", c -> c.it.mountWithManagedIdentity())
                .say("as workload", c -> c.it.mountWithWorkloadIdentity(CLIENT));
    }

    private static Part<?> blobs() {
        Part<Placed<BlobClass.Builder>> part = Part.of(
                        "blob class",
                        cluster -> new Placed<>(cluster, BlobClass.builder("blob")),
                        placed -> placed.<StorageClassSpec>on(BlobClass.Builder::build, StorageClassSpec::on))
                .on("storage(s -> s.blobs(enabled))");
        return anyAccount(part)
                .say("premium", c -> c.it.sku(BlobSku.PREMIUM))
                .say("nfs", c -> c.it.nfs())
                .say("fuse2", c -> c.it.fuse2())
                .say("aznfs", c -> c.it.aznfs())
                .say("as nodes", c -> c.it.mountWithManagedIdentity(CLIENT))
                .say("as workload", c -> c.it.mountWithWorkloadIdentity(CLIENT))
                .say("container", c -> c.it.containerName("data"))
                .say("container prefix", c -> c.it.containerNamePrefix("shop"))
                .say("tier", c -> c.it.accessTier(BlobClass.AccessTier.HOT))
                .say("as an object", c -> c.it.mountWithManagedIdentityObject(CLIENT))
                .say(
                        "identity endpoint",
                        c -> c.it.mountWithManagedIdentity(CLIENT).identityEndpoint("http://a"))
                .say(
                        "entra endpoint",
                        c -> c.it.mountWithWorkloadIdentity(CLIENT).entraEndpoint("http://a"))
                .say("reading", c -> c.it.reading(BlobClass.AccountReading.BLOCK))
                .say("hierarchy", c -> c.it.hierarchicalNamespace())
                .say("versions", c -> c.it.versioning())
                .say("kept blobs", c -> c.it.softDeleteBlobs(Duration.ofDays(7)))
                .say("kept containers", c -> c.it.softDeleteContainers(Duration.ofDays(7)));
    }

    private static Part<?> snapshots() {
        Part<Placed<VolumeSnapshotClassSpec.Builder>> part = Part.of(
                "snapshot class",
                cluster -> new Placed<>(cluster, VolumeSnapshotClassSpec.ofDisks("snap")),
                placed -> placed.on(VolumeSnapshotClassSpec.Builder::build, VolumeSnapshotClassSpec::on));
        return part.say("retained", c -> c.it.retain())
                .say("full", c -> c.it.full())
                .say("group", c -> c.it.resourceGroup("rg-shop"))
                .say("subscription", c -> c.it.full().resourceGroup("rg-shop").subscription(Vocabulary.NOWHERE))
                .say("location", c -> c.it.location("westeurope"))
                .say("tags", c -> c.it.tags(Map.of("a", "b")))
                .say("secret", c -> c.it.snapshotterSecret("s", "default"))
                .say("parameter", c -> c.it.parameter("dataAccessAuthMode", "AzureActiveDirectory"));
    }

    private static Part<?> claims() {
        Part<Placed<VolumeClaimSpec.Builder>> part = Part.of(
                "claim",
                cluster -> new Placed<>(cluster, VolumeClaimSpec.builder("data", "default", 4)),
                placed -> placed.on(VolumeClaimSpec.Builder::build, VolumeClaimSpec::on));
        return part.say("class", c -> c.it.storageClass("managed-csi"))
                .say("label", c -> c.it.label("a", "b"))
                .say("raw", c -> c.it.rawBlock())
                .say("from a snapshot", c -> c.it.fromSnapshot("yesterday"))
                .say("copied", c -> c.it.cloneOf("other"))
                .say("attributes", c -> c.it.storageClass("managed-csi").volumeAttributesClass("calm"))
                .say(
                        "volume",
                        c -> c.it.volume(PersistentVolumeSpec.ofDisk("other", id("Microsoft.Compute/disks", "o"), 4)
                                .build()))
                .say("modes", c -> c.it.accessModes(AccessMode.READ_WRITE_ONCE_POD));
    }

    private static Part<?> attributesOfDisks() {
        Part<Placed<VolumeAttributesClassSpec.DiskBuilder>> part = Part.of(
                "attributes of disks",
                cluster -> new Placed<>(
                        cluster, VolumeAttributesClassSpec.ofDisks("quick").iops(5_000)),
                placed -> placed.on(VolumeAttributesClassSpec.Builder::build, VolumeAttributesClassSpec::on));
        return part.say("type", c -> c.it.sku(DiskSku.PREMIUM_V2))
                .say("operations", c -> c.it.iops(6_000))
                .say("throughput", c -> c.it.throughput(300))
                .say("parameter", c -> c.it.parameter("skuName", "PremiumV2_LRS"));
    }

    private static Part<?> attributesOfFiles() {
        Part<Placed<VolumeAttributesClassSpec.FileBuilder>> part = Part.of(
                "attributes of shares",
                cluster -> new Placed<>(
                        cluster,
                        VolumeAttributesClassSpec.ofFiles("quick-files").provisionedIops(5_000)),
                placed -> placed.on(VolumeAttributesClassSpec.Builder::build, VolumeAttributesClassSpec::on));
        return part.say("operations", c -> c.it.provisionedIops(6_000))
                .say("bandwidth", c -> c.it.provisionedBandwidth(300));
    }

    private static Part<Placed<PersistentVolumeSpec.Builder>> volume(
            String name, Supplier<PersistentVolumeSpec.Builder> begin) {
        Part<Placed<PersistentVolumeSpec.Builder>> part = Part.of(
                name,
                cluster -> new Placed<>(cluster, begin.get()),
                placed -> placed.on(PersistentVolumeSpec.Builder::build, PersistentVolumeSpec::on));
        return part.say("class", c -> c.it.storageClass("found"))
                .say("read only", c -> c.it.readOnly())
                .say("options", c -> c.it.mountOptions("noatime"))
                .say("reserved", c -> c.it.reservedFor("default", "waiting"))
                .say("attribute", c -> c.it.attribute("someKey", "x"));
    }

    private static Part<?> diskVolume() {
        return volume(
                        "volume of a disk",
                        () -> PersistentVolumeSpec.ofDisk("static-disk", id("Microsoft.Compute/disks", "d"), 4))
                .say("modes", c -> c.it.accessModes(AccessMode.READ_WRITE_ONCE_POD))
                .say("raw", c -> c.it.rawBlock())
                .say("file system", c -> c.it.fsType("xfs"))
                .say("no caching", c -> c.it.caching(DiskClass.Caching.NONE))
                .say("zone", c -> c.it.zone("westeurope-1"));
    }

    private static Part<?> shareVolume() {
        return volume(
                        "volume of a share",
                        () -> PersistentVolumeSpec.ofShare(
                                "static-share", id("Microsoft.Storage/storageAccounts", "shopstorage"), "s", 4))
                .say("nfs", c -> c.it.nfs())
                .say("folder", c -> c.it.folder("a"))
                .say("secret", c -> c.it.secret("s", "default"))
                .say("as nodes", c -> c.it.mountWithManagedIdentity());
    }

    private static Part<?> containerVolume() {
        return volume(
                        "volume of a container",
                        () -> PersistentVolumeSpec.ofContainer(
                                "static-container", id("Microsoft.Storage/storageAccounts", "shopstorage"), "c", 4))
                .say("fuse2", c -> c.it.fuse2())
                .say("as an identity", c -> c.it.mountWithManagedIdentity(CLIENT));
    }

    private static Part<?> snapshot() {
        Part<Placed<VolumeSnapshotSpec.Builder>> part = Part.of(
                "volume snapshot",
                cluster -> new Placed<>(cluster, VolumeSnapshotSpec.builder("monday", "default", "data")),
                placed -> placed.on(VolumeSnapshotSpec.Builder::build, VolumeSnapshotSpec::on));
        return part.say("class", c -> c.it.snapshotClass("snap"));
    }
}
