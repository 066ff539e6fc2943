package dev.aks4j.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimRulesTest {

    private static final StorageClassSpec PREMIUM =
            DiskClass.builder("premium").sku(DiskSku.PREMIUM).build();
    private static final StorageClassSpec ULTRA = DiskClass.builder("ultra")
            .sku(DiskSku.ULTRA)
            .caching(DiskClass.Caching.NONE)
            .iops(10_000)
            .build();
    private static final StorageClassSpec V2 =
            DiskClass.builder("v2").sku(DiskSku.PREMIUM_V2).iops(5_000).build();
    private static final StorageClassSpec SHARED = DiskClass.builder("shared")
            .sku(DiskSku.PREMIUM)
            .maxShares(5)
            .caching(DiskClass.Caching.NONE)
            .build();
    private static final StorageClassSpec BURST =
            DiskClass.builder("burst").sku(DiskSku.PREMIUM).bursting().build();
    private static final StorageClassSpec PLUS =
            DiskClass.builder("plus").performancePlus().build();
    private static final StorageClassSpec FILES =
            FileClass.builder("files").sku(FileSku.PREMIUM).build();
    private static final StorageClassSpec FILES_V2 =
            FileClass.builder("files-v2").sku(FileSku.PREMIUM_V2).build();
    private static final StorageClassSpec BLOBS = BlobClass.builder("blobs").build();

    static Stream<RuleCase> cases() {
        return Stream.of(
                named("AKS-STO-120", "Data", "shop", "data.1", "shop"),
                named("AKS-STO-120", "data", "shop.1", "data", "shop"),
                size("AKS-STO-121", PREMIUM, 0, 1),
                size("AKS-STO-121", PREMIUM, 32_768, 32_767),
                size("AKS-STO-121", ULTRA, 3, 65_536),
                size("AKS-STO-121", FILES, 0, 100_000),
                claim(
                        "AKS-STO-122",
                        c -> c.storageClass(SHARED).accessModes(AccessMode.READ_WRITE_MANY),
                        c -> c.storageClass(SHARED)
                                .accessModes(AccessMode.READ_WRITE_MANY)
                                .rawBlock()),
                claim(
                        "AKS-STO-122",
                        c -> c.storageClass(PREMIUM)
                                .accessModes(AccessMode.READ_ONLY_MANY)
                                .rawBlock(),
                        c -> c.storageClass(FILES).accessModes(AccessMode.READ_ONLY_MANY)),
                size("AKS-STO-123", ULTRA, 9, 10),
                size("AKS-STO-123", V2, 9, 10),
                size("AKS-STO-124", BURST, 512, 513),
                size("AKS-STO-125", PLUS, 512, 513),
                size("AKS-STO-126", SHARED, 512, 513),
                claim(
                        "AKS-STO-127",
                        c -> c.storageClass(FILES).rawBlock(),
                        c -> c.storageClass(PREMIUM).rawBlock()),
                size("AKS-STO-128", FILES, 99, 100),
                size("AKS-STO-128", FILES_V2, 31, 32),
                size(
                        "AKS-STO-133",
                        FileClass.builder("files").sku(FileSku.STANDARD_V2).build(),
                        31,
                        32),
                claim(
                        "AKS-STO-129",
                        c -> c.storageClass(BLOBS).fromSnapshot("monday"),
                        c -> c.storageClass(BLOBS).cloneOf("other")),
                claim("AKS-STO-130", c -> c.fromSnapshot("monday").cloneOf("other"), c -> c.fromSnapshot("monday")),
                claim(
                        "AKS-STO-131",
                        c -> c.accessModes(AccessMode.READ_WRITE_ONCE_POD, AccessMode.READ_WRITE_ONCE),
                        c -> c.accessModes(AccessMode.READ_WRITE_ONCE_POD)),
                claim(
                        "AKS-STO-132",
                        c -> c.storageClass(PREMIUM)
                                .volumeAttributesClass(VolumeAttributesClassSpec.ofDisks("busy")
                                        .iops(5_000)
                                        .build()),
                        c -> c.storageClass(V2)
                                .volumeAttributesClass(VolumeAttributesClassSpec.ofDisks("busy")
                                        .iops(5_000)
                                        .build())),
                claim(
                        "AKS-STO-132",
                        c -> c.storageClass(FILES)
                                .volumeAttributesClass(VolumeAttributesClassSpec.ofFiles("busy")
                                        .provisionedIops(5_000)
                                        .build()),
                        c -> c.storageClass(FILES_V2)
                                .volumeAttributesClass(VolumeAttributesClassSpec.ofFiles("busy")
                                        .provisionedIops(5_000)
                                        .build())),
                snapshots("AKS-STO-140", s -> s.parameter("skuName", "x"), s -> s.parameter("INCREMENTAL", "true")),
                new RuleCase(
                        "AKS-STO-140",
                        "of files",
                        () -> problems(VolumeSnapshotClassSpec.ofFiles("daily").parameter("incremental", "true")),
                        () -> problems(VolumeSnapshotClassSpec.ofFiles("daily").parameter("useDataPlaneAPI", "true"))),
                new RuleCase(
                        "AKS-STO-144",
                        "of files",
                        () -> problems(VolumeSnapshotClassSpec.ofFiles("daily").parameter("useDataPlaneAPI", "yes")),
                        () -> problems(VolumeSnapshotClassSpec.ofFiles("daily").parameter("useDataPlaneAPI", "OAuth"))),
                snapshots(
                        "AKS-STO-141",
                        s -> s.subscription("s").resourceGroup("rg"),
                        s -> s.subscription("s").resourceGroup("rg").full()),
                snapshots("AKS-STO-142", s -> s.location("northeurope").full(), s -> s.location("northeurope")),
                snapshots(
                        "AKS-STO-143",
                        s -> s.parameter("instantAccessDurationMinutes", "59"),
                        s -> s.parameter("instantAccessDurationMinutes", "60")),
                snapshots(
                        "AKS-STO-144",
                        s -> s.parameter("dataAccessAuthMode", "none"),
                        s -> s.parameter("dataAccessAuthMode", "None")),
                snapshots(
                        "AKS-STO-144",
                        s -> s.parameter("networkAccessPolicy", "deny"),
                        s -> s.parameter("networkAccessPolicy", "DenyAll")),
                snapshots(
                        "AKS-STO-146",
                        s -> s.parameter("csi.storage.k8s.io/snapshotter-secret-name", "s"),
                        s -> s.snapshotterSecret("s", "kube-system")),
                snapshots("AKS-STO-145", s -> s.parameter("tags", "a=b,c"), s -> s.tags(Map.of("a", "b,c"))),
                new RuleCase(
                        "AKS-STO-140",
                        "metadata of files",
                        () -> problems(VolumeSnapshotClassSpec.ofFiles("daily").parameter("metadata", "a=b")),
                        () -> problems(VolumeSnapshotClassSpec.ofDisks("daily")
                                .parameter("publicNetworkAccess", "Disabled"))));
    }

    private static RuleCase named(String rule, String name, String namespace, String goodName, String goodNamespace) {
        return new RuleCase(
                rule,
                name,
                () -> problems(VolumeClaimSpec.builder(name, namespace, 10)),
                () -> problems(VolumeClaimSpec.builder(goodName, goodNamespace, 10)));
    }

    private static RuleCase size(String rule, StorageClassSpec storage, long broken, long kept) {
        return new RuleCase(
                rule,
                storage.name(),
                () -> problems(VolumeClaimSpec.builder("data", "shop", broken).storageClass(storage)),
                () -> problems(VolumeClaimSpec.builder("data", "shop", kept).storageClass(storage)));
    }

    private static RuleCase claim(
            String rule, UnaryOperator<VolumeClaimSpec.Builder> broken, UnaryOperator<VolumeClaimSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "claim",
                () -> problems(broken.apply(VolumeClaimSpec.builder("data", "shop", 100))),
                () -> problems(kept.apply(VolumeClaimSpec.builder("data", "shop", 100))));
    }

    private static RuleCase snapshots(
            String rule,
            UnaryOperator<VolumeSnapshotClassSpec.Builder> broken,
            UnaryOperator<VolumeSnapshotClassSpec.Builder> kept) {
        return new RuleCase(
                rule,
                "snapshots",
                () -> problems(broken.apply(VolumeSnapshotClassSpec.ofDisks("daily"))),
                () -> problems(kept.apply(VolumeSnapshotClassSpec.ofDisks("daily"))));
    }

    private static List<Problem> problems(VolumeClaimSpec.Builder builder) {
        return Rule.all(ClaimRules.ALL, builder.unchecked());
    }

    private static List<Problem> problems(VolumeSnapshotClassSpec.Builder builder) {
        return Rule.all(SnapshotRules.ALL, builder.unchecked());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleHolds(RuleCase example) {
        example.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), ClaimRules.ALL);
        RuleCase.cover(cases().toList(), SnapshotRules.ALL);
    }

    @Test
    void theFixNamesTheSizeThatTheOperationsNeed() {
        assertThatThrownBy(() -> VolumeClaimSpec.builder("data", "shop", 8)
                        .storageClass(V2)
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("sizeGib = 8 is too small for the 5,000 IOPS of storage class v2.")
                .hasMessageContaining("Use at least 10 GiB, or at most 4,000 IOPS.");
    }
}
