package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for jobs. Stateless. */
final class JobStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode job) {
        ObjectNode spec = KubeJson.make(job, "spec");
        defaults(spec, KubeJson.text(job, "metadata", "name"), KubeJson.text(job, "metadata", "uid"));
    }

    static void defaults(ObjectNode spec, String name, String uid) {
        if (!spec.has("completions") && !spec.has("parallelism")) {
            spec.put("completions", 1);
        }
        KubeJson.putDefault(spec, "parallelism", 1);
        KubeJson.putDefault(spec, "backoffLimit", 6);
        KubeJson.putDefault(spec, "completionMode", "NonIndexed");
        KubeJson.putDefault(spec, "suspend", false);
        KubeJson.putDefault(spec, "podReplacementPolicy", "TerminatingOrFailed");
        KubeJson.putDefault(spec, "manualSelector", false);
        if (spec.path("template").get("spec") instanceof ObjectNode pod) {
            boolean given = pod.has("restartPolicy");
            PodDefaults.apply(pod);
            if (!given) {
                pod.put("restartPolicy", "Always");
            }
        }
        if (!uid.isEmpty() && !spec.path("manualSelector").asBoolean() && !spec.has("selector")) {
            KubeJson.make(spec, "selector", "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
            ObjectNode labels = KubeJson.make(spec, "template", "metadata", "labels");
            labels.put("batch.kubernetes.io/controller-uid", uid).put("batch.kubernetes.io/job-name", name);
            labels.put("controller-uid", uid).put("job-name", name);
        }
    }

    @Override
    public void validate(ObjectNode job, Errors errors) {
        validate(job.path("spec"), "spec", errors);
    }

    static void validate(JsonNode spec, String path, Errors errors) {
        for (String field : new String[] {"parallelism", "completions", "backoffLimit", "activeDeadlineSeconds"}) {
            errors.notNegative(path + "." + field, spec.path(field));
        }
        new PodRules(errors).check(KubeJson.at(spec, "template", "spec"), path + ".template.spec");
        String restart = KubeJson.text(spec, "template", "spec", "restartPolicy");
        if (!restart.equals("OnFailure") && !restart.equals("Never")) {
            errors.notSupported(path + ".template.spec.restartPolicy", restart, "OnFailure", "Never");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : new String[] {"completions", "selector", "template", "completionMode"}) {
            errors.unchanged(
                    "spec." + field,
                    now.path("spec").path(field),
                    before.path("spec").path(field));
        }
    }
}
