package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.operate.Health.Level;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds to what Azure's document tells of a cluster what its nodes tell. */
final class NodesHealth {

    private static final String POOL = "kubernetes.azure.com/agentpool";
    private static final String OLD_POOL = "agentpool";
    private static final String MODE = "kubernetes.azure.com/mode";

    private NodesHealth() {}

    static Health of(Cluster cluster, Duration atMost) {
        Health told = Health.of(cluster);
        if (!cluster.isRunning()) {
            return told;
        }
        Json nodes;
        try {
            nodes = cluster.azure()
                    .await(
                            cluster.azure().kubernetes().access().list(cluster.id(), "v1", "nodes"),
                            "listing the nodes of " + cluster.name(),
                            atMost);
        } catch (AksException e) {
            return with(told, Level.IMPAIRED, List.of("Its nodes could not be asked: " + e.getMessage()));
        }
        return judge(cluster, told, nodes.path("items"));
    }

    private static Health judge(Cluster cluster, Health told, Json nodes) {
        List<String> complaints = new ArrayList<>();
        int ready = 0;
        int readySystem = 0;
        boolean hasSystem = false;
        for (Json node : nodes) {
            boolean system = node.at("/metadata/labels").path(MODE).asText().equals("system");
            hasSystem |= system;
            String trouble = trouble(node);
            if (trouble.isEmpty()) {
                ready++;
                readySystem += system ? 1 : 0;
            } else {
                complaints.add(
                        "Node " + node.at("/metadata/name").asText() + pool(node) + " is not ready" + trouble + ".");
            }
        }
        int wanted = cluster.pools().stream()
                .filter(NodePool::isRunning)
                .mapToInt(NodePool::count)
                .sum();
        if (nodes.size() < wanted) {
            complaints.add("Of " + wanted + " nodes, " + nodes.size() + " have joined.");
        }
        if (ready == 0 && wanted > 0) {
            complaints.add("No node is ready.");
            return with(told, Level.DOWN, complaints);
        }
        if (hasSystem && readySystem == 0) {
            complaints.add("No node of a system pool is ready.");
            return with(told, Level.DOWN, complaints);
        }
        return complaints.isEmpty() ? told : with(told, Level.IMPAIRED, complaints);
    }

    private static String pool(Json node) {
        Json labels = node.at("/metadata/labels");
        String pool = labels.path(POOL).asText(labels.path(OLD_POOL).asText(""));
        return pool.isEmpty() ? "" : " of pool " + pool;
    }

    /** Returns why a node is not ready; nothing if it is. */
    private static String trouble(Json node) {
        for (Json condition : node.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                boolean ready = condition.path("status").asText().equals("True");
                String reason = condition.path("reason").asText("unknown");
                return ready ? "" : " (" + reason + ")";
            }
        }
        return " (it says nothing of itself)";
    }

    private static Health with(Health told, Level level, List<String> more) {
        List<String> complaints = new ArrayList<>(told.complaints());
        complaints.addAll(more);
        return new Health(told.level().compareTo(level) > 0 ? told.level() : level, complaints);
    }
}
