package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for the types of the smaller groups. Stateless. */
final class MoreStrategies {

    private MoreStrategies() {}

    /** Horizontal pod autoscalers, as version 2 shows them. */
    static final class Autoscalers implements Strategy {

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
            if (rules.path("policies").isEmpty()) {
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
                errors.required(
                        "spec.maxReplicas", errors.release().atLeast(37) ? "" : "must be set and greater than 0");
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
            for (String field : List.of("kind", "name")) {
                String value = KubeJson.text(reference, field);
                if (value.isEmpty()) {
                    errors.required(at + "." + field);
                } else {
                    errors.each(at + "." + field, value, Names.pathSegment(value));
                }
            }
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
            if (!List.of(TYPES).contains(type)) {
                errors.notSupported(at + ".type", type, TYPES);
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
                        .forEach(kind ->
                                errors.forbidden(at + "." + kind, "must populate the given metric source only"));
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
                        errors.forbidden(
                                here + "value", "may not set both a target value for metric and a per-pod target");
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
                                here + "averageUtilization",
                                "must set either a target raw value or a target utilization");
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
            if (rules.path("policies").isEmpty()) {
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

    /** Pod disruption budgets. */
    static final class Budgets implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            boolean min = spec.hasNonNull("minAvailable");
            boolean max = spec.hasNonNull("maxUnavailable");
            if (min && max) {
                ObjectNode go = KubeJson.object();
                go.set("MinAvailable", spec.get("minAvailable"));
                go.set("Selector", spec.get("selector"));
                go.set("MaxUnavailable", spec.get("maxUnavailable"));
                go.set("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
                errors.invalid("spec", go, "minAvailable and maxUnavailable cannot be both set");
            }
            Checks checks = new Checks(errors);
            for (String field : List.of("minAvailable", "maxUnavailable")) {
                if (spec.hasNonNull(field)) {
                    checks.countOrPercent("spec." + field, spec.path(field));
                    checks.atMostAll("spec." + field, spec.path(field));
                }
            }
            checks.labelSelector("spec.selector", spec.path("selector"));
            if (spec.hasNonNull("unhealthyPodEvictionPolicy")) {
                errors.oneOf(
                        "spec.unhealthyPodEvictionPolicy",
                        KubeJson.text(spec, "unhealthyPodEvictionPolicy"),
                        "AlwaysAllow",
                        "IfHealthyBudget");
            }
        }

        @Override
        public void create(ObjectNode object) {
            ObjectNode status = object.putObject("status");
            for (String field : List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
                status.put(field, 0);
            }
        }
    }

    /** Priority classes. */
    static final class Priorities implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            KubeJson.putDefault(object, "preemptionPolicy", "PreemptLowerPriority");
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            String name = KubeJson.text(object, "metadata", "name");
            long value = object.path("value").asLong();
            if (name.startsWith("system-")) {
                boolean known = name.equals("system-node-critical") && value == 2_000_001_000L
                        || name.equals("system-cluster-critical") && value == 2_000_000_000L;
                if (!known) {
                    errors.forbidden(
                            "metadata.name",
                            "priority class names with 'system-' prefix are reserved for system use only. error: "
                                    + name + " is not a known system priority class");
                }
            } else if (value > 1_000_000_000L) {
                errors.forbidden("value", "maximum allowed value of a user defined priority is 1000000000");
            }
            if (object.hasNonNull("preemptionPolicy")) {
                errors.requiredOneOf(
                        "preemptionPolicy", KubeJson.text(object, "preemptionPolicy"), "PreemptLowerPriority", "Never");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            if (now.path("value").asLong() != before.path("value").asLong()) {
                errors.forbidden("value", "may not be changed in an update.");
            }
            errors.unchanged("preemptionPolicy", now.path("preemptionPolicy"), before.path("preemptionPolicy"));
        }
    }

    /** Runtime classes. */
    static final class Runtimes implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            String handler = KubeJson.text(object, "handler");
            if (handler.isEmpty()) {
                errors.required("handler");
            } else {
                checks.label("handler", handler);
            }
            JsonNode overhead = KubeJson.at(object, "overhead", "podFixed");
            if (!overhead.isEmpty()) {
                ObjectNode limits = KubeJson.object();
                limits.set("limits", overhead);
                new ContainerRules(checks, new SecurityRules(checks))
                        .resources(limits, Set.of(), "overhead", checks::containerResourceName);
            }
            JsonNode scheduling = object.path("scheduling");
            checks.labels("scheduling.nodeSelector", scheduling.path("nodeSelector"));
            new AffinityRules(checks).tolerations("scheduling.tolerations", scheduling.path("tolerations"));
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently("handler", now.path("handler"), before.path("handler"));
        }
    }

    /** Leases. */
    static final class Leases implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            JsonNode seconds = spec.path("leaseDurationSeconds");
            if (seconds.isNumber() && seconds.asLong() <= 0) {
                errors.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
            }
            JsonNode transitions = spec.path("leaseTransitions");
            if (transitions.isNumber() && transitions.asLong() < 0) {
                errors.invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
            }
        }
    }

    /** Webhooks that look at writes. */
    record Webhooks(boolean mutating) implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            for (ObjectNode hook : KubeJson.objects(object.path("webhooks"))) {
                KubeJson.putDefault(hook, "failurePolicy", "Fail");
                KubeJson.putDefault(hook, "matchPolicy", "Equivalent");
                KubeJson.make(hook, "namespaceSelector");
                KubeJson.make(hook, "objectSelector");
                KubeJson.putDefault(hook, "timeoutSeconds", 10);
                if (mutating) {
                    KubeJson.putDefault(hook, "reinvocationPolicy", "Never");
                }
                KubeJson.objects(hook.path("rules")).forEach(rule -> KubeJson.putDefault(rule, "scope", "*"));
                if (KubeJson.at(hook, "clientConfig", "service") instanceof ObjectNode service) {
                    KubeJson.putDefault(service, "port", 443);
                }
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            Set<String> names = new HashSet<>();
            Checks.each("webhooks", object.path("webhooks"), (at, hook) -> {
                hook(at, hook, checks);
                if (mutating) {
                    errors.oneOf(
                            at + ".reinvocationPolicy", KubeJson.text(hook, "reinvocationPolicy"), "IfNeeded", "Never");
                }
                Set<String> versions = new HashSet<>();
                Checks.each(at + ".admissionReviewVersions", hook.path("admissionReviewVersions"), (here, version) -> {
                    if (!versions.add(version.asText())) {
                        errors.invalid(here, version.asText(), "duplicate version");
                    }
                });
                PolicyStrategies.conditions(
                        at + ".matchConditions",
                        hook.path("matchConditions"),
                        Set.of("object", "oldObject", "request", "namespaceObject", "authorizer"),
                        errors);
                String name = KubeJson.text(hook, "name");
                if (!name.isEmpty() && !names.add(name)) {
                    errors.duplicate(at + ".name", name);
                }
            });
        }

        private static void hook(String at, JsonNode hook, Checks checks) {
            Errors errors = checks.errors;
            String name = KubeJson.text(hook, "name");
            if (name.isEmpty()) {
                errors.required(at + ".name");
            } else if (!Names.subdomain(name).isEmpty()) {
                errors.invalid(at + ".name", name, String.join(",", Names.subdomain(name)));
            } else if (name.split("\\.").length < 3) {
                errors.invalid(at + ".name", name, "should be a domain with at least three segments separated by dots");
            }
            checks.labelSelector(at + ".namespaceSelector", hook.path("namespaceSelector"));
            checks.labelSelector(at + ".objectSelector", hook.path("objectSelector"));
            Checks.each(at + ".rules", hook.path("rules"), (here, rule) -> rule(here, rule, errors));
            errors.oneOf(at + ".failurePolicy", KubeJson.text(hook, "failurePolicy"), "Fail", "Ignore");
            errors.oneOf(at + ".matchPolicy", KubeJson.text(hook, "matchPolicy"), "Equivalent", "Exact");
            String effects = KubeJson.text(hook, "sideEffects");
            if (effects.isEmpty()) {
                errors.required(at + ".sideEffects", "must specify one of None, NoneOnDryRun");
            } else {
                errors.oneOf(at + ".sideEffects", effects, "None", "NoneOnDryRun");
            }
            long timeout = hook.path("timeoutSeconds").asLong();
            if (timeout > 30 || timeout < 1) {
                errors.invalid(at + ".timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds");
            }
            JsonNode versions = hook.path("admissionReviewVersions");
            if (versions.isEmpty()) {
                errors.required(at + ".admissionReviewVersions", "must specify one of v1, v1beta1");
            } else if (KubeJson.texts(versions).stream()
                    .noneMatch(one -> Set.of("v1", "v1beta1").contains(one))) {
                errors.invalid(at + ".admissionReviewVersions", versions, "must include at least one of v1, v1beta1");
            }
            client(at + ".clientConfig", hook.path("clientConfig"), errors);
        }

        static void rule(String at, JsonNode rule, Errors errors) {
            for (String field : List.of("apiGroups", "apiVersions", "resources", "operations")) {
                JsonNode values = rule.path(field);
                if (values.isEmpty()) {
                    errors.required(at + "." + field);
                } else if (values.size() > 1 && KubeJson.texts(values).contains("*") && !field.equals("resources")) {
                    errors.invalid(
                            at + "." + field,
                            values,
                            "if '*' is present, must not specify other "
                                    + (field.equals("apiGroups")
                                            ? "API groups"
                                            : field.equals("apiVersions") ? "API versions" : "operations"));
                }
            }
            Checks.each(
                    at + ".operations",
                    rule.path("operations"),
                    (here, one) -> errors.oneOf(here, one.asText(), "*", "CONNECT", "CREATE", "DELETE", "UPDATE"));
            Checks.each(at + ".apiVersions", rule.path("apiVersions"), (here, version) -> {
                if (version.asText().isEmpty()) {
                    errors.required(here);
                }
            });
            resources(at + ".resources", rule.path("resources"), errors);
            errors.oneOf(at + ".scope", KubeJson.text(rule, "scope"), "*", "Cluster", "Namespaced");
        }

        private static void resources(String at, JsonNode resources, Errors errors) {
            List<String> given = KubeJson.texts(resources);
            Set<String> whole = new HashSet<>();
            Set<String> parts = new HashSet<>();
            for (int i = 0; i < given.size(); i++) {
                String one = given.get(i);
                int slash = one.indexOf('/');
                if (one.isEmpty()) {
                    errors.required(at + "[" + i + "]");
                }
                if (slash < 0) {
                    continue;
                }
                String resource = one.substring(0, slash);
                String part = one.substring(slash + 1);
                if (whole.contains(resource)) {
                    errors.invalid(
                            at + "[" + i + "]", one, "if '" + resource + "/*' is present, must not specify " + one);
                }
                if (parts.contains(part)) {
                    errors.invalid(at + "[" + i + "]", one, "if '*/" + part + "' is present, must not specify " + one);
                }
                if (part.equals("*")) {
                    whole.add(resource);
                }
                if (resource.equals("*")) {
                    parts.add(part);
                }
            }
            if (given.size() > 1 && given.contains("*/*")) {
                errors.invalid(at, resources, "if '*/*' is present, must not specify other resources");
            }
            if (given.contains("*") && given.stream().anyMatch(one -> !one.contains("/") && !one.equals("*"))) {
                errors.invalid(
                        at, resources, "if '*' is present, must not specify other resources without subresources");
            }
        }

        private static void path(String at, String path, Errors errors) {
            if (!path.startsWith("/")) {
                errors.invalid(at, path, "must start with a '/'");
            }
            String trimmed = path.startsWith("/") ? path.substring(1) : path;
            if (trimmed.endsWith("/")) {
                trimmed = trimmed.substring(0, trimmed.length() - 1);
            }
            String[] steps = path.equals("/") ? new String[0] : trimmed.split("/", -1);
            for (int i = 0; i < steps.length; i++) {
                if (steps[i].isEmpty()
                        || !path.startsWith("/") && i == 0 && path.indexOf('/') < 0 && steps[i].isEmpty()) {
                    errors.invalid(at, path, "segment[" + i + "] may not be empty");
                    continue;
                }
                for (String problem : Names.subdomain(steps[i])) {
                    errors.invalid(at, path, "segment[" + i + "]: " + problem);
                }
            }
        }

        private static void client(String at, JsonNode config, Errors errors) {
            boolean url = config.hasNonNull("url");
            boolean service = config.path("service").isObject();
            if (url == service) {
                errors.required(at, "exactly one of url or service is required");
                return;
            }
            if (url) {
                String text = KubeJson.text(config, "url");
                if (!text.startsWith("https://")) {
                    int scheme = text.indexOf("://");
                    errors.invalid(
                            at + ".url",
                            scheme < 0 ? "" : text.substring(0, scheme),
                            "'https' is the only allowed URL scheme; desired format: https://host[/path]");
                    if (scheme < 0) {
                        errors.invalid(at + ".url", "", "host must be specified; desired format: https://host[/path]");
                    }
                }
            } else {
                for (String field : List.of("name", "namespace")) {
                    if (KubeJson.text(config, "service", field).isEmpty()) {
                        errors.required(at + ".service." + field, "service " + field + " is required");
                    }
                }
                JsonNode named = config.path("service");
                if (!KubeJson.text(named, "path").isEmpty()) {
                    path(at + ".service.path", KubeJson.text(named, "path"), errors);
                }
                if (named.hasNonNull("port")) {
                    long port = named.path("port").asLong();
                    if (port < 1 || port > 65_535) {
                        errors.invalid(
                                at + ".service.port",
                                port,
                                "port is not valid: must be between 1 and 65535, inclusive");
                    }
                }
            }
        }
    }

    /** Requests for certificates. */
    static final class SigningRequests implements Strategy {

        @Override
        public void create(ObjectNode object) {
            object.remove("status");
        }

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            if (!spec.hasNonNull("usages")) {
                spec.remove("usages");
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            if (spec.path("usages").isEmpty()) {
                errors.required("spec.usages", errors.release().atLeast(37) ? "" : "usages is required");
            }
            String signer = KubeJson.text(spec, "signerName");
            if (signer.isEmpty()) {
                errors.required("spec.signerName");
            } else if (!signer.contains("/")) {
                errors.invalid(
                        "spec.signerName",
                        signer,
                        "must be a fully qualified domain and path of the form" + " 'example.com/signer-name'");
            }
            JsonNode seconds = spec.path("expirationSeconds");
            if (seconds.isNumber() && seconds.asLong() < 600) {
                errors.invalid(
                        "spec.expirationSeconds",
                        seconds,
                        "may not specify a duration less than 600 seconds (10 minutes)");
            }
        }
    }

    /** What other servers serve. */
    static final class ApiServices implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            if (KubeJson.at(object, "spec", "service") instanceof ObjectNode service) {
                KubeJson.putDefault(service, "port", 443);
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            String wanted = KubeJson.text(spec, "version") + "." + KubeJson.text(spec, "group");
            String name = KubeJson.text(object, "metadata", "name");
            if (!name.equals(wanted)) {
                errors.invalid("metadata.name", name, "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
            }
            String prefix = KubeJson.text(object, "metadata", "generateName");
            if (!prefix.isEmpty() && !prefix.equals(wanted)) {
                errors.invalid(
                        "metadata.generateName", prefix, "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
            }
            String group = KubeJson.text(spec, "group");
            if (!group.isEmpty()) {
                errors.each("spec.group", group, Names.subdomain(group));
            }
            String version = KubeJson.text(spec, "version");
            errors.each("spec.version", version, Names.label1035(version));
            for (String field : List.of("groupPriorityMinimum", "versionPriority")) {
                long value = spec.path(field).asLong();
                long most = field.startsWith("group") ? 20_000 : 1_000;
                if (value <= 0 || value > most) {
                    errors.invalid("spec." + field, value, "must be positive and less than " + most);
                }
            }
            JsonNode service = spec.path("service");
            boolean skips = spec.path("insecureSkipTLSVerify").asBoolean();
            if (!service.isObject()) {
                if (spec.hasNonNull("caBundle")) {
                    int bytes = spec.path("caBundle").asText().length() * 3 / 4;
                    errors.invalid("spec.caBundle", bytes + " bytes", "local APIServices may not have a caBundle");
                }
                if (skips) {
                    errors.invalid(
                            "spec.insecureSkipTLSVerify", true, "local APIServices may not have insecureSkipTLSVerify");
                }
                return;
            }
            for (String field : List.of("name", "namespace")) {
                if (KubeJson.text(service, field).isEmpty()) {
                    errors.required("spec.service." + field);
                }
            }
            long port = service.path("port").asLong(443);
            if (port < 1 || port > 65_535) {
                errors.invalid("spec.service.port", port, "port is not valid: must be between 1 and 65535, inclusive");
            }
            if (skips && spec.hasNonNull("caBundle")) {
                errors.invalid("spec.insecureSkipTLSVerify", true, "may not be true if caBundle is present");
            }
        }
    }
}
