package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/** The rules for cron jobs. Stateless. */
final class CronJobStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "concurrencyPolicy", "Allow");
        KubeJson.putDefault(spec, "suspend", false);
        KubeJson.putDefault(spec, "successfulJobsHistoryLimit", 3);
        KubeJson.putDefault(spec, "failedJobsHistoryLimit", 1);
        if (KubeJson.at(spec, "jobTemplate", "spec") instanceof ObjectNode job) {
            JobRules.fill(job, release);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String schedule = KubeJson.text(spec, "schedule");
        if (schedule.isEmpty()) {
            errors.required("spec.schedule");
        } else {
            CronSchedule.wrong(schedule).ifPresent(wrong -> errors.invalid("spec.schedule", schedule, wrong));
            if (schedule.contains("TZ")) {
                errors.invalid(
                        "spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            }
        }
        errors.notNegative("spec.startingDeadlineSeconds", spec.path("startingDeadlineSeconds"));
        if (spec.hasNonNull("timeZone")) {
            zone(KubeJson.text(spec, "timeZone"), errors);
        }
        errors.requiredOneOf(
                "spec.concurrencyPolicy", KubeJson.text(spec, "concurrencyPolicy"), "Allow", "Forbid", "Replace");
        JsonNode job = KubeJson.at(spec, "jobTemplate", "spec");
        JobRules.spec(job, "spec.jobTemplate.spec", errors);
        if (job.path("selector").isObject()) {
            errors.invalid("spec.jobTemplate.spec.selector", job.path("selector"), "`selector` will be auto-generated");
        }
        if (job.path("manualSelector").asBoolean()) {
            errors.notSupported("spec.jobTemplate.spec.manualSelector", true, "nil", "false");
        }
        errors.notNegative("spec.successfulJobsHistoryLimit", spec.path("successfulJobsHistoryLimit"));
        errors.notNegative("spec.failedJobsHistoryLimit", spec.path("failedJobsHistoryLimit"));
    }

    private static void zone(String zone, Errors errors) {
        String at = "spec.timeZone";
        if (zone.isEmpty()) {
            errors.invalid(at, zone, "timeZone must be nil or non-empty string");
            return;
        }
        for (String part : zone.split("/", -1)) {
            boolean odd = part.equals(".") || part.equals("..") || part.startsWith("-");
            if (odd || !part.matches("[A-Za-z.\\-_0-9+]{1,14}")) {
                errors.invalid(at, zone, "unknown time zone " + zone);
                return;
            }
        }
        if (zone.equalsIgnoreCase("Local")) {
            errors.invalid(
                    at, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        try {
            if (!zone.equals("UTC")
                    && !zone.toLowerCase(Locale.ROOT).equals("local")
                    && !ZoneId.getAvailableZoneIds().contains(zone)) {
                errors.invalid(at, zone, "unknown time zone " + zone);
            }
        } catch (DateTimeException e) {
            errors.invalid(at, zone, "unknown time zone " + zone);
        }
    }

    @Override
    public void validateNew(ObjectNode object, Errors errors) {
        String name = KubeJson.text(object, "metadata", "name");
        if (name.length() > 52) {
            errors.invalid("metadata.name", name, "must be no more than 52 characters");
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        PodWarnings warnings = new PodWarnings(errors);
        warnings.name(object);
        warnings.template(
                KubeJson.at(object, "spec", "jobTemplate", "spec", "template"), "spec.jobTemplate.spec.template");
    }
}
