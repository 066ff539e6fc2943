package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;

/** What Kubernetes, the drivers and Azure demand of a volume that stands for existing storage. */
final class PersistentVolumeRules {

    private static final String DRIVERS =
            "azuredisk, azurefile and blob CSI drivers, docs/driver-parameters.md, 2026-08";

    static final Rule<PersistentVolumeSpec> NAME = Rule.<PersistentVolumeSpec>error(
                    "AKS-STO-171",
                    "A volume's name has lower-case letters, digits, hyphens and dots; it has a size, and disks only a file"
                            + " system or zone.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes API reference, PersistentVolume v1, 1.35")
            .check((it, findings) -> {
                if (!SubdomainName.is(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a volume",
                            "Use lower-case letters, digits and hyphens.");
                }
                if (it.sizeGib() < 1) {
                    findings.report("sizeGib", it.sizeGib(), "is no size", "Use 1 or more.");
                }
                if (it.driver != Driver.DISK) {
                    Optional<String> odd = it.zone.map(zone -> "zone").or(() -> it.fsType.map(type -> "fsType"));
                    odd.ifPresent(path -> findings.report(
                            path, it.zone.or(() -> it.fsType).orElseThrow(), "is of disks", "Remove it."));
                }
            });

    static final Rule<PersistentVolumeSpec> MODES = Rule.<PersistentVolumeSpec>error(
                    "AKS-STO-172",
                    "A volume on a disk is used by several nodes only as a raw block device of a shared disk; other volumes are"
                            + " no block devices.")
            .prevents(AzureError.happens("The volume would be bound, and the driver refuse to attach or mount it"))
            .source(DRIVERS)
            .check((it, findings) -> {
                if (it.isRawBlock() && it.driver != Driver.DISK) {
                    findings.report("rawBlock", true, "is set for a share or container", "Remove rawBlock().");
                }
                boolean single = it.disk.filter(disk -> disk.maxShares() < 2).isPresent();
                it.accessModes().stream()
                        .filter(mode -> it.driver == Driver.DISK && mode.isShared())
                        .filter(mode -> !it.isRawBlock() || single)
                        .sorted()
                        .forEach(mode -> findings.report(
                                "accessModes",
                                mode,
                                single ? "is set for a disk that is not shared" : "is set for a file system on a disk",
                                "Use rawBlock() with a disk that has maxShares(...), or a share."));
            });

    static final Rule<PersistentVolumeSpec> KEYLESS = Rule.<PersistentVolumeSpec>error(
                    "AKS-STO-173", "Storage in an account without keys is mounted with an identity, or over NFS.")
            .prevents(AzureError.happens("The volume would be bound, and mounting it fail on the node"))
            .source(DRIVERS)
            .check((it, findings) -> it.account
                    .filter(account -> !account.hasSharedKeys())
                    .filter(account -> !it.identity && !"nfs".equals(it.attributes.get("protocol")))
                    .ifPresent(account -> findings.report(
                            it.secret.isPresent() ? "secret" : "storage",
                            it.secret.map(PersistentVolumeSpec.Named::name).orElse(account.name()),
                            "would be mounted with a key, which account " + account.name() + " does not take",
                            "Use mountWithManagedIdentity(), or nfs().")));

    static final Rule<PersistentVolumeSpec> CACHING = Rule.<PersistentVolumeSpec>error(
                    "AKS-STO-174", "A volume on a shared, Ultra or Premium SSD v2 disk is not cached, and says so.")
            .prevents(AzureError.happens("The volume would be bound, and Azure refuse to attach the disk"))
            .source(DRIVERS)
            .check((it, findings) -> it.disk
                    .filter(disk -> disk.maxShares() > 1 || disk.sku().hasFreePerformance())
                    .filter(disk -> !"None".equals(it.attributes.get("cachingMode")))
                    .ifPresent(disk -> findings.report(
                            "cachingMode",
                            it.attributes.getOrDefault("cachingMode", "ReadOnly (the driver's default)"),
                            "is how disk " + disk.name() + " would be cached",
                            "Use caching(Caching.NONE).")));

    static final List<Rule<PersistentVolumeSpec>> ALL = List.of(NAME, MODES, KEYLESS, CACHING);

    private PersistentVolumeRules() {}
}
