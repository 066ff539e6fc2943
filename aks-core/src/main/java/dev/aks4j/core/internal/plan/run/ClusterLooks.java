package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.ResourceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Looks at the clusters that hold objects, not for each object anew: many are written at one time, and what is in one of
 * them already is told from another by its own id. Touched only from the run's mailbox.
 */
final class ClusterLooks {

    /** For so long one look is as good as another. */
    private static final Duration GOOD = Duration.ofSeconds(10);

    private record Look(Duration at, CompletionStage<Live> seen) {}

    private final ArmClient arm;
    private final Map<ResourceId, Look> looks = new HashMap<>();

    ClusterLooks(ArmClient arm) {
        this.arm = arm;
    }

    CompletionStage<Live> look(Holder cluster, Duration now) {
        Look last = looks.get(cluster.id());
        boolean failed = last != null && last.seen().toCompletableFuture().isCompletedExceptionally();
        if (last == null || failed || now.minus(last.at()).compareTo(GOOD) > 0) {
            last = new Look(now, Live.read(arm, cluster.id(), cluster.apiVersion()));
            looks.put(cluster.id(), last);
        }
        return last.seen();
    }
}
