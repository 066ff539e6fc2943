package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What all pools of a cluster together must be. */
public final class PoolSetRules {

    private static final String SYSTEM_POOLS = "azure-aks-docs, use-system-pools, 2026";

    static final Rule<DeclaredCluster> A_SYSTEM_POOL = Rule.<DeclaredCluster>error(
                    "AKS-POOL-010", "A cluster has at least one system pool.")
            .prevents(AzureError.answered(400, "MustDefineAtLeastOneSystemPool"))
            .source(SYSTEM_POOLS)
            .check((cluster, findings) -> {
                boolean automatic = cluster.text("/sku/name").equals("Automatic");
                if (!automatic && cluster.pools().stream().noneMatch(NodePoolSpec::isSystem)) {
                    findings.report(
                            "pools",
                            cluster.pools().size() + " pools",
                            "have no system pool among them",
                            "Add systemPool(\"system\", pool -> pool.vmSize(\"Standard_D4ds_v5\")).");
                }
            });

    static final Rule<DeclaredCluster> UNIQUE_NAMES = Rule.<DeclaredCluster>error(
                    "AKS-POOL-003", "Two pools of a cluster have different names.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-cli, 2026")
            .check((cluster, findings) -> {
                Set<String> seen = new HashSet<>();
                cluster.pools().forEach(pool -> {
                    if (!seen.add(pool.name())) {
                        findings.report("pools", pool.name(), "is there twice", "Give each pool a name of its own.");
                    }
                });
            });

    static final Rule<DeclaredCluster> POOL_COUNT = Rule.<DeclaredCluster>error(
                    "AKS-POOL-004", "A cluster has at most 100 pools.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("recorded answers, maxAgentPools 100; azure-aks-docs, quotas-skus-regions, 2026")
            .check((cluster, findings) -> {
                if (cluster.pools().size() > 100) {
                    findings.report(
                            "pools", cluster.pools().size() + " pools", "are more than 100", "Join alike pools.");
                }
            });

    static final Rule<DeclaredCluster> ROOM_FOR_SYSTEM_PODS = Rule.<DeclaredCluster>error(
                    "AKS-POOL-013",
                    "At least one pool has no taint other than CriticalAddonsOnly, or system pods find no node.")
            .prevents(AzureError.answered(400, "CanNotTaintAllAgentPools"))
            .source("SupportArticles, cannottaintallagentpools-error, 2026")
            .check((cluster, findings) -> {
                boolean none = cluster.pools().stream().allMatch(PoolSetRules::isTainted);
                if (none && !cluster.pools().isEmpty()) {
                    findings.report(
                            "pools",
                            "taints on every pool",
                            "leave system pods without a node",
                            "Leave one system pool without taints other than CriticalAddonsOnly.");
                }
            });

    static final Rule<DeclaredCluster> REMOVED_AND_NAMED = Rule.<DeclaredCluster>error(
                    "AKS-POOL-005", "A pool is either defined or to be removed.")
            .source("aks4j: the two contradict each other")
            .check((cluster, findings) -> cluster.removedPools().stream()
                    .filter(name -> cluster.pool(name).isPresent())
                    .forEach(name ->
                            findings.report("removedPool", name, "is defined as a pool too", "Keep one of the two.")));

    static final Rule<DeclaredCluster> SPOT_NOT_FIRST = Rule.<DeclaredCluster>error(
                    "AKS-POOL-006", "The first pool of a cluster is a system pool of Linux nodes.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SYSTEM_POOLS + "; spot-node-pool, 2026")
            .check((cluster, findings) -> {
                boolean has = cluster.pools().stream().anyMatch(NodePoolSpec::isSystem);
                if (has && !cluster.pools().get(0).isSystem()) {
                    findings.report(
                            "pools",
                            cluster.pools().get(0).name(),
                            "comes first and is not a system pool",
                            "Define the system pool first.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL =
            List.of(A_SYSTEM_POOL, UNIQUE_NAMES, POOL_COUNT, ROOM_FOR_SYSTEM_PODS, REMOVED_AND_NAMED, SPOT_NOT_FIRST);

    private PoolSetRules() {}

    private static boolean isTainted(NodePoolSpec pool) {
        return pool.isSpot() || pool.taints().stream().anyMatch(taint -> !taint.startsWith("CriticalAddonsOnly="));
    }
}
