package dev.aks4j.tests.storage;

import static dev.aks4j.tests.storage.ShopStorage.ARCHIVE;
import static dev.aks4j.tests.storage.ShopStorage.BLOBS;
import static dev.aks4j.tests.storage.ShopStorage.BUSY;
import static dev.aks4j.tests.storage.ShopStorage.CALM;
import static dev.aks4j.tests.storage.ShopStorage.CLUSTER;
import static dev.aks4j.tests.storage.ShopStorage.DAILY;
import static dev.aks4j.tests.storage.ShopStorage.DATABASE;
import static dev.aks4j.tests.storage.ShopStorage.FILES;
import static dev.aks4j.tests.storage.ShopStorage.GROUP;
import static dev.aks4j.tests.storage.ShopStorage.KEYLESS;
import static dev.aks4j.tests.storage.ShopStorage.LAKE;
import static dev.aks4j.tests.storage.ShopStorage.MONDAY;
import static dev.aks4j.tests.storage.ShopStorage.NFS;
import static dev.aks4j.tests.storage.ShopStorage.SHARED;
import static dev.aks4j.tests.storage.ShopStorage.SHARED_NFS;
import static dev.aks4j.tests.storage.ShopStorage.SMB;
import static dev.aks4j.tests.storage.ShopStorage.ULTRA;
import static dev.aks4j.tests.storage.ShopStorage.V2;
import static dev.aks4j.tests.storage.ShopStorage.VNET;
import static dev.aks4j.tests.storage.ShopStorage.claim;
import static dev.aks4j.tests.storage.ShopStorage.disk;
import static dev.aks4j.tests.storage.ShopStorage.lake;
import static dev.aks4j.tests.storage.ShopStorage.many;
import static dev.aks4j.tests.storage.ShopStorage.of;
import static dev.aks4j.tests.storage.ShopStorage.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.storage.AccessMode;
import dev.aks4j.storage.PersistentVolumeSpec;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeAttributesClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import dev.aks4j.storage.VolumeExplanation;
import dev.aks4j.storage.Volumes;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private List<Spec> azureSide() {
        RoleAssignmentSpec enter =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, CLUSTER.id(), Principal.of(aks.caller()));
        return List.of(GROUP, VNET, FILES, SMB, NFS, BLOBS, LAKE, ARCHIVE, CLUSTER, enter);
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
        assertThat(plan.problems())
                .as("the cluster may make private endpoints")
                .extracting(Problem::rule)
                .doesNotContain("AKS-STO-114");
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

    /** Returns what {@code az disk list} and its like show of the cluster's node resource group. */
    private Map<String, Json> listed(String type, String version) {
        ResourceId group = ResourceId.parse(
                "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/MC_rg-shop_shop_westeurope");
        return byName(ArmRequest.list(group, type, version));
    }

    private Map<String, Json> below(ResourceId account, String service, String type) {
        return byName(ArmRequest.list(ResourceId.parse(account + "/" + service + "/default"), type, "2025-06-01"));
    }

    private Map<String, Json> byName(ArmRequest request) {
        Map<String, Json> all = new LinkedHashMap<>();
        aks.await(aks.arm().send(request), LONG)
                .body()
                .path("value")
                .forEach(one -> all.put(one.path("name").asText(), one));
        return all;
    }

    private Map<String, Json> disks() {
        return listed("Microsoft.Compute/disks", "2025-01-02");
    }

    private Json diskOf(String claim) {
        return disks().getOrDefault(find(claim).getSpec().getVolumeName(), Json.missing());
    }

    /** Returns the account of a claim's share or container, as its volume's handle names it. */
    private Json accountOf(String claim) {
        return listed("Microsoft.Storage/storageAccounts", "2025-06-01").getOrDefault(handle(claim)[1], Json.missing());
    }

    private String[] handle(String claim) {
        try (KubernetesClient client = client()) {
            return client.persistentVolumes()
                    .withName(find(claim).getSpec().getVolumeName())
                    .get()
                    .getSpec()
                    .getCsi()
                    .getVolumeHandle()
                    .split("#", -1);
        }
    }

    @Test
    @Order(2)
    void aDatabaseIsAnAttachedDiskInEveryZone() {
        Json disk = diskOf("database");
        assertThat(disk.at("/sku/name").asText()).isEqualTo("Premium_ZRS");
        assertThat(disk.path("zones").isMissing()).isTrue();
        assertThat(disk.at("/properties/diskSizeGB").asInt()).isEqualTo(128);
        assertThat(disk.at("/properties/diskState").asText()).isEqualTo("Attached");
        assertThat(disk.at("/tags/kubernetes.io-created-for-pvc-name").asText()).isEqualTo("database");
    }

    @Test
    @Order(2)
    void ultraAndPremiumV2HaveTheAttributesOfTheirClassInOneZone() {
        for (String claim : List.of("ultra", "premium-v2")) {
            Json disk = diskOf(claim);
            assertThat(disk.at("/properties/diskIOPSReadWrite").asInt())
                    .as(claim)
                    .isEqualTo(3_000);
            assertThat(disk.at("/properties/diskMBpsReadWrite").asInt())
                    .as(claim)
                    .isEqualTo(125);
            assertThat(disk.path("zones").size()).as(claim).isEqualTo(1);
            assertThat(disk.at("/properties/networkAccessPolicy").asText())
                    .as(claim)
                    .isEqualTo("DenyAll");
        }
    }

    @Test
    @Order(2)
    void sharesOverSmbAndNfsHaveAPrivateEndpointAndNoKeys() {
        for (String claim : List.of("shared", "shared-nfs")) {
            Json account = accountOf(claim);
            assertThat(account.at("/properties/allowSharedKeyAccess").asText())
                    .as(claim)
                    .isEqualTo("false");
            assertThat(account.at("/properties/networkAcls/defaultAction").asText())
                    .as(claim)
                    .isEqualTo("Deny");
            assertThat(account.at("/properties/privateEndpointConnections").size())
                    .as(claim)
                    .isEqualTo(1);
        }
        assertThat(accountOf("shared").path("name"))
                .isNotEqualTo(accountOf("shared-nfs").path("name"));
        assertThat(accountOf("shared-nfs")
                        .at("/properties/supportsHttpsTrafficOnly")
                        .asText())
                .isEqualTo("false");
        Json nfs = below(ResourceId.parse(accountOf("shared-nfs").path("id").asText()), "fileServices", "shares")
                .get(handle("shared-nfs")[2]);
        assertThat(nfs.at("/properties/enabledProtocols").asText()).isEqualTo("NFS");
        assertThat(nfs.at("/properties/shareQuota").asInt()).isEqualTo(100);
    }

    @Test
    @Order(2)
    void aKeylessContainerLiesInAnAccountWithoutKeys() {
        Json account = accountOf("keyless");
        assertThat(account.at("/properties/allowSharedKeyAccess").asText()).isEqualTo("false");
        assertThat(below(ResourceId.parse(account.path("id").asText()), "blobServices", "containers"))
                .containsKey(handle("keyless")[2]);
    }

    @Test
    @Order(2)
    void theStaticDiskIsAttachedByTheClustersIdentity() {
        Json disk = aks.await(
                        aks.arm()
                                .send(ArmRequest.get(
                                        ARCHIVE.id().inSubscription(azure.subscriptionId()), "2025-01-02")),
                        LONG)
                .body();
        assertThat(disk.at("/properties/diskState").asText()).isEqualTo("Attached");
        assertThat(disk.path("managedBy").asText()).contains("/virtualMachineScaleSets/aks-");
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
        assertThat(diskOf("database").at("/properties/diskSizeGB").asInt()).isEqualTo(256);
        assertThat(diskOf("database").at("/properties/diskState").asText()).isEqualTo("Attached");
        for (String claim : List.of("ultra", "premium-v2")) {
            assertThat(diskOf(claim).at("/properties/diskIOPSReadWrite").asInt())
                    .as(claim)
                    .isEqualTo(16_000);
            assertThat(diskOf(claim).at("/properties/diskMBpsReadWrite").asInt())
                    .as(claim)
                    .isEqualTo(1_000);
        }
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
        Json snapshot = listed("Microsoft.Compute/snapshots", "2025-01-02")
                .values()
                .iterator()
                .next();
        assertThat(snapshot.at("/properties/incremental").asText()).isEqualTo("true");
        assertThat(snapshot.at("/properties/creationData/sourceResourceId").asText())
                .isEqualTo(diskOf("database").path("id").asText());
        assertThat(diskOf("restored").at("/properties/creationData/sourceResourceId"))
                .isEqualTo(snapshot.path("id"));
        assertThat(diskOf("copy").at("/properties/creationData/sourceResourceId"))
                .isEqualTo(diskOf("database").path("id"));
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
                claim("ultra", ULTRA, 64).on(CLUSTER),
                many("shared", SHARED).on(CLUSTER),
                of(disk()).on(CLUSTER));
        String kept = find("database").getSpec().getVolumeName();
        String gone = find("shared").getSpec().getVolumeName();
        String ultra = find("ultra").getSpec().getVolumeName();
        ResourceId account = ResourceId.parse(accountOf("shared").path("id").asText());
        String share = handle("shared")[2];
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
            assertThat(client.persistentVolumes().withName(ultra).get()).isNull();
            assertThat(client.persistentVolumes()
                            .withName("archive")
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Released");
        }
        assertThat(disks()).containsKey(kept).doesNotContainKey(ultra);
        assertThat(below(account, "fileServices", "shares")).doesNotContainKey(share);
        assertThat(aks.await(
                                aks.arm()
                                        .send(ArmRequest.get(
                                                ARCHIVE.id().inSubscription(azure.subscriptionId()), "2025-01-02")),
                                LONG)
                        .body()
                        .at("/properties/diskState")
                        .asText())
                .isEqualTo("Unattached");
    }
}
