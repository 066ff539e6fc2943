package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler.Pool;
import dev.aks4j.simulated.kubernetes.internal.controller.Capacity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cluster autoscaler. Pods that find no node make the pool grow that takes most of them with the fewest nodes; nodes
 * with nothing but daemons on them go after ten minutes, or what the cluster's autoscaler profile says. It looks when
 * something in the cluster changes and plans one event at a time, so that it rests when nothing is left to do. It knows
 * no expander but this one, gives a pod up after three growths that did not help it, and does not move pods off nodes in little use. Guarded by the simulator's lock.
 */
final class ClusterAutoscaler {

    private static final int MOST_TRIES = 3;
    private static final Duration SCAN = Duration.ofSeconds(10);
    private static final Duration PROVISIONING = Duration.ofSeconds(75);
    private static final Duration UNNEEDED = Duration.ofMinutes(10);

    private final Cloud cloud;
    private final PoolScaler scaler;
    private final Capacity capacity;
    private final Supplier<ClusterSnapshot> cluster;
    private final Map<String, Instant> idleSince = new HashMap<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private Instant lastGrowth = Instant.EPOCH;
    private boolean growing;
    private Optional<Instant> nextRemoval = Optional.empty();

    /** How a pool would grow. */
    private record Growth(Pool pool, Capacity.Fit fit) {}

    ClusterAutoscaler(Cloud cloud, PoolScaler scaler, Capacity capacity, Supplier<ClusterSnapshot> cluster) {
        this.cloud = cloud;
        this.scaler = scaler;
        this.capacity = capacity;
        this.cluster = cluster;
    }

    private String id() {
        return cluster.get().id();
    }

    /** Plans what is to be done now that something changed. */
    void look() {
        List<Pool> pools = scaler.pools(id());
        if (pools.isEmpty()) {
            return;
        }
        if (!growing && growth(pools).isPresent()) {
            growing = true;
            cloud.time().after(SCAN, this::beginGrowth);
        }
        planRemoval(pools);
    }

    private Optional<Growth> growth(List<Pool> pools) {
        List<ObjectNode> waiting = capacity.unschedulable().stream()
                .filter(pod -> tries.getOrDefault(pod.at("/metadata/uid").asText(), 0) < MOST_TRIES)
                .toList();
        if (waiting.isEmpty() || capacity.awaitsNodes()) {
            return Optional.empty();
        }
        Growth best = null;
        for (Pool pool : pools) {
            int room = Math.max(0, pool.most() - pool.count());
            Capacity.Fit fit = capacity.fit(waiting, NodeSpecs.of(pool.template(), cluster.get()), room);
            int most = best == null ? 0 : best.fit().pods().size();
            boolean fewer = best != null
                    && fit.pods().size() == most
                    && fit.nodes() < best.fit().nodes();
            if (fit.pods().size() > most || fewer) {
                best = new Growth(pool, fit);
            }
        }
        return Optional.ofNullable(best);
    }

    private void beginGrowth() {
        Optional<Growth> growth = growth(scaler.pools(id()));
        if (growth.isEmpty()) {
            growing = false;
            return;
        }
        Pool pool = growth.get().pool();
        int nodes = growth.get().fit().nodes();
        List<String> pods = growth.get().fit().pods();
        pods.forEach(pod -> tries.merge(pod, 1, Integer::sum));
        String message = "pod triggered scale-up: [{" + pool.scaleSet() + " " + pool.count() + "->"
                + (pool.count() + nodes) + " (max: " + pool.most() + ")}]";
        capacity.unschedulable().stream()
                .filter(pod -> pods.contains(pod.at("/metadata/uid").asText()))
                .forEach(pod -> capacity.tell(pod, "TriggeredScaleUp", message));
        cloud.time().after(PROVISIONING, () -> {
            growing = false;
            lastGrowth = cloud.now();
            scaler.grow(id(), pool, nodes);
            look();
        });
    }

    private void planRemoval(List<Pool> pools) {
        Optional<Instant> earliest = Optional.empty();
        for (Pool pool : pools) {
            for (NodeSnapshot node : nodes(pool)) {
                if (!capacity.idle(node.name())) {
                    idleSince.remove(node.name());
                } else {
                    idleSince.putIfAbsent(node.name(), cloud.now());
                    Instant due = due(node);
                    boolean mayGo = pool.count() > pool.least();
                    if (mayGo && earliest.filter(other -> !due.isBefore(other)).isEmpty()) {
                        earliest = Optional.of(due);
                    }
                }
            }
        }
        if (earliest.isEmpty() || nextRemoval.isPresent()) {
            return;
        }
        nextRemoval = earliest;
        Duration wait = Duration.between(cloud.now(), earliest.get());
        cloud.time().after(wait.isNegative() ? SCAN : wait, this::remove);
    }

    private List<NodeSnapshot> nodes(Pool pool) {
        return cluster.get().nodes().stream()
                .filter(node -> node.pool().equals(pool.name())
                        && node.vmSize().equals(pool.template().vmSize()))
                .toList();
    }

    private Instant due(NodeSnapshot node) {
        Instant unneeded = Objects.requireNonNull(idleSince.get(node.name()), "the node is not idle")
                .plus(scaler.setting(id(), "scale-down-unneeded-time", UNNEEDED));
        Instant rested = lastGrowth.plus(scaler.setting(id(), "scale-down-delay-after-add", UNNEEDED));
        return unneeded.isAfter(rested) ? unneeded : rested;
    }

    private void remove() {
        nextRemoval = Optional.empty();
        for (Pool pool : scaler.pools(id())) {
            List<NodeSnapshot> idle = nodes(pool).stream()
                    .filter(node -> capacity.idle(node.name()) && idleSince.containsKey(node.name()))
                    .filter(node -> !due(node).isAfter(cloud.now()))
                    .limit(Math.max(0, pool.count() - pool.least()))
                    .toList();
            if (!idle.isEmpty()) {
                idle.forEach(node -> idleSince.remove(node.name()));
                scaler.shrink(id(), pool.name(), idle);
            }
        }
        look();
    }
}
