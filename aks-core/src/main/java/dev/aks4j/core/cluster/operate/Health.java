package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a cluster can do its work, as far as Azure's document tells. It is not the provisioning state: a cluster whose
 * last operation failed may well carry its load. Immutable.
 *
 * @param level how well it can
 * @param complaints what is not as it should be, one sentence each; empty if all is well
 */
public record Health(Level level, List<String> complaints) {

    /** How well a cluster can do its work. */
    public enum Level {
        /** Everything is as it should be. */
        GOOD,
        /** It works, and something needs attention. */
        IMPAIRED,
        /** It cannot run the pods of the system. */
        DOWN
    }

    /** Copies the list. */
    public Health {
        complaints = List.copyOf(complaints);
    }

    /** Returns the level, and what is not as it should be: {@code impaired: No system pool has a node.} */
    @Override
    public String toString() {
        String word = level.name().toLowerCase(Locale.ROOT);
        return complaints.isEmpty() ? word : word + ": " + String.join(" ", complaints);
    }

    /** Returns whether the cluster can run its pods. */
    public boolean isWorking() {
        return level != Level.DOWN;
    }

    static Health of(Cluster cluster) {
        if (!cluster.isRunning()) {
            return new Health(Level.DOWN, List.of("The cluster is stopped."));
        }
        if (cluster.provisioningState().equals("Creating")
                || cluster.provisioningState().equals("Deleting")) {
            return new Health(Level.DOWN, List.of("The cluster is " + cluster.provisioningState() + "."));
        }
        List<String> complaints = new ArrayList<>();
        if (List.of("Failed", "Canceled").contains(cluster.provisioningState())) {
            complaints.add("The last operation on the cluster ended as " + cluster.provisioningState()
                    + error(cluster.document()) + ".");
        }
        for (NodePool pool : cluster.pools()) {
            if (List.of("Failed", "Canceled").contains(pool.provisioningState())) {
                complaints.add("The last operation on pool " + pool.name() + " ended as " + pool.provisioningState()
                        + error(pool.document()) + ".");
            }
        }
        boolean hasSystem = cluster.pools().stream().anyMatch(NodePool::isSystem);
        boolean carries =
                cluster.pools().stream().anyMatch(pool -> pool.isSystem() && pool.isRunning() && pool.count() > 0);
        if (hasSystem && !carries) {
            complaints.add("No system pool has a node.");
            return new Health(Level.DOWN, complaints);
        }
        return new Health(complaints.isEmpty() ? Level.GOOD : Level.IMPAIRED, complaints);
    }

    private static String error(Json resource) {
        var error = resource.has("properties")
                ? resource.at("/properties/status/provisioningError")
                : resource.at("/status/provisioningError");
        return error.path("code").asText("").isEmpty()
                ? ""
                : ": " + error.path("code").asText() + ", "
                        + error.path("message").asText();
    }
}
