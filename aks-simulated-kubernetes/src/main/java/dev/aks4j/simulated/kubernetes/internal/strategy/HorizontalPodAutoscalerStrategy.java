package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules for horizontal pod autoscalers, as version 2 shows them. Stateless. */
final class HorizontalPodAutoscalerStrategy implements Strategy {

    private static final String[] TYPES = {"ContainerResource", "External", "Object", "Pods", "Resource"};

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "minReplicas", 1);
        boolean old = KubeJson.text(object, "apiVersion").equals("autoscaling/v1");
        if (spec.path("metrics").isEmpty() && !old) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            metric.putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", 80);
        }
        if (spec.get("behavior") instanceof ObjectNode behavior) {
            rules(KubeJson.make(behavior, "scaleUp"), true);
            rules(KubeJson.make(behavior, "scaleDown"), false);
        }
    }

    private static void rules(ObjectNode rules, boolean up) {
        KubeJson.putDefault(rules, "selectPolicy", "Max");
        if (up) {
            KubeJson.putDefault(rules, "stabilizationWindowSeconds", 0);
        }
        if (!rules.path("policies").isArray()) {
            var policies = rules.putArray("policies");
            if (up) {
                policies.addObject().put("type", "Pods").put("value", 4).put("periodSeconds", 15);
            }
            policies.addObject().put("type", "Percent").put("value", 100).put("periodSeconds", 15);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        long most = spec.path("maxReplicas").asLong();
        long least = spec.path("minReplicas").asLong();
        int bound = errors.release().atLeast(37) ? 0 : 1;
        if (least < bound) {
            errors.invalid("spec.minReplicas", least, "must be greater than or equal to " + bound);
        }
        if (most == 0) {
            errors.required("spec.maxReplicas", errors.release().atLeast(37) ? "" : "must be set and greater than 0");
        } else if (most < 0) {
            errors.invalid("spec.maxReplicas", most, "must be greater than or equal to 1");
        }
        if (most < least) {
            errors.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }
        Checks checks = new Checks(errors);
        target("spec.scaleTargetRef", spec.path("scaleTargetRef"), errors);
        String version = KubeJson.text(spec, "scaleTargetRef", "apiVersion");
        if (!version.contains("/")) {
            errors.invalid("spec.scaleTargetRef.apiVersion", version, "apiVersion must specify API group");
        }
        JsonNode share = spec.path("targetCPUUtilizationPercentage");
        if (share.isNumber() && share.asLong() < 1) {
            errors.invalid("spec.metrics[0].resource.target.averageUtilization", share, "must be greater than 0");
        }
        boolean outside = false;
        for (JsonNode metric : spec.path("metrics")) {
            outside |= Set.of("Object", "External").contains(KubeJson.text(metric, "type"));
        }
        Checks.each("spec.metrics", spec.path("metrics"), (at, metric) -> metric(at, metric, checks));
        if (least == 0 && bound == 0 && !outside) {
            errors.forbidden(
                    "spec.metrics",
                    "must specify at least one Object or External metric to support scaling to zero replicas");
        }
        for (String way : new String[] {"scaleUp", "scaleDown"}) {
            scaling("spec.behavior." + way, KubeJson.at(spec, "behavior", way), errors);
        }
    }

    private static void target(String at, JsonNode reference, Errors errors) {
        new Checks(errors).kindAndName(at, reference);
        String version = KubeJson.text(reference, "apiVersion");
        if (version.chars().filter(c -> c == '/').count() > 1) {
            errors.invalid(at + ".apiVersion", version, "unexpected GroupVersion string: " + version);
        }
    }

    private static void metric(String at, JsonNode metric, Checks checks) {
        Errors errors = checks.errors;
        String type = KubeJson.text(metric, "type");
        if (type.isEmpty()) {
            errors.required(at + ".type", "must specify a metric source type");
        }
        List<String> present = new ArrayList<>();
        for (String kind : List.of("object", "external", "pods", "resource", "containerResource")) {
            if (metric.path(kind).isObject()) {
                present.add(kind);
                if (present.size() == 1) {
                    source(kind, metric.path(kind), at + "." + kind, checks);
                }
            }
        }
        String expected = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        if (List.of(TYPES).contains(type)) {
            if (!metric.path(expected).isObject()) {
                errors.required(at + "." + expected, "must populate information for the given metric source");
            }
        } else {
            errors.notSupported(at + ".type", type, TYPES);
        }
        if (present.size() != 1) {
            present.stream()
                    .filter(kind -> !kind.equals(expected))
                    .forEach(kind -> errors.forbidden(at + "." + kind, "must populate the given metric source only"));
        }
    }

    private static void source(String kind, JsonNode source, String at, Checks checks) {
        Errors errors = checks.errors;
        JsonNode target = source.path("target");
        boolean value = target.hasNonNull("value");
        boolean average = target.hasNonNull("averageValue");
        boolean utilization = target.hasNonNull("averageUtilization");
        switch (kind) {
            case "object" -> target(at + ".describedObject", source.path("describedObject"), errors);
            case "containerResource" -> {
                String name = KubeJson.text(source, "name");
                if (name.isEmpty()) {
                    errors.required(at + ".name", "must specify a resource name");
                } else {
                    checks.containerResourceName(at + ".name", name);
                }
                String container = KubeJson.text(source, "container");
                if (container.isEmpty()) {
                    errors.required(at + ".container", "must specify a container");
                } else {
                    checks.label(at + ".container", container);
                }
            }
            case "resource" -> {
                if (KubeJson.text(source, "name").isEmpty()) {
                    errors.required(at + ".name", "must specify a resource name");
                }
            }
            default -> {}
        }
        if (!kind.endsWith("esource")) {
            String name = KubeJson.text(source, "metric", "name");
            if (name.isEmpty()) {
                errors.required(at + ".metric.name", "must specify a metric name");
            } else {
                errors.each(at + ".metric.name", name, Names.pathSegment(name));
            }
        }
        metricTarget(target, at + ".target", errors);
        String here = at + ".target.";
        switch (kind) {
            case "object" -> {
                if (!value && !average) {
                    errors.required(here + "averageValue", "must set either a target value or averageValue");
                }
            }
            case "external" -> {
                if (!value && !average) {
                    errors.required(
                            here + "averageValue", "must set either a target value for metric or a per-pod target");
                } else if (value && average) {
                    errors.forbidden(here + "value", "may not set both a target value for metric and a per-pod target");
                }
            }
            case "pods" -> {
                if (!average) {
                    errors.required(here + "averageValue", "must specify a positive target averageValue");
                }
            }
            default -> {
                if (!utilization && !average) {
                    errors.required(
                            here + "averageUtilization", "must set either a target raw value or a target utilization");
                } else if (utilization && average) {
                    errors.forbidden(
                            here + "averageValue", "may not set both a target raw value and a target utilization");
                }
            }
        }
    }

    private static void metricTarget(JsonNode target, String at, Errors errors) {
        String type = KubeJson.text(target, "type");
        if (type.isEmpty()) {
            errors.required(at + ".type", "must specify a metric target type");
        }
        if (!Set.of("Utilization", "Value", "AverageValue").contains(type)) {
            errors.invalid(at + ".type", type, "must be either Utilization, Value, or AverageValue");
        }
        for (String field : List.of("value", "averageValue")) {
            if (target.hasNonNull(field) && Checks.value(target.path(field)).signum() <= 0) {
                errors.invalid(at + "." + field, Checks.shown(target.path(field)), "must be positive");
            }
        }
        JsonNode utilization = target.path("averageUtilization");
        if (utilization.isNumber() && utilization.asLong() < 1) {
            errors.invalid(at + ".averageUtilization", utilization, "must be greater than 0");
        }
    }

    private static void scaling(String at, JsonNode rules, Errors errors) {
        if (!rules.isObject()) {
            return;
        }
        JsonNode window = rules.path("stabilizationWindowSeconds");
        if (window.isNumber() && window.asLong() < 0) {
            errors.invalid(at + ".stabilizationWindowSeconds", window, "must be greater than or equal to zero");
        } else if (window.asLong() > 3600) {
            errors.invalid(at + ".stabilizationWindowSeconds", window, "must be less than or equal to 3600");
        }
        errors.oneOf(at + ".selectPolicy", KubeJson.text(rules, "selectPolicy"), "Disabled", "Max", "Min");
        if (!rules.path("policies").isArray()) {
            errors.required(at + ".policies", "must specify at least one Policy");
        }
        Checks.each(at + ".policies", rules.path("policies"), (here, policy) -> {
            errors.oneOf(here + ".type", KubeJson.text(policy, "type"), "Percent", "Pods");
            long value = policy.path("value").asLong();
            long period = policy.path("periodSeconds").asLong();
            if (value <= 0) {
                errors.invalid(here + ".value", value, "must be greater than zero");
            }
            if (period <= 0) {
                errors.invalid(here + ".periodSeconds", period, "must be greater than zero");
            } else if (period > 1800) {
                errors.invalid(here + ".periodSeconds", period, "must be less than or equal to 1800");
            }
        });
        JsonNode tolerance = rules.path("tolerance");
        if (rules.hasNonNull("tolerance") && Checks.value(tolerance).signum() < 0) {
            errors.invalid(at + ".tolerance", Checks.shown(tolerance), "must be greater than or equal to 0");
        }
    }
}
