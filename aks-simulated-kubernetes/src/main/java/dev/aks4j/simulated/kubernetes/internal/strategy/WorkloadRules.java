package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** What the types that hold a template of pods have in common. Stateless. */
final class WorkloadRules {

    private WorkloadRules() {}

    /** Fills in what a template of pods leaves out. */
    static void template(ObjectNode spec, Release release) {
        if (spec.get("template") instanceof ObjectNode template) {
            PodDefaults.apply(KubeJson.make(template, "spec"), release);
        }
    }

    /**
     * Collects what is wrong with the selector, alone and against the template's labels.
     *
     * @param kind how the refusal of an empty selector names the type
     * @param detail what is said of one that selects nothing
     * @return whether the template is to be looked at
     */
    static boolean selector(JsonNode spec, String kind, String detail, Errors errors) {
        JsonNode selector = spec.path("selector");
        if (selector.isObject()) {
            new Checks(errors).labelSelector("spec.selector", selector);
            if (Checks.isEmptySelector(selector)) {
                errors.invalid("spec.selector", selector, "empty selector is invalid for " + kind);
            }
        } else {
            errors.required("spec.selector");
        }
        if (!Checks.isSelector(selector)) {
            errors.invalid("spec.selector", selector, detail);
            return false;
        }
        if (!selector.isObject() || !Checks.isEmptySelector(selector)) {
            matches(spec, errors);
        }
        return true;
    }

    /** Collects that the template's labels are not those that the selector selects, unless they are. */
    static void matches(JsonNode spec, Errors errors) {
        JsonNode selector = spec.path("selector");
        if (!selector.isObject() || !Checks.matches(selector, KubeJson.at(spec, "template", "metadata", "labels"))) {
            mismatch(spec, errors);
        }
    }

    /** Collects that the template's labels are not those that the selector selects. */
    static void mismatch(JsonNode spec, Errors errors) {
        JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
        errors.invalid(
                "spec.template.metadata.labels",
                labels.isMissingNode() ? null : labels,
                "`selector` does not match template `labels`");
    }

    /** Collects that the selector has changed. */
    static void selectorUnchanged(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged(
                "spec.selector",
                now.path("spec").path("selector"),
                before.path("spec").path("selector"));
    }

    /** Warns of a name that does not make a host name, and of what the template holds. */
    static void warn(ObjectNode object, Errors errors) {
        PodWarnings warnings = new PodWarnings(errors);
        warnings.name(object);
        warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
    }

    /** Collects counts below zero, and above the number of replicas. */
    static void counts(JsonNode status, Errors errors, String... fields) {
        long replicas = status.path("replicas").asLong();
        for (String field : fields) {
            errors.notNegative("status." + field, status.path(field));
        }
        for (String field : fields) {
            boolean compared = field.endsWith("Replicas") && !field.startsWith("un") && !field.startsWith("term");
            if (compared && status.path(field).asLong() > replicas) {
                errors.invalid("status." + field, status.path(field), "cannot be greater than status.replicas");
            }
        }
        if (status.path("availableReplicas").asLong()
                > status.path("readyReplicas").asLong()) {
            errors.invalid(
                    "status.availableReplicas",
                    status.path("availableReplicas"),
                    "cannot be greater than readyReplicas");
        }
    }
}
