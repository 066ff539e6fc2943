package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for storage classes. Stateless. */
final class StorageClassStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        KubeJson.putDefault(object, "reclaimPolicy", "Delete");
        KubeJson.putDefault(object, "volumeBindingMode", "Immediate");
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        StorageGroupRules.provisioner("provisioner", KubeJson.text(object, "provisioner"), checks);
        StorageGroupRules.parameters(object.path("parameters"), true, errors);
        String reclaim = KubeJson.text(object, "reclaimPolicy");
        if (!reclaim.isEmpty()) {
            errors.oneOf("reclaimPolicy", reclaim, "Delete", "Retain");
        }
        errors.oneOf(
                "volumeBindingMode", KubeJson.text(object, "volumeBindingMode"), "Immediate", "WaitForFirstConsumer");
        Set<JsonNode> terms = new HashSet<>();
        terms.add(KubeJson.object());
        Checks.each("allowedTopologies", object.path("allowedTopologies"), (at, term) -> {
            Set<String> keys = new HashSet<>();
            Checks.each(at + ".matchLabelExpressions", term.path("matchLabelExpressions"), (here, one) -> {
                JsonNode values = one.path("values");
                if (values.isEmpty()) {
                    errors.required(here + ".values");
                }
                Set<String> seen = new HashSet<>();
                Checks.each(here + ".values", values, (where, value) -> {
                    if (!seen.add(value.asText())) {
                        errors.duplicate(where, value.asText());
                    }
                });
                checks.qualified(here + ".key", KubeJson.text(one, "key"));
                if (!keys.add(KubeJson.text(one, "key"))) {
                    errors.duplicate(here + ".key", KubeJson.text(one, "key"));
                }
            });
            if (!terms.add(term)) {
                errors.duplicate(at + ".matchLabelExpressions", "");
            }
        });
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
            if (errors.release().atLeast(37)) {
                errors.unchangedSilently(field, now.path(field), before.path(field));
            } else if (field.equals("volumeBindingMode")) {
                errors.unchanged(field, now.path(field), before.path(field));
            } else if (!Errors.same(now.path(field), before.path(field))) {
                errors.forbidden(field, "updates to " + field + " are forbidden.");
            }
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        Checks.each(
                "allowedTopologies",
                object.path("allowedTopologies"),
                (at, term) ->
                        Checks.each(at + ".matchLabelExpressions", term.path("matchLabelExpressions"), (here, one) -> {
                            String text = PodWarnings.deprecatedLabel(KubeJson.text(one, "key"));
                            if (text != null) {
                                errors.warn(here + ".key: " + text);
                            }
                        }));
    }
}
