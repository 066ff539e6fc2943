package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for cron jobs. Stateless. */
final class CronJobStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "concurrencyPolicy", "Allow");
        KubeJson.putDefault(spec, "suspend", false);
        KubeJson.putDefault(spec, "successfulJobsHistoryLimit", 3);
        KubeJson.putDefault(spec, "failedJobsHistoryLimit", 1);
        if (KubeJson.at(spec, "jobTemplate", "spec", "template", "spec") instanceof ObjectNode pod) {
            PodDefaults.apply(pod);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String schedule = KubeJson.text(spec, "schedule");
        if (schedule.isEmpty()) {
            errors.required("spec.schedule", "");
        } else if (!schedule.startsWith("@") && schedule.strip().split("\\s+").length != 5) {
            int fields = schedule.strip().split("\\s+").length;
            errors.invalid("spec.schedule", schedule, "expected exactly 5 fields, found " + fields + ": " + schedule);
        }
        errors.oneOf("spec.concurrencyPolicy", KubeJson.text(spec, "concurrencyPolicy"), "Allow", "Forbid", "Replace");
        JobStrategy.validate(KubeJson.at(spec, "jobTemplate", "spec"), "spec.jobTemplate.spec", errors);
        String name = KubeJson.text(object, "metadata", "name");
        if (name.length() > 52) {
            errors.invalid("metadata.name", name, "must be no more than 52 characters");
        }
    }
}
