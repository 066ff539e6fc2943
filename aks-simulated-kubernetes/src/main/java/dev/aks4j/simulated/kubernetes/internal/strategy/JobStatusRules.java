package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** What a job's status may say, whoever writes it. Stateless. */
final class JobStatusRules {

    private JobStatusRules() {}

    static void check(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode status = now.path("status");
        JsonNode old = before.path("status");
        for (String field : new String[] {"active", "succeeded", "failed", "ready", "terminating"}) {
            errors.notNegative("status." + field, status.path(field));
        }
        boolean complete = holds(now, "Complete");
        boolean failed = holds(now, "Failed");
        if (status.path("ready").asInt() > status.path("active").asInt()
                && !(status.path("ready").equals(old.path("ready"))
                        && status.path("active").equals(old.path("active")))) {
            errors.invalid("status.ready", status.path("ready"), "cannot set more ready pods than active");
        }
        if (complete && failed) {
            errors.invalid("status.conditions", "cannot set Complete=True and Failed=true conditions");
        }
        if (complete && holds(now, "FailureTarget")) {
            errors.invalid("status.conditions", "cannot set Complete=True and FailureTarget=true conditions");
        }
        end(now, before, complete, errors);
        if (failed && !holds(now, "FailureTarget") && !holds(before, "Failed")) {
            errors.invalid(
                    "status.conditions", "cannot set Failed=True condition without the FailureTarget=true condition");
        }
        if (complete && !holds(now, "SuccessCriteriaMet") && !holds(before, "Complete")) {
            errors.invalid(
                    "status.conditions",
                    "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
        if ((complete || failed) && status.path("active").asInt() > 0) {
            errors.invalid("status.active", status.path("active"), "active>0 is invalid for finished job");
        }
        changes(now, before, errors);
    }

    private static void end(ObjectNode now, ObjectNode before, boolean complete, Errors errors) {
        JsonNode end = KubeJson.at(now, "status", "completionTime");
        boolean same = end.equals(KubeJson.at(before, "status", "completionTime"));
        if (end.isTextual() && !complete && !same) {
            errors.invalid(
                    "status.completionTime", end, "cannot set completionTime when there is no Complete=True condition");
        }
        if (!end.isTextual() && complete && !holds(before, "Complete")) {
            errors.required("status.completionTime", "completionTime is required for Complete jobs");
        }
        String start = KubeJson.text(now, "status", "startTime");
        if (end.isTextual() && !start.isEmpty() && end.asText().compareTo(start) < 0) {
            errors.invalid("status.completionTime", end, "must be equal to or after `startTime`");
        }
    }

    private static void changes(ObjectNode now, ObjectNode before, Errors errors) {
        for (String type : new String[] {"Complete", "Failed"}) {
            if (holds(before, type) && !holds(now, type)) {
                errors.invalid("status.conditions", "cannot disable the terminal " + type + "=True condition");
            }
        }
        for (String counter : new String[] {"failed", "succeeded"}) {
            JsonNode count = KubeJson.at(now, "status", counter);
            boolean indexed = KubeJson.text(now, "spec", "completionMode").equals("Indexed");
            boolean less =
                    count.asInt() < KubeJson.at(before, "status", counter).asInt();
            if (less && !(indexed && counter.equals("succeeded"))) {
                errors.invalid("status." + counter, count.asInt(), "cannot decrease the " + counter + " counter");
            }
        }
        JsonNode start = KubeJson.at(now, "status", "startTime");
        JsonNode started = KubeJson.at(before, "status", "startTime");
        boolean suspended = KubeJson.at(now, "spec", "suspend").asBoolean();
        if (started.isTextual() && !started.equals(start) && !suspended) {
            errors.invalid(
                    "status.startTime",
                    start.isMissingNode() ? null : start,
                    "field is immutable for unsuspended job once set");
        }
    }

    private static boolean holds(ObjectNode job, String type) {
        for (JsonNode condition : KubeJson.at(job, "status", "conditions")) {
            if (KubeJson.text(condition, "type").equals(type)) {
                return KubeJson.text(condition, "status").equals("True");
            }
        }
        return false;
    }
}
