package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The conditions of a deployment: how its rollout gets on, and when it is taken for stuck. Stateless. */
final class DeploymentProgress {

    static final String AVAILABLE = "NewReplicaSetAvailable";
    private static final String TYPE = "Progressing";
    private static final String STUCK = "ProgressDeadlineExceeded";

    private DeploymentProgress() {}

    static boolean hasDeadline(ObjectNode deployment) {
        int seconds = KubeJson.at(deployment, "spec", "progressDeadlineSeconds").asInt(Integer.MAX_VALUE);
        return seconds != Integer.MAX_VALUE;
    }

    static Optional<ObjectNode> condition(JsonNode status, String type) {
        return KubeJson.objects(status.path("conditions")).stream()
                .filter(one -> KubeJson.text(one, "type").equals(type))
                .findFirst();
    }

    /** Sets a condition; one with the same status and reason is left as it is, unless there was progress. */
    static void set(
            ObjectNode status, String type, String value, String reason, String message, String now, boolean progress) {
        Optional<ObjectNode> known = condition(status, type);
        boolean same = known.filter(one -> KubeJson.text(one, "status").equals(value)
                        && KubeJson.text(one, "reason").equals(reason))
                .isPresent();
        if (same && !progress) {
            return;
        }
        String since = known.filter(one -> KubeJson.text(one, "status").equals(value))
                .map(one -> KubeJson.text(one, "lastTransitionTime"))
                .orElse(now);
        remove(status, type);
        KubeJson.makeArray(status, "conditions")
                .addObject()
                .put("type", type)
                .put("status", value)
                .put("reason", reason)
                .put("message", message)
                .put("lastUpdateTime", now)
                .put("lastTransitionTime", since);
    }

    static void remove(ObjectNode status, String type) {
        ArrayNode rest = KubeJson.array();
        KubeJson.objects(status.path("conditions")).stream()
                .filter(one -> !KubeJson.text(one, "type").equals(type))
                .forEach(rest::add);
        if (rest.isEmpty()) {
            status.remove("conditions");
        } else {
            status.set("conditions", rest);
        }
    }

    /** Says that a new replica set was made, or that an old one was found again. */
    static void newSet(ObjectNode status, String set, boolean made, String now) {
        String reason = made ? "NewReplicaSetCreated" : "FoundNewReplicaSet";
        String message = made ? "Created new replica set \"" + set + "\"" : "Found new replica set \"" + set + "\"";
        set(status, TYPE, "True", reason, message, now, true);
    }

    /** Writes down that a rollout was paused or taken up again; returns whether it was the one or the other. */
    static boolean pause(ObjectNode deployment, ObjectNode status, boolean paused, String now) {
        if (!hasDeadline(deployment)) {
            return paused;
        }
        String reason =
                condition(status, TYPE).map(one -> KubeJson.text(one, "reason")).orElse("");
        if (reason.equals(STUCK)) {
            return paused;
        }
        if (paused && !reason.equals("DeploymentPaused")) {
            set(status, TYPE, "Unknown", "DeploymentPaused", "Deployment is paused", now, false);
        } else if (!paused && reason.equals("DeploymentPaused")) {
            set(status, TYPE, "Unknown", "DeploymentResumed", "Deployment is resumed", now, false);
            return true;
        }
        return paused;
    }

    /** Writes down how the rollout gets on, after the counts in the status were set. */
    static void rollout(
            ObjectNode deployment, ObjectNode before, ObjectNode status, String set, Instant time, String now) {
        if (!hasDeadline(deployment)) {
            remove(status, TYPE);
            return;
        }
        Optional<ObjectNode> known = condition(status, TYPE);
        String reason = known.map(one -> KubeJson.text(one, "reason")).orElse("");
        boolean settled = count(status, "replicas") == count(status, "updatedReplicas") && reason.equals(AVAILABLE);
        if (settled) {
            return;
        }
        String subject = set.isEmpty()
                ? "Deployment \"" + KubeJson.text(deployment, "metadata", "name") + "\""
                : "ReplicaSet \"" + set + "\"";
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        if (isComplete(status, wanted)) {
            set(status, TYPE, "True", AVAILABLE, subject + " has successfully progressed.", now, false);
        } else if (hasMoved(before, status)) {
            set(status, TYPE, "True", "ReplicaSetUpdated", subject + " is progressing.", now, true);
        } else if (reason.equals(STUCK)
                || !reason.equals(AVAILABLE)
                        && left(deployment, status, time)
                                .filter(Duration::isNegative)
                                .isPresent()) {
            set(status, TYPE, "False", STUCK, subject + " has timed out progressing.", now, false);
        }
    }

    private static int count(ObjectNode status, String field) {
        return status.path(field).asInt();
    }

    private static boolean isComplete(ObjectNode status, int wanted) {
        return count(status, "updatedReplicas") == wanted
                && count(status, "replicas") == wanted
                && count(status, "availableReplicas") == wanted;
    }

    private static boolean hasMoved(ObjectNode before, ObjectNode now) {
        int oldBefore = count(before, "replicas") - count(before, "updatedReplicas");
        int oldNow = count(now, "replicas") - count(now, "updatedReplicas");
        return count(now, "updatedReplicas") > count(before, "updatedReplicas")
                || oldNow < oldBefore
                || count(now, "readyReplicas") > count(before, "readyReplicas")
                || count(now, "availableReplicas") > count(before, "availableReplicas");
    }

    /** Returns how long a rollout may still stand still, negative if that is over; empty if it is not watched. */
    static Optional<Duration> left(ObjectNode deployment, ObjectNode status, Instant time) {
        Optional<ObjectNode> known = condition(status, TYPE);
        if (!hasDeadline(deployment) || known.isEmpty()) {
            return Optional.empty();
        }
        String reason = KubeJson.text(known.get(), "reason");
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        if (reason.equals(STUCK) || reason.equals(AVAILABLE) && isComplete(status, wanted)) {
            return Optional.empty();
        }
        long seconds =
                KubeJson.at(deployment, "spec", "progressDeadlineSeconds").asLong();
        Instant last = Instant.parse(KubeJson.text(known.get(), "lastUpdateTime"));
        return Optional.of(Duration.between(time, last.plusSeconds(seconds)));
    }
}
