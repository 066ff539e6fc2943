package dev.aks4j.storage;

import static dev.aks4j.storage.Parameters.onlyIf;
import static dev.aks4j.storage.Parameters.path;
import static dev.aks4j.storage.Parameters.rule;
import static dev.aks4j.storage.Parameters.warning;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the disk driver and Azure demand of a class of managed disks. */
final class DiskClassRules {

    private static final String DRIVER = "azuredisk CSI driver, docs/driver-parameters.md and pkg/azureutils, 2026-08";
    private static final String TYPES = "Azure docs, disks-types, 2026-08";
    private static final String SHARED = "Azure docs, disks-shared, 2025-12";

    private static final List<String> FILE_SYSTEMS = List.of("ext4", "ext3", "ext2", "xfs", "btrfs", "ntfs");

    static final Rule<StorageClassSpec> SKU =
            Parameters.sku("AKS-STO-010", Parameters.REFUSED, DRIVER, List.of(DiskSku.values()));

    static final Rule<StorageClassSpec> FILE_SYSTEM = rule(
                    "AKS-STO-011",
                    "A file system is ext4, ext3, ext2, xfs, btrfs or ntfs; the driver takes any text, and nodes fail on it.",
                    DRIVER)
            .prevents(Parameters.ON_NODE)
            .check((it, findings) -> Stream.of("csi.storage.k8s.io/fstype", "fsType")
                    .forEach(key -> it.said(key)
                            .filter(type ->
                                    !FILE_SYSTEMS.contains(key.equals("fsType") ? DriverParameters.lower(type) : type))
                            .ifPresent(type -> findings.report(
                                    path(key),
                                    type,
                                    "is no file system that nodes can make",
                                    "Use one of ext4, ext3, ext2, xfs, btrfs, ntfs."))));

    static final Rule<StorageClassSpec> CACHING_MODE =
            Parameters.oneOf("AKS-STO-012", "cachingMode", DRIVER, List.of(DiskClass.Caching.values()));

    static final Rule<StorageClassSpec> NO_CACHING = Rule.<StorageClassSpec>error(
                    "AKS-STO-013",
                    "Ultra and shared disks say that they are not cached: without a word the driver attaches them with"
                            + " ReadOnly, which Azure refuses. Premium SSD v2 says None or nothing.")
            .prevents(Parameters.NOT_ATTACHED)
            .source(DRIVER + "; " + SHARED)
            .check((it, findings) -> {
                Optional<String> mode = it.said("cachingMode");
                boolean v2 = it.sku().equalsIgnoreCase(DiskSku.PREMIUM_V2.toString());
                boolean ultra = it.sku().equals(DiskSku.ULTRA.toString());
                boolean needed = ultra || !v2 && shares(it) > 1;
                if (needed && !mode.equals(Optional.of("None"))
                        || v2 && mode.isPresent() && !mode.get().equalsIgnoreCase("None")) {
                    findings.report(
                            path("cachingMode"),
                            mode.orElse("ReadOnly (the driver's default)"),
                            v2 || ultra
                                    ? "is how a disk of " + it.sku() + " would be cached"
                                    : "is how a shared disk would be cached",
                            "Use caching(Caching.NONE).");
                }
            });

    static final Rule<StorageClassSpec> PERFORMANCE = Parameters.onlyIf(
            Rule.<StorageClassSpec>error(
                            "AKS-STO-014",
                            "IOPS, throughput and sector size are set for Premium SSD v2 and Ultra only.")
                    .prevents(Parameters.INTERNAL)
                    .source(DRIVER),
            DiskClassRules::hasFreePerformance,
            "is set for a disk whose performance follows from its size",
            "Use DiskSku.PREMIUM_V2, or remove it.",
            "DiskIOPSReadWrite",
            "DiskMBpsReadWrite",
            "LogicalSectorSize");

    static final Rule<StorageClassSpec> NUMBERS = rule(
                    "AKS-STO-034",
                    "IOPS, throughput, sector size, shares and the delay before attaching are whole numbers.",
                    DRIVER)
            .check((it, findings) -> Stream.of(
                            "DiskIOPSReadWrite",
                            "DiskMBpsReadWrite",
                            "LogicalSectorSize",
                            "maxShares",
                            "attachDiskInitialDelay")
                    .forEach(key -> it.parameter(key)
                            .filter(value -> !Parameters.isWhole(value, 64))
                            .ifPresent(value -> findings.report(
                                    path(key),
                                    "\"" + value + "\"",
                                    "is not a whole number",
                                    "Write a number, or remove it."))));

    static final Rule<StorageClassSpec> IOPS = rule(
                    "AKS-STO-015", "Ultra disks have 100-400,000 IOPS, Premium SSD v2 disks 3,000-80,000.", TYPES)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> DiskSku.read(it.sku())
                    .filter(DiskSku::hasFreePerformance)
                    .ifPresent(sku -> Parameters.number(
                            it,
                            findings,
                            "DiskIOPSReadWrite",
                            sku == DiskSku.ULTRA ? 100 : 3_000,
                            sku == DiskSku.ULTRA ? 400_000 : 80_000,
                            " for " + sku)));

    static final Rule<StorageClassSpec> THROUGHPUT = rule(
                    "AKS-STO-016", "Ultra disks move 1-10,000 MB/s, Premium SSD v2 disks 125-2,000 MB/s.", TYPES)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> DiskSku.read(it.sku())
                    .filter(DiskSku::hasFreePerformance)
                    .ifPresent(sku -> Parameters.number(
                            it,
                            findings,
                            "DiskMBpsReadWrite",
                            sku == DiskSku.ULTRA ? 1 : 125,
                            sku == DiskSku.ULTRA ? 10_000 : 2_000,
                            " for " + sku)));

    static final Rule<StorageClassSpec> RATIO = rule(
                    "AKS-STO-017", "A disk moves at most 0.25 MB/s for each I/O operation of a second.", TYPES)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> {
                OptionalLong throughput = number(it, "DiskMBpsReadWrite");
                long iops =
                        number(it, "DiskIOPSReadWrite").orElse(it.sku().equals(DiskSku.ULTRA.toString()) ? 500 : 3_000);
                if (hasFreePerformance(it) && throughput.isPresent() && throughput.getAsLong() * 4 > iops) {
                    findings.report(
                            path("DiskMBpsReadWrite"),
                            throughput.getAsLong(),
                            "is more than a quarter of " + iops + " IOPS",
                            "Use iops(" + throughput.getAsLong() * 4 + "), or throughput(" + iops / 4 + ").");
                }
            });

    static final Rule<StorageClassSpec> SECTOR =
            Parameters.oneOf("AKS-STO-018", "LogicalSectorSize", Parameters.PASSED_ON, DRIVER, List.of(512, 4096, 0));

    static final Rule<StorageClassSpec> ENCRYPTION = rule(
                    "AKS-STO-019",
                    "Encryption with keys of yours names the disk encryption set that holds them.",
                    DRIVER)
            .prevents(Parameters.INTERNAL)
            .check((it, findings) -> {
                Optional<String> set = it.said("diskEncryptionSetID");
                set.filter(id -> !it.isReference("diskEncryptionSetID"))
                        .filter(id -> !DriverParameters.lower(id).startsWith("/subscriptions/"))
                        .ifPresent(
                                id -> findings.report(
                                        path("diskEncryptionSetID"),
                                        id,
                                        "is no id with a subscription",
                                        "Use encryptionSet(id), which fills in the cluster's subscription, or write the whole id."));
                it.said("diskEncryptionType")
                        .filter(type -> set.isEmpty())
                        .ifPresent(type -> findings.report(
                                path("diskEncryptionType"),
                                type,
                                "is set without a disk encryption set",
                                "Add encryptionSet(id)."));
            });

    static final Rule<StorageClassSpec> IDS = rule(
                    "AKS-STO-035",
                    "The ids in a class of disks are those of a disk encryption set and of a disk access.",
                    DRIVER)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> Map.of(
                            "diskEncryptionSetID", "Microsoft.Compute/diskEncryptionSets",
                            "diskAccessID", "Microsoft.Compute/diskAccesses")
                    .forEach((key, type) -> it.said(key)
                            .filter(id -> !isId(id, type))
                            .filter(id -> key.equals("diskAccessID")
                                    || it.isReference(key)
                                    || DriverParameters.lower(id).startsWith("/subscriptions/"))
                            .ifPresent(id -> findings.report(
                                    path(key), id, "is not the id of one", "Give the id of a " + type + "."))));

    static final Rule<StorageClassSpec> ENCRYPTION_TYPE = Parameters.oneOf(
            "AKS-STO-020",
            "diskEncryptionType",
            DRIVER,
            List.of(
                    "EncryptionAtRestWithCustomerKey",
                    "EncryptionAtRestWithPlatformKey",
                    "EncryptionAtRestWithPlatformAndCustomerKeys"));

    static final Rule<StorageClassSpec> NETWORK_ACCESS =
            Parameters.oneOf("AKS-STO-021", "networkAccessPolicy", DRIVER, List.of(DiskClass.NetworkAccess.values()));

    static final Rule<StorageClassSpec> PRIVATE_ACCESS = rule(
                    "AKS-STO-022", "AllowPrivate and a disk access resource come together.", DRIVER)
            .prevents(Parameters.NO_ACCESS)
            .check((it, findings) -> {
                boolean isPrivate = it.parameter("networkAccessPolicy")
                        .filter("AllowPrivate"::equals)
                        .isPresent();
                Optional<String> access = it.said("diskAccessID");
                if (isPrivate && access.isEmpty()) {
                    findings.report(
                            path("networkAccessPolicy"),
                            "AllowPrivate",
                            "is set without a disk access resource",
                            "Use privateAccess(id).");
                } else if (!isPrivate && access.isPresent()) {
                    findings.report(
                            path("diskAccessID"),
                            access.get(),
                            "is set without AllowPrivate",
                            "Use privateAccess(id), or remove it.");
                }
            });

    static final Rule<StorageClassSpec> BURSTING = onlyIf(
            rule("AKS-STO-023", "Only Premium SSDs that are not shared burst on demand.", DRIVER + "; " + SHARED)
                    .prevents(Parameters.PASSED_ON),
            it -> DiskSku.read(it.sku()).filter(DiskSku::isPremium).isPresent() && shares(it) <= 1,
            "is set for a disk that does not burst",
            "Use DiskSku.PREMIUM or PREMIUM_ZRS without maxShares, or remove bursting().",
            "enableBursting");

    static final Rule<StorageClassSpec> PLUS = onlyIf(
            rule("AKS-STO-024", "Performance plus is for Premium SSDs, Standard SSDs and hard disks.", DRIVER)
                    .prevents(Parameters.PASSED_ON),
            it -> !hasFreePerformance(it),
            "is set for a disk whose performance is set apart",
            "Use iops(...) and throughput(...) instead.",
            "enablePerformancePlus");

    static final Rule<StorageClassSpec> SHARES = rule(
                    "AKS-STO-025",
                    "A disk is shared by 1 or more nodes: 15 at most for Ultra and Premium SSD v2, 10 for other SSDs;"
                            + " hard disks are not shared.",
                    SHARED)
            .prevents(Parameters.REFUSED_OR_AZURE)
            .check((it, findings) -> {
                long most = it.sku().equals(DiskSku.STANDARD.toString()) ? 1 : hasFreePerformance(it) ? 15 : 10;
                it.parameter("maxShares")
                        .filter(value -> Parameters.isWhole(value, 64))
                        .filter(value -> Long.parseLong(value) < 1 || Long.parseLong(value) > most)
                        .ifPresent(value -> findings.report(
                                path("maxShares"),
                                value,
                                "is not between 1 and " + most + " for " + it.sku(),
                                "Use a whole number between 1 and " + most + "."));
            });

    static final Rule<StorageClassSpec> ACCELERATOR = onlyIf(
            rule("AKS-STO-026", "The write accelerator is not for shared disks.", SHARED)
                    .prevents(Parameters.PASSED_ON),
            it -> shares(it) <= 1,
            "is set for shared disks",
            "Remove writeAccelerator() or maxShares(...).",
            "writeAcceleratorEnabled");

    static final Rule<StorageClassSpec> DISK_NAME = warning(
                    "AKS-STO-027", "The name of a disk has at most 80 characters; the driver cuts longer ones.", DRIVER)
            .check((it, findings) -> it.parameter("diskName")
                    .filter(name -> name.length() > 80)
                    .ifPresent(name -> findings.report(
                            path("diskName"),
                            name,
                            "has " + name.length() + " characters, and is cut to 80",
                            "Shorten it to 80.")));

    static final Rule<StorageClassSpec> KIND = warning(
                    "AKS-STO-028", "Every disk is a managed one, whatever kind says.", DRIVER)
            .check((it, findings) -> it.said("kind")
                    .filter(kind -> !kind.equalsIgnoreCase("managed"))
                    .ifPresent(kind -> findings.report(path("kind"), kind, "has no effect", "Remove it.")));

    static final Rule<StorageClassSpec> PROFILE = rule(
                    "AKS-STO-029",
                    "A performance profile is none, basic or advanced; advanced needs at least one device setting.",
                    DRIVER)
            .check((it, findings) -> it.parameter("perfProfile").ifPresent(profile -> {
                if (!List.of("none", "basic", "advanced").contains(DriverParameters.lower(profile))) {
                    findings.report(
                            path("perfProfile"),
                            "\"" + profile + "\"",
                            "is no profile",
                            "Use none, basic or advanced.");
                } else if (profile.equalsIgnoreCase("advanced")
                        && it.parameters().keySet().stream()
                                .noneMatch(key -> key.startsWith(DriverParameters.DEVICE_SETTING))) {
                    findings.report(
                            path("perfProfile"),
                            profile,
                            "is set without a device setting",
                            "Add deviceSetting(\"queue/scheduler\", \"none\"), or use basic.");
                }
            }));

    static final Rule<StorageClassSpec> BINDING = warning(
                    "AKS-STO-031",
                    "Disks of one zone are made when a pod uses them, so that they are where the pod can run.",
                    DRIVER)
            .check((it, findings) -> {
                if (it.bindingMode() == BindingMode.IMMEDIATE && it.sku().endsWith("_LRS")) {
                    findings.report(
                            "bindingMode",
                            it.bindingMode(),
                            "makes disks in a zone where pods may not run",
                            "Use BindingMode.WAIT_FOR_FIRST_CONSUMER, or a type that is copied across zones.");
                }
            });

    static final Rule<StorageClassSpec> READ_WRITE = warning("AKS-STO-032", "Caching of writes is deprecated.", DRIVER)
            .check((it, findings) -> it.parameter("cachingMode")
                    .filter("ReadWrite"::equals)
                    .ifPresent(mode ->
                            findings.report(path("cachingMode"), mode, "is deprecated", "Use Caching.READ_ONLY.")));

    static final Rule<StorageClassSpec> ZONES = rule(
                    "AKS-STO-033", "A zone is written as region and number, for example westeurope-1.", DRIVER)
            .prevents(Parameters.NO_NODE)
            .check((it, findings) -> it.zones().stream()
                    .filter(zone -> !zone.matches("[a-z][a-z0-9]+-[1-9]"))
                    .forEach(zone -> findings.report(
                            "zones", zone, "is not a zone of a region", "Write it like westeurope-1.")));

    static final List<Rule<StorageClassSpec>> ALL = List.of(
            SKU,
            FILE_SYSTEM,
            CACHING_MODE,
            NO_CACHING,
            PERFORMANCE,
            IOPS,
            THROUGHPUT,
            RATIO,
            SECTOR,
            ENCRYPTION,
            IDS,
            ENCRYPTION_TYPE,
            NETWORK_ACCESS,
            PRIVATE_ACCESS,
            BURSTING,
            PLUS,
            SHARES,
            ACCELERATOR,
            DISK_NAME,
            KIND,
            PROFILE,
            NUMBERS,
            BINDING,
            READ_WRITE,
            ZONES);

    private DiskClassRules() {}

    static boolean hasFreePerformance(StorageClassSpec it) {
        return DiskSku.read(it.sku()).filter(DiskSku::hasFreePerformance).isPresent();
    }

    static long shares(StorageClassSpec it) {
        return number(it, "maxShares").orElse(1);
    }

    static OptionalLong number(StorageClassSpec it, String key) {
        return it.parameter(key)
                .filter(value -> Parameters.isWhole(value, 64))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElse(OptionalLong.empty());
    }

    private static boolean isId(String text, String type) {
        try {
            return text.startsWith("/") && ResourceId.parse(text).type().equalsIgnoreCase(type);
        } catch (AksException notAnId) {
            return false;
        }
    }
}
