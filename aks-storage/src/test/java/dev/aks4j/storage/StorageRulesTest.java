package dev.aks4j.storage;

import static dev.aks4j.storage.StorageSamples.GROUP;
import static dev.aks4j.storage.StorageSamples.cluster;
import static dev.aks4j.storage.StorageSamples.problems;
import static dev.aks4j.storage.StorageSamples.refused;
import static dev.aks4j.storage.StorageSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.cluster.ClusterFeature;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageRulesTest {

    private static final ResourceId DES = GROUP.id().child("Microsoft.Compute/diskEncryptionSets", "des");
    private static final ResourceId ACCESS = GROUP.id().child("Microsoft.Compute/diskAccesses", "access");
    private static final ClusterSpec WITH_BLOBS =
            cluster(builder -> builder.raw("/properties/storageProfile/blobCSIDriver/enabled", true));
    private static final ClusterFeature OWN_NETWORK = new ClusterFeature() {
        @Override
        public void contribute(ClusterDocument document, Scope scope) {}

        @Override
        public Set<ResourceId> requires() {
            return Set.of(GROUP.id()
                    .child("Microsoft.Network/virtualNetworks", "vnet")
                    .child("subnets", "nodes"));
        }
    };
    private static final ClusterSpec WITH_ULTRA = cluster(builder -> builder.userPool(
            "ultra", pool -> pool.vmSize("Standard_D8s_v5").count(1).zones(1).ultraSsd()));

    static Stream<RuleCase> cases() {
        return Stream.of(classes(), disks(), accounts(), files(), blobs(), plans())
                .flatMap(cases -> cases);
    }

    private static Stream<RuleCase> classes() {
        return Stream.of(
                named("AKS-STO-001", "Fast", "fast.zrs-1"),
                named("AKS-STO-001", "a".repeat(254), "a".repeat(253)),
                named("AKS-STO-002", "managed-csi", "managed-shop"),
                disk(
                        "AKS-STO-003",
                        d -> d.parameter("maxMountReplicaCount", "1"),
                        d -> d.parameter("SKUNAME", "Premium_LRS")),
                file(
                        "AKS-STO-003",
                        f -> f.parameter("getLatestAccount", "true"),
                        f -> f.parameter("getLatestAccountKey", "true")),
                disk("AKS-STO-004", d -> d.parameter("writeAcceleratorEnabled", "yes"), d -> d.writeAccelerator()),
                disk("AKS-STO-005", d -> d.parameter("tags", "a"), d -> d.tags(Map.of("a", "b=c", "c", "d"))),
                disk("AKS-STO-005", d -> d.tags(Map.of("a/b", "c")), d -> d.tags(Map.of("a", "b,c"))),
                disk(
                        "AKS-STO-008",
                        d -> d.parameter("csi.storage.k8s.io/node-stage-secret-name", "s"),
                        d -> d.parameter("csi.storage.k8s.io/node-stage-secret-name", "s")
                                .parameter("csi.storage.k8s.io/node-stage-secret-namespace", "n")),
                disk(
                        "AKS-STO-003",
                        d -> d.parameter("Device-Setting/queue/scheduler", "none"),
                        d -> d.parameter("device-setting/queue/scheduler", "none")),
                blob(
                        "AKS-STO-003",
                        b -> b.parameter("createAccount", "true"),
                        b -> b.parameter("AzureStorageAuthType", "MSI")),
                file("AKS-STO-004", f -> f.parameter("enableMultichannel", ""), f -> f.parameter("createAccount", "")),
                disk(
                        "AKS-STO-006",
                        d -> d.subscription("s"),
                        d -> d.subscription("s").resourceGroup("rg")),
                disk(
                        "AKS-STO-007",
                        d -> d.parameter("publicNetworkAccess", "SecuredByPerimeter"),
                        d -> d.parameter("publicNetworkAccess", "Disabled")));
    }

    private static Stream<RuleCase> disks() {
        return Stream.of(
                disk("AKS-STO-010", d -> d.parameter("skuName", "premium_lrs"), d -> d.sku(DiskSku.PREMIUM)),
                disk(
                        "AKS-STO-009",
                        d -> d.sku(DiskSku.PREMIUM).parameter("storageAccountType", "Standard_LRS"),
                        d -> d.sku(DiskSku.PREMIUM).parameter("storageAccountType", "Premium_LRS")),
                disk("AKS-STO-011", d -> d.fsType("zfs"), d -> d.fsType("xfs")),
                disk("AKS-STO-012", d -> d.parameter("cachingMode", "none"), d -> d.caching(DiskClass.Caching.NONE)),
                disk(
                        "AKS-STO-013",
                        d -> d.sku(DiskSku.PREMIUM_V2).caching(DiskClass.Caching.READ_ONLY),
                        d -> d.sku(DiskSku.PREMIUM_V2).caching(DiskClass.Caching.NONE)),
                disk(
                        "AKS-STO-013",
                        d -> d.sku(DiskSku.PREMIUM).maxShares(2).caching(DiskClass.Caching.READ_ONLY),
                        d -> d.sku(DiskSku.PREMIUM).caching(DiskClass.Caching.READ_ONLY)),
                disk(
                        "AKS-STO-013",
                        d -> d.sku(DiskSku.ULTRA),
                        d -> d.sku(DiskSku.ULTRA).caching(DiskClass.Caching.NONE)),
                disk(
                        "AKS-STO-013",
                        d -> d.sku(DiskSku.PREMIUM).maxShares(2),
                        d -> d.sku(DiskSku.PREMIUM).maxShares(2).caching(DiskClass.Caching.NONE)),
                disk(
                        "AKS-STO-019",
                        d -> d.parameter(
                                "diskEncryptionSetID",
                                "resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/des"),
                        d -> d.encryptionSet(DES)),
                disk("AKS-STO-011", d -> d.parameter("fsType", "ext5"), d -> d.parameter("fsType", "EXT4")),
                disk(
                        "AKS-STO-010",
                        d -> d.parameter("storageAccountType", "any"),
                        d -> d.parameter("storageAccountType", "Premium_LRS")),
                disk(
                        "AKS-STO-029",
                        d -> d.parameter("perfProfile", "Advanced"),
                        d -> d.parameter("perfProfile", "Advanced").deviceSetting("queue/scheduler", "none")),
                disk(
                        "AKS-STO-034",
                        d -> d.parameter("DiskIOPSReadWrite", ""),
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(5000)),
                disk(
                        "AKS-STO-014",
                        d -> d.sku(DiskSku.PREMIUM).iops(5000),
                        d -> d.sku(DiskSku.ULTRA).iops(5000)),
                disk(
                        "AKS-STO-015",
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(80_001),
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(80_000)),
                disk(
                        "AKS-STO-015",
                        d -> d.sku(DiskSku.ULTRA).iops(99),
                        d -> d.sku(DiskSku.ULTRA).iops(400_000)),
                disk(
                        "AKS-STO-016",
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(80_000).throughput(2_001),
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(8_000).throughput(2_000)),
                disk(
                        "AKS-STO-017",
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(7_999).throughput(2_000),
                        d -> d.sku(DiskSku.PREMIUM_V2).iops(8_000).throughput(2_000)),
                disk(
                        "AKS-STO-018",
                        d -> d.sku(DiskSku.ULTRA).logicalSectorSize(1024),
                        d -> d.sku(DiskSku.ULTRA).logicalSectorSize(512)),
                disk(
                        "AKS-STO-019",
                        d -> d.parameter("diskEncryptionSetID", DES.toString()),
                        d -> d.parameter("diskEncryptionSetID", "/subscriptions/s" + DES)),
                disk("AKS-STO-035", d -> d.encryptionSet(ACCESS), d -> d.encryptionSet(DES)),
                disk("AKS-STO-035", d -> d.privateAccess(DES), d -> d.privateAccess(ACCESS)),
                disk(
                        "AKS-STO-019",
                        d -> d.parameter("diskEncryptionType", "EncryptionAtRestWithCustomerKey"),
                        d -> d.doubleEncryption(DES)),
                disk(
                        "AKS-STO-020",
                        d -> d.encryptionSet(DES).parameter("diskEncryptionType", "Double"),
                        d -> d.doubleEncryption(DES)),
                disk(
                        "AKS-STO-021",
                        d -> d.parameter("networkAccessPolicy", "Allow"),
                        d -> d.networkAccess(DiskClass.NetworkAccess.ALLOW_ALL)),
                disk(
                        "AKS-STO-022",
                        d -> d.networkAccess(DiskClass.NetworkAccess.ALLOW_PRIVATE),
                        d -> d.privateAccess(ACCESS)),
                disk("AKS-STO-022", d -> d.parameter("diskAccessID", ACCESS.toString()), d -> d),
                disk(
                        "AKS-STO-023",
                        d -> d.sku(DiskSku.STANDARD_SSD).bursting(),
                        d -> d.sku(DiskSku.PREMIUM).bursting()),
                disk(
                        "AKS-STO-023",
                        d -> d.sku(DiskSku.PREMIUM).bursting().maxShares(2),
                        d -> d.sku(DiskSku.PREMIUM).bursting().maxShares(1)),
                disk(
                        "AKS-STO-024",
                        d -> d.sku(DiskSku.ULTRA).performancePlus(),
                        d -> d.sku(DiskSku.STANDARD).performancePlus()),
                disk(
                        "AKS-STO-025",
                        d -> d.sku(DiskSku.STANDARD).maxShares(2),
                        d -> d.sku(DiskSku.PREMIUM).maxShares(10)),
                disk(
                        "AKS-STO-025",
                        d -> d.sku(DiskSku.ULTRA).maxShares(16),
                        d -> d.sku(DiskSku.ULTRA).maxShares(15)),
                disk(
                        "AKS-STO-026",
                        d -> d.sku(DiskSku.PREMIUM).writeAccelerator().maxShares(2),
                        d -> d.sku(DiskSku.PREMIUM).writeAccelerator()),
                disk(
                        "AKS-STO-027",
                        d -> d.parameter("diskName", "d".repeat(81)),
                        d -> d.parameter("diskName", "d".repeat(80))),
                disk("AKS-STO-028", d -> d.parameter("kind", "dedicated"), d -> d.parameter("kind", "managed")),
                disk("AKS-STO-029", d -> d.parameter("perfProfile", "fast"), d -> d.tuned()),
                disk(
                        "AKS-STO-034",
                        d -> d.parameter("attachDiskInitialDelay", "1s"),
                        d -> d.parameter("attachDiskInitialDelay", "500")),
                disk(
                        "AKS-STO-031",
                        d -> d.sku(DiskSku.PREMIUM).bindingMode(BindingMode.IMMEDIATE),
                        d -> d.sku(DiskSku.PREMIUM_ZRS).bindingMode(BindingMode.IMMEDIATE)),
                disk(
                        "AKS-STO-032",
                        d -> d.caching(DiskClass.Caching.READ_WRITE),
                        d -> d.caching(DiskClass.Caching.READ_ONLY)),
                disk("AKS-STO-033", d -> d.zones("1"), d -> d.zones("westeurope-1")));
    }

    private static Stream<RuleCase> accounts() {
        return Stream.of(
                file("AKS-STO-040", f -> f.storageAccount("Shop"), f -> f.storageAccount("shop")),
                file("AKS-STO-041", f -> f.storageAccount("shop").matchTags(), f -> f.matchTags()),
                file("AKS-STO-042", f -> f.parameter("allowSharedKeyAccess", "false"), f -> f.noSharedKeys()),
                file(
                        "AKS-STO-042",
                        f -> f.parameter("allowSharedKeyAccess", "false"),
                        f -> f.parameter("allowSharedKeyAccess", "false").mountWithManagedIdentity()),
                blob(
                        "AKS-STO-042",
                        b -> b.parameter("allowSharedKeyAccess", "false"),
                        b -> b.parameter("allowSharedKeyAccess", "false").nfs()),
                blob("AKS-STO-042", b -> b.parameter("allowSharedKeyAccess", "false"), b -> b.noSharedKeys()),
                file(
                        "AKS-STO-043",
                        f -> f.privateDnsZoneResourceGroup("rg"),
                        f -> f.privateEndpoint().privateDnsZoneResourceGroup("rg")),
                file(
                        "AKS-STO-044",
                        f -> f.privateEndpoint().network("rg", "vnet", "a", "b"),
                        f -> f.privateEndpoint().network("rg", "vnet", "a")),
                file("AKS-STO-045", f -> f.mountPermissions("rwx"), f -> f.mountPermissions("0770")),
                file(
                        "AKS-STO-046",
                        f -> f.parameter("fsGroupChangePolicy", "Never"),
                        f -> f.parameter("fsGroupChangePolicy", "Always")),
                file("AKS-STO-047", f -> f.parameter("useDataPlaneAPI", "yes"), f -> f.dataPlaneApi()),
                file(
                        "AKS-STO-048",
                        f -> f.matchTags().parameter("selectRandomMatchingAccount", "true"),
                        f -> f.parameter("selectRandomMatchingAccount", "true")));
    }

    private static Stream<RuleCase> files() {
        return Stream.of(
                file("AKS-STO-060", f -> f.parameter("skuName", "Premium"), f -> f.sku(FileSku.PREMIUM)),
                file("AKS-STO-061", f -> f.parameter("protocol", "nfs3"), f -> f.nfs()),
                file(
                        "AKS-STO-062",
                        f -> f.sku(FileSku.STANDARD).nfs(),
                        f -> f.sku(FileSku.PREMIUM).nfs()),
                file("AKS-STO-062", f -> f.sku(FileSku.STANDARD_V2).nfs(), f -> f.nfs()),
                file("AKS-STO-063", f -> f.shareName("a--b"), f -> f.shareName("a-b")),
                file("AKS-STO-064", f -> f.shareNamePrefix("-shop"), f -> f.shareNamePrefix("shop-")),
                file("AKS-STO-064", f -> f.shareNamePrefix("s".repeat(21)), f -> f.shareNamePrefix("s".repeat(20))),
                file("AKS-STO-065", f -> f.folder("a/../b"), f -> f.folder("a/${pvc.metadata.name}")),
                file("AKS-STO-065", f -> f.folder("a?"), f -> f.folder("a.b/c")),
                file("AKS-STO-065", f -> f.folder("a//b"), f -> f.folder("/a/b/")),
                file("AKS-STO-065", f -> f.folder("./a"), f -> f.folder("a")),
                file(
                        "AKS-STO-063",
                        f -> f.shareName("${pvc.metadata.uid}"),
                        f -> f.shareName("${pvc.metadata.namespace}-${pvc.metadata.name}")),
                file("AKS-STO-060", f -> f.parameter("storageAccountType", "any"), f -> f.parameter("skuName", "")),
                file("AKS-STO-080", f -> f.parameter("accountAccessTier", "Cool"), f -> f),
                file("AKS-STO-081", f -> f.encryptInTransit(), f -> f.nfs().encryptInTransit()),
                file("AKS-STO-081", f -> f.nfs().mountWithManagedIdentity(), f -> f.mountWithManagedIdentity()),
                file(
                        "AKS-STO-066",
                        f -> f.accessTier(FileClass.AccessTier.PREMIUM),
                        f -> f.sku(FileSku.PREMIUM).accessTier(FileClass.AccessTier.PREMIUM)),
                file(
                        "AKS-STO-066",
                        f -> f.sku(FileSku.PREMIUM).accessTier(FileClass.AccessTier.HOT),
                        f -> f.accessTier(FileClass.AccessTier.HOT)),
                file(
                        "AKS-STO-067",
                        f -> f.parameter("accountAccessTier", "Warm"),
                        f -> f.parameter("accountAccessTier", "Cold")),
                file("AKS-STO-068", f -> f.accountQuota(99), f -> f.accountQuota(100)),
                file("AKS-STO-069", f -> f.sku(FileSku.PREMIUM).largeFileShares(), f -> f.largeFileShares()),
                file(
                        "AKS-STO-070",
                        f -> f.sku(FileSku.PREMIUM).provisionedIops(100),
                        f -> f.sku(FileSku.PREMIUM_V2).provisionedIops(100)),
                file(
                        "AKS-STO-082",
                        f -> f.sku(FileSku.PREMIUM_V2).parameter("provisionedIOPS", ""),
                        f -> f.sku(FileSku.PREMIUM_V2).provisionedIops(5_000)),
                file(
                        "AKS-STO-071",
                        f -> f.sku(FileSku.STANDARD_V2).provisionedIops(50_001),
                        f -> f.sku(FileSku.PREMIUM_V2).provisionedIops(102_400)),
                file(
                        "AKS-STO-072",
                        f -> f.multichannel(),
                        f -> f.sku(FileSku.PREMIUM).multichannel()),
                file(
                        "AKS-STO-072",
                        f -> f.nfs().multichannel(),
                        f -> f.sku(FileSku.PREMIUM_V2).multichannel()),
                file(
                        "AKS-STO-073",
                        f -> f.mountWithManagedIdentity().mountWithWorkloadIdentity("id"),
                        f -> f.mountWithManagedIdentity()),
                file(
                        "AKS-STO-074",
                        f -> f.nfs().parameter("mountWithOAuthToken", "true").secret("token", "shop"),
                        f -> f.parameter("mountWithOAuthToken", "true").secret("token", "shop")),
                file(
                        "AKS-STO-075",
                        f -> f.parameter("mountWithOAuthToken", "true"),
                        f -> f.parameter("mountWithOAuthToken", "true").secret("token", "shop")),
                file(
                        "AKS-STO-076",
                        f -> f.rootSquash(FileClass.RootSquash.ALL_SQUASH),
                        f -> f.nfs().rootSquash(FileClass.RootSquash.ALL_SQUASH)),
                file(
                        "AKS-STO-077",
                        f -> f.nfs().parameter("rootSquashType", "Root"),
                        f -> f.nfs().rootSquash(FileClass.RootSquash.ROOT_SQUASH)),
                file("AKS-STO-078", f -> f.parameter("fsType", "ext4"), f -> f),
                file("AKS-STO-079", f -> f.parameter("networkEndpointType", "public"), f -> f.privateEndpoint()));
    }

    private static Stream<RuleCase> blobs() {
        return Stream.of(
                blob("AKS-STO-090", b -> b.parameter("skuName", "Standard_GZRS"), b -> b.sku(BlobSku.STANDARD_GRS)),
                blob("AKS-STO-091", b -> b.parameter("protocol", "smb"), b -> b.fuse2()),
                blob("AKS-STO-091", b -> b.parameter("protocol", "NFS"), b -> b.parameter("protocol", "aznfs")),
                blob("AKS-STO-099", b -> b.accessTier(BlobClass.AccessTier.COOL), b -> b),
                blob("AKS-STO-093", b -> b.containerName("a--b"), b -> b.containerName("${pvc.metadata.name}")),
                blob(
                        "AKS-STO-092",
                        b -> b.containerName("lake").containerNamePrefix("lake"),
                        b -> b.containerName("lake")),
                blob("AKS-STO-093", b -> b.containerName("Lake"), b -> b.containerName("lake-1")),
                blob("AKS-STO-094", b -> b.containerNamePrefix("_"), b -> b.containerNamePrefix("lake")),
                blob(
                        "AKS-STO-095",
                        b -> b.accessTier(BlobClass.AccessTier.PREMIUM),
                        b -> b.sku(BlobSku.PREMIUM).accessTier(BlobClass.AccessTier.PREMIUM)),
                blob("AKS-STO-096", b -> b.nfs().versioning(), b -> b.versioning()),
                blob("AKS-STO-096", b -> b.hierarchicalNamespace().versioning(), b -> b.hierarchicalNamespace()),
                blob(
                        "AKS-STO-097",
                        b -> b.softDeleteBlobs(Duration.ofDays(366)),
                        b -> b.softDeleteBlobs(Duration.ofDays(365))),
                blob(
                        "AKS-STO-097",
                        b -> b.softDeleteContainers(Duration.ZERO),
                        b -> b.softDeleteContainers(Duration.ofDays(1))),
                blob(
                        "AKS-STO-098",
                        b -> b.parameter("networkEndpointType", "serviceEndpoint"),
                        b -> b.privateEndpoint()));
    }

    private static Stream<RuleCase> plans() {
        StorageClassSpec ultra = DiskClass.builder("ultra")
                .sku(DiskSku.ULTRA)
                .caching(DiskClass.Caching.NONE)
                .build();
        StorageClassSpec blobs = BlobClass.builder("lake").build();
        StorageClassSpec one = DiskClass.builder("one").asDefault().build();
        StorageClassSpec two = DiskClass.builder("two").asDefault().build();
        return Stream.of(
                plan("AKS-STO-110", cluster(), WITH_BLOBS, List.of(blobs)),
                plan("AKS-STO-111", cluster(), WITH_ULTRA, List.of(ultra)),
                new RuleCase(
                        "AKS-STO-112",
                        "two defaults",
                        () -> inPlan(cluster(), List.of(one, two)),
                        () -> inPlan(cluster(), List.of(one))),
                new RuleCase(
                        "AKS-STO-113",
                        "subnets of NFS",
                        () -> inPlan(
                                cluster(builder -> builder.feature(OWN_NETWORK)),
                                List.of(FileClass.builder("media").nfs().build())),
                        () -> inPlan(
                                cluster(builder -> builder.feature(OWN_NETWORK)),
                                List.of(FileClass.builder("media")
                                        .nfs()
                                        .network("rg-shop", "vnet", "nodes")
                                        .build()))),
                new RuleCase(
                        "AKS-STO-114",
                        "the right to make private endpoints",
                        () -> inPlan(
                                cluster(builder -> builder.feature(OWN_NETWORK)),
                                List.of(FileClass.builder("media")
                                        .privateEndpoint()
                                        .build())),
                        () -> inPlan(
                                cluster(),
                                List.of(FileClass.builder("media")
                                        .privateEndpoint()
                                        .build()))));
    }

    private static RuleCase named(String rule, String broken, String kept) {
        return new RuleCase(
                rule, "name", () -> problems(DiskClass.builder(broken)), () -> problems(DiskClass.builder(kept)));
    }

    private static RuleCase disk(
            String rule, UnaryOperator<DiskClass.Builder> broken, UnaryOperator<DiskClass.Builder> kept) {
        return new RuleCase(
                rule,
                "disk",
                () -> problems(broken.apply(DiskClass.builder("test"))),
                () -> problems(kept.apply(DiskClass.builder("test"))));
    }

    private static RuleCase file(
            String rule, UnaryOperator<FileClass.Builder> broken, UnaryOperator<FileClass.Builder> kept) {
        return new RuleCase(
                rule,
                "file",
                () -> problems(broken.apply(FileClass.builder("test"))),
                () -> problems(kept.apply(FileClass.builder("test"))));
    }

    private static RuleCase blob(
            String rule, UnaryOperator<BlobClass.Builder> broken, UnaryOperator<BlobClass.Builder> kept) {
        return new RuleCase(
                rule,
                "blob",
                () -> problems(broken.apply(BlobClass.builder("test"))),
                () -> problems(kept.apply(BlobClass.builder("test"))));
    }

    private static RuleCase plan(String rule, ClusterSpec broken, ClusterSpec kept, List<StorageClassSpec> classes) {
        return new RuleCase(rule, "in a plan", () -> inPlan(broken, classes), () -> inPlan(kept, classes));
    }

    private static List<Problem> inPlan(ClusterSpec cluster, List<StorageClassSpec> classes) {
        List<Spec> specs = new ArrayList<>(List.of(cluster));
        classes.forEach(storage -> specs.add(storage.on(cluster)));
        List<Problem> found = new ArrayList<>();
        specs.stream()
                .filter(PlacedStorageClass.class::isInstance)
                .map(PlacedStorageClass.class::cast)
                .forEach(
                        spec -> found.addAll(StorageClassKind.INSTANCE.check(spec, scope(specs.toArray(Spec[]::new)))));
        return found;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }

    @Test
    void everyRuleHasACase() {
        List<RuleCase> all = Stream.of(cases(), ClaimRulesTest.cases(), ExistingStorageRulesTest.cases())
                .flatMap(each -> each)
                .toList();
        RuleCase.cover(all, StorageRules.all());
    }

    @Test
    void everyRuleNamesItsSource() {
        assertThat(StorageRules.all())
                .allMatch(rule -> !rule.source().isEmpty() && rule.id().matches("AKS-STO-\\d{3}"));
    }

    @Test
    void errorsStopTheBuildAndWarningsDoNot() {
        assertThatThrownBy(() -> DiskClass.builder("fast")
                        .sku(DiskSku.PREMIUM)
                        .iops(5000)
                        .maxShares(11)
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("3 problems in storage class fast")
                .hasMessageContaining("AKS-STO-014   parameters.DiskIOPSReadWrite = 5000 is set for a disk")
                .hasMessageContaining(
                        "AKS-STO-025   parameters.maxShares = 11 is not between 1 and 10 for Premium_LRS.");
        assertThat(refused(DiskClass.builder("fast").caching(DiskClass.Caching.READ_WRITE)::build))
                .isEmpty();
    }

    @Test
    void aPlanRepeatsTheWarningsOfItsClassesAndClaims() {
        StorageClassSpec cached = DiskClass.builder("cached")
                .caching(DiskClass.Caching.READ_WRITE)
                .performancePlus()
                .build();
        PlacedVolumeClaim claim = (PlacedVolumeClaim) VolumeClaimSpec.builder("data", "shop", 64)
                .storageClass(cached)
                .build()
                .on(cluster());
        assertThat(inPlan(cluster(), List.of(cached)))
                .extracting(Problem::path, Problem::isError)
                .containsExactly(tuple("storageClasses.cached.parameters.cachingMode", false));
        assertThat(VolumeClaimKind.INSTANCE.check(claim, scope(claim)))
                .extracting(Problem::path, Problem::isError)
                .containsExactly(tuple("claims.shop.data.sizeGib", false));
    }
}
