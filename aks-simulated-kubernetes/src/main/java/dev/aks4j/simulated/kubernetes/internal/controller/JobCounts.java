package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How far a job has come: what its status says, and what ended since, which its pods still carry a finalizer for. Not
 * thread-safe; made for one look at a job.
 */
final class JobCounts {

    final ObjectNode job;
    final List<ObjectNode> pods;
    final List<ObjectNode> active;
    final int completions;
    final int terminating;
    int succeeded;
    int failed;

    /** The pods that failed since the last look, those that a policy ignores included. */
    int newlyFailed;

    JobIndexes succeededIndexes = JobIndexes.NONE;
    JobIndexes failedIndexes = JobIndexes.NONE;

    /** The failed pods that stay until their index has another pod, which takes over their count. */
    final Map<Integer, ObjectNode> waiting = new HashMap<>();

    JobCounts(ObjectNode job, List<ObjectNode> pods) {
        this.job = job;
        this.pods = pods;
        active = pods.stream().filter(ControllerObjects::isActive).toList();
        terminating = (int) pods.stream().filter(JobPods::isTerminating).count();
        completions = KubeJson.at(job, "spec", "completions").asInt();
        succeeded = KubeJson.at(job, "status", "succeeded").asInt();
        failed = KubeJson.at(job, "status", "failed").asInt();
        succeededIndexes = JobIndexes.parse(KubeJson.text(job, "status", "completedIndexes"), completions);
        failedIndexes = JobIndexes.parse(KubeJson.text(job, "status", "failedIndexes"), completions);
        boolean indexed = JobPods.isIndexed(job);
        for (ObjectNode pod : pods) {
            if (JobPods.isTracked(pod)) {
                count(pod, indexed);
            }
        }
        if (indexed) {
            succeeded = succeededIndexes.count();
            await();
        }
    }

    private void count(ObjectNode pod, boolean indexed) {
        OptionalInt index = JobPods.index(job, pod);
        boolean known = !indexed || index.isPresent();
        if (JobPods.isSucceeded(pod)) {
            succeeded++;
            if (index.isPresent()) {
                succeededIndexes = succeededIndexes.with(index.getAsInt());
            }
        } else if (known && JobPods.isFailed(job, pod)) {
            JobFailurePolicy.Verdict verdict = JobFailurePolicy.of(job, pod);
            newlyFailed++;
            if (verdict.counted()) {
                failed++;
            }
            if (JobPods.isLimitedPerIndex(job) && isLast(pod, verdict)) {
                failedIndexes = failedIndexes.with(index.getAsInt());
            }
        }
    }

    private boolean isLast(ObjectNode pod, JobFailurePolicy.Verdict verdict) {
        int limit = KubeJson.at(job, "spec", "backoffLimitPerIndex").asInt();
        return verdict.action().equals("FailIndex") || verdict.counted() && JobPods.failuresBefore(pod, false) >= limit;
    }

    private void await() {
        if (!JobPods.isLimitedPerIndex(job)) {
            return;
        }
        for (ObjectNode pod : pods) {
            OptionalInt index = JobPods.index(job, pod);
            if (!JobPods.isTracked(pod)
                    || index.isEmpty()
                    || !JobPods.isFailed(job, pod)
                    || isSettled(index.getAsInt())) {
                continue;
            }
            waiting.merge(
                    index.getAsInt(),
                    pod,
                    (one, other) ->
                            JobPods.failuresBefore(one, true) <= JobPods.failuresBefore(other, true) ? other : one);
        }
    }

    /** Returns whether an index needs no pod at the moment. */
    boolean isSettled(int index) {
        return succeededIndexes.has(index)
                || failedIndexes.has(index)
                || active.stream().anyMatch(pod -> JobPods.index(job, pod).orElse(-1) == index);
    }

    int ready() {
        return Pods.ready(active);
    }
}
