package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.DisruptionBudget;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.util.List;

/** Asks a cluster for the budgets that stand against draining its nodes. */
final class BudgetReads {

    private static final Duration READ = Duration.ofMinutes(5);

    static final Rule<String> READABLE = Rule.<String>error(
                    "AKS-OPS-017", "Before nodes are upgraded, the cluster's pod disruption budgets can be read.")
            .prevents(AzureError.answered(400, "UnsatisfiablePDB"))
            .source("azure-aks-docs, troubleshooting error-code-unsatisfiablepdb, 2026")
            .check((why, findings) -> {
                if (!why.isEmpty()) {
                    findings.report(
                            "podDisruptionBudgets",
                            "(unknown)",
                            "could not be read: " + why.replaceAll("\\.$", ""),
                            "Let the caller list poddisruptionbudgets, for example by the role Azure Kubernetes Service"
                                    + " RBAC Reader, from where the API server is reached; or go on without asking, with"
                                    + " UpgradeOptions.standard().despiteBudgets().");
                }
            });

    private BudgetReads() {}

    static List<DisruptionBudget> read(Cluster cluster) {
        OperateContext azure = cluster.azure();
        return DisruptionBudget.read(azure.await(
                azure.kubernetes().access().list(cluster.id(), DisruptionBudget.API_VERSION, DisruptionBudget.PLURAL),
                "listing the pod disruption budgets of " + cluster.name(),
                READ));
    }

    /** Returns what the budgets say against draining nodes; nothing if the caller does not want to know. */
    static List<Problem> problems(Cluster cluster, UpgradeOptions options) {
        if (!options.asksForBudgets()) {
            return List.of();
        }
        try {
            return DisruptionBudget.against(read(cluster));
        } catch (AksException e) {
            return READABLE.on(String.valueOf(e.getMessage()));
        }
    }
}
