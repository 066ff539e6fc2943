package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
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
