package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a ledger says that a cluster's signing keys were rotated. Azure does not tell. */
final class SigningKeyRotations {

    static final String ACTION = "rotateServiceAccountSigningKeys";

    private SigningKeyRotations() {}

    /** Returns what is wrong with one more rotation. */
    static List<Problem> check(OperateContext azure, ResourceId cluster) {
        return last(azure, cluster)
                .map(last -> OperatingRules.SIGNED_LATELY.on(new OperatingRules.SignedLately(
                        cluster.name(), last, azure.scheduler().now())))
                .orElse(List.of());
    }

    /** Returns the beginning of the last rotation that may have been carried out. */
    private static Optional<Instant> last(OperateContext azure, ResourceId cluster) {
        return azure.runs().list(RunFilter.all()).stream()
                .filter(run -> rotates(run, cluster))
                .map(LedgerRun::started)
                .max(Comparator.naturalOrder());
    }

    private static boolean rotates(LedgerRun run, ResourceId cluster) {
        return run.steps().stream()
                .map(result -> result.step().write())
                .filter(Write.Post.class::isInstance)
                .map(Write.Post.class::cast)
                .anyMatch(post -> post.action().equals(ACTION) && post.id().equals(cluster));
    }
}
