package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.OptionalInt;

/** What Azure demands of a managed disk. */
final class ManagedDiskRules {

    private static final String TYPES = "Azure docs, disks-types, 2026-08";

    static final Rule<ManagedDiskSpec> NAME = rule(
                    "AKS-STO-161",
                    "A disk's name has 1-80 letters, digits, underscores, hyphens and dots, begins with a letter or digit, and"
                            + " ends with one or an underscore.",
                    "InvalidResourceName",
                    "Azure docs, resource-name-rules, 2026")
            .check((it, findings) -> {
                if (!it.name().matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")) {
                    findings.report(
                            "name", it.name(), "is not the name of a disk", "Use 1-80 letters, digits and hyphens.");
                }
            });

    static final Rule<ManagedDiskSpec> SIZE = rule(
                    "AKS-STO-162",
                    "A managed disk has 1-32,767 GiB; Premium SSD v2 up to 65,536, Ultra 4-65,536.",
                    "InvalidParameter",
                    TYPES)
            .check((it, findings) -> {
                if (it.sizeGib < it.sku.minGib() || it.sizeGib > it.sku.maxGib()) {
                    findings.report(
                            "sizeGib",
                            it.sizeGib,
                            "is not a size of " + it.sku,
                            "Use " + it.sku.minGib() + " to " + it.sku.maxGib() + ", or another type of disk.");
                }
            });

    static final Rule<ManagedDiskSpec> PERFORMANCE = rule(
                    "AKS-STO-163",
                    "IOPS, throughput and sector size of a disk in Azure are set for Premium SSD v2 and Ultra only, within the"
                            + " limits of type and size.",
                    "InvalidParameter",
                    TYPES)
            .check((it, findings) -> {
                if (!it.sku.hasFreePerformance()) {
                    it.iops.ifPresent(value -> fixed(it, findings, "iops", value));
                    it.throughput.ifPresent(value -> fixed(it, findings, "throughput", value));
                    it.sectorSize.ifPresent(value -> fixed(it, findings, "logicalSectorSize", value));
                    return;
                }
                boolean ultra = it.sku == DiskSku.ULTRA;
                long most = DiskLimits.iops(it.sku, it.sizeGib);
                within(findings, "iops", it.iops, ultra ? 100 : 3_000, most, it);
                long iops = it.iops.orElse(ultra ? 500 : 3_000);
                within(findings, "throughput", it.throughput, ultra ? 1 : 125, DiskLimits.throughput(it.sku, iops), it);
                it.sectorSize.ifPresent(bytes -> {
                    if (bytes != 512 && bytes != 4096) {
                        findings.report("logicalSectorSize", bytes, "is no size of a sector", "Use 512 or 4096.");
                    }
                });
            });

    static final Rule<ManagedDiskSpec> ZONE = rule(
                    "AKS-STO-164",
                    "A disk that is copied across zones is in none of them; an Ultra disk is in one.",
                    "BadRequest",
                    TYPES)
            .check((it, findings) -> {
                if (it.sku.toString().endsWith("_ZRS") && it.zone.isPresent()) {
                    findings.report("zone", it.zone.get(), "is set for " + it.sku, "Remove zone(...).");
                } else if (it.sku == DiskSku.ULTRA && it.zone.isEmpty()) {
                    findings.report("zone", "none", "is said for an Ultra disk", "Add zone(1), 2 or 3.");
                }
            });

    static final Rule<ManagedDiskSpec> SHARES = rule(
                    "AKS-STO-165",
                    "A disk in Azure is attached by as many nodes as type and size allow, and bursts only if that is one and it"
                            + " is a Premium SSD above 512 GiB.",
                    "InvalidParameter",
                    "Azure docs, disks-shared, 2025-12")
            .check((it, findings) -> {
                long most = DiskLimits.shares(it.sku, it.sizeGib);
                if (it.maxShares < 1 || it.maxShares > most) {
                    findings.report(
                            "maxShares",
                            it.maxShares,
                            "is not between 1 and " + most + " for " + it.sku + " of " + it.sizeGib + " GiB",
                            "Use 1 to " + most + ", or a larger disk.");
                }
                if (it.bursting && !(it.sku.isPremium() && it.sizeGib > 512 && it.maxShares == 1)) {
                    findings.report(
                            "bursting",
                            true,
                            "is set for a disk that does not burst",
                            "Use a Premium SSD above 512 GiB without maxShares(...), or remove it.");
                }
            });

    private static final List<String> TIERS =
            List.of("P1", "P2", "P3", "P4", "P6", "P10", "P15", "P20", "P30", "P40", "P50", "P60", "P70", "P80");
    private static final int[] TIER_GIB = {4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_767};

    static final Rule<ManagedDiskSpec> TIER = rule(
                    "AKS-STO-176",
                    "A Premium SSD has the performance tier of its size or of a larger one; up to 4 TiB P50 is the highest.",
                    "InvalidParameter",
                    "Azure docs, disks-change-performance, 2026")
            .check((it, findings) -> it.tier.ifPresent(tier -> {
                int least = 0;
                while (least < TIERS.size() - 1 && TIER_GIB[least] < it.sizeGib) {
                    least++;
                }
                int most = it.sizeGib <= 4_096 ? TIERS.indexOf("P50") : TIERS.size() - 1;
                int asked = TIERS.indexOf(tier);
                if (!it.sku.isPremium() || asked < least || asked > most) {
                    findings.report(
                            "performanceTier",
                            tier,
                            "is no tier of " + it.sku + " of " + it.sizeGib + " GiB",
                            it.sku.isPremium()
                                    ? "Use " + TIERS.get(least) + " to " + TIERS.get(most) + "."
                                    : "Use DiskSku.PREMIUM, or remove it.");
                }
            }));

    static final List<Rule<ManagedDiskSpec>> ALL = List.of(NAME, SIZE, PERFORMANCE, ZONE, SHARES, TIER);

    private ManagedDiskRules() {}

    private static Rule.Builder<ManagedDiskSpec> rule(String id, String statement, String code, String source) {
        return Rule.<ManagedDiskSpec>error(id, statement)
                .prevents(answered(400, code))
                .source(source);
    }

    private static void fixed(ManagedDiskSpec it, Findings findings, String path, int value) {
        findings.report(
                path,
                value,
                "is set for " + it.sku + ", whose performance follows from its size",
                "Use DiskSku.PREMIUM_V2, or remove it.");
    }

    private static void within(
            Findings findings, String path, OptionalInt value, long least, long most, ManagedDiskSpec it) {
        value.ifPresent(number -> {
            if (number < least || number > most) {
                findings.report(
                        path,
                        number,
                        "is not between " + least + " and " + most + " for " + it.sku + " of " + it.sizeGib + " GiB",
                        "Use " + least + " to " + most + ".");
            }
        });
    }
}
