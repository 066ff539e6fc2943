package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for deployments. Stateless. */
final class DeploymentStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "replicas", 1);
        WorkloadRules.template(spec, release);
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        KubeJson.putDefault(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = KubeJson.make(spec, "strategy");
        KubeJson.putDefault(strategy, "type", "RollingUpdate");
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = KubeJson.make(strategy, "rollingUpdate");
            KubeJson.putDefault(rolling, "maxUnavailable", "25%");
            KubeJson.putDefault(rolling, "maxSurge", "25%");
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        errors.notNegative("spec.replicas", spec.path("replicas"));
        if (WorkloadRules.selector(spec, "deployment", "invalid label selector", errors)) {
            new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "ReplicaSet");
        }
        strategy(spec.path("strategy"), errors);
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
        JsonNode deadline = spec.path("progressDeadlineSeconds");
        errors.notNegative("spec.progressDeadlineSeconds", deadline);
        if (deadline.isNumber()
                && deadline.asLong() <= spec.path("minReadySeconds").asLong()) {
            errors.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private static void strategy(JsonNode strategy, Errors errors) {
        String type = KubeJson.text(strategy, "type");
        JsonNode rolling = strategy.path("rollingUpdate");
        switch (type) {
            case "Recreate" -> {
                if (rolling.isObject()) {
                    errors.forbidden(
                            "spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                }
            }
            case "RollingUpdate" -> {
                Checks checks = new Checks(errors);
                String at = "spec.strategy.rollingUpdate";
                checks.countOrPercent(at + ".maxUnavailable", rolling.path("maxUnavailable"));
                checks.countOrPercent(at + ".maxSurge", rolling.path("maxSurge"));
                if (Checks.percent(rolling.path("maxUnavailable")) == 0
                        && Checks.percent(rolling.path("maxSurge")) == 0) {
                    errors.invalid(
                            at + ".maxUnavailable",
                            rolling.path("maxUnavailable"),
                            "may not be 0 when `maxSurge` is 0");
                }
                checks.atMostAll(at + ".maxUnavailable", rolling.path("maxUnavailable"));
            }
            default -> {
                ObjectNode go = KubeJson.object().put("Type", type);
                go.set("RollingUpdate", goRolling(rolling));
                errors.notSupported("spec.strategy", go, "Recreate", "RollingUpdate");
            }
        }
    }

    private static JsonNode goRolling(JsonNode rolling) {
        if (!rolling.isObject()) {
            return null;
        }
        ObjectNode go = KubeJson.object();
        for (String field : new String[] {"maxUnavailable", "maxSurge"}) {
            JsonNode value =
                    rolling.has(field) ? rolling.get(field) : KubeJson.object().numberNode(0);
            go.set(Character.toUpperCase(field.charAt(0)) + field.substring(1), value);
        }
        return go;
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.selectorUnchanged(now, before, errors);
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.counts(
                now.path("status"),
                errors,
                "observedGeneration",
                "replicas",
                "updatedReplicas",
                "readyReplicas",
                "availableReplicas",
                "unavailableReplicas",
                "terminatingReplicas",
                "collisionCount");
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        WorkloadRules.warn(object, errors);
    }
}
