package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** What jobs and the templates of cron jobs have in common. Stateless. */
final class JobRules {

    private JobRules() {}

    static void fill(ObjectNode spec, Release release) {
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

    static void spec(JsonNode spec, String at, Errors errors) {
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

    static void indexed(JsonNode spec, String at, Errors errors) {
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

    static void restart(JsonNode spec, String at, Errors errors) {
        String policy = KubeJson.text(spec, "template", "spec", "restartPolicy");
        if (policy.isEmpty() || policy.equals("Always")) {
            errors.required(at, "valid values: \"OnFailure\", \"Never\"");
        } else if (!policy.equals("OnFailure") && !policy.equals("Never")) {
            errors.notSupported(at, policy, "OnFailure", "Never");
        } else if (spec.hasNonNull("podFailurePolicy") && !policy.equals("Never")) {
            errors.invalid(at, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }

    static void replacement(JsonNode spec, String at, Errors errors) {
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

    static void failurePolicy(JsonNode spec, String at, Errors errors) {
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

    static void exitCodes(JsonNode codes, String at, Set<String> names, Errors errors) {
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

    static void successPolicy(JsonNode spec, String at, String mode, Errors errors) {
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

    static JsonNode goRules(JsonNode rules) {
        var list = KubeJson.array();
        for (JsonNode rule : rules) {
            ObjectNode go = list.addObject();
            go.set("SucceededIndexes", rule.get("succeededIndexes"));
            go.set("SucceededCount", rule.get("succeededCount"));
        }
        return list;
    }

    static long indexes(String text, long completions) {
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

    static long index(String text, long completions) {
        if (!text.matches("[-+]?\\d{1,9}")) {
            throw new IllegalArgumentException("cannot convert string to integer for index: \"" + text + "\"");
        }
        long index = Long.parseLong(text);
        if (index >= completions) {
            throw new IllegalArgumentException("too large index: \"" + text + "\"");
        }
        return index;
    }
}
