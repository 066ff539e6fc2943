package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The rules for jobs and cron jobs. Stateless. */
final class BatchStrategies {

    private static final String UID = "batch.kubernetes.io/controller-uid";
    private static final String NAME = "batch.kubernetes.io/job-name";

    private BatchStrategies() {}

    /** Jobs. */
    static final class Jobs implements Strategy {

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            JobStatusRules.check(now, before, errors);
        }

        @Override
        public void defaults(ObjectNode job, Release release) {
            ObjectNode spec = KubeJson.make(job, "spec");
            if (!spec.hasNonNull("completions") && !spec.hasNonNull("parallelism")) {
                spec.put("completions", 1);
            }
            KubeJson.putDefault(spec, "parallelism", 1);
            KubeJson.putDefault(spec, "backoffLimit", spec.hasNonNull("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
            if (KubeJson.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels
                    && KubeJson.at(job, "metadata", "labels").isEmpty()
                    && !labels.isEmpty()) {
                KubeJson.make(job, "metadata").set("labels", labels.deepCopy());
            }
            KubeJson.putDefault(spec, "completionMode", "NonIndexed");
            KubeJson.putDefault(spec, "suspend", false);
            KubeJson.putDefault(
                    spec,
                    "podReplacementPolicy",
                    spec.hasNonNull("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
            KubeJson.putDefault(spec, "manualSelector", false);
            fill(spec, release);
        }

        @Override
        public void create(ObjectNode job) {
            ObjectNode spec = KubeJson.make(job, "spec");
            String uid = KubeJson.text(job, "metadata", "uid");
            if (spec.path("manualSelector").asBoolean()) {
                return;
            }
            ObjectNode labels = KubeJson.make(spec, "template", "metadata", "labels");
            boolean shared = KubeJson.at(job, "metadata", "labels").isEmpty()
                    || KubeJson.at(job, "metadata", "labels").equals(labels);
            String name = KubeJson.text(job, "metadata", "name");
            for (String[] label :
                    new String[][] {{"job-name", name}, {NAME, name}, {"controller-uid", uid}, {UID, uid}}) {
                if (!labels.has(label[0])) {
                    labels.put(label[0], label[1]);
                }
            }
            if (shared) {
                KubeJson.make(job, "metadata").set("labels", labels.deepCopy());
            }
            ObjectNode selector = KubeJson.make(spec, "selector", "matchLabels");
            if (!selector.has(UID)) {
                selector.put(UID, uid);
            }
        }

        @Override
        public void validate(ObjectNode job, Errors errors) {
            JsonNode spec = job.path("spec");
            spec(spec, "spec", errors);
            if (!spec.path("selector").isObject()) {
                errors.required("spec.selector");
            } else {
                new Checks(errors).labelSelector("spec.selector", spec.path("selector"));
            }
            JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
            if (Checks.isSelector(spec.path("selector")) && !Checks.matches(spec.path("selector"), labels)) {
                errors.invalid(
                        "spec.template.metadata.labels",
                        labels.isMissingNode() ? null : labels,
                        "`selector` does not match template `labels`");
            }
            long completions = spec.path("completions").asLong();
            String name = KubeJson.text(job, "metadata", "name");
            if (KubeJson.text(spec, "completionMode").equals("Indexed") && completions > 0) {
                String host = name + "-" + (completions - 1);
                if (!Names.label(host).isEmpty()) {
                    errors.invalid(
                            "metadata.name", name, "will not able to create pod with invalid DNS label: " + host);
                }
            }
        }

        @Override
        public void validateNew(ObjectNode job, Errors errors) {
            JsonNode spec = job.path("spec");
            if (spec.path("manualSelector").asBoolean()
                    || !spec.path("selector").isObject()) {
                return;
            }
            ObjectNode expected = KubeJson.object();
            String at = "spec.template.metadata.labels";
            String uid = KubeJson.text(job, "metadata", "uid");
            String name = KubeJson.text(job, "metadata", "name");
            String[][] wanted = {{"controller-uid", uid}, {"job-name", name}, {UID, uid}, {NAME, name}};
            JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
            for (String[] label : wanted) {
                expected.put(label[0], label[1]);
                if (!labels.has(label[0])) {
                    errors.required(at + "[" + label[0] + "]", "must be '" + label[1] + "'");
                } else if (!KubeJson.text(labels, label[0]).equals(label[1])) {
                    errors.invalid(at + "[" + label[0] + "]", labels, "must be '" + label[1] + "'");
                }
            }
            if (Checks.isSelector(spec.path("selector")) && !Checks.matches(spec.path("selector"), expected)) {
                errors.invalid("spec.selector", spec.path("selector"), "`selector` not auto-generated");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            JsonNode spec = now.path("spec");
            JsonNode old = before.path("spec");
            boolean indexed = KubeJson.text(spec, "completionMode").equals("Indexed");
            if (!indexed) {
                errors.unchanged("spec.completions", spec.path("completions"), old.path("completions"));
            } else if (!spec.path("completions").equals(old.path("completions"))
                    && !spec.path("completions").equals(spec.path("parallelism"))) {
                errors.invalid(
                        "spec.completions",
                        spec.path("completions"),
                        "can only be modified in tandem with spec.parallelism");
            }
            errors.unchanged("spec.selector", spec.path("selector"), old.path("selector"));
            template(spec, old, before, errors);
            for (String field : new String[] {
                "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"
            }) {
                errors.unchanged("spec." + field, spec.path(field), old.path(field));
            }
        }

        private static void template(JsonNode spec, JsonNode old, ObjectNode before, Errors errors) {
            ObjectNode wanted = spec.path("template").deepCopy();
            ObjectNode had = old.path("template").deepCopy();
            boolean suspended = old.path("suspend").asBoolean();
            boolean started = KubeJson.at(before, "status").hasNonNull("startTime");
            if (suspended && !started) {
                for (ObjectNode one : new ObjectNode[] {wanted, had}) {
                    one.remove("metadata");
                    ObjectNode pod = KubeJson.make(one, "spec");
                    pod.remove(java.util.List.of("nodeSelector", "tolerations", "schedulingGates"));
                    if (pod.get("affinity") instanceof ObjectNode affinity) {
                        affinity.remove("nodeAffinity");
                        if (affinity.isEmpty()) {
                            pod.remove("affinity");
                        }
                    }
                    for (String list : new String[] {"containers", "initContainers"}) {
                        KubeJson.objects(pod.path(list)).forEach(container -> container.remove("resources"));
                    }
                }
            }
            if (!wanted.equals(had)) {
                errors.invalid("spec.template", spec.path("template"), Errors.IMMUTABLE);
            }
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            PodWarnings warnings = new PodWarnings(errors);
            warnings.name(object);
            warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        }
    }

    private static void fill(ObjectNode spec, Release release) {
        if (spec.get("template") instanceof ObjectNode template) {
            ObjectNode pod = KubeJson.make(template, "spec");
            PodDefaults.apply(pod, release);
        }
        for (ObjectNode rule : KubeJson.objects(KubeJson.at(spec, "podFailurePolicy", "rules"))) {
            KubeJson.objects(rule.path("onPodConditions")).forEach(pattern -> {
                if (KubeJson.text(pattern, "status").isEmpty()) {
                    pattern.put("status", "True");
                }
            });
        }
    }

    private static void spec(JsonNode spec, String at, Errors errors) {
        for (String field : new String[] {
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "backoffLimit",
            "ttlSecondsAfterFinished",
            "backoffLimitPerIndex",
            "maxFailedIndexes"
        }) {
            errors.notNegative(at + "." + field, spec.path(field));
        }
        boolean perIndex = spec.hasNonNull("backoffLimitPerIndex");
        boolean most = spec.hasNonNull("maxFailedIndexes");
        if (most && !perIndex) {
            errors.required(at + ".backoffLimitPerIndex", "when maxFailedIndexes is specified");
        }
        if (spec.hasNonNull("managedBy")) {
            String manager = KubeJson.text(spec, "managedBy");
            new Checks(errors).domainPath(at + ".managedBy", manager);
            if (manager.length() > 63) {
                errors.tooLong(at + ".managedBy", 63);
            }
        }
        String mode = KubeJson.text(spec, "completionMode");
        if (spec.hasNonNull("completionMode")) {
            errors.oneOf(at + ".completionMode", mode, "NonIndexed", "Indexed");
        }
        if (mode.equals("Indexed")) {
            indexed(spec, at, errors);
        }
        if (mode.isEmpty() || mode.equals("NonIndexed")) {
            for (String field : new String[] {"backoffLimitPerIndex", "maxFailedIndexes"}) {
                if (spec.hasNonNull(field)) {
                    errors.invalid(at + "." + field, spec.path(field), "requires indexed completion mode");
                }
            }
        }
        failurePolicy(spec, at + ".podFailurePolicy.rules", errors);
        successPolicy(spec, at + ".successPolicy", mode, errors);
        replacement(spec, at + ".podReplacementPolicy", errors);
        new PodRules(errors).template(spec.path("template"), at + ".template");
        restart(spec, at + ".template.spec.restartPolicy", errors);
    }

    private static void indexed(JsonNode spec, String at, Errors errors) {
        long most = 100_000;
        if (!spec.hasNonNull("completions")) {
            errors.required(at + ".completions", "when completion mode is Indexed");
        }
        if (spec.path("parallelism").asLong() > most) {
            errors.invalid(
                    at + ".parallelism",
                    spec.path("parallelism"),
                    "must be less than or equal to 100000 when completion mode is Indexed");
        }
        JsonNode failed = spec.path("maxFailedIndexes");
        if (spec.hasNonNull("completions")
                && failed.asLong() > spec.path("completions").asLong()) {
            errors.invalid(at + ".maxFailedIndexes", failed, "must be less than or equal to completions");
        }
        if (failed.asLong() > most) {
            errors.invalid(at + ".maxFailedIndexes", failed, "must be less than or equal to 100000");
        }
        if (spec.path("completions").asLong() > most
                && spec.hasNonNull("backoffLimitPerIndex")
                && !spec.hasNonNull("maxFailedIndexes")) {
            errors.required(at + ".maxFailedIndexes", "must be specified when completions is above 100000");
        }
    }

    private static void restart(JsonNode spec, String at, Errors errors) {
        String policy = KubeJson.text(spec, "template", "spec", "restartPolicy");
        if (policy.isEmpty() || policy.equals("Always")) {
            errors.required(at, "valid values: \"OnFailure\", \"Never\"");
        } else if (!policy.equals("OnFailure") && !policy.equals("Never")) {
            errors.notSupported(at, policy, "OnFailure", "Never");
        } else if (spec.hasNonNull("podFailurePolicy") && !policy.equals("Never")) {
            errors.invalid(at, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }

    private static void replacement(JsonNode spec, String at, Errors errors) {
        if (!spec.hasNonNull("podReplacementPolicy")) {
            return;
        }
        String policy = KubeJson.text(spec, "podReplacementPolicy");
        if (spec.hasNonNull("podFailurePolicy")) {
            errors.oneOf(at, policy, "Failed");
        } else {
            errors.oneOf(at, policy, "Failed", "TerminatingOrFailed");
        }
    }

    private static void failurePolicy(JsonNode spec, String at, Errors errors) {
        JsonNode rules = KubeJson.at(spec, "podFailurePolicy", "rules");
        if (rules.size() > 20) {
            errors.tooMany(at, rules.size(), 20);
        }
        Set<String> names = new HashSet<>();
        for (String list : new String[] {"containers", "initContainers"}) {
            KubeJson.at(spec, "template", "spec", list).forEach(one -> names.add(KubeJson.text(one, "name")));
        }
        Checks checks = new Checks(errors);
        Checks.each(at, rules, (here, rule) -> {
            String action = KubeJson.text(rule, "action");
            if (action.isEmpty()) {
                errors.required(here + ".action", "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]");
            } else if (action.equals("FailIndex")) {
                if (!spec.hasNonNull("backoffLimitPerIndex")) {
                    errors.invalid(here + ".action", action, "requires the backoffLimitPerIndex to be set");
                }
            } else {
                errors.oneOf(here + ".action", action, "Count", "FailIndex", "FailJob", "Ignore");
            }
            boolean codes = rule.path("onExitCodes").isObject();
            boolean conditions = !rule.path("onPodConditions").isEmpty();
            if (codes) {
                exitCodes(rule.path("onExitCodes"), here + ".onExitCodes", names, errors);
            }
            Checks.each(here + ".onPodConditions", rule.path("onPodConditions"), (where, pattern) -> {
                checks.qualified(where + ".type", KubeJson.text(pattern, "type"));
                errors.oneOf(where + ".status", KubeJson.text(pattern, "status"), "False", "True", "Unknown");
            });
            if (codes && conditions) {
                errors.invalid(here, "specifying both OnExitCodes and OnPodConditions is not supported");
            } else if (!codes && !conditions) {
                errors.invalid(here, "specifying one of OnExitCodes and OnPodConditions is required");
            }
        });
    }

    private static void exitCodes(JsonNode codes, String at, Set<String> names, Errors errors) {
        String operator = KubeJson.text(codes, "operator");
        if (operator.isEmpty()) {
            errors.required(at + ".operator", "valid values: [\"In\" \"NotIn\"]");
        } else {
            errors.oneOf(at + ".operator", operator, "In", "NotIn");
        }
        String container = KubeJson.text(codes, "containerName");
        if (codes.hasNonNull("containerName") && !names.contains(container)) {
            errors.invalid(
                    at + ".containerName",
                    container,
                    "must be one of the container or initContainer names in the pod template");
        }
        JsonNode values = codes.path("values");
        if (values.isEmpty()) {
            errors.invalid(at + ".values", values.isArray() ? values : null, "at least one value is required");
        } else if (values.size() > 255) {
            errors.tooMany(at + ".values", values.size(), 255);
        }
        Set<Long> seen = new HashSet<>();
        boolean ordered = true;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i).asLong();
            if (operator.equals("In") && value == 0) {
                errors.invalid(at + ".values[" + i + "]", value, "must not be 0 for the In operator");
            }
            if (!seen.add(value)) {
                errors.duplicate(at + ".values[" + i + "]", value);
            }
            ordered &= value >= last;
            last = value;
        }
        if (!ordered) {
            errors.invalid(at + ".values", values, "must be ordered");
        }
    }

    private static void successPolicy(JsonNode spec, String at, String mode, Errors errors) {
        if (!spec.path("successPolicy").isObject()) {
            return;
        }
        JsonNode rules = KubeJson.at(spec, "successPolicy", "rules");
        if (!mode.equals("Indexed")) {
            ObjectNode go = KubeJson.object();
            go.set("Rules", goRules(rules));
            errors.invalid(at, go, "requires indexed completion mode");
            return;
        }
        if (rules.isEmpty()) {
            errors.required(at + ".rules", "at least one rules must be specified when the successPolicy is specified");
        } else if (rules.size() > 20) {
            errors.tooMany(at + ".rules", rules.size(), 20);
        }
        long completions = spec.path("completions").asLong();
        Checks.each(at + ".rules", rules, (here, rule) -> {
            boolean count = rule.hasNonNull("succeededCount");
            boolean indexes = rule.hasNonNull("succeededIndexes");
            if (!count && !indexes) {
                errors.required(here, "at least one of succeededCount or succeededIndexes must be specified");
            }
            long total = 0;
            if (indexes) {
                try {
                    total = indexes(KubeJson.text(rule, "succeededIndexes"), completions);
                } catch (IllegalArgumentException e) {
                    errors.invalid(
                            here + ".succeededIndexes",
                            KubeJson.text(rule, "succeededIndexes"),
                            "error parsing succeededIndexes: " + e.getMessage());
                }
            }
            if (count) {
                JsonNode wanted = rule.path("succeededCount");
                errors.notNegative(here + ".succeededCount", wanted);
                if (wanted.asLong() > completions) {
                    errors.invalid(
                            here + ".succeededCount",
                            wanted,
                            "must be less than or equal to " + completions + " (the number of specified completions)");
                }
                if (indexes && wanted.asLong() > total) {
                    errors.invalid(
                            here + ".succeededCount",
                            wanted,
                            "must be less than or equal to " + total
                                    + " (the number of indexes in the specified succeededIndexes field)");
                }
            }
        });
    }

    private static JsonNode goRules(JsonNode rules) {
        var list = KubeJson.array();
        for (JsonNode rule : rules) {
            ObjectNode go = list.addObject();
            go.set("SucceededIndexes", rule.get("succeededIndexes"));
            go.set("SucceededCount", rule.get("succeededCount"));
        }
        return list;
    }

    private static long indexes(String text, long completions) {
        long last = -1;
        long total = 0;
        if (text.isEmpty()) {
            return 0;
        }
        for (String interval : text.split(",", -1)) {
            String[] limits = interval.split("-", -1);
            if (limits.length > 2) {
                throw new IllegalArgumentException(
                        "the fragment \"" + interval
                                + "\" violates the requirement that an index interval can have at most two parts separated by '-'");
            }
            long from = index(limits[0], completions);
            long to = limits.length > 1 ? index(limits[1], completions) : from;
            if (limits.length > 1 && from >= to) {
                throw new IllegalArgumentException("non-increasing order, previous: " + from + ", current: " + to);
            }
            if (last >= from) {
                throw new IllegalArgumentException("non-increasing order, previous: " + last + ", current: " + from);
            }
            total += to - from + 1;
            last = to;
        }
        return total;
    }

    private static long index(String text, long completions) {
        if (!text.matches("[-+]?\\d{1,9}")) {
            throw new IllegalArgumentException("cannot convert string to integer for index: \"" + text + "\"");
        }
        long index = Long.parseLong(text);
        if (index >= completions) {
            throw new IllegalArgumentException("too large index: \"" + text + "\"");
        }
        return index;
    }

    /** Cron jobs. */
    static final class CronJobs implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "concurrencyPolicy", "Allow");
            KubeJson.putDefault(spec, "suspend", false);
            KubeJson.putDefault(spec, "successfulJobsHistoryLimit", 3);
            KubeJson.putDefault(spec, "failedJobsHistoryLimit", 1);
            if (KubeJson.at(spec, "jobTemplate", "spec") instanceof ObjectNode job) {
                fill(job, release);
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
                            "spec.schedule",
                            schedule,
                            "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
                }
            }
            errors.notNegative("spec.startingDeadlineSeconds", spec.path("startingDeadlineSeconds"));
            if (spec.hasNonNull("timeZone")) {
                zone(KubeJson.text(spec, "timeZone"), errors);
            }
            errors.requiredOneOf(
                    "spec.concurrencyPolicy", KubeJson.text(spec, "concurrencyPolicy"), "Allow", "Forbid", "Replace");
            JsonNode job = KubeJson.at(spec, "jobTemplate", "spec");
            spec(job, "spec.jobTemplate.spec", errors);
            if (job.path("selector").isObject()) {
                errors.invalid(
                        "spec.jobTemplate.spec.selector", job.path("selector"), "`selector` will be auto-generated");
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
                        at,
                        zone,
                        "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
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
}
