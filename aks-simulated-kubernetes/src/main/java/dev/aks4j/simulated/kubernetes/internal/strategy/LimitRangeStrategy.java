package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules for limit ranges. Stateless. */
final class LimitRangeStrategy implements Strategy {

    @Override
    public void create(ObjectNode object) {
        ObjectNode metadata = KubeJson.make(object, "metadata");
        if (KubeJson.text(metadata, "name").isEmpty()) {
            metadata.set("name", metadata.path("uid"));
        }
    }

    private static final Set<String> TYPES = Set.of("Pod", "Container", "PersistentVolumeClaim");

    @Override
    public void defaults(ObjectNode object, Release release) {
        for (ObjectNode limit : KubeJson.objects(KubeJson.at(object, "spec", "limits"))) {
            if (KubeJson.text(limit, "type").equals("Container")) {
                fill(limit, "max", "default");
                fill(limit, "default", "defaultRequest");
                fill(limit, "min", "defaultRequest");
            }
        }
    }

    private static void fill(ObjectNode limit, String from, String to) {
        limit.path(from).properties().forEach(entry -> {
            ObjectNode target = KubeJson.make(limit, to);
            if (!target.has(entry.getKey())) {
                target.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        Set<String> types = new HashSet<>();
        Checks.each("spec.limits", KubeJson.at(object, "spec", "limits"), (at, limit) -> {
            String type = KubeJson.text(limit, "type");
            List<String> wrong = Names.qualified(type);
            errors.each(at + ".type", type, wrong);
            if (wrong.isEmpty() && !type.contains("/") && !TYPES.contains(type)) {
                errors.invalid(at + ".type", type, "must be a standard limit type or fully qualified");
            }
            if (!types.add(type)) {
                errors.duplicate(at + ".type", type);
            }
            item(limit, type, at, checks);
        });
    }

    private static void item(JsonNode limit, String type, String at, Checks checks) {
        Set<String> keys = new TreeSet<>();
        boolean pod = type.equals("Pod");
        for (String part : new String[] {"max", "min", "default", "defaultRequest", "maxLimitRequestRatio"}) {
            if (pod && part.startsWith("default")) {
                if (!limit.path(part).isEmpty()) {
                    checks.errors.forbidden(at + "." + part, "may not be specified when `type` is 'Pod'");
                }
                continue;
            }
            for (var entry : ComputeResourceRules.fields(limit.path(part))) {
                String here = at + "." + part + "[" + entry.getKey() + "]";
                if (pod || type.equals("Container")) {
                    checks.containerResourceName(here, entry.getKey());
                } else {
                    checks.resourceName(here, entry.getKey());
                }
                keys.add(entry.getKey());
            }
        }
        boolean storage = limit.path("min").has("storage") || limit.path("max").has("storage");
        if (type.equals("PersistentVolumeClaim") && !storage) {
            checks.errors.required(
                    at + ".limits", "either minimum or maximum storage value is required, but neither was provided");
        }
        keys.forEach(key -> order(pod ? withoutDefaults(limit) : limit, key, at, checks));
    }

    private static JsonNode withoutDefaults(JsonNode limit) {
        ObjectNode rest = limit.deepCopy();
        rest.remove(List.of("default", "defaultRequest"));
        return rest;
    }

    private static void order(JsonNode limit, String key, String at, Checks checks) {
        JsonNode min = limit.path("min").path(key);
        JsonNode max = limit.path("max").path(key);
        JsonNode most = limit.path("default").path(key);
        JsonNode request = limit.path("defaultRequest").path(key);
        JsonNode ratio = limit.path("maxLimitRequestRatio").path(key);
        over(checks, min, max, at + ".min[" + key + "]", min, "min value %s is greater than max value %s");
        String asked = at + ".defaultRequest[" + key + "]";
        over(checks, min, request, asked, request, "min value %s is greater than default request value %s");
        over(checks, request, max, asked, request, "default request value %s is greater than max value %s");
        over(checks, request, most, asked, request, "default request value %s is greater than default limit value %s");
        String given = at + ".default[" + key + "]";
        over(checks, min, most, given, min, "min value %s is greater than default value %s");
        over(checks, most, max, given, max, "default value %s is greater than max value %s");
        boolean bounded = !min.isMissingNode()
                && !max.isMissingNode()
                && Checks.value(min).signum() > 0;
        if (!ratio.isMissingNode() && bounded) {
            double widest = Checks.value(max).doubleValue() / Checks.value(min).doubleValue();
            if (Checks.value(ratio).doubleValue() > widest) {
                checks.errors.invalid(
                        at + ".maxLimitRequestRatio[" + key + "]",
                        Checks.shown(ratio),
                        String.format(
                                java.util.Locale.ROOT,
                                "ratio %s is greater than max/min = %f",
                                Checks.shown(ratio),
                                widest));
            }
        }
        if (!ratio.isMissingNode() && Checks.value(ratio).compareTo(java.math.BigDecimal.ONE) < 0) {
            checks.errors.invalid(
                    at + ".maxLimitRequestRatio[" + key + "]",
                    Checks.shown(ratio),
                    "ratio " + Checks.shown(ratio) + " is less than 1");
        }
    }

    private static void over(Checks checks, JsonNode low, JsonNode high, String at, JsonNode shown, String text) {
        boolean both = !low.isMissingNode() && !high.isMissingNode();
        if (both && Checks.value(low).compareTo(Checks.value(high)) > 0) {
            checks.errors.invalid(at, Checks.shown(shown), String.format(text, Checks.shown(low), Checks.shown(high)));
        }
    }
}
