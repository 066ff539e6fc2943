package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** Disks of nodes. */
public final class NodeDiskRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<PoolIn> SIZE = Rule.<PoolIn>error(
                    "AKS-POOL-060", "An operating system disk has up to 2048 GiB; 0 for the default.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, osDiskSizeGB")
            .check((in, findings) -> in.within(findings, "osDisk", "/osDiskSizeGB", 0, 2048, " GiB"));

    static final Rule<PoolIn> SMALLEST = Rule.<PoolIn>error(
                    "AKS-POOL-061", "An operating system disk has at least 30 GiB.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_params.py, osdisk size, 2026")
            .check((in, findings) -> {
                int size = in.number("/osDiskSizeGB");
                if (size > 0 && size < 30) {
                    in.report(findings, "osDisk", size + " GiB", "is less than 30", "Use 128 GiB, or leave it out.");
                }
            });

    static final Rule<PoolIn> ULTRA_ZONE = Rule.<PoolIn>warning(
                    "AKS-POOL-062", "Ultra disks need a pool in availability zones, where the region has any.")
            .source("azure-aks-docs, use-ultra-disks, 2025-10, asks for zones; the API's own examples, 2025-09-01, have"
                    + " none, and some regions have Ultra disks without zones")
            .check((in, findings) -> {
                if (in.isTrue("/enableUltraSSD") && in.pool().zones().isEmpty()) {
                    in.report(findings, "ultraSsd", "enabled", "needs zones", "Call zones(...) on the pool.");
                }
            });

    static final Rule<PoolIn> ZONES = Rule.<PoolIn>error("AKS-POOL-063", "Availability zones are 1, 2 and 3.")
            .prevents(AzureError.answered(400, "AvailabilityZoneNotSupported"))
            .source("azure-cli, acs/_params.py, zones, 2026")
            .check((in, findings) -> in.pool().zones().forEach(zone -> {
                if (zone < 1 || zone > 3) {
                    in.report(findings, "zones", zone, "is not a zone", "Use 1, 2 and 3.");
                }
            }));

    static final Rule<PoolIn> EPHEMERAL_ON_DISKLESS = Rule.<PoolIn>warning(
                    "AKS-POOL-064", "An ephemeral disk needs a machine with a local disk, a d in the size's name.")
            .source("azure-aks-docs, concepts-storage, 2026; sizes from version 4 have no disk without a d")
            .check((in, findings) -> VmSize.read(in.pool().vmSize()).ifPresent(size -> {
                boolean general = List.of("D", "E").contains(size.family());
                boolean diskless =
                        general && size.version() >= 4 && !size.features().contains("d");
                if (in.text("/osDiskType").equals("Ephemeral") && diskless) {
                    in.report(
                            findings,
                            "osDisk",
                            "Ephemeral",
                            "finds no local disk on " + size.name(),
                            "Choose a size with a d, for example Standard_D4ds_v5.");
                }
            }));

    static final List<Rule<PoolIn>> ALL = List.of(SIZE, SMALLEST, ULTRA_ZONE, ZONES, EPHEMERAL_ON_DISKLESS);

    private NodeDiskRules() {}
}
