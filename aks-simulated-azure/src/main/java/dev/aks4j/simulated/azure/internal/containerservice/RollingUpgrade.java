package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperations;
import dev.aks4j.simulated.azure.internal.operation.OperationFailure;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.Blocked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives the nodes of pools another version and image, pool after pool and node after node, as AKS does: surge nodes come
 * first; then as many nodes as there is surge are cordoned, drained and reimaged at a time; at the end the surge nodes are
 * drained and go. A node that a budget keeps from being drained is tried again until the pool's drain timeout is over; then
 * the upgrade fails or, if the pool says so, the node is set aside and a surge node stays in its place.
 *
 * <p>What has been done stays when the operation fails or is cancelled, so that another one goes on from there.
 */
final class RollingUpgrade implements AzureOperations.Hold {

    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final String FAILED = "UpgradeFailed";

    private final PodBudgets budgets;
    private final ManagedCluster cluster;
    private final Durations durations;
    private final Runnable changed;
    private final Function<AgentPool, AgentPool.Used> targets;
    private final Deque<AgentPool> pools;
    private Optional<OnePool> current = Optional.empty();

    /**
     * Prepares an upgrade.
     *
     * @param pools the pools, in the order in which they are upgraded
     * @param targets says what the nodes of a pool get
     * @param changed tells those who follow the cluster
     */
    RollingUpgrade(
            PodBudgets budgets,
            ManagedCluster cluster,
            Durations durations,
            List<AgentPool> pools,
            Function<AgentPool, AgentPool.Used> targets,
            Runnable changed) {
        this.budgets = budgets;
        this.cluster = cluster;
        this.durations = durations;
        this.pools = new ArrayDeque<>(pools);
        this.targets = targets;
        this.changed = changed;
    }

    @Override
    public Optional<Duration> more() {
        while (true) {
            if (current.isEmpty()) {
                if (pools.isEmpty()) {
                    return Optional.empty();
                }
                AgentPool pool = pools.removeFirst();
                current = Optional.of(new OnePool(pool, targets.apply(pool)));
            }
            Optional<Duration> wait = current.get().step();
            if (wait.isPresent()) {
                return wait;
            }
            current = Optional.empty();
        }
    }

    /** Leaves nodes as they are: none is cordoned, and no surge node stays that nobody needs. */
    void abandon() {
        current.ifPresent(OnePool::abandon);
        current = Optional.empty();
        pools.clear();
    }

    /** What is being done in one pool. */
    private final class OnePool {
        private final AgentPool pool;
        private final AgentPool.Used target;
        private final Set<Integer> surge = new LinkedHashSet<>();
        private final List<Integer> batch = new ArrayList<>();
        private final Map<Integer, Instant> since = new HashMap<>();
        private final Set<Integer> formerlyAside = new LinkedHashSet<>();
        private boolean begun;
        private boolean reimaging;
        private int aside;

        private OnePool(AgentPool pool, AgentPool.Used target) {
            this.pool = pool;
            this.target = target;
        }

        /** Does what is to be done now, and returns how long it takes; nothing if the pool is ready. */
        private Optional<Duration> step() {
            if (!begun) {
                begun = true;
                pool.instances().stream()
                        .filter(AgentPool.Instance::setAside)
                        .forEach(each -> formerlyAside.add(each.number()));
                if (addSurge()) {
                    return Optional.of(durations.bootNode());
                }
            }
            if (reimaging) {
                batch.forEach(this::renew);
                batch.clear();
                reimaging = false;
                changed.run();
            }
            if (batch.isEmpty()) {
                old().stream().limit(atOnce()).forEach(batch::add);
                batch.forEach(number -> budgets.schedulable(cluster, name(number), false));
            }
            if (!batch.isEmpty()) {
                if (!drained(batch)) {
                    return Optional.of(LOOK);
                }
                reimaging = true;
                return batch.isEmpty() ? step() : Optional.of(durations.reimageNode());
            }
            return leave();
        }

        private boolean addSurge() {
            int more = Math.min(surgeOf(), old().size());
            for (int i = 0; i < more; i++) {
                surge.add(pool.surge(
                        target, AzureJson.texts(pool.properties(), "/availabilityZones"), cluster.addresses()));
            }
            if (more > 0) {
                changed.run();
            }
            return more > 0;
        }

        private int surgeOf() {
            return AgentPool.spot(pool.properties())
                    ? 0
                    : PoolWrite.portionOf(
                            AzureJson.text(pool.properties(), "/upgradeSettings/maxSurge")
                                    .orElse("1"),
                            pool.count());
        }

        private int atOnce() {
            int without = PoolWrite.portionOf(
                    AzureJson.text(pool.properties(), "/upgradeSettings/maxUnavailable")
                            .orElse("0"),
                    pool.count());
            return Math.max(1, surge.size() + (surge.isEmpty() ? without : 0));
        }

        private List<Integer> old() {
            return pool.instances().stream()
                    .filter(each -> !each.setAside())
                    .filter(each -> !each.version().equals(target.version())
                            || !each.image().equals(target.image()))
                    .map(AgentPool.Instance::number)
                    .toList();
        }

        private String name(int number) {
            return pool.instances().stream()
                    .filter(each -> each.number() == number)
                    .findFirst()
                    .map(each -> ClusterSnapshots.nodeName(cluster, pool, each))
                    .orElse("");
        }

        private void renew(int number) {
            pool.reimage(number, target);
            budgets.schedulable(cluster, name(number), true);
        }

        /** Tells whether the nodes are empty; those that cannot be emptied in time are set aside or fail the upgrade. */
        private boolean drained(List<Integer> numbers) {
            boolean all = true;
            for (Integer number : List.copyOf(numbers)) {
                if (!budgets.drained(cluster, name(number)) && !late(number)) {
                    all = false;
                }
            }
            return all;
        }

        private boolean late(Integer number) {
            Instant now = cluster.cloud().now();
            int minutes = AzureJson.number(pool.properties(), "/upgradeSettings/drainTimeoutInMinutes")
                    .orElse(30);
            Instant end = since.computeIfAbsent(number, begun -> now).plus(Duration.ofMinutes(minutes));
            List<Blocked> blocked = budgets.blocked(cluster, List.of(name(number)));
            if (now.isBefore(end)) {
                return false;
            } else if (blocked.isEmpty()) {
                return true; // what is left is ending, and goes with the machine
            }
            boolean cordons = pool.properties()
                    .at("/upgradeSettings/undrainableNodeBehavior")
                    .asText()
                    .equals("Cordon");
            if (!cordons) {
                throw new OperationFailure(FAILED, message(blocked.get(0)));
            } else if (++aside > pool.mostSetAside()) {
                throw new OperationFailure(
                        FAILED,
                        "Cordoned nodes have used all surge nodes but there are more nodes to be upgraded. Please fix your"
                                + " PDBs blocking node drain and kindly retry upgrade operation."
                                + message(blocked.get(0)));
            }
            pool.setAside(number);
            batch.remove(number);
            changed.run();
            return true;
        }

        /** Lets surge nodes go that have no place to fill, and those that an earlier upgrade has set aside. */
        private Optional<Duration> leave() {
            int spare = pool.healthyCount() - (pool.running() && cluster.running() ? pool.count() : 0);
            List<Integer> going = surge.stream().limit(Math.max(0, spare)).toList();
            going.forEach(number -> budgets.schedulable(cluster, name(number), false));
            boolean empty = true;
            for (Integer number : going) {
                empty &= budgets.drained(cluster, name(number)) || patienceIsOver(number);
            }
            if (!empty) {
                return Optional.of(LOOK);
            }
            going.forEach(number -> pool.drop(number, cluster.addresses()));
            formerlyAside.stream()
                    .filter(number ->
                            budgets.blocked(cluster, List.of(name(number))).isEmpty())
                    .forEach(number -> pool.drop(number, cluster.addresses()));
            surge.clear();
            pool.reached(target, cluster.cloud().now());
            changed.run();
            return Optional.empty();
        }

        private boolean patienceIsOver(Integer number) {
            Instant now = cluster.cloud().now();
            int minutes = AzureJson.number(pool.properties(), "/upgradeSettings/drainTimeoutInMinutes")
                    .orElse(30);
            return !now.isBefore(since.computeIfAbsent(number, begun -> now).plus(Duration.ofMinutes(minutes)));
        }

        private void abandon() {
            batch.forEach(number -> budgets.schedulable(cluster, name(number), true));
            int spare = pool.healthyCount() - pool.count();
            surge.stream().limit(Math.max(0, spare)).forEach(number -> pool.drop(number, cluster.addresses()));
        }
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
