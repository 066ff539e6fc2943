package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.net.URI;
import java.util.List;

/** How the API server is to reach a webhook: a URL or a service of the cluster. Stateless. */
final class WebhookClients {

    private static final String FORM = "; desired format: https://host[/path]";

    private WebhookClients() {}

    static void url(String at, String text, Errors errors) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            errors.required(at, "url must be a valid URL: parse \"" + text + "\": " + e.getMessage() + FORM);
            return;
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!scheme.equals("https")) {
            errors.invalid(at, scheme, "'https' is the only allowed URL scheme" + FORM);
        }
        if (url.getRawAuthority() == null) {
            errors.invalid(at, "", "host must be specified" + FORM);
        } else if (url.getRawUserInfo() != null) {
            errors.invalid(at, url.getRawUserInfo(), "user information is not permitted" + FORM);
        }
        if (url.getRawFragment() != null && !url.getRawFragment().isEmpty()) {
            errors.invalid(at, url.getRawFragment(), "fragments are not permitted" + FORM);
        }
        if (url.getRawQuery() != null && !url.getRawQuery().isEmpty()) {
            errors.invalid(at, url.getRawQuery(), "query parameters are not permitted" + FORM);
        }
    }

    static void service(String at, JsonNode service, Errors errors) {
        for (String field : List.of("name", "namespace")) {
            if (KubeJson.text(service, field).isEmpty()) {
                errors.required(at + "." + field, "service " + field + " is required");
            }
        }
        if (!KubeJson.text(service, "path").isEmpty()) {
            path(at + ".path", KubeJson.text(service, "path"), errors);
        }
        if (service.hasNonNull("port")) {
            long port = service.path("port").asLong();
            if (port < 1 || port > 65_535) {
                errors.invalid(at + ".port", port, "port is not valid: must be between 1 and 65535, inclusive");
            }
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
            if (steps[i].isEmpty() || !path.startsWith("/") && i == 0 && path.indexOf('/') < 0 && steps[i].isEmpty()) {
                errors.invalid(at, path, "segment[" + i + "] may not be empty");
                continue;
            }
            for (String problem : Names.subdomain(steps[i])) {
                errors.invalid(at, path, "segment[" + i + "]: " + problem);
            }
        }
    }
}
