package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/** What stands against rolling a pool back. */
final class RollbackRules {

    private static final String SOURCE = "azure-aks-docs, roll-back-node-pool-version, 2026-08-05; azure-cli 2.91.0";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    /** A pool that is to go back, and where it can go. */
    record Rollback(NodePool pool, List<RecentVersion> recent) {}

    static final Rule<Rollback> WAY_BACK = Rule.<Rollback>error(
                    "AKS-OPS-030", "A pool goes back to what it had before an upgrade of the last seven days.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((back, findings) -> {
                if (back.recent().isEmpty()) {
                    findings.report(
                            "pools." + back.pool().name() + ".nodeImageVersion",
                            back.pool().nodeImageVersion(),
                            "has no recently used version before it",
                            "Wait for the next upgrade, or make a pool from a snapshot.");
                }
            });

    static final Rule<Rollback> BY_HAND = Rule.<Rollback>error(
                    "AKS-OPS-031", "A pool is rolled back where nothing upgrades it by itself.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((back, findings) -> {
                String channel = back.pool()
                        .cluster()
                        .document()
                        .at("/properties/autoUpgradeProfile/upgradeChannel")
                        .asText();
                if (!Set.of("", "none").contains(channel)) {
                    findings.report(
                            "autoUpgrade",
                            channel,
                            "would upgrade the pool again",
                            "Set UpgradeChannel.NONE on the cluster first.");
                }
            });

    static final List<Rule<Rollback>> ALL = List.of(WAY_BACK, BY_HAND);

    private RollbackRules() {}
}
