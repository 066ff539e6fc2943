package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;

/** What Kubernetes demands of a snapshot. */
final class SnapshotObjectRules {

    static final Rule<VolumeSnapshotSpec> NAMES = Rule.<VolumeSnapshotSpec>error(
                    "AKS-STO-175",
                    "A snapshot and its claim have names of lower-case letters, digits, hyphens and dots.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes CSI, volume snapshots v1, 2026")
            .check((it, findings) ->
                    Map.of("name", it.name(), "namespace", it.namespace(), "claim", it.claim()).entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .filter(entry -> !entry.getValue().matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"))
                            .forEach(entry -> findings.report(
                                    entry.getKey(),
                                    entry.getValue(),
                                    "is not a name in Kubernetes",
                                    "Use lower-case letters, digits and hyphens, for example monday.")));

    static final List<Rule<VolumeSnapshotSpec>> ALL = List.of(NAMES);

    private SnapshotObjectRules() {}
}
