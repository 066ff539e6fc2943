package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts the jobs of cron jobs when they are due, and keeps as many of the ended ones as asked for. Used under the lock. */
final class CronJobs extends Reconciler {

    private static final String NAME = "cronjob-controller";
    private static final int MANY = 100;
    private static final DateTimeFormatter MAIL_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    /** When each cron job is looked at next, so that it is not put on the time line twice. */
    private final Map<Key, Instant> alarms = new HashMap<>();

    CronJobs(ClusterObjects cluster) {
        super(cluster, "CronJob", "cronjobs.batch");
    }

    @Override
    public void changed(StoreChange change) {
        super.changed(change);
        if (change.key().storage().equals("cronjobs.batch") && change.kind() == StoreChange.Kind.DELETED) {
            alarms.remove(change.key());
        }
    }

    @Override
    void reconcile(ObjectNode cron) {
        List<ObjectNode> jobs = cluster.owned(cron, "jobs.batch");
        ObjectNode current = track(cron, jobs);
        prune(current, jobs);
        if (!ControllerObjects.isDeleting(current)) {
            schedule(current);
        }
    }

    private static String uid(JsonNode object) {
        return KubeJson.text(object, "metadata", "uid");
    }

    /** Brings the list of active jobs and the time of the last success up to date. */
    private ObjectNode track(ObjectNode cron, List<ObjectNode> jobs) {
        Set<String> listed = new HashSet<>();
        KubeJson.at(cron, "status", "active").forEach(one -> listed.add(KubeJson.text(one, "uid")));
        Set<String> gone = new HashSet<>(listed);
        String success = KubeJson.text(cron, "status", "lastSuccessfulTime");
        for (ObjectNode job : jobs) {
            gone.remove(uid(job));
            String name = KubeJson.text(job, "metadata", "name");
            if (!Jobs.isFinished(job)) {
                if (!listed.contains(uid(job))) {
                    String message = "Saw a job that the controller did not create or forgot: " + name;
                    cluster.event(cron, "Warning", "UnexpectedJob", message, NAME);
                }
                continue;
            }
            boolean complete = ControllerObjects.condition(job, "Complete").equals("True");
            if (listed.contains(uid(job))) {
                gone.add(uid(job));
                String message = "Saw completed job: " + name + ", condition: " + (complete ? "Complete" : "Failed");
                cluster.event(cron, "Normal", "SawCompletedJob", message, NAME);
            }
            String end = KubeJson.text(job, "status", "completionTime");
            if (complete && end.compareTo(success) > 0) {
                success = end;
            }
        }
        if (gone.isEmpty() && success.equals(KubeJson.text(cron, "status", "lastSuccessfulTime"))) {
            return cron;
        }
        Set<String> known = new HashSet<>();
        jobs.forEach(job -> known.add(uid(job)));
        for (JsonNode one : KubeJson.at(cron, "status", "active")) {
            if (!known.contains(KubeJson.text(one, "uid"))) {
                String message = "Active job went missing: " + KubeJson.text(one, "name");
                cluster.event(cron, "Normal", "MissingJob", message, NAME);
            }
        }
        String last = success;
        return cluster.registry()
                .status(cron, NAME, status -> {
                    ArrayNode active = KubeJson.array();
                    for (JsonNode one : status.path("active")) {
                        if (!gone.contains(KubeJson.text(one, "uid"))) {
                            active.add(one);
                        }
                    }
                    setActive(status, active);
                    if (!last.isEmpty()) {
                        status.put("lastSuccessfulTime", last);
                    }
                })
                .orElse(cron);
    }

    private static void setActive(ObjectNode status, ArrayNode active) {
        if (active.isEmpty()) {
            status.remove("active");
        } else {
            status.set("active", active);
        }
    }

    private void prune(ObjectNode cron, List<ObjectNode> jobs) {
        for (String end : List.of("Complete", "Failed")) {
            String field = end.equals("Complete") ? "successfulJobsHistoryLimit" : "failedJobsHistoryLimit";
            int keep = KubeJson.at(cron, "spec", field).asInt(end.equals("Complete") ? 3 : 1);
            List<ObjectNode> ended = jobs.stream()
                    .filter(job ->
                            ControllerObjects.condition(job, end).equals("True") && !ControllerObjects.isDeleting(job))
                    .sorted(Comparator.comparing((ObjectNode job) -> KubeJson.text(job, "status", "startTime"))
                            .thenComparing(job -> KubeJson.text(job, "metadata", "name")))
                    .toList();
            ended.stream().limit(Math.max(0, ended.size() - keep)).forEach(job -> delete(cron, job));
        }
    }

    private void delete(ObjectNode cron, ObjectNode job) {
        cluster.registry().remove(job, Deletion.Options.BACKGROUND, NAME);
        String message = "Deleted job " + KubeJson.text(job, "metadata", "name");
        cluster.event(cron, "Normal", "SuccessfulDelete", message, NAME);
    }

    private void schedule(ObjectNode cron) {
        Instant now = cluster.state().timeline().now();
        CronTimes times;
        try {
            times = CronTimes.of(cron, now);
        } catch (DateTimeException e) {
            String zone = KubeJson.text(cron, "spec", "timeZone");
            String message = "invalid timeZone: \"" + zone + "\": unknown time zone " + zone;
            cluster.event(cron, "Warning", "UnknownTimeZone", message, NAME);
            return;
        } catch (IllegalArgumentException e) {
            String schedule = KubeJson.text(cron, "spec", "schedule");
            String message = "unparseable schedule: \"" + schedule + "\" : " + e.getMessage();
            cluster.event(cron, "Warning", "UnparseableSchedule", message, NAME);
            return;
        }
        if (KubeJson.at(cron, "spec", "suspend").asBoolean()) {
            return;
        }
        if (times.missed() > MANY) {
            String message =
                    "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew";
            cluster.event(cron, "Warning", "TooManyMissedTimes", message, NAME);
        }
        times.due().ifPresent(due -> start(cron, due, now));
        times.next().ifPresent(next -> alarm(cron, now, next));
    }

    private void alarm(ObjectNode cron, Instant now, Instant next) {
        Key key = new Key(
                "cronjobs.batch",
                KubeJson.text(cron, "metadata", "namespace"),
                KubeJson.text(cron, "metadata", "name"));
        if (next.equals(alarms.put(key, next))) {
            return;
        }
        cluster.loop().after(Duration.between(now, next), () -> {
            if (next.equals(alarms.get(key))) {
                alarms.remove(key);
                cluster.find(key).ifPresent(this::reconcile);
            }
        });
    }

    private void start(ObjectNode cron, Instant due, Instant now) {
        JsonNode deadline = KubeJson.at(cron, "spec", "startingDeadlineSeconds");
        if (deadline.isNumber() && due.plusSeconds(deadline.asLong()).isBefore(now)) {
            String message = "Missed scheduled time to start a job: " + MAIL_DATE.format(due.atOffset(ZoneOffset.UTC));
            cluster.event(cron, "Warning", "MissSchedule", message, NAME);
            return;
        }
        String policy = KubeJson.text(cron, "spec", "concurrencyPolicy");
        JsonNode active = KubeJson.at(cron, "status", "active");
        if (policy.equals("Forbid") && !active.isEmpty()) {
            String message = "Not starting job because prior execution is running and concurrency policy is Forbid";
            cluster.event(cron, "Normal", "JobAlreadyActive", message, NAME);
            return;
        }
        if (policy.equals("Replace")) {
            String namespace = KubeJson.text(cron, "metadata", "namespace");
            for (JsonNode one : active) {
                cluster.find("jobs.batch", namespace, KubeJson.text(one, "name"))
                        .ifPresent(job -> delete(cron, job));
            }
        }
        create(cron, due, policy.equals("Replace"));
    }

    private void create(ObjectNode cron, Instant due, boolean replace) {
        Optional<ObjectNode> made;
        try {
            made = Optional.of(cluster.registry().create(job(cron, due), NAME));
        } catch (ApiException e) {
            if (!e.getMessage().contains("already exists")) {
                cluster.event(cron, "Warning", "FailedCreate", "Error creating job: " + e.getMessage(), NAME);
            }
            return;
        }
        ObjectNode job = made.get();
        String name = KubeJson.text(job, "metadata", "name");
        cluster.event(cron, "Normal", "SuccessfulCreate", "Created job " + name, NAME);
        cluster.registry().status(cron, NAME, status -> {
            ArrayNode active = replace ? KubeJson.array() : KubeJson.makeArray(status, "active");
            active.addObject()
                    .put("apiVersion", "batch/v1")
                    .put("kind", "Job")
                    .put("name", name)
                    .put("namespace", KubeJson.text(job, "metadata", "namespace"))
                    .put("uid", uid(job))
                    .put("resourceVersion", KubeJson.text(job, "metadata", "resourceVersion"));
            setActive(status, active);
            status.put("lastScheduleTime", due.toString());
        });
    }

    private static ObjectNode job(ObjectNode cron, Instant due) {
        String name = KubeJson.text(cron, "metadata", "name") + "-" + due.getEpochSecond() / 60;
        ObjectNode job = ControllerObjects.of("batch/v1", "Job", KubeJson.text(cron, "metadata", "namespace"), name);
        JsonNode template = KubeJson.at(cron, "spec", "jobTemplate");
        ObjectNode metadata = KubeJson.make(job, "metadata");
        for (String part : List.of("labels", "annotations")) {
            if (KubeJson.at(template, "metadata", part) instanceof ObjectNode given) {
                metadata.set(part, given.deepCopy());
            }
        }
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                due.atZone(CronTimes.zone(cron)).toOffsetDateTime());
        KubeJson.make(metadata, "annotations").put("batch.kubernetes.io/cronjob-scheduled-timestamp", time);
        ControllerObjects.own(job, cron);
        job.set("spec", template.path("spec").deepCopy());
        return job;
    }
}
