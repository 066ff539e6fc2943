package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a job makes of a pod that failed: the first rule of its {@code podFailurePolicy} that matches decides. Stateless. */
final class JobFailurePolicy {

    private JobFailurePolicy() {}

    /**
     * What a failed pod means.
     *
     * @param action the action of the rule that matched; empty if none did
     * @param counted whether the failure counts against the limits
     * @param message why the whole job fails; empty if it does not
     */
    record Verdict(String action, boolean counted, String message) {}

    private static final Verdict COUNTED = new Verdict("", true, "");

    static Verdict of(ObjectNode job, ObjectNode pod) {
        int index = 0;
        for (ObjectNode rule : KubeJson.objects(KubeJson.at(job, "spec", "podFailurePolicy", "rules"))) {
            Optional<String> why = rule.has("onExitCodes")
                    ? exitCode(rule.path("onExitCodes"), pod)
                    : condition(rule.path("onPodConditions"), pod);
            if (why.isPresent()) {
                String action = KubeJson.text(rule, "action");
                String message = action.equals("FailJob") ? why.get() + " matching FailJob rule at index " + index : "";
                return new Verdict(action, !action.equals("Ignore"), message);
            }
            index++;
        }
        return COUNTED;
    }

    private static String name(ObjectNode pod) {
        return KubeJson.text(pod, "metadata", "namespace") + "/" + KubeJson.text(pod, "metadata", "name");
    }

    private static Optional<String> exitCode(JsonNode wanted, ObjectNode pod) {
        List<ObjectNode> containers =
                new ArrayList<>(KubeJson.objects(KubeJson.at(pod, "status", "containerStatuses")));
        containers.addAll(KubeJson.objects(KubeJson.at(pod, "status", "initContainerStatuses")));
        String only = KubeJson.text(wanted, "containerName");
        boolean in = KubeJson.text(wanted, "operator").equals("In");
        for (ObjectNode container : containers) {
            JsonNode code = KubeJson.at(container, "state", "terminated", "exitCode");
            boolean meant = only.isEmpty() || only.equals(KubeJson.text(container, "name"));
            if (meant
                    && code.asInt() != 0
                    && KubeJson.texts(wanted.path("values")).contains(code.asText()) == in) {
                return Optional.of("Container " + KubeJson.text(container, "name") + " for pod " + name(pod)
                        + " failed with exit code " + code.asInt());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> condition(JsonNode patterns, ObjectNode pod) {
        for (ObjectNode condition : KubeJson.objects(KubeJson.at(pod, "status", "conditions"))) {
            for (JsonNode pattern : patterns) {
                String type = KubeJson.text(pattern, "type");
                if (type.equals(KubeJson.text(condition, "type"))
                        && KubeJson.text(pattern, "status").equals(KubeJson.text(condition, "status"))) {
                    return Optional.of("Pod " + name(pod) + " has condition " + type);
                }
            }
        }
        return Optional.empty();
    }
}
