package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** What stands against a verb on a node pool, checked against the live one before anything is sent. */
final class PoolOperatingRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    /** A pool that is to get other limits. */
    record Scaling(NodePool pool, int min, int max, boolean auto) {}

    /** A pool that is to get other taints. */
    record Tainting(NodePool pool, List<String> taints) {}

    /** A pool that is to lose machines, and those that it has. */
    record Machines(NodePool pool, List<String> names, List<Machine> there) {}

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
                String place = "pools." + scaling.pool().name() + ".count";
                if (scaling.min() > scaling.max()) {
                    findings.report(
                            place,
                            scaling.min() + " to " + scaling.max(),
                            "has its minimum above its maximum",
                            "Exchange the two.");
                } else if (scaling.min() < least || scaling.max() > 1000) {
                    findings.report(
                            place,
                            scaling.min() == scaling.max() ? scaling.min() : scaling.min() + " to " + scaling.max(),
                            "is not within " + least + " to 1000",
                            "Use " + least + " to 1000" + (least == 1 ? ", because it is a system pool." : "."));
                }
            });

    static final List<Rule<Scaling>> SCALING = List.of(BY_HAND, RANGE);

    static final Rule<NodePool> STOPPABLE = Rule.<NodePool>error(
                    "AKS-OPS-005", "A system pool cannot be stopped, nor a pool beside node auto-provisioning.")
            .prevents(REFUSED)
            .source("azure-aks-docs, start-stop-nodepools, 2026-08-12")
            .check((pool, findings) -> {
                if (pool.isSystem()) {
                    findings.report(
                            "pools." + pool.name(),
                            "System",
                            "cannot be stopped",
                            "Stop the whole cluster, or scale it.");
                }
                String provisioning = pool.cluster()
                        .document()
                        .at("/properties/nodeProvisioningProfile/mode")
                        .asText();
                if (provisioning.equals("Auto")) {
                    findings.report(
                            "pools." + pool.name(),
                            "node auto-provisioning",
                            "keeps pools from being stopped",
                            "Scale the pool to 0.");
                }
            });

    static final Rule<NodePool> REMOVABLE = Rule.<NodePool>error("AKS-OPS-006", "The last system pool is not removed.")
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

    static final Rule<Tainting> ROOM_FOR_SYSTEM_PODS = Rule.<Tainting>error(
                    "AKS-OPS-024",
                    "At least one pool keeps no taint other than CriticalAddonsOnly, or system pods find no node.")
            .prevents(AzureError.answered(400, "CanNotTaintAllAgentPools"))
            .source("SupportArticles, cannottaintallagentpools-error, 2026")
            .check((tainting, findings) -> {
                Stream<List<String>> others = tainting.pool().cluster().pools().stream()
                        .filter(pool -> !pool.name().equals(tainting.pool().name()))
                        .map(NodePool::taints);
                if (Stream.concat(others, Stream.of(tainting.taints())).noneMatch(PoolOperatingRules::leaveRoom)) {
                    findings.report(
                            "pools." + tainting.pool().name() + ".taints",
                            tainting.taints(),
                            "would leave no pool for the pods of the system",
                            "Leave one system pool without taints other than CriticalAddonsOnly.");
                }
            });

    private static boolean leaveRoom(List<String> taints) {
        return taints.stream()
                .allMatch(taint -> taint.startsWith("CriticalAddonsOnly") || taint.endsWith(":PreferNoSchedule"));
    }

    static final Rule<Machines> MACHINES = Rule.<Machines>error(
                    "AKS-OPS-007", "Machines are deleted by names that the pool has, at least one, each once.")
            .prevents(AzureError.answered(400, "BatchMachineClientError"))
            .source("azure-aks-docs, delete-node-pool (delete specific machines), 2026")
            .check((machines, findings) -> {
                String place = "pools." + machines.pool().name() + ".machines";
                if (machines.names().isEmpty()) {
                    findings.report(place, "none", "are not enough", "Name at least one machine.");
                }
                List<String> there =
                        machines.there().stream().map(Machine::name).toList();
                machines.names().stream()
                        .distinct()
                        .filter(name -> there.stream().noneMatch(name::equalsIgnoreCase))
                        .forEach(name -> findings.report(
                                place,
                                name,
                                "is not a machine of the pool",
                                "It has " + String.join(", ", there) + "."));
                if (machines.names().stream().distinct().count()
                        < machines.names().size()) {
                    findings.report(place, machines.names(), "names a machine twice", "Name each once.");
                }
            });

    static final Rule<Machines> MACHINES_LEFT = Rule.<Machines>error(
                    "AKS-OPS-008", "A system pool keeps at least one machine.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-system-pools, 2026")
            .check((machines, findings) -> {
                boolean all = machines.there().stream()
                        .allMatch(machine -> machines.names().stream().anyMatch(machine.name()::equalsIgnoreCase));
                if (machines.pool().isSystem() && all && !machines.there().isEmpty()) {
                    findings.report(
                            "pools." + machines.pool().name() + ".machines",
                            machines.names().size() + " machines",
                            "are all that the system pool has",
                            "Leave at least one, or scale the pool up first.");
                }
            });

    static final List<Rule<Machines>> MACHINE = List.of(MACHINES, MACHINES_LEFT);

    static final List<Rule<?>> ALL =
            List.of(BY_HAND, RANGE, STOPPABLE, REMOVABLE, ROOM_FOR_SYSTEM_PODS, MACHINES, MACHINES_LEFT);

    private PoolOperatingRules() {}
}
