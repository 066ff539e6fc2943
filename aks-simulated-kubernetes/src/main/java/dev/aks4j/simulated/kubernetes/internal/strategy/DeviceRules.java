package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What claims of devices, their templates and device classes have in common. Stateless. */
final class DeviceRules {

    private DeviceRules() {}

    static void defaults(JsonNode devices) {
        for (ObjectNode request : KubeJson.objects(devices.path("requests"))) {
            if (request.get("exactly") instanceof ObjectNode exactly) {
                count(exactly);
            }
            KubeJson.objects(request.path("firstAvailable")).forEach(DeviceRules::count);
        }
    }

    static void count(ObjectNode request) {
        if (KubeJson.text(request, "allocationMode").isEmpty()) {
            request.put("allocationMode", "ExactCount");
        }
        if (KubeJson.text(request, "allocationMode").equals("ExactCount")
                && request.path("count").asLong() == 0) {
            request.put("count", 1);
        }
    }

    static void claim(String at, JsonNode spec, Errors errors) {
        Set<String> names = new HashSet<>();
        Checks.each(at + ".devices.requests", spec.path("devices").path("requests"), (here, request) -> {
            String name = KubeJson.text(request, "name");
            errors.each(here + ".name", name, Names.label(name));
            boolean exactly = request.path("exactly").isObject();
            boolean first = !request.path("firstAvailable").isEmpty();
            if (!exactly && !first) {
                errors.required(here, "exactly one of `exactly` or `firstAvailable` is required");
            } else if (exactly && first) {
                errors.invalid(
                        here,
                        null,
                        "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
            } else if (first) {
                Checks.each(here + ".firstAvailable", request.path("firstAvailable"), (sub, one) -> {
                    String own = KubeJson.text(one, "name");
                    errors.each(sub + ".name", own, Names.label(own));
                    request(sub, one, errors);
                });
            } else {
                request(here + ".exactly", request.path("exactly"), errors);
            }
            if (!names.add(name)) {
                errors.duplicate(here, request);
            }
            Checks.each(
                    "",
                    request.path("firstAvailable"),
                    (sub, one) -> names.add(name + "/" + KubeJson.text(one, "name")));
        });
        Checks.each(at + ".devices.constraints", spec.path("devices").path("constraints"), (here, one) -> {
            requests(here, one, names, errors);
            if (one.hasNonNull("matchAttribute")) {
                String attribute = KubeJson.text(one, "matchAttribute");
                if (!attribute.contains("/")) {
                    errors.invalid(
                            here + ".matchAttribute",
                            attribute,
                            "a fully qualified name must be a domain and a name separated by a slash");
                }
            }
        });
        configurations(at + ".devices.config", spec.path("devices").path("config"), Optional.of(names), errors);
    }

    /** Checks that what is said of requests is said of those that there are. */
    private static void requests(String at, JsonNode one, Set<String> names, Errors errors) {
        Checks.each(at + ".requests", one.path("requests"), (here, request) -> {
            if (!names.contains(request.asText())) {
                errors.invalid(
                        here,
                        request.asText(),
                        "must be the name of a request in the claim or the name of a request and a subrequest separated"
                                + " by '/'");
            }
        });
    }

    /** Checks the configurations of drivers; without names they are of all requests. */
    static void configurations(String at, JsonNode configurations, Optional<Set<String>> names, Errors errors) {
        Checks.each(at, configurations, (here, one) -> {
            names.ifPresent(known -> requests(here, one, known, errors));
            JsonNode opaque = one.path("opaque");
            if (!opaque.isObject()) {
                errors.required(here + ".opaque");
                return;
            }
            String driver = KubeJson.text(opaque, "driver");
            if (driver.isEmpty()) {
                errors.required(here + ".opaque.driver");
            } else {
                errors.each(
                        here + ".opaque.driver", driver, Names.subdomain(driver.toLowerCase(java.util.Locale.ROOT)));
            }
            JsonNode parameters = opaque.path("parameters");
            if (parameters.isMissingNode() || parameters.isNull()) {
                errors.required(here + ".opaque.parameters");
            } else if (!parameters.isObject()) {
                errors.invalid(
                        here + ".opaque.parameters", "<value omitted>", "parameters must be a valid JSON object");
            }
        });
    }

    static void request(String at, JsonNode request, Errors errors) {
        String deviceClass = KubeJson.text(request, "deviceClassName");
        if (deviceClass.isEmpty()) {
            errors.required(at + ".deviceClassName");
        } else {
            errors.each(at + ".deviceClassName", deviceClass, Names.subdomain(deviceClass));
        }
        selectors(at + ".selectors", request.path("selectors"), errors);
        String mode = KubeJson.text(request, "allocationMode");
        long count = request.path("count").asLong();
        switch (mode) {
            case "All" -> {
                if (count != 0) {
                    errors.invalid(at + ".count", count, "must not be specified when allocationMode is 'All'");
                }
            }
            case "ExactCount" -> {
                if (count <= 0) {
                    errors.invalid(at + ".count", count, "must be greater than zero");
                }
            }
            default -> errors.notSupported(at + ".allocationMode", mode, "All", "ExactCount");
        }
    }

    static void selectors(String at, JsonNode selectors, Errors errors) {
        Checks.each(at, selectors, (here, selector) -> {
            if (!selector.path("cel").isObject()) {
                errors.required(here + ".cel");
            } else {
                AdmissionRules.expression(
                        here + ".cel.expression",
                        KubeJson.text(selector, "cel", "expression"),
                        Set.of("device"),
                        errors);
            }
        });
    }
}
