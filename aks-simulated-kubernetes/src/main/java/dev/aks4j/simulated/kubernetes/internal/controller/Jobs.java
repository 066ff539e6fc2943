package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** Runs jobs to their end. Used under the simulator's lock. */
final class Jobs extends Reconciler {

    private static final String NAME = "job-controller";

    Jobs(ClusterObjects cluster) {
        super(cluster, "Job", "jobs.batch");
    }

    @Override
    void reconcile(ObjectNode job) {
        boolean over = Manifests.condition(job, "Complete").equals("True")
                || Manifests.condition(job, "Failed").equals("True");
        if (over || Manifests.isDeleting(job)) {
            return;
        }
        int parallelism = KubeJson.at(job, "spec", "parallelism").asInt(1);
        int completions = KubeJson.at(job, "spec", "completions").asInt(parallelism);
        int succeeded = count(job, "Succeeded");
        boolean suspended = KubeJson.at(job, "spec", "suspend").asBoolean();
        int wanted = suspended ? 0 : Math.min(parallelism, completions - succeeded);
        for (int i = Pods.active(cluster, job).size(); i < wanted; i++) {
            ObjectNode pod = Pods.from(KubeJson.at(job, "spec", "template"), job);
            KubeJson.make(pod, "metadata").put("generateName", KubeJson.text(job, "metadata", "name") + "-");
            if (!Pods.create(cluster, pod, job, NAME)) {
                refused(job);
                break;
            }
        }
        report(job, succeeded, succeeded >= completions, suspended);
    }

    private int count(ObjectNode job, String phase) {
        return (int) cluster.owned(job, "pods").stream()
                .filter(pod -> KubeJson.text(pod, "status", "phase").equals(phase))
                .count();
    }

    private void report(ObjectNode job, int succeeded, boolean complete, boolean suspended) {
        List<ObjectNode> active = Pods.active(cluster, job);
        int failed = count(job, "Failed");
        cluster.registry().status(job, NAME, status -> {
            KubeJson.putDefault(status, "startTime", cluster.now());
            put(status, "active", active.size());
            put(status, "ready", Pods.ready(active));
            put(status, "succeeded", succeeded);
            put(status, "failed", failed);
            if (suspended) {
                Manifests.setCondition(status, "Suspended", "True", "JobSuspended", "Job suspended", cluster.now());
            }
            if (complete) {
                status.put("completionTime", cluster.now());
                String reached = "Reached expected number of succeeded pods";
                Manifests.setCondition(
                        status, "SuccessCriteriaMet", "True", "CompletionsReached", reached, cluster.now());
                Manifests.setCondition(status, "Complete", "True", "CompletionsReached", reached, cluster.now());
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
