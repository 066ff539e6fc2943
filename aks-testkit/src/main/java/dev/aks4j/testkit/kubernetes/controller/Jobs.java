package dev.aks4j.testkit.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import java.util.List;

/** Runs jobs to their end. Used under the simulator's lock. */
final class Jobs extends Reconciler {

    private static final String NAME = "job-controller";

    Jobs(Cluster cluster) {
        super(cluster, "Job", "jobs.batch");
    }

    @Override
    void reconcile(ObjectNode job) {
        boolean over = Objects.condition(job, "Complete").equals("True")
                || Objects.condition(job, "Failed").equals("True");
        if (over || Objects.isDeleting(job)) {
            return;
        }
        int parallelism = Json.at(job, "spec", "parallelism").asInt(1);
        int completions = Json.at(job, "spec", "completions").asInt(parallelism);
        int succeeded = count(job, "Succeeded");
        boolean suspended = Json.at(job, "spec", "suspend").asBoolean();
        int wanted = suspended ? 0 : Math.min(parallelism, completions - succeeded);
        for (int i = Pods.active(cluster, job).size(); i < wanted; i++) {
            ObjectNode pod = Pods.from(Json.at(job, "spec", "template"), job);
            Json.make(pod, "metadata").put("generateName", Json.text(job, "metadata", "name") + "-");
            if (!Pods.create(cluster, pod, job, NAME)) {
                break;
            }
        }
        report(job, succeeded, succeeded >= completions, suspended);
    }

    private int count(ObjectNode job, String phase) {
        return (int) cluster.owned(job, "pods").stream()
                .filter(pod -> Json.text(pod, "status", "phase").equals(phase))
                .count();
    }

    private void report(ObjectNode job, int succeeded, boolean complete, boolean suspended) {
        List<ObjectNode> active = Pods.active(cluster, job);
        int failed = count(job, "Failed");
        cluster.registry().status(job, NAME, status -> {
            Json.putDefault(status, "startTime", cluster.now());
            put(status, "active", active.size());
            put(status, "ready", Pods.ready(active));
            put(status, "succeeded", succeeded);
            put(status, "failed", failed);
            if (suspended) {
                Objects.setCondition(status, "Suspended", "True", "JobSuspended", "Job suspended", cluster.now());
            }
            if (complete) {
                status.put("completionTime", cluster.now());
                String reached = "Reached expected number of succeeded pods";
                Objects.setCondition(
                        status, "SuccessCriteriaMet", "True", "CompletionsReached", reached, cluster.now());
                Objects.setCondition(status, "Complete", "True", "CompletionsReached", reached, cluster.now());
            }
        });
        if (complete) {
            cluster.event(job, "Normal", "Completed", "Job completed", NAME);
        }
    }

    private static void put(ObjectNode status, String field, int value) {
        if (value > 0 || status.has(field)) {
            status.put(field, value);
        }
    }
}
