package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The rules for the processors, memory and devices that containers and pods ask for. Not thread-safe. */
final class ComputeResourceRules {

    private final Checks checks;
    private final Errors errors;

    ComputeResourceRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void resizePolicy(JsonNode policies, JsonNode spec, String at) {
        Set<String> seen = new HashSet<>();
        Checks.each(at, policies, (here, policy) -> {
            String resource = KubeJson.text(policy, "resourceName");
            if (!seen.add(resource)) {
                errors.duplicate(here, resource);
            }
            errors.requiredOneOf(at, resource, "cpu", "memory");
            String restart = KubeJson.text(policy, "restartPolicy");
            errors.requiredOneOf(at, restart, "NotRequired", "RestartContainer");
            if (KubeJson.text(spec, "restartPolicy").equals("Never") && !restart.equals("NotRequired")) {
                errors.invalid(at, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        });
    }

    void check(JsonNode resources, Set<String> claims, String at, BiConsumer<String, String> named) {
        JsonNode limits = resources.path("limits");
        JsonNode requests = resources.path("requests");
        boolean compute = false;
        boolean huge = false;
        for (var limit : fields(limits)) {
            String name = limit.getKey();
            String here = at + ".limits[" + name + "]";
            named.accept(here, name);
            checks.quantity(here, name, limit.getValue());
            huge |= huge(here, name, limit.getValue());
            compute |= name.equals("cpu") || name.equals("memory");
        }
        for (var request : fields(requests)) {
            String name = request.getKey();
            String here = at + ".requests[" + name + "]";
            named.accept(here, name);
            checks.quantity(here, name, request.getValue());
            JsonNode limit = limits.path(name);
            if (!limit.isMissingNode()) {
                int order = Checks.value(request.getValue()).compareTo(Checks.value(limit));
                if (order != 0 && !Checks.mayOvercommit(name)) {
                    errors.invalid(
                            at + ".requests",
                            Checks.shown(request.getValue()),
                            "must be equal to " + name + " limit of " + Checks.shown(limit));
                } else if (order > 0) {
                    errors.invalid(
                            at + ".requests",
                            Checks.shown(request.getValue()),
                            "must be less than or equal to " + name + " limit of " + Checks.shown(limit));
                }
            } else if (!Checks.mayOvercommit(name)) {
                errors.required(at + ".limits", "Limit must be set for non overcommitable resources");
            }
            huge |= huge(here, name, request.getValue());
            compute |= name.equals("cpu") || name.equals("memory");
        }
        if (huge && !compute) {
            errors.forbidden(at, "HugePages require cpu or memory");
        }
        claimNames(resources.path("claims"), claims, at + ".claims");
    }

    static List<Map.Entry<String, JsonNode>> fields(JsonNode map) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        map.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new ArrayList<>(sorted.entrySet());
    }

    private boolean huge(String at, String name, JsonNode value) {
        if (!Checks.isHugePages(name)) {
            return false;
        }
        BigDecimal page = Checks.value(KubeJson.object()
                .put("x", name.substring("hugepages-".length()))
                .path("x"));
        boolean multiple = page.signum() > 0
                && Checks.value(value).signum() > 0
                && Checks.value(value).remainder(page).signum() == 0;
        if (!multiple) {
            errors.invalid(
                    at, Checks.shown(value), Checks.shown(value) + " is not positive integer multiple of " + name);
        }
        return true;
    }

    private void claimNames(JsonNode list, Set<String> claims, String at) {
        Set<String> names = new HashSet<>();
        Checks.each(at, list, (here, claim) -> {
            String name = KubeJson.text(claim, "name");
            String request = KubeJson.text(claim, "request");
            if (name.isEmpty()) {
                errors.required(here);
                return;
            }
            String key = request.isEmpty() ? name : name + "/" + request;
            if (!request.isEmpty()) {
                checks.label(here + ".request", request);
            }
            boolean whole = request.isEmpty() && names.stream().anyMatch(one -> one.startsWith(name + "/"));
            if (names.contains(name) || whole) {
                errors.duplicate(here, name);
            } else if (!names.add(key)) {
                errors.duplicate(here, key);
            }
            if (!claims.contains(name)) {
                String known = claims.isEmpty() ? " which is empty" : ": " + String.join(", ", new TreeSet<>(claims));
                errors.add(new FieldError(
                        here,
                        "FieldValueNotFound",
                        "Not found: \"" + name + "\": must be one of the names in pod.spec.resourceClaims" + known));
            }
        });
    }

    void podTotals(JsonNode spec, JsonNode resources, String at) {
        for (var request : fields(resources.path("requests"))) {
            BigDecimal total = BigDecimal.ZERO;
            for (JsonNode container : spec.path("containers")) {
                total = total.add(Checks.value(KubeJson.at(container, "resources", "requests", request.getKey())));
            }
            if (total.compareTo(Checks.value(request.getValue())) > 0) {
                errors.invalid(
                        at + ".requests[" + request.getKey() + "]",
                        Checks.shown(request.getValue()),
                        "must be greater than or equal to aggregate container requests of "
                                + Quantity.canonical(total));
            }
        }
        Checks.each(at + ".containers", spec.path("containers"), (here, container) -> {
            for (var limit : fields(KubeJson.at(container, "resources", "limits"))) {
                JsonNode most = KubeJson.at(resources, "limits", limit.getKey());
                if (!most.isMissingNode() && Checks.value(limit.getValue()).compareTo(Checks.value(most)) > 0) {
                    errors.invalid(
                            here + "[" + limit.getKey() + "].limits",
                            Checks.shown(limit.getValue()),
                            "must be less than or equal to pod limits of " + Checks.shown(most));
                }
            }
        });
    }
}
