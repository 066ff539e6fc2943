package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for the configurations of webhooks that look at writes. Stateless. */
record WebhookConfigurationStrategy(boolean mutating) implements Strategy {

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
            AdmissionRules.conditions(
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
        Checks.each(at + ".rules", hook.path("rules"), (here, rule) -> AdmissionRules.rule(here, rule, errors));
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

    private static void client(String at, JsonNode config, Errors errors) {
        boolean url = config.hasNonNull("url");
        boolean service = config.path("service").isObject();
        if (url == service) {
            errors.required(at, "exactly one of url or service is required");
            return;
        }
        if (url) {
            WebhookClients.url(at + ".url", KubeJson.text(config, "url"), errors);
        } else {
            WebhookClients.service(at + ".service", config.path("service"), errors);
        }
    }
}
