package dev.aks4j.core.internal.plan;

import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Write;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of one resource's writes. Each comes after the one before it, except in a stage: writes of one sort (changes,
 * creations, removals) that follow each other and go to different node pools of a cluster come after the same writes and
 * not after each other, because Azure takes them side by side. A write that raises a version is no part of a stage: pools
 * are upgraded one by one, so that the first that fails ends it. Not thread-safe.
 */
public final class SideBySide {

    private static final String POOLS = "Microsoft.ContainerService/managedClusters/agentPools";

    private Set<String> before;
    private final Map<Address, String> stage = new HashMap<>();
    private String sort = "";

    /** Begins after these steps. */
    SideBySide(Set<String> after) {
        before = Set.copyOf(after);
    }

    /** Adds a write, and returns the steps that it comes after. */
    Set<String> add(String step, Write write) {
        String wanted = sort(write);
        if (wanted.isEmpty() || !wanted.equals(sort)) {
            before = last();
            stage.clear();
            sort = wanted;
        }
        Optional<String> same = Optional.ofNullable(stage.put(write.target(), step));
        return same.map(Set::of).orElse(before);
    }

    /** Returns the steps after which everything that was added is done. */
    Set<String> last() {
        return stage.isEmpty() ? before : Set.copyOf(new LinkedHashSet<>(stage.values()));
    }

    private static String sort(Write write) {
        if (!(write.target() instanceof Address.InAzure there
                && there.id().type().equalsIgnoreCase(POOLS))) {
            return "";
        }
        if (write instanceof Write.Put put) {
            boolean raises = put.body().at("/properties").has("orchestratorVersion");
            return put.merge() ? (raises ? "" : "change") : "create";
        }
        return write instanceof Write.Delete ? "remove" : "";
    }
}
