package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for pods. Stateless. */
final class PodStrategy implements Strategy {

    private static final String ALLOWED =
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    @Override
    public void defaults(ObjectNode pod, Release release) {
        ObjectNode spec = KubeJson.make(pod, "spec");
        PodDefaults.apply(spec, release);
        PodDefaults.pod(spec);
    }

    @Override
    public void create(ObjectNode pod) {
        pod.putObject("status").put("phase", "Pending").put("qosClass", qosClass(pod.path("spec")));
        if (!pod.path("spec").path("schedulingGates").isEmpty()) {
            ((ObjectNode) pod.path("status"))
                    .putArray("conditions")
                    .addObject()
                    .put("type", "PodScheduled")
                    .put("status", "False")
                    .putNull("lastProbeTime")
                    .put("lastTransitionTime", KubeJson.text(pod, "metadata", "creationTimestamp"))
                    .put("reason", "SchedulingGated")
                    .put("message", "Scheduling is blocked due to non-empty scheduling gates");
        }
    }

    @Override
    public void validate(ObjectNode pod, Errors errors) {
        new PodRules(errors).pod(pod);
    }

    @Override
    public void validateNew(ObjectNode pod, Errors errors) {
        new PodRules(errors).newPod(pod);
    }

    @Override
    public void warn(ObjectNode pod, Errors errors) {
        new PodWarnings(errors).check(pod.path("spec"), pod.path("metadata"), "", false);
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        for (String list : List.of("containers", "initContainers")) {
            JsonNode containers = now.path("spec").path(list);
            if (containers.size() != before.path("spec").path(list).size()) {
                errors.forbidden("spec." + list, "pod updates may not add or remove containers");
                return;
            }
            Checks.each("spec." + list, containers, (at, container) -> {
                if (KubeJson.text(container, "image").isEmpty()) {
                    errors.required(at + ".image");
                }
                new PodRules(errors).trimmedImage(at, container);
            });
        }
        if (!deadline(now.path("spec"), before.path("spec"), errors)) {
            return;
        }
        tolerations(now, before, errors);
        gates(now, before, errors);
        ObjectNode wanted = fixed(now);
        ObjectNode had = fixed(before);
        if (!before.path("spec").path("schedulingGates").isEmpty()) {
            gated(wanted, had, errors);
        }
        if (before.path("spec").path("terminationGracePeriodSeconds").asLong() < 0
                && wanted.path("terminationGracePeriodSeconds").asLong() == 1) {
            had.put("terminationGracePeriodSeconds", 1);
        }
        if (!wanted.equals(had)) {
            errors.forbidden("spec", ALLOWED);
        }
    }

    /** A pod that waits at a gate may still be told where it may run, more narrowly than before. */
    private static void gated(ObjectNode wanted, ObjectNode had, Errors errors) {
        Map<String, String> now = KubeJson.strings(wanted.path("nodeSelector"));
        boolean additions = KubeJson.strings(had.path("nodeSelector")).entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(now.get(entry.getKey())));
        if (!additions) {
            errors.invalid(
                    "spec.nodeSelector",
                    wanted.path("nodeSelector"),
                    "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }
        wanted.remove("nodeSelector");
        had.remove("nodeSelector");
        narrower(wanted, had, errors);
        if (wanted.get("affinity") instanceof ObjectNode affinity) {
            affinity.remove("nodeAffinity");
            if (affinity.isEmpty()) {
                wanted.remove("affinity");
            }
        }
        if (had.get("affinity") instanceof ObjectNode affinity) {
            affinity.remove("nodeAffinity");
            if (affinity.isEmpty()) {
                had.remove("affinity");
            }
        }
    }

    /** Terms of a node affinity are alternatives, so their number stays, and each may only ask for more. */
    private static void narrower(ObjectNode wanted, ObjectNode had, Errors errors) {
        String at = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
        String[] path = {
            "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"
        };
        JsonNode before = KubeJson.at(had, path);
        JsonNode now = KubeJson.at(wanted, path);
        if (before.isEmpty()) {
            return;
        }
        if (now.size() != before.size()) {
            errors.invalid(
                    at,
                    (Object) (now.isArray() ? now : null),
                    "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            for (String list : new String[] {"matchExpressions", "matchFields"}) {
                JsonNode old = before.get(i).path(list);
                JsonNode one = now.get(i).path(list);
                boolean kept = one.size() >= old.size();
                for (int k = 0; kept && k < old.size(); k++) {
                    kept = one.get(k).equals(old.get(k));
                }
                if (!kept) {
                    errors.invalid(
                            at + "[" + i + "]", now.get(i), "only additions are allowed (no mutations or deletions)");
                }
            }
        }
    }

    private static boolean deadline(JsonNode now, JsonNode before, Errors errors) {
        JsonNode wanted = now.path("activeDeadlineSeconds");
        JsonNode had = before.path("activeDeadlineSeconds");
        if (wanted.isNumber()) {
            if (wanted.asLong() < 0 || wanted.asLong() > Checks.MAX_INT) {
                errors.range("spec.activeDeadlineSeconds", wanted.asLong(), 0, Checks.MAX_INT);
                return false;
            }
            if (had.isNumber() && had.asLong() < wanted.asLong()) {
                errors.invalid("spec.activeDeadlineSeconds", wanted, "must be less than or equal to previous value");
                return false;
            }
        } else if (had.isNumber()) {
            errors.invalid(
                    "spec.activeDeadlineSeconds", wanted, "must not update from a positive integer to nil value");
        }
        return true;
    }

    @Override
    public void validatePart(String part, ObjectNode now, ObjectNode before, Errors errors) {
        if (part.equals("ephemeralcontainers")) {
            ephemeral(now, before, errors);
        }
        if (part.equals("resize")) {
            String was = qosClass(before.path("spec"));
            if (!qosClass(now.path("spec")).equals(was)) {
                errors.invalid("spec", was, "Pod QOS Class may not change as a result of resizing");
            }
        }
    }

    /** Ephemeral containers stay as they are once they are there. */
    private static void ephemeral(ObjectNode now, ObjectNode before, Errors errors) {
        for (JsonNode old : before.path("spec").path("ephemeralContainers")) {
            String name = KubeJson.text(old, "name");
            JsonNode found = null;
            for (JsonNode one : now.path("spec").path("ephemeralContainers")) {
                found = KubeJson.text(one, "name").equals(name) ? one : found;
            }
            if (found == null || !found.equals(old)) {
                errors.forbidden(
                        "spec.ephemeralContainers",
                        "existing ephemeral containers \"" + name + "\" may not be "
                                + (found == null ? "removed" : "changed") + "\n");
            }
        }
    }

    private static void tolerations(ObjectNode now, ObjectNode before, Errors errors) {
        for (JsonNode old : before.path("spec").path("tolerations")) {
            boolean found = false;
            for (JsonNode toleration : now.path("spec").path("tolerations")) {
                found |= without(toleration).equals(without(old));
            }
            if (!found) {
                errors.forbidden(
                        "spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }
    }

    private static JsonNode without(JsonNode toleration) {
        ObjectNode copy = toleration.deepCopy();
        return copy.without("tolerationSeconds");
    }

    private static void gates(ObjectNode now, ObjectNode before, Errors errors) {
        List<String> had = new java.util.ArrayList<>();
        before.path("spec").path("schedulingGates").forEach(gate -> had.add(KubeJson.text(gate, "name")));
        Checks.each("spec.schedulingGates", now.path("spec").path("schedulingGates"), (at, gate) -> {
            String name = KubeJson.text(gate, "name");
            if (!had.contains(name)) {
                errors.forbidden(
                        at + ".name", "only deletion is allowed, but found new scheduling gate '" + name + "'");
            }
        });
    }

    private static ObjectNode fixed(ObjectNode pod) {
        ObjectNode spec = pod.path("spec").deepCopy() instanceof ObjectNode copy ? copy : KubeJson.object();
        spec.remove(List.of("activeDeadlineSeconds", "tolerations", "schedulingGates", "ephemeralContainers"));
        for (String list : new String[] {"containers", "initContainers"}) {
            KubeJson.objects(spec.path(list)).forEach(container -> container.remove("image"));
        }
        return spec;
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        Checks checks = new Checks(errors);
        Checks.each("status.conditions", now.path("status").path("conditions"), (at, condition) -> {
            String type = KubeJson.text(condition, "type");
            if (!Set.of("PodScheduled", "Ready", "Initialized").contains(type)) {
                checks.qualified(at + ".Type", type);
            }
        });
        errors.unchanged(
                "status.qosClass",
                now.path("status").path("qosClass"),
                before.path("status").path("qosClass"));
        JsonNode addresses = now.path("status").path("podIPs");
        Checks.each("status.podIPs", addresses, (at, one) -> checks.address(at, KubeJson.text(one, "ip")));
    }

    static String qosClass(JsonNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (String list : new String[] {"initContainers", "containers"}) {
            for (JsonNode container : spec.path(list)) {
                JsonNode requests = container.path("resources").path("requests");
                JsonNode limits = container.path("resources").path("limits");
                for (String resource : new String[] {"cpu", "memory"}) {
                    boolean given = Quantity.value(KubeJson.text(requests, resource))
                                            .signum()
                                    > 0
                            || Quantity.value(KubeJson.text(limits, resource)).signum() > 0;
                    any |= given;
                    guaranteed &= limits.has(resource)
                            && Quantity.value(KubeJson.text(limits, resource)).signum() > 0
                            && Quantity.value(KubeJson.text(limits, resource))
                                            .compareTo(Quantity.value(KubeJson.text(requests, resource)))
                                    == 0;
                }
            }
        }
        return guaranteed && any ? "Guaranteed" : any ? "Burstable" : "BestEffort";
    }
}
