package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Kubernetes and the drivers demand of a volume claim, seen together with its storage class. */
final class ClaimRules {

    private static final String KUBERNETES = "Kubernetes API reference, PersistentVolumeClaim v1, 1.35";
    private static final String DISKS = "azuredisk CSI driver, pkg/azureutils, 2026-08";
    private static final String TYPES = "Azure docs, disks-types, 2026-08";
    private static final long BURST_GIB = 512;
    private static final long PLUS_GIB = 513;

    static final Rule<VolumeClaimSpec> NAME = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-120",
                    "A claim's name is one of lower-case letters, digits, hyphens and dots, its namespace one without"
                            + " dots.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((it, findings) -> {
                String label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
                if (it.name().length() > 253 || !it.name().matches(label + "(\\." + label + ")*")) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a claim",
                            "Use lower-case letters, digits, hyphens and dots, for example data.");
                }
                if (it.namespace().length() > 63 || !it.namespace().matches(label)) {
                    findings.report(
                            "namespace",
                            it.namespace(),
                            "is not the name of a namespace",
                            "Use lower-case letters, digits and hyphens, for example default.");
                }
            });

    static final Rule<VolumeClaimSpec> SIZE = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-121", "A volume has a size that its kind of storage can have, and 1 GiB at least.")
            .prevents(Parameters.PASSED_ON)
            .source(TYPES)
            .check((it, findings) -> {
                Optional<DiskSku> sku = disk(it).flatMap(storage -> DiskSku.read(storage.sku()));
                long least = sku.map(DiskSku::minGib).orElse(1L);
                long most = sku.map(DiskSku::maxGib).orElse(Long.MAX_VALUE);
                if (it.sizeGib() < least || it.sizeGib() > most) {
                    findings.report(
                            "sizeGib",
                            it.sizeGib(),
                            sku.map(type -> "is not a size of " + type).orElse("is no size"),
                            most == Long.MAX_VALUE
                                    ? "Use 1 or more."
                                    : "Use " + least + " to " + number(most) + ", or another type of disk.");
                }
            });

    static final Rule<VolumeClaimSpec> SHARED_DISK = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-122",
                    "Several nodes use a disk only as a raw block device, and only one whose class has maxShares.")
            .prevents(Parameters.REFUSED)
            .source(DISKS)
            .check((it, findings) -> disk(it).ifPresent(storage -> it.accessModes().stream()
                    .filter(AccessMode::isShared)
                    .filter(mode -> !it.isRawBlock() || DiskClassRules.shares(storage) < 2)
                    .sorted()
                    .forEach(mode -> findings.report(
                            "accessModes",
                            mode,
                            it.isRawBlock()
                                    ? "is set for disks that are not shared"
                                    : "is set for a file system on a disk",
                            it.isRawBlock()
                                    ? "Add maxShares(2) or more to storage class " + storage.name() + "."
                                    : "Use a FileClass, or rawBlock() with a class that has maxShares(...)."))));

    static final Rule<VolumeClaimSpec> IOPS = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-123",
                    "An Ultra disk has at most 1,000 IOPS for each GiB; a Premium SSD v2 disk has 3,000, and 500 more for"
                            + " each GiB above 6.")
            .prevents(Parameters.PASSED_ON)
            .source(TYPES)
            .check((it, findings) -> disk(it).filter(DiskClassRules::hasFreePerformance)
                    .ifPresent(storage -> {
                        boolean ultra = storage.sku().equals(DiskSku.ULTRA.toString());
                        long most = ultra ? it.sizeGib() * 1_000 : 3_000 + Math.max(0, it.sizeGib() - 6) * 500;
                        DiskClassRules.number(storage, "DiskIOPSReadWrite").stream()
                                .filter(iops -> iops > most)
                                .forEach(iops -> findings.report(
                                        "sizeGib",
                                        it.sizeGib(),
                                        "is too small for the " + number(iops) + " IOPS of storage class "
                                                + storage.name(),
                                        "Use at least "
                                                + (ultra ? (iops + 999) / 1_000 : 6 + (iops - 3_000 + 499) / 500)
                                                + " GiB, or at most " + number(most) + " IOPS."));
                    }));

    static final Rule<VolumeClaimSpec> BURSTING = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-124", "A disk that bursts on demand is larger than 512 GiB.")
            .prevents(Parameters.PASSED_ON)
            .source("azuredisk CSI driver, docs/driver-parameters.md, 2026-08")
            .check((it, findings) -> disk(it).filter(
                            storage -> storage.isTrue("enableBursting") && it.sizeGib() <= BURST_GIB)
                    .ifPresent(storage -> findings.report(
                            "sizeGib",
                            it.sizeGib(),
                            "is too small for the bursting of storage class " + storage.name(),
                            "Use 513 or more, or a class without bursting().")));

    static final Rule<VolumeClaimSpec> PLUS = Rule.<VolumeClaimSpec>warning(
                    "AKS-STO-125", "A disk with performance plus has 513 GiB or more.")
            .source("azuredisk CSI driver, docs/driver-parameters.md, 2026-08")
            .check((it, findings) -> disk(it).filter(
                            storage -> storage.isTrue("enablePerformancePlus") && it.sizeGib() < PLUS_GIB)
                    .ifPresent(storage -> findings.report(
                            "sizeGib",
                            it.sizeGib(),
                            "is raised to 513 silently by the performance plus of storage class " + storage.name(),
                            "Use 513 or more, or a class without performancePlus().")));

    static final Rule<VolumeClaimSpec> SHARES = Rule.<VolumeClaimSpec>warning(
                    "AKS-STO-126",
                    "A disk of up to 512 GiB is shared by 3 nodes, one of up to 4 TiB by 5, a larger one by 10; Ultra and"
                            + " Premium SSD v2 by 15.")
            .source("Azure docs, disks-shared, 2025-12, limits by size as commonly given")
            .check((it, findings) -> disk(it).filter(storage -> !DiskClassRules.hasFreePerformance(storage))
                    .ifPresent(storage -> {
                        long most = it.sizeGib() <= 512 ? 3 : it.sizeGib() <= 4_096 ? 5 : 10;
                        if (DiskClassRules.shares(storage) > most) {
                            findings.report(
                                    "sizeGib",
                                    it.sizeGib(),
                                    "is too small for the " + DiskClassRules.shares(storage)
                                            + " shares of storage class " + storage.name(),
                                    "Use maxShares(" + most + ") or less, or a larger disk.");
                        }
                    }));

    static final Rule<VolumeClaimSpec> RAW_BLOCK = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-127", "Only disks are raw block devices.")
            .prevents(Parameters.REFUSED)
            .source("azurefile and blob CSI drivers, controllerserver.go, 2026-08")
            .check((it, findings) -> it.storageClass()
                    .filter(storage -> it.isRawBlock() && storage.driver() != Driver.DISK)
                    .ifPresent(storage -> findings.report(
                            "rawBlock",
                            true,
                            "is set with storage class " + storage.name() + " of " + storage.provisioner(),
                            "Use a DiskClass, or remove rawBlock().")));

    static final Rule<VolumeClaimSpec> SHARE_SIZE = Rule.<VolumeClaimSpec>warning(
                    "AKS-STO-128", "A premium share has 100 GiB or more, one of a premium v2 type 32 GiB.")
            .source("azurefile CSI driver, controllerserver.go, 2026-08")
            .check((it, findings) -> it.storageClass()
                    .filter(storage -> storage.driver() == Driver.FILE)
                    .flatMap(storage -> FileSku.read(storage.sku()))
                    .filter(sku -> sku.isPremium() && it.sizeGib() >= 1 && it.sizeGib() < sku.minGib())
                    .ifPresent(sku -> findings.report(
                            "sizeGib",
                            it.sizeGib(),
                            "is raised to " + sku.minGib() + " silently for " + sku,
                            "Use " + sku.minGib() + " or more, or another type.")));

    static final Rule<VolumeClaimSpec> STANDARD_V2_SIZE = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-133",
                    "A share of a standard v2 type has 32 GiB or more; the driver raises premium ones only.")
            .prevents(Parameters.PASSED_ON)
            .source("azurefile CSI driver, controllerserver.go, 2026-08; Azure docs, understanding-billing, 2026")
            .check((it, findings) -> it.storageClass()
                    .filter(storage -> storage.driver() == Driver.FILE)
                    .flatMap(storage -> FileSku.read(storage.sku()))
                    .filter(sku -> sku.isV2() && !sku.isPremium() && it.sizeGib() >= 1 && it.sizeGib() < sku.minGib())
                    .ifPresent(sku -> findings.report(
                            "sizeGib",
                            it.sizeGib(),
                            "is less than a share of " + sku + " can have",
                            "Use " + sku.minGib() + " or more, or another type.")));

    static final Rule<VolumeClaimSpec> BLOB_SNAPSHOT = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-129", "A container is not filled from a snapshot.")
            .prevents(Parameters.REFUSED)
            .source("blob CSI driver, controllerserver.go, 2026-08")
            .check((it, findings) -> it.storageClass()
                    .filter(storage -> storage.driver() == Driver.BLOB)
                    .ifPresent(storage -> it.sources().stream()
                            .filter(source -> source.kind() == VolumeClaimSpec.SourceKind.SNAPSHOT)
                            .forEach(source -> findings.report(
                                    "fromSnapshot",
                                    source.name(),
                                    "is set with storage class " + storage.name() + " of " + storage.provisioner(),
                                    "Use cloneOf(claim)."))));

    static final Rule<VolumeClaimSpec> ONE_SOURCE = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-130", "A volume is filled from one source at most.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((it, findings) -> {
                if (it.sources().size() > 1) {
                    findings.report(
                            "source",
                            it.sources().stream()
                                    .map(VolumeClaimSpec.Source::name)
                                    .toList(),
                            "are several sources",
                            "Keep one fromSnapshot(...) or cloneOf(...).");
                }
            });

    static final Rule<VolumeClaimSpec> ATTRIBUTES = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-132",
                    "The attributes of a claim are of the driver of its storage class, and of a disk whose type has them.")
            .prevents(
                    happens(
                            "The driver would answer InvalidArgument or Internal, or Azure refuse it, and the claim stay Pending"))
            .source("Kubernetes external-provisioner and azuredisk CSI driver, 2026-08")
            .check((it, findings) -> it.attributes()
                    .ifPresent(attributes -> it.storageClass().ifPresent(storage -> {
                        boolean plain = attributes.driver() == Driver.DISK
                                && attributes.sku().isEmpty()
                                && attributes.parameters().keySet().stream()
                                        .anyMatch(key ->
                                                key.toLowerCase(Locale.ROOT).endsWith("readwrite"))
                                && !DiskClassRules.hasFreePerformance(storage);
                        merged(storage, attributes)
                                .forEach(problem -> findings.report(
                                        "volumeAttributesClass",
                                        attributes.name(),
                                        "makes of storage class " + storage.name() + ": " + problem.path() + " = "
                                                + problem.value() + " " + problem.what(),
                                        problem.fix()));
                        if (attributes.driver() != storage.driver()) {
                            findings.report(
                                    "volumeAttributesClass",
                                    attributes.name(),
                                    "is of " + attributes.driverName() + ", storage class " + storage.name() + " of "
                                            + storage.provisioner(),
                                    "Use an attributes class of the same driver.");
                        } else if (plain) {
                            findings.report(
                                    "volumeAttributesClass",
                                    attributes.name(),
                                    "sets the performance of disks of " + storage.sku()
                                            + ", which follows from their size",
                                    "Use DiskSku.PREMIUM_V2, or add sku(...) to the attributes class.");
                        } else if (attributes.driver() == Driver.FILE
                                && FileSku.read(storage.sku())
                                        .filter(FileSku::isV2)
                                        .isEmpty()) {
                            findings.report(
                                    "volumeAttributesClass",
                                    attributes.name(),
                                    "sets the performance of shares of " + storage.sku(),
                                    "Use FileSku.PREMIUM_V2 or STANDARD_V2.");
                        }
                    })));

    static final Rule<VolumeClaimSpec> ONE_POD = Rule.<VolumeClaimSpec>error(
                    "AKS-STO-131", "The access mode ReadWriteOncePod goes with no other.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((it, findings) -> {
                if (it.accessModes().contains(AccessMode.READ_WRITE_ONCE_POD)
                        && it.accessModes().size() > 1) {
                    findings.report(
                            "accessModes",
                            it.accessModes().stream().sorted().toList(),
                            "has ReadWriteOncePod beside another mode",
                            "Keep READ_WRITE_ONCE_POD alone.");
                }
            });

    static final List<Rule<VolumeClaimSpec>> ALL = List.of(
            NAME,
            SIZE,
            SHARED_DISK,
            IOPS,
            BURSTING,
            PLUS,
            SHARES,
            RAW_BLOCK,
            SHARE_SIZE,
            STANDARD_V2_SIZE,
            BLOB_SNAPSHOT,
            ONE_SOURCE,
            ONE_POD,
            ATTRIBUTES);

    private ClaimRules() {}

    /** Returns what is wrong with a class of disks once attributes say something else, and was right before. */
    private static List<Problem> merged(StorageClassSpec storage, VolumeAttributesClassSpec attributes) {
        if (storage.driver() != Driver.DISK || attributes.driver() != Driver.DISK) {
            return List.of();
        }
        DiskClass.Builder builder = DiskClass.builder(storage.name());
        storage.parameters().forEach(builder::parameter);
        List<String> before =
                rules(new StorageClassSpec(builder)).stream().map(Problem::path).toList();
        attributes.parameters().forEach(builder::parameter);
        return rules(new StorageClassSpec(builder)).stream()
                .filter(problem -> !before.contains(problem.path()))
                .toList();
    }

    private static List<Problem> rules(StorageClassSpec storage) {
        return Rule.all(StorageRules.of(Driver.DISK), storage).stream()
                .filter(Problem::isError)
                .toList();
    }

    private static Optional<StorageClassSpec> disk(VolumeClaimSpec it) {
        return it.storageClass().filter(storage -> storage.driver() == Driver.DISK);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
