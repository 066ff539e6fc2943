package dev.aks4j.tests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.VirtualNetworkSpec;
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
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every word that can be said of storage in Azure, by itself: planned, applied, and planned again without a change. */
class StorageSpecsSettleTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-data", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22", subnet -> subnet.serviceEndpoints("Microsoft.Storage"))
            .build();

    private final List<Spec> specs = new ArrayList<>(List.of(GROUP, VNET));
    private int number;

    private StorageAccountSpec files(FileSku sku, UnaryOperator<StorageAccountSpec.Builder> words) {
        return add(words.apply(StorageAccountSpec.forFiles("shopfiles" + number++, GROUP, sku))
                .build());
    }

    private StorageAccountSpec blobs(BlobSku sku, UnaryOperator<StorageAccountSpec.Builder> words) {
        return add(words.apply(StorageAccountSpec.forBlobs("shopblobs" + number++, GROUP, sku))
                .build());
    }

    private void disk(DiskSku sku, int gib, UnaryOperator<ManagedDiskSpec.Builder> words) {
        add(words.apply(ManagedDiskSpec.builder("disk" + number++, GROUP, sku, gib))
                .build());
    }

    private void share(StorageAccountSpec account, UnaryOperator<FileShareSpec.Builder> words) {
        add(words.apply(FileShareSpec.builder("share" + number++, account, 128)).build());
    }

    private <S extends Spec> S add(S spec) {
        specs.add(spec);
        return spec;
    }

    private void accounts() {
        var subnet = VNET.subnet("nodes").id();
        files(FileSku.STANDARD, a -> a.noSharedKeys().smbIdentities());
        files(FileSku.STANDARD, a -> a.infrastructureEncryption());
        files(FileSku.STANDARD, a -> a.allowSubnet(subnet));
        files(FileSku.STANDARD, a -> a.allowRange("203.0.113.0/24", "198.51.100.7"));
        files(FileSku.STANDARD, a -> a.denyOthers().tag("team", "shop").region(Region.NORTH_EUROPE));
        files(FileSku.STANDARD, a -> a.publicNetworkAccess(PublicNetworkAccess.DISABLED));
        files(FileSku.PREMIUM, a -> a.privateEndpoint("pe", subnet, Service.FILE));
        blobs(BlobSku.STANDARD, a -> a.hierarchicalNamespace());
        blobs(BlobSku.PREMIUM, a -> a.nfsContainers().allowSubnet(subnet));
        add(BlobContainerSpec.builder("lake", blobs(BlobSku.STANDARD_ZRS, a -> a))
                .build());
    }

    private void shares() {
        StorageAccountSpec premium = files(FileSku.PREMIUM, a -> a.nfsShares());
        share(premium, s -> s);
        share(premium, s -> s.nfs());
        share(premium, s -> s.nfs().rootSquash(FileClass.RootSquash.ROOT_SQUASH));
        share(files(FileSku.STANDARD, a -> a), s -> s.accessTier(FileClass.AccessTier.HOT));
        share(files(FileSku.PREMIUM_V2, a -> a), s -> s.provisionedIops(5_000).provisionedBandwidth(200));
    }

    private void disks() {
        disk(DiskSku.PREMIUM_V2, 64, d -> d.zone(1).iops(5_000).throughput(300).logicalSectorSize(512));
        disk(DiskSku.PREMIUM, 64, d -> d.maxShares(2).performanceTier("P30"));
        disk(DiskSku.PREMIUM, 1_024, d -> d.bursting());
        disk(DiskSku.STANDARD_SSD_ZRS, 64, d -> d.networkAccess(DiskClass.NetworkAccess.ALLOW_ALL));
        ManagedDiskSpec source = add(
                ManagedDiskSpec.builder("source", GROUP, DiskSku.PREMIUM, 64).build());
        DiskSnapshotSpec snapshot = add(DiskSnapshotSpec.builder("monday", GROUP, source.id())
                .zoneRedundant()
                .build());
        add(DiskSnapshotSpec.builder("full", GROUP, source.id()).full().build());
        disk(DiskSku.PREMIUM, 64, d -> d.fromSnapshot(snapshot.id()));
    }

    @Test
    void eachWordIsSettledOnceItIsSaid() {
        accounts();
        shares();
        disks();
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .build()) {
            assertThat(aks.plan(specs, PlanOptions.standard())
                            .apply()
                            .await(Duration.ofHours(2))
                            .isSuccess())
                    .isTrue();
            assertThat(aks.plan(specs, PlanOptions.standard()).toString()).startsWith("No changes");
        }
    }
}
