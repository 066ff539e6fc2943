package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.util.ArrayList;
import java.util.List;

/** The rules for pods. Stateless. */
final class PodStrategy implements Strategy {

    private static final List<String> MUTABLE =
            List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "ephemeralContainers");

    @Override
    public void defaults(ObjectNode pod) {
        if (pod.get("spec") instanceof ObjectNode spec) {
            PodDefaults.apply(spec);
            if (!spec.has("enableServiceLinks")) {
                spec.put("enableServiceLinks", true);
            }
            KubeJson.putDefault(spec, "preemptionPolicy", "PreemptLowerPriority");
            KubeJson.putDefault(spec, "priority", 0);
        }
    }

    @Override
    public void create(ObjectNode pod) {
        pod.putObject("status").put("phase", "Pending").put("qosClass", qosClass(pod.path("spec")));
    }

    @Override
    public void validate(ObjectNode pod, Errors errors) {
        new PodRules(errors).check(pod.path("spec"), "spec");
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!fixed(now).equals(fixed(before)) || !keepsTolerations(now, before)) {
            errors.forbidden(
                    "spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,"
                            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
                            + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be"
                            + " set to 1 if it was previously negative)\n");
        }
    }

    private static ObjectNode fixed(ObjectNode pod) {
        ObjectNode spec = pod.path("spec").deepCopy() instanceof ObjectNode copy ? copy : KubeJson.object();
        spec.remove(MUTABLE);
        for (String list : new String[] {"containers", "initContainers"}) {
            KubeJson.objects(spec.path(list)).forEach(container -> container.remove("image"));
        }
        return spec;
    }

    private static boolean keepsTolerations(ObjectNode now, ObjectNode before) {
        List<JsonNode> present = new ArrayList<>();
        now.path("spec").path("tolerations").forEach(present::add);
        for (JsonNode toleration : before.path("spec").path("tolerations")) {
            if (!present.contains(toleration)) {
                return false;
            }
        }
        return true;
    }

    private static String qosClass(JsonNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : spec.path("containers")) {
            JsonNode requests = container.path("resources").path("requests");
            JsonNode limits = container.path("resources").path("limits");
            any |= !requests.isEmpty() || !limits.isEmpty();
            for (String resource : new String[] {"cpu", "memory"}) {
                guaranteed &= limits.has(resource)
                        && Quantity.value(KubeJson.text(limits, resource))
                                        .compareTo(Quantity.value(KubeJson.text(requests, resource)))
                                == 0;
            }
        }
        return guaranteed && any ? "Guaranteed" : any ? "Burstable" : "BestEffort";
    }
}
