package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for resource quotas. Stateless. */
final class ResourceQuotaStrategy implements Strategy {

    private static final Set<String> SCOPES = Set.of(
            "Terminating",
            "NotTerminating",
            "BestEffort",
            "NotBestEffort",
            "PriorityClass",
            "CrossNamespacePodAffinity",
            "VolumeAttributesClass");
    private static final Set<String> COMPUTE =
            Set.of("pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        JsonNode spec = object.path("spec");
        for (var entry : ComputeResourceRules.fields(spec.path("hard"))) {
            String at = "spec.hard[" + entry.getKey() + "]";
            checks.quotaResourceName(at, entry.getKey());
            checks.quantity(at, entry.getKey(), entry.getValue());
        }
        JsonNode scopes = spec.path("scopes");
        Set<String> given = new HashSet<>();
        for (JsonNode scope : scopes) {
            if (!SCOPES.contains(scope.asText())) {
                errors.invalid("spec.scopes", scopes, "unsupported scope");
            }
            for (var entry : ComputeResourceRules.fields(spec.path("hard"))) {
                if (!fits(scope.asText(), entry.getKey())) {
                    errors.invalid("spec.scopes", scopes, "unsupported scope applied to resource");
                }
            }
            given.add(scope.asText());
        }
        if (given.containsAll(List.of("BestEffort", "NotBestEffort"))) {
            errors.invalid("spec.scopes", scopes, "conflicting scopes");
        }
        if (given.containsAll(List.of("Terminating", "NotTerminating"))) {
            errors.invalid("spec.scopes", scopes, "conflicting scopes");
        }
        selector(spec, errors);
    }

    private static boolean fits(String scope, String resource) {
        if (resource.contains("/")) {
            return true;
        }
        return switch (scope) {
            case "BestEffort" -> resource.equals("pods");
            case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity" ->
                COMPUTE.contains(resource) || Checks.isHugePages(resource) || resource.contains("ephemeral-storage");
            default -> true;
        };
    }

    private static void selector(JsonNode spec, Errors errors) {
        String at = "spec.scopeSelector.matchExpressions";
        for (JsonNode one : KubeJson.at(spec, "scopeSelector", "matchExpressions")) {
            String scope = KubeJson.text(one, "scopeName");
            String operator = KubeJson.text(one, "operator");
            JsonNode values = one.path("values");
            if (!SCOPES.contains(scope)) {
                errors.invalid(at + ".scopeName", scope, "unsupported scope");
            }
            boolean plain = Set.of(
                            "BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity")
                    .contains(scope);
            if (plain && !operator.equals("Exists")) {
                errors.invalid(
                        at + ".operator",
                        operator,
                        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
                                + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
                                + " ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }
            switch (operator) {
                case "In", "NotIn" -> {
                    if (values.isEmpty()) {
                        errors.required(
                                at + ".values",
                                "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                    }
                }
                case "Exists", "DoesNotExist" -> {
                    if (!values.isEmpty()) {
                        errors.invalid(
                                at + ".values",
                                values,
                                "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                    }
                }
                default -> errors.invalid(at + ".operator", operator, "not a valid selector operator");
            }
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        Checks checks = new Checks(errors);
        for (String part : List.of("hard", "used")) {
            for (var entry : ComputeResourceRules.fields(now.path("status").path(part))) {
                String at = "status." + part + "[" + entry.getKey() + "]";
                checks.quotaResourceName(at, entry.getKey());
                checks.quantity(at, entry.getKey(), entry.getValue());
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        Set<String> wanted = new HashSet<>(KubeJson.texts(KubeJson.at(now, "spec", "scopes")));
        if (!wanted.equals(new HashSet<>(KubeJson.texts(KubeJson.at(before, "spec", "scopes"))))) {
            errors.invalid("spec.scopes", KubeJson.at(now, "spec", "scopes"), Errors.IMMUTABLE);
        }
    }
}
