package dev.aks4j.tests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
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
import dev.aks4j.storage.VolumeExplanation;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import dev.aks4j.storage.VolumeSnapshotSpec;
import dev.aks4j.storage.Volumes;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Storage from a need to a mounted volume on the simulated Azure: classes, attributes, static disks and shares without keys,
 * snapshots, growth; planned again without a change, and removed as the reclaim policies say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageScenarioTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .subnet("endpoints", "10.20.8.0/24")
            .build();
    private static final StorageAccountSpec FILES = StorageAccountSpec.forFiles("shopfiles", GROUP, FileSku.PREMIUM_ZRS)
            .nfsShares()
            .smbIdentities()
            .noSharedKeys()
            .denyOthers()
            .privateEndpoint("pe-shopfiles", VNET.subnet("endpoints").id(), Service.FILE)
            .build();
    private static final FileShareSpec SMB =
            FileShareSpec.builder("documents", FILES, 256).build();
    private static final FileShareSpec NFS =
            FileShareSpec.builder("media", FILES, 512).nfs().build();
    private static final StorageAccountSpec BLOBS = StorageAccountSpec.forBlobs(
                    "shopblobs", GROUP, BlobSku.STANDARD_ZRS)
            .noSharedKeys()
            .build();
    private static final BlobContainerSpec LAKE =
            BlobContainerSpec.builder("lake", BLOBS).build();
    private static final ManagedDiskSpec ARCHIVE =
            ManagedDiskSpec.builder("archive", GROUP, DiskSku.PREMIUM_ZRS, 128).build();

    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .network(CniOverlay.builder().nodeSubnet(VNET.subnet("nodes")).build())
            .identity(ControlPlaneIdentity.create())
            .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
            .storage(storage -> storage.blobs(true))
            .feature(StorageAccess.builder()
                    .disk(ARCHIVE)
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

    private static final StorageClassSpec DATABASE = DiskClass.builder("database")
            .sku(DiskSku.PREMIUM_ZRS)
            .reclaimPolicy(ReclaimPolicy.RETAIN)
            .build();
    private static final StorageClassSpec ULTRA = DiskClass.builder("ultra")
            .sku(DiskSku.ULTRA)
            .caching(DiskClass.Caching.NONE)
            .iops(4_000)
            .throughput(500)
            .build();
    private static final StorageClassSpec V2 =
            DiskClass.builder("premium-v2").sku(DiskSku.PREMIUM_V2).build();
    private static final StorageClassSpec SHARED = FileClass.builder("shared")
            .sku(FileSku.PREMIUM)
            .noSharedKeys()
            .privateEndpoint()
            .mountWithManagedIdentity()
            .build();
    private static final StorageClassSpec SHARED_NFS = FileClass.builder("shared-nfs")
            .nfs()
            .noSharedKeys()
            .privateEndpoint()
            .build();
    private static final StorageClassSpec KEYLESS = BlobClass.builder("keyless")
            .noSharedKeys()
            .mountWithManagedIdentity("11111111-1111-1111-1111-111111111111")
            .build();
    private static final VolumeAttributesClassSpec CALM = VolumeAttributesClassSpec.ofDisks("calm")
            .iops(3_000)
            .throughput(125)
            .build();
    private static final VolumeAttributesClassSpec BUSY = VolumeAttributesClassSpec.ofDisks("busy")
            .iops(16_000)
            .throughput(1_000)
            .build();
    private static final VolumeSnapshotClassSpec DAILY =
            VolumeSnapshotClassSpec.ofDisks("daily").build();
    private static final VolumeSnapshotSpec MONDAY = VolumeSnapshotSpec.builder("monday", "default", "database")
            .snapshotClass(DAILY)
            .build();

    private final SimulatedAzure azure = SimulatedAzure.create();
    private Aks aks;

    @BeforeAll
    void signIn() {
        aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build();
    }

    @AfterAll
    void close() {
        aks.close();
    }

    private static VolumeClaimSpec claim(String name, StorageClassSpec storage, long gib) {
        return VolumeClaimSpec.builder(name, "default", gib)
                .storageClass(storage)
                .build();
    }

    private static VolumeClaimSpec many(String name, StorageClassSpec storage) {
        return VolumeClaimSpec.builder(name, "default", 100)
                .storageClass(storage)
                .accessModes(AccessMode.READ_WRITE_MANY)
                .build();
    }

    private static PersistentVolumeSpec volume(FileShareSpec share) {
        PersistentVolumeSpec.Builder volume = PersistentVolumeSpec.ofShare(share.name(), share);
        return share.isNfs()
                ? volume.build()
                : volume.mountWithManagedIdentity().build();
    }

    private static VolumeClaimSpec of(PersistentVolumeSpec volume) {
        return VolumeClaimSpec.builder(volume.name(), "default", volume.sizeGib())
                .volume(volume)
                .build();
    }

    private List<Spec> azureSide() {
        RoleAssignmentSpec enter =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, CLUSTER.id(), Principal.of(aks.caller()));
        return List.of(GROUP, VNET, FILES, SMB, NFS, BLOBS, LAKE, ARCHIVE, CLUSTER, enter);
    }

    private static PersistentVolumeSpec disk() {
        return PersistentVolumeSpec.ofDisk("archive", ARCHIVE).build();
    }

    private static PersistentVolumeSpec lake() {
        return PersistentVolumeSpec.ofContainer("lake", LAKE, 100)
                .fuse2()
                .mountWithManagedIdentity()
                .build();
    }

    private List<Spec> all(long databaseGib, VolumeAttributesClassSpec attributes) {
        List<Spec> specs = new ArrayList<>(azureSide());
        for (StorageClassSpec storage : List.of(DATABASE, ULTRA, V2, SHARED, SHARED_NFS, KEYLESS)) {
            specs.add(storage.on(CLUSTER));
        }
        for (VolumeAttributesClassSpec each : List.of(CALM, BUSY)) {
            specs.add(each.on(CLUSTER));
        }
        specs.add(DAILY.on(CLUSTER));
        List<VolumeClaimSpec> claims = new ArrayList<>(List.of(
                claim("database", DATABASE, databaseGib),
                many("shared", SHARED),
                many("shared-nfs", SHARED_NFS),
                many("keyless", KEYLESS)));
        for (StorageClassSpec free : List.of(ULTRA, V2)) {
            claims.add(VolumeClaimSpec.builder(free.name(), "default", 64)
                    .storageClass(free)
                    .volumeAttributesClass(attributes)
                    .build());
        }
        for (PersistentVolumeSpec volume : List.of(disk(), volume(SMB), volume(NFS), lake())) {
            specs.add(volume.on(CLUSTER));
            claims.add(of(volume));
        }
        claims.forEach(claim -> specs.add(claim.on(CLUSTER)));
        return specs;
    }

    private void apply(List<Spec> specs) {
        Plan plan = aks.plan(specs, PlanOptions.standard());
        assertThat(plan.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(plan.apply().await(LONG).isSuccess()).as(plan.toString()).isTrue();
        settle();
    }

    private void settle() {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        azure.transport().scheduler().after(Duration.ofMinutes(3), () -> passed.complete(null));
        try {
            azure.transport().scheduler().await(passed, Duration.ofMinutes(5));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private PersistentVolumeClaim find(String name) {
        try (KubernetesClient client = client()) {
            return client.persistentVolumeClaims()
                    .inNamespace("default")
                    .withName(name)
                    .get();
        }
    }

    private KubernetesClient client() {
        return aks.kubernetes().client(CLUSTER.id().inSubscription(azure.subscriptionId()), Duration.ofMinutes(1));
    }

    private void run(String name, String... claims) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("app:1")
                .endContainer()
                .endSpec();
        for (String claim : claims) {
            pod.editSpec()
                    .addNewVolume()
                    .withName(claim)
                    .withNewPersistentVolumeClaim(claim, false)
                    .endVolume()
                    .endSpec();
        }
        try (KubernetesClient client = client()) {
            client.pods().inNamespace("default").resource(pod.build()).create();
        }
        settle();
    }

    @Test
    @Order(1)
    void everythingIsMadeBoundAndSettled() {
        apply(all(128, CALM));
        run(
                "app",
                "database",
                "ultra",
                "premium-v2",
                "shared",
                "shared-nfs",
                "keyless",
                "archive",
                "documents",
                "media",
                "lake");

        for (String name : List.of(
                "database",
                "ultra",
                "premium-v2",
                "shared",
                "shared-nfs",
                "keyless",
                "archive",
                "documents",
                "media",
                "lake")) {
            assertThat(find(name).getStatus().getPhase()).as(name).isEqualTo("Bound");
        }
        assertThat(aks.plan(all(128, CALM), PlanOptions.standard()).toString()).startsWith("No changes");
    }

    @Test
    @Order(2)
    void handlesAndRolesAreThoseOfTheDrivers() {
        try (KubernetesClient client = client()) {
            assertThat(client.persistentVolumes()
                            .withName("archive")
                            .get()
                            .getSpec()
                            .getCsi()
                            .getVolumeHandle())
                    .isEqualTo(
                            ARCHIVE.id().inSubscription(azure.subscriptionId()).toString());
            assertThat(client.persistentVolumes()
                            .withName("documents")
                            .get()
                            .getSpec()
                            .getCsi()
                            .getVolumeHandle())
                    .isEqualTo("rg-shop#shopfiles#documents##documents#default");
            assertThat(client.persistentVolumes()
                            .withName("lake")
                            .get()
                            .getSpec()
                            .getCsi()
                            .getVolumeHandle())
                    .isEqualTo("rg-shop#shopblobs#lake#lake#default");
        }
        Plan plan = aks.plan(all(128, CALM), PlanOptions.standard());
        assertThat(plan.entries())
                .filteredOn(entry -> entry.type().equals("roleAssignment"))
                .extracting(PlanEntry::name)
                .contains(
                        "Contributor",
                        "Storage Account Contributor",
                        "Storage File Data SMB MI Admin",
                        "Storage Blob Data Contributor");
    }

    @Test
    @Order(3)
    void volumesGrowAndChangeTheirAttributesInPlace() {
        Plan plan = aks.plan(all(256, BUSY), PlanOptions.standard());
        assertThat(plan.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .allSatisfy(entry -> assertThat(entry.change()).isEqualTo(Change.UPDATE))
                .hasSize(3);
        apply(all(256, BUSY));

        assertThat(find("database").getStatus().getCapacity().get("storage")).hasToString("256Gi");
        assertThat(find("ultra").getStatus().getCurrentVolumeAttributesClassName())
                .isEqualTo("busy");
        assertThat(find("premium-v2").getStatus().getModifyVolumeStatus()).isNull();
        assertThat(aks.plan(all(256, BUSY), PlanOptions.standard()).isEmpty()).isTrue();
    }

    private List<Spec> restored() {
        List<Spec> specs = all(256, BUSY);
        specs.add(MONDAY.on(CLUSTER));
        specs.add(VolumeClaimSpec.builder("restored", "default", 256)
                .storageClass(DATABASE)
                .fromSnapshot("monday")
                .build()
                .on(CLUSTER));
        specs.add(VolumeClaimSpec.builder("copy", "default", 256)
                .storageClass(DATABASE)
                .cloneOf("database")
                .build()
                .on(CLUSTER));
        return specs;
    }

    @Test
    @Order(4)
    void aSnapshotAndACloneFillNewClaims() {
        apply(restored());
        run("second", "restored", "copy");

        assertThat(find("restored").getStatus().getPhase()).isEqualTo("Bound");
        assertThat(find("copy").getStatus().getPhase()).isEqualTo("Bound");
        assertThat(aks.plan(restored(), PlanOptions.standard()).isEmpty()).isTrue();
    }

    @Test
    @Order(5)
    void nothingThatHoldsDataIsRemovedUnasked() {
        Plan refused = aks.planRemoval(azureSide(), PlanOptions.standard());
        assertThat(refused.problems())
                .filteredOn(problem -> problem.rule().equals("AKS-PLAN-021"))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.toString()).contains("allowDataLoss(id)"));

        PlanOptions all = PlanOptions.standard()
                .allowDataLoss(FILES.id())
                .allowDataLoss(BLOBS.id())
                .allowDataLoss(ARCHIVE.id());
        assertThat(aks.planRemoval(azureSide(), all).problems())
                .extracting(Problem::rule)
                .doesNotContain("AKS-PLAN-021");
        assertThat(aks.plan(
                                List.of(GROUP, VNET, CLUSTER),
                                PlanOptions.standard().prune())
                        .problems())
                .extracting(Problem::rule)
                .contains("AKS-PLAN-021");
    }

    @Test
    @Order(6)
    void whatWaitsIsExplained() {
        List<Spec> specs = restored();
        specs.add(VolumeClaimSpec.builder("wide", "default", 10)
                .storageClass("database")
                .accessModes(AccessMode.READ_WRITE_MANY)
                .build()
                .on(CLUSTER));
        apply(specs);
        run("third", "wide");

        Volumes volumes = Volumes.of(aks, CLUSTER.id().inSubscription(azure.subscriptionId()));
        assertThat(volumes.explainClaim("default", "wide").toString())
                .contains(
                        "is Pending",
                        "a file system on a disk is used by one node at a time",
                        "use a class of file shares");
        assertThat(volumes.explainPod("default", "third").because()).anyMatch(cause -> cause.contains("claim wide"));
        assertThat(volumes.explainClaim("default", "database").isSettled()).isTrue();
        assertThat(volumes.advise())
                .extracting(VolumeExplanation::subject)
                .contains("claim default/wide", "pod default/third")
                .doesNotContain("claim default/database");
    }

    @Test
    @Order(7)
    void claimsGoAsTheirReclaimPoliciesSay() {
        try (KubernetesClient client = client()) {
            client.pods().inNamespace("default").delete();
        }
        settle();
        List<Spec> claims = List.of(
                claim("database", DATABASE, 256).on(CLUSTER),
                many("shared", SHARED).on(CLUSTER),
                of(disk()).on(CLUSTER));
        String kept = find("database").getSpec().getVolumeName();
        String gone = find("shared").getSpec().getVolumeName();
        assertThat(aks.planRemoval(claims, PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        settle();
        try (KubernetesClient client = client()) {
            assertThat(client.persistentVolumes()
                            .withName(kept)
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Released");
            assertThat(client.persistentVolumes().withName(gone).get()).isNull();
            assertThat(client.persistentVolumes()
                            .withName("archive")
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Released");
        }
    }
}
