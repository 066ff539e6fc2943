package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a job ends: it says so in a first condition, and in a second one when its pods are gone.
 *
 * @param failed whether it fails
 * @param reason the reason of both conditions
 * @param message the message of both conditions
 */
record JobEnd(boolean failed, String reason, String message) {

    private static final String TARGET = "FailureTarget";
    private static final String MET = "SuccessCriteriaMet";

    static JobEnd reached() {
        return new JobEnd(false, "CompletionsReached", "Reached expected number of succeeded pods");
    }

    /** Returns the condition that announces the end. */
    String announcement() {
        return failed ? TARGET : MET;
    }

    /** Returns the condition that is the end. */
    String condition() {
        return failed ? "Failed" : "Complete";
    }

    /** Returns why a job has to end, all but by its completions. */
    static Optional<JobEnd> of(JobCounts counts, Instant now) {
        return announced(counts.job)
                .or(() -> byFailurePolicy(counts))
                .or(() -> byLimits(counts, now))
                .or(() -> byIndexes(counts))
                .or(() -> bySuccessPolicy(counts));
    }

    private static Optional<JobEnd> announced(ObjectNode job) {
        for (ObjectNode condition : KubeJson.objects(KubeJson.at(job, "status", "conditions"))) {
            String type = KubeJson.text(condition, "type");
            boolean known = type.equals(TARGET) || type.equals(MET);
            if (known && KubeJson.text(condition, "status").equals("True")) {
                return Optional.of(new JobEnd(
                        type.equals(TARGET), KubeJson.text(condition, "reason"), KubeJson.text(condition, "message")));
            }
        }
        return Optional.empty();
    }

    private static Optional<JobEnd> byFailurePolicy(JobCounts counts) {
        return counts.pods.stream()
                .filter(pod -> JobPods.isFailed(counts.job, pod))
                .map(pod -> JobFailurePolicy.of(counts.job, pod).message())
                .filter(message -> !message.isEmpty())
                .findFirst()
                .map(message -> new JobEnd(true, "PodFailurePolicy", message));
    }

    private static Optional<JobEnd> byLimits(JobCounts counts, Instant now) {
        JsonNode spec = counts.job.path("spec");
        int limit = spec.path("backoffLimit").asInt(6);
        if (counts.failed > limit || restartedTooOften(counts, limit)) {
            return Optional.of(new JobEnd(true, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        return left(counts.job, now)
                .filter(left -> left.isNegative() || left.isZero())
                .map(left -> new JobEnd(true, "DeadlineExceeded", "Job was active longer than specified deadline"));
    }

    private static boolean restartedTooOften(JobCounts counts, int limit) {
        if (!KubeJson.text(counts.job, "spec", "template", "spec", "restartPolicy")
                .equals("OnFailure")) {
            return false;
        }
        int restarts = 0;
        for (ObjectNode pod : counts.pods) {
            String phase = KubeJson.text(pod, "status", "phase");
            if (phase.equals("Running") || phase.equals("Pending")) {
                for (String part : new String[] {"initContainerStatuses", "containerStatuses"}) {
                    for (JsonNode container : KubeJson.at(pod, "status", part)) {
                        restarts += container.path("restartCount").asInt();
                    }
                }
            }
        }
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    /** Returns how long a job may still be active, negative if that is over; empty if it has no deadline or is not running. */
    static Optional<Duration> left(ObjectNode job, Instant now) {
        JsonNode seconds = KubeJson.at(job, "spec", "activeDeadlineSeconds");
        String start = KubeJson.text(job, "status", "startTime");
        if (!seconds.isNumber()
                || start.isEmpty()
                || KubeJson.at(job, "spec", "suspend").asBoolean()) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, Instant.parse(start).plusSeconds(seconds.asLong())));
    }

    private static Optional<JobEnd> byIndexes(JobCounts counts) {
        if (!JobPods.isLimitedPerIndex(counts.job)) {
            return Optional.empty();
        }
        JsonNode most = KubeJson.at(counts.job, "spec", "maxFailedIndexes");
        int failed = counts.failedIndexes.count();
        if (most.isNumber() && failed > most.asInt()) {
            return Optional.of(new JobEnd(
                    true,
                    "MaxFailedIndexesExceeded",
                    "Job has exceeded the specified maximal number of failed indexes"));
        }
        boolean all = failed + counts.succeededIndexes.count() >= counts.completions;
        return failed > 0 && all
                ? Optional.of(new JobEnd(true, "FailedIndexes", "Job has failed indexes"))
                : Optional.empty();
    }

    private static Optional<JobEnd> bySuccessPolicy(JobCounts counts) {
        if (!JobPods.isIndexed(counts.job) || counts.succeededIndexes.count() == 0) {
            return Optional.empty();
        }
        int index = 0;
        for (JsonNode rule : KubeJson.at(counts.job, "spec", "successPolicy", "rules")) {
            if (isMet(rule, counts)) {
                return Optional.of(new JobEnd(false, "SuccessPolicy", "Matched rules at index " + index));
            }
            index++;
        }
        return Optional.empty();
    }

    private static boolean isMet(JsonNode rule, JobCounts counts) {
        JsonNode enough = rule.path("succeededCount");
        if (!rule.hasNonNull("succeededIndexes")) {
            return enough.isNumber() && counts.succeededIndexes.count() >= enough.asInt();
        }
        JobIndexes wanted = JobIndexes.parse(KubeJson.text(rule, "succeededIndexes"), counts.completions);
        int shared = wanted.shared(counts.succeededIndexes);
        return wanted.count() > 0 && (shared == wanted.count() || enough.isNumber() && shared >= enough.asInt());
    }
}
