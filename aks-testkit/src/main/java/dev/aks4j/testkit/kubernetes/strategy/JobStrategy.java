package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;

/** The rules for jobs. Stateless. */
final class JobStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode job) {
        ObjectNode spec = Json.make(job, "spec");
        defaults(spec, Json.text(job, "metadata", "name"), Json.text(job, "metadata", "uid"));
    }

    static void defaults(ObjectNode spec, String name, String uid) {
        if (!spec.has("completions") && !spec.has("parallelism")) {
            spec.put("completions", 1);
        }
        Json.putDefault(spec, "parallelism", 1);
        Json.putDefault(spec, "backoffLimit", 6);
        Json.putDefault(spec, "completionMode", "NonIndexed");
        Json.putDefault(spec, "suspend", false);
        Json.putDefault(spec, "podReplacementPolicy", "TerminatingOrFailed");
        Json.putDefault(spec, "manualSelector", false);
        if (spec.path("template").get("spec") instanceof ObjectNode pod) {
            boolean given = pod.has("restartPolicy");
            PodDefaults.apply(pod);
            if (!given) {
                pod.put("restartPolicy", "Always");
            }
        }
        if (!uid.isEmpty() && !spec.path("manualSelector").asBoolean() && !spec.has("selector")) {
            Json.make(spec, "selector", "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
            ObjectNode labels = Json.make(spec, "template", "metadata", "labels");
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
        new PodRules(errors).check(Json.at(spec, "template", "spec"), path + ".template.spec");
        String restart = Json.text(spec, "template", "spec", "restartPolicy");
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
