package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for the types of the group resource.k8s.io. Stateless. */
final class DeviceStrategies {

    private DeviceStrategies() {}

    private static void defaults(JsonNode devices) {
        for (ObjectNode request : KubeJson.objects(devices.path("requests"))) {
            if (request.get("exactly") instanceof ObjectNode exactly) {
                count(exactly);
            }
            KubeJson.objects(request.path("firstAvailable")).forEach(DeviceStrategies::count);
        }
    }

    private static void count(ObjectNode request) {
        if (KubeJson.text(request, "allocationMode").isEmpty()) {
            request.put("allocationMode", "ExactCount");
        }
        if (KubeJson.text(request, "allocationMode").equals("ExactCount")
                && request.path("count").asLong() == 0) {
            request.put("count", 1);
        }
    }

    private static void claim(String at, JsonNode spec, Errors errors) {
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

    private static void request(String at, JsonNode request, Errors errors) {
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

    private static void selectors(String at, JsonNode selectors, Errors errors) {
        Checks.each(at, selectors, (here, selector) -> {
            if (!selector.path("cel").isObject()) {
                errors.required(here + ".cel");
            } else {
                PolicyStrategies.expression(
                        here + ".cel.expression",
                        KubeJson.text(selector, "cel", "expression"),
                        Set.of("device"),
                        errors);
            }
        });
    }

    /** Claims of devices. */
    static final class Claims implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            DeviceStrategies.defaults(object.path("spec").path("devices"));
        }

        @Override
        public void validateNew(ObjectNode object, Errors errors) {
            claim("spec", object.path("spec"), errors);
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
        }
    }

    /** Templates of claims. */
    static final class Templates implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            DeviceStrategies.defaults(object.path("spec").path("spec").path("devices"));
        }

        @Override
        public void validateNew(ObjectNode object, Errors errors) {
            claim("spec.spec", object.path("spec").path("spec"), errors);
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
        }
    }

    /** Classes of devices. */
    static final class Classes implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            selectors("spec.selectors", spec.path("selectors"), errors);
            if (spec.hasNonNull("extendedResourceName")) {
                String at = "spec.extendedResourceName";
                String name = spec.path("extendedResourceName").asText();
                if (!name.contains("/")) {
                    errors.invalid(at, name, "a name must be a domain-prefixed path, such as 'example.com/my-prop'");
                }
                errors.each(at, name, Names.qualified(name));
            }
        }
    }
}
