package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What a tier goes with. */
public final class TierRules {

    private static final String TIERS = "azure-aks-docs, free-standard-pricing-tiers, 2026-07";

    static final Rule<DeclaredCluster> PREMIUM_IS_LONG_TERM = Rule.<DeclaredCluster>error(
                    "AKS-CLU-010", "The Premium tier and long-term support go together: neither is had alone.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(TIERS)
            .check((cluster, findings) -> {
                boolean premium = cluster.text("/sku/tier").equals("Premium");
                boolean longTerm = cluster.text("/properties/supportPlan").equals("AKSLongTermSupport");
                if (premium != longTerm) {
                    findings.report(
                            "tier",
                            cluster.text("/sku/tier"),
                            premium ? "lacks long-term support" : "stands beside long-term support",
                            "Call longTermSupport(), which sets both, or choose tier(Tier.STANDARD) with"
                                    + " communitySupport().");
                }
            });

    static final Rule<DeclaredCluster> COST_ANALYSIS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-011", "Cost analysis needs the Standard or Premium tier.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("terraform-provider-azurerm, kubernetes_cluster, 2026-08")
            .check((cluster, findings) -> {
                if (cluster.isTrue("/properties/metricsProfile/costAnalysis/enabled")
                        && cluster.text("/sku/tier").equals("Free")) {
                    findings.report(
                            "monitoring.costAnalysis",
                            "enabled",
                            "does not exist in the Free tier",
                            "Choose tier(Tier.STANDARD), or leave cost analysis out.");
                }
            });

    static final Rule<DeclaredCluster> NODES = Rule.<DeclaredCluster>error(
                    "AKS-CLU-012", "All pools at their maximum have at most 5000 nodes, in the Free tier 1000.")
            .prevents(AzureError.answered(400, "QuotaExceeded"))
            .source(TIERS + "; quotas-skus-regions, 2026")
            .check((cluster, findings) -> {
                long most = cluster.text("/sku/tier").equals("Free") ? 1000 : 5000;
                long nodes = cluster.pools().stream()
                        .mapToLong(NodePoolSpec::maxNodes)
                        .sum();
                if (nodes > most) {
                    findings.report(
                            "pools",
                            nodes + " nodes",
                            "are more than the " + most + " of the " + cluster.text("/sku/tier") + " tier",
                            "Lower the maximum of a pool" + (most == 1000 ? ", or choose tier(Tier.STANDARD)." : "."));
                }
            });

    static final Rule<DeclaredCluster> AUTOMATIC = Rule.<DeclaredCluster>error(
                    "AKS-CLU-013", "An AKS Automatic cluster is of the Standard tier.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, intro-aks-automatic, 2026-07")
            .check((cluster, findings) -> {
                if (cluster.text("/sku/name").equals("Automatic")
                        && !cluster.text("/sku/tier").equals("Standard")) {
                    findings.report(
                            "tier",
                            cluster.text("/sku/tier"),
                            "does not go with AKS Automatic",
                            "Choose tier(Tier.STANDARD).");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(PREMIUM_IS_LONG_TERM, COST_ANALYSIS, NODES, AUTOMATIC);

    private TierRules() {}
}
