package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs jobs to their end: with or without indexes, with limits, deadlines, policies and suspension, and with finalizers
 * that keep each pod until it was counted. Used under the simulator's lock.
 */
final class Jobs extends Reconciler {

    private static final String NAME = "job-controller";
    private static final Set<String> OTHERS = Set.of("", "kubernetes.io/job-controller");

    private final JobBackoff backoff = new JobBackoff();

    Jobs(ClusterObjects cluster) {
        super(cluster, "Job", "jobs.batch");
    }

    @Override
    public void changed(StoreChange change) {
        super.changed(change);
        ObjectNode object = change.after().json();
        if (change.kind() == StoreChange.Kind.DELETED && change.key().storage().equals("jobs.batch")) {
            backoff.forget(KubeJson.text(object, "metadata", "uid"));
            cluster.owned(object, "pods").forEach(this::release);
        }
    }

    static boolean isFinished(ObjectNode job) {
        return ControllerObjects.condition(job, "Complete").equals("True")
                || ControllerObjects.condition(job, "Failed").equals("True");
    }

    @Override
    void reconcile(ObjectNode job) {
        if (!OTHERS.contains(KubeJson.text(job, "spec", "managedBy"))) {
            return;
        }
        List<ObjectNode> pods = cluster.owned(job, "pods");
        if (isFinished(job)) {
            backoff.forget(KubeJson.text(job, "metadata", "uid"));
            pods.forEach(this::release);
            return;
        }
        JobCounts counts = new JobCounts(job, pods);
        String uid = KubeJson.text(job, "metadata", "uid");
        Instant now = cluster.state().timeline().now();
        int succeeded =
                counts.succeeded - KubeJson.at(job, "status", "succeeded").asInt();
        backoff.ended(uid, succeeded, counts.newlyFailed, now);
        Optional<JobEnd> end = JobEnd.of(counts, now);
        if (end.isPresent()) {
            counts.active.forEach(pod -> cluster.delete(pod, NAME));
        } else if (!ControllerObjects.isDeleting(job)) {
            manage(counts, now);
            end = reached(counts);
        }
        report(counts, end);
    }

    private Optional<JobEnd> reached(JobCounts counts) {
        boolean idle = Pods.active(cluster, counts.job).isEmpty();
        boolean counted = counts.job.path("spec").hasNonNull("completions")
                ? counts.succeeded >= counts.completions
                : counts.succeeded > 0;
        return idle && counted ? Optional.of(JobEnd.reached()) : Optional.empty();
    }

    private void manage(JobCounts counts, Instant now) {
        ObjectNode job = counts.job;
        int active = counts.active.size();
        boolean suspended = KubeJson.at(job, "spec", "suspend").asBoolean();
        int wanted = suspended ? 0 : wanted(counts);
        if (active > wanted) {
            counts.active.stream()
                    .sorted(Pods.cheapestFirst())
                    .limit((long) active - wanted)
                    .forEach(this::giveUp);
            return;
        }
        JobEnd.left(job, now).ifPresent(left -> again(job, left));
        boolean waits = KubeJson.text(job, "spec", "podReplacementPolicy").equals("Failed");
        int missing = wanted - active - (waits ? counts.terminating : 0);
        if (missing <= 0) {
            return;
        }
        Duration left = JobPods.isLimitedPerIndex(job)
                ? Duration.ZERO
                : backoff.left(KubeJson.text(job, "metadata", "uid"), now);
        if (left.isZero()) {
            create(counts, missing, now);
        } else {
            again(job, left);
        }
    }

    private static int wanted(JobCounts counts) {
        JsonNode spec = counts.job.path("spec");
        int parallelism = spec.path("parallelism").asInt(1);
        if (spec.hasNonNull("completions")) {
            return Math.max(0, Math.min(parallelism, counts.completions - counts.succeeded));
        }
        return counts.succeeded > 0 ? counts.active.size() : parallelism;
    }

    /** Deletes a pod that is too many; it counts as nothing. */
    private void giveUp(ObjectNode pod) {
        release(pod);
        cluster.delete(pod, NAME);
    }

    private void create(JobCounts counts, int missing, Instant now) {
        for (OptionalInt index : indexes(counts, missing)) {
            Optional<ObjectNode> replaced =
                    index.isPresent() ? Optional.ofNullable(counts.waiting.get(index.getAsInt())) : Optional.empty();
            Duration left = replaced.map(pod -> left(pod, now)).orElse(Duration.ZERO);
            if (!left.isZero()) {
                again(counts.job, left);
            } else if (Pods.create(cluster, JobPods.make(counts.job, index, replaced), counts.job, NAME)
                    .isPresent()) {
                refused(counts.job);
                return;
            } else if (index.isPresent()) {
                counts.waiting.remove(index.getAsInt());
            }
        }
    }

    private static Duration left(ObjectNode pod, Instant now) {
        Instant end = now;
        for (ObjectNode container : KubeJson.objects(KubeJson.at(pod, "status", "containerStatuses"))) {
            String finished = KubeJson.text(container, "state", "terminated", "finishedAt");
            end = finished.isEmpty() ? end : Instant.parse(finished);
        }
        return JobBackoff.left(JobPods.failuresBefore(pod, true) + 1, end, now);
    }

    private static List<OptionalInt> indexes(JobCounts counts, int missing) {
        List<OptionalInt> indexes = new ArrayList<>();
        boolean indexed = JobPods.isIndexed(counts.job);
        boolean waits =
                KubeJson.text(counts.job, "spec", "podReplacementPolicy").equals("Failed");
        for (int i = 0; indexes.size() < missing && (!indexed || i < counts.completions); i++) {
            int index = i;
            if (!indexed) {
                indexes.add(OptionalInt.empty());
            } else if (!counts.isSettled(i)
                    && !(waits
                            && counts.pods.stream()
                                    .filter(JobPods::isTerminating)
                                    .anyMatch(pod ->
                                            JobPods.index(counts.job, pod).orElse(-1) == index))) {
                indexes.add(OptionalInt.of(i));
            }
        }
        return indexes;
    }

    private void again(ObjectNode job, Duration after) {
        Key key = new Key(
                "jobs.batch", KubeJson.text(job, "metadata", "namespace"), KubeJson.text(job, "metadata", "name"));
        cluster.loop().after(after, () -> cluster.find(key).ifPresent(this::reconcile));
    }

    private void report(JobCounts counts, Optional<JobEnd> end) {
        ObjectNode job = counts.job;
        List<ObjectNode> pods = cluster.owned(job, "pods");
        List<ObjectNode> active =
                pods.stream().filter(ControllerObjects::isActive).toList();
        int terminating = (int) pods.stream().filter(JobPods::isTerminating).count();
        List<ObjectNode> counted = pods.stream()
                .filter(pod -> JobPods.isTracked(pod) && isCounted(counts, pod, end))
                .toList();
        boolean over = end.isPresent() && terminating == 0;
        boolean suspended = KubeJson.at(job, "spec", "suspend").asBoolean();
        String now = cluster.now();
        List<String[]> events = new ArrayList<>();
        int failed = KubeJson.at(job, "status", "failed").asInt()
                + (int) counted.stream()
                        .filter(pod -> countsAsFailed(counts, pod, end))
                        .count();
        cluster.registry().status(job, NAME, status -> {
            if (!suspended && !status.hasNonNull("startTime")) {
                status.put("startTime", now);
            }
            put(status, "active", active.size());
            status.put("ready", Pods.ready(active)).put("terminating", terminating);
            put(status, "succeeded", counts.succeeded);
            put(status, "failed", failed);
            KubeJson.make(status, "uncountedTerminatedPods");
            indexes(counts, status);
            if (end.isEmpty()) {
                suspend(job, status, suspended, now, events);
                return;
            }
            JobEnd why = end.get();
            ControllerObjects.setProbedCondition(status, why.announcement(), "True", why.reason(), why.message(), now);
            if (over) {
                ControllerObjects.setProbedCondition(status, why.condition(), "True", why.reason(), why.message(), now);
                if (!why.failed()) {
                    status.put("completionTime", now);
                }
            }
        });
        counted.forEach(this::release);
        events.forEach(event -> cluster.event(job, "Normal", event[0], event[1], NAME));
        if (over) {
            JobEnd why = end.get();
            cluster.event(
                    job,
                    why.failed() ? "Warning" : "Normal",
                    why.failed() ? why.reason() : "Completed",
                    why.failed() ? why.message() : "Job completed",
                    NAME);
        }
    }

    /** Pods that are stopped because the job failed have failed with it; those of a job that succeeded early count as nothing. */
    private static boolean countsAsFailed(JobCounts counts, ObjectNode pod, Optional<JobEnd> end) {
        boolean known =
                !JobPods.isIndexed(counts.job) || JobPods.index(counts.job, pod).isPresent();
        if (!known || JobPods.isSucceeded(pod)) {
            return false;
        }
        boolean stopped = counts.active.stream().anyMatch(one -> isSame(one, pod));
        return stopped
                ? end.filter(JobEnd::failed).isPresent()
                : JobPods.isFailed(counts.job, pod)
                        && JobFailurePolicy.of(counts.job, pod).counted();
    }

    private static boolean isSame(ObjectNode one, ObjectNode other) {
        return KubeJson.text(one, "metadata", "uid").equals(KubeJson.text(other, "metadata", "uid"));
    }

    private static boolean isCounted(JobCounts counts, ObjectNode pod, Optional<JobEnd> end) {
        boolean free = ControllerObjects.isDeleting(counts.job) || end.isPresent() || JobPods.isSucceeded(pod);
        return free
                || JobPods.isFailed(counts.job, pod)
                        && counts.waiting.values().stream().noneMatch(one -> isSame(one, pod));
    }

    private static void indexes(JobCounts counts, ObjectNode status) {
        if (!JobPods.isIndexed(counts.job)) {
            return;
        }
        String done = counts.succeededIndexes.toString();
        if (!done.isEmpty()) {
            status.put("completedIndexes", done);
        }
        if (JobPods.isLimitedPerIndex(counts.job)) {
            status.put("failedIndexes", counts.failedIndexes.toString());
        }
    }

    private static void suspend(
            ObjectNode job, ObjectNode status, boolean suspended, String now, List<String[]> events) {
        String known = ControllerObjects.condition(job, "Suspended");
        if (suspended && !known.equals("True")) {
            ControllerObjects.setProbedCondition(status, "Suspended", "True", "JobSuspended", "Job suspended", now);
            events.add(new String[] {"Suspended", "Job suspended"});
            status.remove("startTime");
        } else if (!suspended && known.equals("True")) {
            ControllerObjects.setProbedCondition(status, "Suspended", "False", "JobResumed", "Job resumed", now);
            events.add(new String[] {"Resumed", "Job resumed"});
            status.put("startTime", now);
        }
    }

    /** Lets a pod go that was counted. */
    private void release(ObjectNode pod) {
        if (JobPods.isTracked(pod)) {
            cluster.registry().modify(pod, NAME, live -> {
                List<String> rest = KubeJson.texts(KubeJson.at(live, "metadata", "finalizers")).stream()
                        .filter(one -> !one.equals(JobPods.TRACKING))
                        .toList();
                KubeJson.make(live, "metadata").set("finalizers", KubeJson.array(rest));
            });
        }
    }

    private static void put(ObjectNode status, String field, int value) {
        if (value > 0) {
            status.put(field, value);
        } else {
            status.remove(field);
        }
    }
}
