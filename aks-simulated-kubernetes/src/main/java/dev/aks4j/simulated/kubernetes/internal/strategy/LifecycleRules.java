package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for the probes of containers and for what runs when they start and stop. Not thread-safe. */
final class LifecycleRules {

    private final Checks checks;
    private final Errors errors;

    LifecycleRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void probes(JsonNode container, String at) {
        for (String kind : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
            JsonNode probe = container.path(kind);
            if (!probe.isObject()) {
                continue;
            }
            String here = at + "." + kind;
            handler(probe, null, here);
            for (String field : new String[] {
                "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"
            }) {
                errors.notNegative(here + "." + field, probe.path(field));
            }
            JsonNode grace = probe.path("terminationGracePeriodSeconds");
            if (grace.isNumber() && grace.asLong() <= 0) {
                errors.invalid(here + ".terminationGracePeriodSeconds", grace, "must be greater than 0");
            }
            if (kind.equals("readinessProbe")) {
                if (grace.isNumber()) {
                    errors.invalid(
                            here + ".terminationGracePeriodSeconds", grace, "must not be set for readinessProbes");
                }
            } else if (probe.path("successThreshold").asLong() != 1) {
                errors.invalid(
                        here + ".successThreshold",
                        probe.path("successThreshold").asLong(),
                        "must be 1");
            }
        }
    }

    void lifecycle(JsonNode lifecycle, JsonNode spec, String at) {
        for (String hook : new String[] {"postStart", "preStop"}) {
            if (lifecycle.path(hook).isObject()) {
                handler(lifecycle.path(hook), spec.path("terminationGracePeriodSeconds"), at + "." + hook);
            }
        }
    }

    private void handler(JsonNode handler, JsonNode grace, String at) {
        int count = 0;
        for (String kind : new String[] {"exec", "httpGet", "tcpSocket", "grpc", "sleep"}) {
            JsonNode action = handler.path(kind);
            boolean applies = grace == null ? !kind.equals("sleep") : !kind.equals("grpc");
            if (!action.isObject() || !applies) {
                continue;
            }
            String here = at + "." + kind;
            if (count++ > 0) {
                errors.forbidden(here, "may not specify more than 1 handler type");
                continue;
            }
            switch (kind) {
                case "exec" -> {
                    if (action.path("command").isEmpty()) {
                        errors.required(here + ".command");
                    }
                }
                case "httpGet" -> httpGet(action, here);
                case "tcpSocket" -> checks.portNumberOrName(here + ".port", action.path("port"));
                case "grpc" -> errors.port(here + ".port", action.path("port").asLong());
                default -> sleep(action, grace, here);
            }
        }
        if (count == 0) {
            errors.required(at, "must specify a handler type");
        }
    }

    private void sleep(JsonNode action, JsonNode grace, String at) {
        long seconds = action.path("seconds").asLong();
        if (grace != null && grace.isNumber() && (seconds < 0 || seconds > grace.asLong())) {
            errors.invalid(
                    at,
                    seconds,
                    "must be non-negative and less than terminationGracePeriodSeconds (" + grace.asLong() + ")");
        }
    }

    private void httpGet(JsonNode action, String at) {
        if (KubeJson.text(action, "path").isEmpty()) {
            errors.required(at + ".path");
        }
        checks.portNumberOrName(at + ".port", action.path("port"));
        errors.oneOf(at + ".scheme", KubeJson.text(action, "scheme"), "HTTP", "HTTPS");
        for (JsonNode header : action.path("httpHeaders")) {
            String name = KubeJson.text(header, "name");
            errors.each(at + ".httpHeaders", name, Names.header(name));
        }
    }
}
