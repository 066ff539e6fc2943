package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for daemon sets. Stateless. */
final class DaemonSetStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(
                KubeJson.make(object, "metadata", "annotations"), "deprecated.daemonset.template.generation", "0");
        WorkloadRules.template(spec, release);
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = KubeJson.make(spec, "updateStrategy");
        KubeJson.putDefault(strategy, "type", "RollingUpdate");
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = KubeJson.make(strategy, "rollingUpdate");
            KubeJson.putDefault(rolling, "maxUnavailable", 1);
            KubeJson.putDefault(rolling, "maxSurge", 0);
        }
    }

    @Override
    public void create(ObjectNode object) {
        KubeJson.make(object, "metadata", "annotations").put("deprecated.daemonset.template.generation", "1");
    }

    @Override
    public void update(ObjectNode now, ObjectNode before) {
        String key = "deprecated.daemonset.template.generation";
        int generation = KubeJson.at(before, "metadata", "annotations", key).asInt(1);
        boolean changed =
                !now.path("spec").path("template").equals(before.path("spec").path("template"));
        KubeJson.make(now, "metadata", "annotations").put(key, Integer.toString(changed ? generation + 1 : generation));
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        Checks checks = new Checks(errors);
        JsonNode selector = spec.path("selector");
        checks.labelSelector("spec.selector", selector);
        boolean nothing = !selector.isObject();
        if (nothing || Checks.isSelector(selector)) {
            WorkloadRules.matches(spec, errors);
        }
        if (!nothing && Checks.isEmptySelector(selector)) {
            errors.invalid("spec.selector", selector, "empty selector is invalid for daemonset");
        }
        new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "DaemonSet");
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        strategy(spec.path("updateStrategy"), checks);
        errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
    }

    private static void strategy(JsonNode strategy, Checks checks) {
        String type = KubeJson.text(strategy, "type");
        if (type.equals("OnDelete")) {
            return;
        }
        JsonNode rolling = strategy.path("rollingUpdate");
        if (!type.equals("RollingUpdate")) {
            ObjectNode go = KubeJson.object().put("Type", type);
            go.set("RollingUpdate", null);
            checks.errors.notSupported("spec.updateStrategy", go, "RollingUpdate", "OnDelete");
            return;
        }
        String at = "spec.updateStrategy.rollingUpdate";
        JsonNode unavailable = rolling.path("maxUnavailable");
        JsonNode surge = rolling.path("maxSurge");
        checks.countOrPercent(at + ".maxUnavailable", unavailable);
        checks.countOrPercent(at + ".maxSurge", surge);
        checks.atMostAll(at + ".maxUnavailable", unavailable);
        checks.atMostAll(at + ".maxSurge", surge);
        boolean hasUnavailable = Checks.percent(unavailable) != 0;
        boolean hasSurge = Checks.percent(surge) != 0;
        if (hasUnavailable && hasSurge) {
            checks.errors.invalid(at + ".maxSurge", surge, "may not be set when maxUnavailable is non-zero");
        } else if (!hasUnavailable && !hasSurge) {
            checks.errors.required(at + ".maxUnavailable", "cannot be 0 when maxSurge is 0");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.selectorUnchanged(now, before, errors);
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : new String[] {
            "currentNumberScheduled",
            "numberMisscheduled",
            "desiredNumberScheduled",
            "numberReady",
            "observedGeneration",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable"
        }) {
            errors.notNegative("status." + field, now.path("status").path(field));
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        PodWarnings warnings = new PodWarnings(errors);
        warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
    }
}
