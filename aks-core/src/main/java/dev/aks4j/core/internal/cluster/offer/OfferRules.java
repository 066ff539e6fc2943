package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure's answers mean to the versions of a plan. They run when a plan is made and Azure has answered. */
public final class OfferRules {

    /**
     * A version that a plan needs, held against an answer.
     *
     * @param path where, in the words of the builders
     * @param version the version
     * @param offered whether the answer has it
     * @param where what does not have it, if so
     * @param fix what to do then
     */
    public record Wanted(String path, String version, boolean offered, String where, String fix) {}

    /** Held against the versions of a region. */
    public static final Rule<Wanted> IN_REGION = Rule.<Wanted>error(
                    "AKS-VER-020", "A Kubernetes version that a plan needs is one that Azure offers in the region.")
            .prevents(AzureError.answered(400, "K8sVersionNotSupported"))
            .source("azure-rest-api-specs, managedClusters listKubernetesVersions, 2025-09-01")
            .check(OfferRules::report);

    /** Held against the upgrade profile of a cluster. */
    public static final Rule<Wanted> FOR_CLUSTER = Rule.<Wanted>error(
                    "AKS-VER-021", "The next version of an existing control plane is one that Azure offers it.")
            .prevents(AzureError.answered(400, "OperationNotAllowed"))
            .source("azure-rest-api-specs, managedClusters getUpgradeProfile, 2025-09-01")
            .check(OfferRules::report);

    /** Held against the upgrade profile of a pool. */
    public static final Rule<Wanted> FOR_POOL = Rule.<Wanted>error(
                    "AKS-VER-022", "The next version of an existing pool is one that Azure offers it.")
            .prevents(AzureError.answered(400, "AgentPoolUpgradeVersionNotAllowed"))
            .source("azure-rest-api-specs, managedClusters getUpgradeProfile, 2025-09-01")
            .check(OfferRules::report);

    /** Held against the versions that a cluster offers its pools. */
    public static final Rule<Wanted> FOR_NEW_POOL = Rule.<Wanted>error(
                    "AKS-VER-023", "A new pool of an existing cluster has a version that Azure offers its pools.")
            .prevents(AzureError.answered(400, "NodePoolMcVersionIncompatible"))
            .source("azure-rest-api-specs, agentPools getAvailableAgentPoolVersions, 2025-09-01")
            .check(OfferRules::report);

    /** Held against the recently used versions of a pool. */
    public static final Rule<Wanted> FOR_ROLLBACK = Rule.<Wanted>error(
                    "AKS-VER-024", "A pool is rolled back to a version and image that it had within seven days.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("API 2026-04-01, agentPools getUpgradeProfile, recentlyUsedVersions; azure-aks-docs,"
                    + " roll-back-node-pool-version, 2026-08-05")
            .check(OfferRules::report);

    /** All of them. */
    public static final List<Rule<?>> ALL = List.of(FOR_ROLLBACK, IN_REGION, FOR_CLUSTER, FOR_POOL, FOR_NEW_POOL);

    private OfferRules() {}

    private static void report(Wanted wanted, Findings findings) {
        if (!wanted.offered()) {
            findings.report(wanted.path(), wanted.version(), "is not on offer " + wanted.where(), wanted.fix());
        }
    }
}
