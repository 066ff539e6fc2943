package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for how objects of a custom type are converted between its versions. Stateless. */
final class CustomConversion {

    private static final List<String> REVIEWS = List.of("v1", "v1beta1");

    private CustomConversion() {}

    static void check(String at, JsonNode conversion, Errors errors) {
        if (!conversion.isObject()) {
            return;
        }
        String strategy = KubeJson.text(conversion, "strategy");
        errors.requiredOneOf(at + ".strategy", strategy, "None", "Webhook");
        JsonNode webhook = conversion.path("webhook");
        if (!strategy.equals("Webhook")) {
            if (webhook.path("clientConfig").isObject()) {
                errors.forbidden(at + ".webhookClientConfig", "should not be set when strategy is not set to Webhook");
            }
            if (!webhook.path("conversionReviewVersions").isEmpty()) {
                errors.forbidden(
                        at + ".conversionReviewVersions", "should not be set when strategy is not set to Webhook");
            }
            return;
        }
        client(at + ".webhookClientConfig", webhook.path("clientConfig"), errors);
        reviews(at + ".conversionReviewVersions", webhook.path("conversionReviewVersions"), errors);
    }

    private static void client(String at, JsonNode config, Errors errors) {
        if (!config.isObject()) {
            errors.required(at, "required when strategy is set to Webhook");
        } else if (config.hasNonNull("url") == config.hasNonNull("service")) {
            errors.required(at, "exactly one of url or service is required");
        } else if (config.hasNonNull("url")) {
            WebhookClients.url(at + ".url", config.path("url").asText(), errors);
        } else {
            WebhookClients.service(at + ".service", config.path("service"), errors);
        }
    }

    private static void reviews(String at, JsonNode versions, Errors errors) {
        if (versions.isEmpty()) {
            errors.required(at, "");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < versions.size(); i++) {
            String version = versions.get(i).asText();
            if (!seen.add(version)) {
                errors.invalid(at + "[" + i + "]", version, "duplicate version");
            } else {
                errors.each(at + "[" + i + "]", version, Names.label1035(version));
            }
        }
        if (REVIEWS.stream().noneMatch(seen::contains)) {
            errors.invalid(at, versions, "must include at least one of v1, v1beta1");
        }
    }
}
