package dev.aks4j.core.cluster.live;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What stands against a verb, checked against the live cluster before anything is sent. */
final class OperatingRules {

    private static final AzureError BUSY = AzureError.answered(409, "OperationNotAllowed");
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    /** A pool that is to get other limits. */
    record Scaling(NodePool pool, int min, int max, boolean auto) {}

    static final Rule<Cluster> RUNNING = Rule.<Cluster>error(
                    "AKS-OPS-001", "A stopped cluster is only started and deleted.")
            .prevents(BUSY)
            .source("azure-aks-docs, start-stop-cluster, 2026")
            .check((cluster, findings) -> {
                if (!cluster.isRunning()) {
                    findings.report(
                            "powerState", "Stopped", "allows nothing but starting and deleting", "Call start() first.");
                }
            });

    static final Rule<Cluster> STOPPABLE = Rule.<Cluster>error(
                    "AKS-OPS-002", "A cluster with node auto-provisioning, or of AKS Automatic, cannot be stopped.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, start-stop-cluster and node-auto-provisioning, 2026")
            .check((cluster, findings) -> {
                boolean provisioning = cluster.document()
                        .at("/properties/nodeProvisioningProfile/mode")
                        .asText()
                        .equals("Auto");
                boolean automatic = cluster.document().at("/sku/name").asText().equals("Automatic");
                if (provisioning || automatic) {
                    findings.report(
                            "stop",
                            automatic ? "AKS Automatic" : "node auto-provisioning",
                            "does not let the cluster be stopped",
                            "Scale its user pools to 0 instead.");
                }
            });

    static final Rule<Scaling> BY_HAND = Rule.<Scaling>error(
                    "AKS-OPS-003", "An autoscaled pool is not scaled by hand, nor is a pool of single machines.")
            .prevents(REFUSED)
            .source("azure-cli, acs/custom.py, 2026")
            .check((scaling, findings) -> {
                NodePool pool = scaling.pool();
                if (!scaling.auto() && pool.isAutoscaled()) {
                    findings.report(
                            "pools." + pool.name() + ".count",
                            scaling.min(),
                            "is chosen by the autoscaler between " + pool.minNodes() + " and " + pool.maxNodes(),
                            "Call autoscale(min, max), or withoutAutoscaler() first.");
                }
                if (pool.document().path("type").asText().equals("VirtualMachines")) {
                    findings.report(
                            "pools." + pool.name() + ".count",
                            scaling.min(),
                            "does not exist in a pool of single machines",
                            "Change the numbers of machines(...) in its spec.");
                }
            });

    static final Rule<Scaling> RANGE = Rule.<Scaling>error(
                    "AKS-OPS-004",
                    "A pool has 0 to 1000 nodes, a system pool 1 to 1000, the minimum up to the maximum.")
            .prevents(REFUSED)
            .source("azure-aks-docs, quotas-skus-regions and use-system-pools, 2026")
            .check((scaling, findings) -> {
                int least = scaling.pool().isSystem() ? 1 : 0;
                if (scaling.min() < least || scaling.max() > 1000 || scaling.min() > scaling.max()) {
                    findings.report(
                            "pools." + scaling.pool().name() + ".count",
                            scaling.min() == scaling.max() ? scaling.min() : scaling.min() + " to " + scaling.max(),
                            "is not within " + least + " to 1000",
                            "Use " + least + " to 1000" + (least == 1 ? ", because it is a system pool." : "."));
                }
            });

    static final List<Rule<Scaling>> SCALING = List.of(BY_HAND, RANGE);

    static final Rule<NodePool> POOL_STOPPABLE = Rule.<NodePool>error("AKS-OPS-005", "A system pool cannot be stopped.")
            .prevents(REFUSED)
            .source("azure-aks-docs, start-stop-nodepools, 2026")
            .check((pool, findings) -> {
                if (pool.isSystem()) {
                    findings.report(
                            "pools." + pool.name(),
                            "System",
                            "cannot be stopped",
                            "Stop the whole cluster, or scale it.");
                }
            });

    static final Rule<NodePool> POOL_REMOVABLE = Rule.<NodePool>error(
                    "AKS-OPS-006", "The last system pool is not removed.")
            .prevents(AzureError.answered(400, "MustDefineAtLeastOneSystemPool"))
            .source("azure-aks-docs, use-system-pools, 2026")
            .check((pool, findings) -> {
                long systems = pool.cluster().pools().stream()
                        .filter(NodePool::isSystem)
                        .count();
                if (pool.isSystem() && systems < 2) {
                    findings.report(
                            "pools." + pool.name(),
                            "System",
                            "is the only system pool",
                            "Add another system pool first, or delete the cluster.");
                }
            });

    /** Machines of a pool that are to be deleted. */
    record Deletion(NodePool pool, List<String> names) {}

    static final Rule<Deletion> MACHINES = Rule.<Deletion>error(
                    "AKS-OPS-007",
                    "Machines are deleted by names of 1 to 40 letters, digits, hyphens and underscores, and a system pool"
                            + " keeps one.")
            .prevents(AzureError.answered(400, "BatchMachineClientError"))
            .source("swagger 2025-09-01, machineName; SupportArticles, BatchMachineClientError, 2026")
            .check((deletion, findings) -> {
                String place = "pools." + deletion.pool().name() + ".machines";
                deletion.names().stream()
                        .filter(name -> !name.matches("[a-zA-Z0-9][-_a-zA-Z0-9]{0,39}"))
                        .forEach(name -> findings.report(
                                place, name, "is not the name of a machine", "Use the names that Azure gave them."));
                int left = deletion.pool().count()
                        - (int) deletion.names().stream().distinct().count();
                if (deletion.names().isEmpty() || deletion.pool().isSystem() && left < 1) {
                    findings.report(
                            place,
                            deletion.names().size() + " machines",
                            deletion.names().isEmpty() ? "are nothing to delete" : "are all that the system pool has",
                            deletion.names().isEmpty() ? "Name one at least." : "Leave one, or scale the pool first.");
                }
            });

    static final List<Rule<?>> ALL =
            List.of(RUNNING, STOPPABLE, BY_HAND, RANGE, POOL_STOPPABLE, POOL_REMOVABLE, MACHINES);

    private OperatingRules() {}

    static <T> void refuse(String doing, Rule<T> rule, T subject) {
        refuse(doing, List.of(rule), subject);
    }

    static <T> void refuse(String doing, List<Rule<T>> rules, T subject) {
        InvalidSpecException.throwIfAny(doing, Rule.all(rules, subject));
    }
}
