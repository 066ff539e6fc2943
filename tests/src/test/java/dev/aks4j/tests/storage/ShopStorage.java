package dev.aks4j.tests.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.AccessMode;
import dev.aks4j.storage.BlobClass;
import dev.aks4j.storage.BlobContainerSpec;
import dev.aks4j.storage.BlobSku;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.FileShareSpec;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.ManagedDiskSpec;
import dev.aks4j.storage.PersistentVolumeSpec;
import dev.aks4j.storage.ReclaimPolicy;
import dev.aks4j.storage.StorageAccess;
import dev.aks4j.storage.StorageAccountSpec;
import dev.aks4j.storage.StorageAccountSpec.Service;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeAttributesClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import dev.aks4j.storage.VolumeSnapshotSpec;

/** The shop of the scenario: accounts, shares, a disk, a cluster, and the classes that it has. */
final class ShopStorage {

    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("endpoints", "10.20.8.0/24")
            .build();
    static final StorageAccountSpec FILES = StorageAccountSpec.forFiles("shopfiles", GROUP, FileSku.PREMIUM_ZRS)
            .nfsShares()
            .smbIdentities()
            .noSharedKeys()
            .denyOthers()
            .privateEndpoint("pe-shopfiles", VNET.subnet("endpoints").id(), Service.FILE)
            .build();
    static final FileShareSpec SMB =
            FileShareSpec.builder("documents", FILES, 256).build();
    static final FileShareSpec NFS =
            FileShareSpec.builder("media", FILES, 512).nfs().build();
    static final StorageAccountSpec BLOBS = StorageAccountSpec.forBlobs("shopblobs", GROUP, BlobSku.STANDARD_ZRS)
            .noSharedKeys()
            .build();
    static final BlobContainerSpec LAKE =
            BlobContainerSpec.builder("lake", BLOBS).build();
    static final ManagedDiskSpec ARCHIVE =
            ManagedDiskSpec.builder("archive", GROUP, DiskSku.PREMIUM_ZRS, 128).build();

    static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .network(CniOverlay.builder().nodeSubnet(VNET.subnet("nodes")).build())
            .identity(ControlPlaneIdentity.create())
            .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
            .storage(storage -> storage.blobs(true))
            .feature(StorageAccess.builder()
                    .disk(ARCHIVE)
                    .privateEndpoints(GROUP)
                    .share(SMB)
                    .share(NFS)
                    .container(LAKE)
                    .build())
            .systemPool(
                    "system", pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
            .userPool(
                    "data",
                    pool -> pool.vmSize("Standard_D8s_v5")
                            .count(3)
                            .zones(1, 2, 3)
                            .ultraSsd())
            .build();

    static final StorageClassSpec DATABASE = DiskClass.builder("database")
            .sku(DiskSku.PREMIUM_ZRS)
            .reclaimPolicy(ReclaimPolicy.RETAIN)
            .build();
    static final StorageClassSpec ULTRA = DiskClass.builder("ultra")
            .sku(DiskSku.ULTRA)
            .caching(DiskClass.Caching.NONE)
            .iops(4_000)
            .throughput(500)
            .build();
    static final StorageClassSpec V2 =
            DiskClass.builder("premium-v2").sku(DiskSku.PREMIUM_V2).build();
    static final StorageClassSpec SHARED = FileClass.builder("shared")
            .sku(FileSku.PREMIUM)
            .noSharedKeys()
            .privateEndpoint()
            .mountWithManagedIdentity()
            .build();
    static final StorageClassSpec SHARED_NFS = FileClass.builder("shared-nfs")
            .nfs()
            .noSharedKeys()
            .privateEndpoint()
            .build();
    static final StorageClassSpec KEYLESS = BlobClass.builder("keyless")
            .noSharedKeys()
            .mountWithManagedIdentity("11111111-1111-1111-1111-111111111111")
            .build();
    static final VolumeAttributesClassSpec CALM = VolumeAttributesClassSpec.ofDisks("calm")
            .iops(3_000)
            .throughput(125)
            .build();
    static final VolumeAttributesClassSpec BUSY = VolumeAttributesClassSpec.ofDisks("busy")
            .iops(16_000)
            .throughput(1_000)
            .build();
    static final VolumeSnapshotClassSpec DAILY =
            VolumeSnapshotClassSpec.ofDisks("daily").build();
    static final VolumeSnapshotSpec MONDAY = VolumeSnapshotSpec.builder("monday", "default", "database")
            .snapshotClass(DAILY)
            .build();

    private ShopStorage() {}

    static VolumeClaimSpec claim(String name, StorageClassSpec storage, long gib) {
        return VolumeClaimSpec.builder(name, "default", gib)
                .storageClass(storage)
                .build();
    }

    static VolumeClaimSpec many(String name, StorageClassSpec storage) {
        return VolumeClaimSpec.builder(name, "default", 100)
                .storageClass(storage)
                .accessModes(AccessMode.READ_WRITE_MANY)
                .build();
    }

    static PersistentVolumeSpec volume(FileShareSpec share) {
        PersistentVolumeSpec.Builder volume = PersistentVolumeSpec.ofShare(share.name(), share);
        return share.isNfs()
                ? volume.build()
                : volume.mountWithManagedIdentity().build();
    }

    static VolumeClaimSpec of(PersistentVolumeSpec volume) {
        return VolumeClaimSpec.builder(volume.name(), "default", volume.sizeGib())
                .volume(volume)
                .build();
    }

    static PersistentVolumeSpec disk() {
        return PersistentVolumeSpec.ofDisk("archive", ARCHIVE).build();
    }

    static PersistentVolumeSpec lake() {
        return PersistentVolumeSpec.ofContainer("lake", LAKE, 100)
                .fuse2()
                .mountWithManagedIdentity()
                .build();
    }
}
