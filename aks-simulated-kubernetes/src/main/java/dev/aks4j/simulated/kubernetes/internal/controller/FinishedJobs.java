package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deletes jobs that ended {@code ttlSecondsAfterFinished} ago. Used under the simulator's lock. */
final class FinishedJobs implements Controller {

    private static final String NAME = "ttl-after-finished-controller";

    private final ClusterObjects cluster;

    FinishedJobs(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        if (change.key().storage().equals("jobs.batch") && change.kind() != StoreChange.Kind.DELETED) {
            look(change.key(), change.after().json());
        }
    }

    private void look(Key key, ObjectNode job) {
        left(job).ifPresent(left -> {
            if (left.isNegative() || left.isZero()) {
                Deletion.Options foreground = new Deletion.Options(Optional.empty(), "Foreground", "", "");
                cluster.registry().remove(job, foreground, NAME);
            } else {
                cluster.loop().after(left, () -> cluster.find(key).ifPresent(now -> look(key, now)));
            }
        });
    }

    private Optional<Duration> left(ObjectNode job) {
        JsonNode seconds = KubeJson.at(job, "spec", "ttlSecondsAfterFinished");
        if (!seconds.isNumber() || !Jobs.isFinished(job) || ControllerObjects.isDeleting(job)) {
            return Optional.empty();
        }
        for (ObjectNode condition : KubeJson.objects(KubeJson.at(job, "status", "conditions"))) {
            String type = KubeJson.text(condition, "type");
            if (type.equals("Complete") || type.equals("Failed")) {
                Instant end = Instant.parse(KubeJson.text(condition, "lastTransitionTime"));
                return Optional.of(
                        Duration.between(cluster.state().timeline().now(), end.plusSeconds(seconds.asLong())));
            }
        }
        return Optional.empty();
    }
}
