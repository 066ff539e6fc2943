package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The pods of a job: how they are made, and what they say of themselves. Stateless. */
final class JobPods {

    static final String TRACKING = "batch.kubernetes.io/job-tracking";
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
    private static final String IGNORED = "batch.kubernetes.io/job-index-ignored-failure-count";
    private static final int LONGEST_PREFIX = 58;

    private JobPods() {}

    static boolean isIndexed(ObjectNode job) {
        return KubeJson.text(job, "spec", "completionMode").equals("Indexed");
    }

    static boolean isLimitedPerIndex(ObjectNode job) {
        return isIndexed(job) && job.path("spec").hasNonNull("backoffLimitPerIndex");
    }

    static boolean isTracked(ObjectNode pod) {
        return KubeJson.texts(KubeJson.at(pod, "metadata", "finalizers")).contains(TRACKING);
    }

    static boolean isSucceeded(ObjectNode pod) {
        return KubeJson.text(pod, "status", "phase").equals("Succeeded");
    }

    /** A pod that is deleted before its end has failed, unless the job replaces only what really failed. */
    static boolean isFailed(ObjectNode job, ObjectNode pod) {
        if (KubeJson.text(pod, "status", "phase").equals("Failed")) {
            return true;
        }
        boolean waits = KubeJson.text(job, "spec", "podReplacementPolicy").equals("Failed");
        return !waits && ControllerObjects.isDeleting(pod) && !isSucceeded(pod);
    }

    static boolean isTerminating(ObjectNode pod) {
        String phase = KubeJson.text(pod, "status", "phase");
        return ControllerObjects.isDeleting(pod) && !phase.equals("Succeeded") && !phase.equals("Failed");
    }

    /** Returns the completion index of a pod, if it has one that the job knows. */
    static OptionalInt index(ObjectNode job, ObjectNode pod) {
        String text = KubeJson.text(pod, "metadata", "annotations", INDEX);
        if (!text.matches("\\d{1,9}")) {
            return OptionalInt.empty();
        }
        int index = Integer.parseInt(text);
        return index < KubeJson.at(job, "spec", "completions").asInt() ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** Returns how often an index had failed before this pod, ignored failures included if asked for. */
    static int failuresBefore(ObjectNode pod, boolean withIgnored) {
        JsonNode annotations = KubeJson.at(pod, "metadata", "annotations");
        return annotations.path(FAILURES).asInt()
                + (withIgnored ? annotations.path(IGNORED).asInt() : 0);
    }

    /** Returns a pod of a job, for an index if it has indexes, in the place of one that failed if there is one. */
    static ObjectNode make(ObjectNode job, OptionalInt index, Optional<ObjectNode> replaced) {
        ObjectNode pod = Pods.from(KubeJson.at(job, "spec", "template"), job);
        ObjectNode metadata = KubeJson.make(pod, "metadata");
        ArrayNode finalizers = KubeJson.makeArray(metadata, "finalizers");
        if (!KubeJson.texts(finalizers).contains(TRACKING)) {
            finalizers.add(TRACKING);
        }
        String name = KubeJson.text(job, "metadata", "name");
        if (index.isEmpty()) {
            metadata.put("generateName", name + "-");
            return pod;
        }
        String number = Integer.toString(index.getAsInt());
        String ending = "-" + number + "-";
        String base = name.length() + ending.length() > LONGEST_PREFIX
                ? name.substring(0, LONGEST_PREFIX - ending.length())
                : name;
        metadata.put("generateName", base + ending);
        KubeJson.make(pod, "metadata", "annotations").put(INDEX, number);
        KubeJson.make(pod, "metadata", "labels").put(INDEX, number);
        ObjectNode spec = KubeJson.make(pod, "spec");
        spec.put("hostname", name + "-" + number);
        for (String containers : List.of("initContainers", "containers")) {
            KubeJson.objects(spec.path(containers)).forEach(JobPods::tellIndex);
        }
        if (isLimitedPerIndex(job)) {
            countFailures(job, KubeJson.make(pod, "metadata", "annotations"), replaced);
        }
        return pod;
    }

    private static void tellIndex(ObjectNode container) {
        String variable = "JOB_COMPLETION_INDEX";
        ArrayNode variables = KubeJson.makeArray(container, "env");
        if (KubeJson.objects(variables).stream()
                .noneMatch(one -> KubeJson.text(one, "name").equals(variable))) {
            variables
                    .addObject()
                    .put("name", variable)
                    .putObject("valueFrom")
                    .putObject("fieldRef")
                    .put("fieldPath", "metadata.labels['" + INDEX + "']");
        }
    }

    private static void countFailures(ObjectNode job, ObjectNode annotations, Optional<ObjectNode> replaced) {
        int counted = 0;
        int ignored = 0;
        if (replaced.isPresent()) {
            counted = failuresBefore(replaced.get(), false);
            ignored = failuresBefore(replaced.get(), true) - counted;
            if (JobFailurePolicy.of(job, replaced.get()).counted()) {
                counted++;
            } else {
                ignored++;
            }
        }
        annotations.put(FAILURES, Integer.toString(counted));
        if (ignored > 0) {
            annotations.put(IGNORED, Integer.toString(ignored));
        }
    }
}
