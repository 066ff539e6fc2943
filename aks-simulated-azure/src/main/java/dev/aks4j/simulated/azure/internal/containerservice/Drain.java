package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperations;
import dev.aks4j.simulated.azure.internal.operation.OperationFailure;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.Blocked;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of an upgrade that waits for pods: pool after pool, until every node can be drained or the pool's drain timeout
 * is over. Then the upgrade fails or, if the pool says so, the nodes are set aside as they are and replaced.
 */
final class Drain implements AzureOperations.Hold {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final String FAILED = "UpgradeFailed";

    private final PodBudgets budgets;
    private final ManagedCluster cluster;
    private final List<AgentPool> pools;
    private final Consumer<AgentPool> upgrade;
    private final Map<String, Instant> since = new HashMap<>();

    /** Drains the nodes of pools; each pool is upgraded as soon as all of its nodes are drained. */
    Drain(PodBudgets budgets, ManagedCluster cluster, List<AgentPool> pools, Consumer<AgentPool> upgrade) {
        this.budgets = budgets;
        this.cluster = cluster;
        this.pools = List.copyOf(pools);
        this.upgrade = upgrade;
    }

    @Override
    public Optional<Duration> more() {
        for (AgentPool pool : pools) {
            List<Blocked> blocked = budgets.blocked(cluster, pool);
            Optional<Duration> left = blocked.isEmpty() ? Optional.empty() : left(pool);
            if (left.isPresent()) {
                return left;
            }
            setAside(pool, blocked);
            upgrade.accept(pool);
        }
        return Optional.empty();
    }

    private Optional<Duration> left(AgentPool pool) {
        Instant now = cluster.cloud().now();
        Instant end = since.computeIfAbsent(pool.name(), name -> now)
                .plus(Duration.ofMinutes(AzureJson.number(pool.properties(), "/upgradeSettings/drainTimeoutInMinutes")
                        .orElse(30)));
        Duration left = Duration.between(now, end);
        return left.isZero() || left.isNegative()
                ? Optional.empty()
                : Optional.of(left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    private void setAside(AgentPool pool, List<Blocked> blocked) {
        boolean cordons = pool.properties()
                .at("/upgradeSettings/undrainableNodeBehavior")
                .asText()
                .equals("Cordon");
        if (!blocked.isEmpty() && !cordons) {
            throw new OperationFailure(FAILED, message(blocked.get(0)));
        } else if (blocked.size() > pool.mostSetAside()) {
            throw new OperationFailure(
                    FAILED,
                    "Cordoned nodes have used all surge nodes but there are more nodes to be upgraded. Please fix your"
                            + " PDBs blocking node drain and kindly retry upgrade operation."
                            + message(blocked.get(0)));
        }
        List<String> names = blocked.stream().map(Blocked::node).toList();
        pool.setAside(
                instance -> names.contains(ClusterSnapshots.nodeName(cluster, pool, instance)), cluster.addresses());
    }

    private static String message(Blocked pod) {
        String unready = pod.unready().isEmpty() ? "." : ": [" + String.join(", ", pod.unready()) + "].";
        return "Drain node " + pod.node() + " failed when evicting pod " + pod.pod()
                + " failed with Too Many Requests error. This is often caused by a restrictive Pod Disruption Budget (PDB)"
                + " policy. See https://aka.ms/aks/debugdrainfailures. Original error: Cannot evict pod as it would violate"
                + " the pod's disruption budget.. PDB debug info: " + pod.namespace() + "/" + pod.pod()
                + " blocked by pdb " + pod.budget() + " with " + pod.unready().size() + " unready pods" + unready;
    }
}
