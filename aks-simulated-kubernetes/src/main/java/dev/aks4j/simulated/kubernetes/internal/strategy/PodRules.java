package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rules for a pod's specification. Not thread-safe. */
final class PodRules {

    private final Errors errors;
    private final Set<String> containers = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();

    PodRules(Errors errors) {
        this.errors = errors;
    }

    void check(JsonNode spec, String path) {
        for (int i = 0; i < spec.path("volumes").size(); i++) {
            volume(spec.path("volumes").get(i), path + ".volumes[" + i + "]");
        }
        if (spec.path("containers").isEmpty()) {
            errors.required(path + ".containers", "");
        }
        for (String list : new String[] {"initContainers", "containers"}) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                container(spec.path(list).get(i), path + "." + list + "[" + i + "]");
            }
        }
        errors.oneOf(path + ".restartPolicy", KubeJson.text(spec, "restartPolicy"), "Always", "OnFailure", "Never");
        errors.oneOf(
                path + ".dnsPolicy",
                KubeJson.text(spec, "dnsPolicy"),
                "ClusterFirstWithHostNet",
                "ClusterFirst",
                "Default",
                "None");
        errors.notNegative(path + ".terminationGracePeriodSeconds", spec.path("terminationGracePeriodSeconds"));
        MetadataRules.labels(spec.path("nodeSelector"), path + ".nodeSelector", errors);
        for (int i = 0; i < spec.path("tolerations").size(); i++) {
            toleration(spec.path("tolerations").get(i), path + ".tolerations[" + i + "]");
        }
        String account = KubeJson.text(spec, "serviceAccountName");
        if (!account.isEmpty()) {
            Names.subdomain(account).ifPresent(wrong -> errors.invalid(path + ".serviceAccountName", account, wrong));
        }
    }

    private void volume(JsonNode volume, String path) {
        String name = KubeJson.text(volume, "name");
        if (name.isEmpty()) {
            errors.required(path + ".name", "");
        } else {
            Names.label(name).ifPresent(wrong -> errors.invalid(path + ".name", name, wrong));
            if (!volumes.add(name)) {
                errors.duplicate(path + ".name", name);
            }
        }
        if (volume.size() > 2) {
            errors.forbidden(path, "may not specify more than 1 volume type");
        }
    }

    private void container(JsonNode container, String path) {
        String name = KubeJson.text(container, "name");
        if (name.isEmpty()) {
            errors.required(path + ".name", "");
        } else {
            Names.label(name).ifPresent(wrong -> errors.invalid(path + ".name", name, wrong));
            if (!containers.add(name)) {
                errors.duplicate(path + ".name", name);
            }
        }
        String image = KubeJson.text(container, "image");
        if (image.isEmpty()) {
            errors.required(path + ".image", "");
        } else if (!image.strip().equals(image)) {
            errors.invalid(path + ".image", image, "must not have leading or trailing whitespace");
        }
        errors.oneOf(
                path + ".imagePullPolicy",
                KubeJson.text(container, "imagePullPolicy"),
                "Always",
                "IfNotPresent",
                "Never");
        ports(container.path("ports"), path + ".ports");
        environment(container.path("env"), path + ".env");
        resources(container.path("resources"), path + ".resources");
        for (int i = 0; i < container.path("volumeMounts").size(); i++) {
            mount(container.path("volumeMounts").get(i), path + ".volumeMounts[" + i + "]");
        }
    }

    private void ports(JsonNode ports, String path) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String here = path + "[" + i + "]";
            if (!port.has("containerPort")) {
                errors.required(here + ".containerPort", "");
            } else {
                errors.port(here + ".containerPort", port.path("containerPort").asLong());
            }
            errors.oneOf(here + ".protocol", KubeJson.text(port, "protocol"), "SCTP", "TCP", "UDP");
            String name = KubeJson.text(port, "name");
            if (name.length() > 15) {
                errors.invalid(here + ".name", name, "must be no more than 15 characters");
            }
            if (!name.isEmpty() && !names.add(name)) {
                errors.duplicate(here + ".name", name);
            }
        }
    }

    private void environment(JsonNode environment, String path) {
        for (int i = 0; i < environment.size(); i++) {
            JsonNode variable = environment.get(i);
            String here = path + "[" + i + "]";
            if (KubeJson.text(variable, "name").isEmpty()) {
                errors.required(here + ".name", "");
            }
            if (!KubeJson.text(variable, "value").isEmpty() && variable.has("valueFrom")) {
                errors.invalid(here + ".valueFrom", "", "may not be specified when `value` is not empty");
            }
        }
    }

    private void resources(JsonNode resources, String path) {
        JsonNode limits = resources.path("limits");
        for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
            String amount = request.getValue().asText();
            if (Quantity.value(amount).signum() < 0) {
                errors.invalid(
                        path + ".requests[" + request.getKey() + "]", amount, "must be greater than or equal to 0");
            }
            JsonNode limit = limits.path(request.getKey());
            boolean over =
                    !limit.isMissingNode() && Quantity.value(amount).compareTo(Quantity.value(limit.asText())) > 0;
            if (over) {
                errors.invalid(
                        path + ".requests",
                        amount,
                        "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
            }
        }
    }

    private void mount(JsonNode mount, String path) {
        String name = KubeJson.text(mount, "name");
        if (name.isEmpty()) {
            errors.required(path + ".name", "");
        } else if (!volumes.contains(name)) {
            errors.add(new dev.aks4j.simulated.kubernetes.internal.schema.FieldError(
                    path + ".name", "FieldValueNotFound", "Not found: \"" + name + "\""));
        }
        if (KubeJson.text(mount, "mountPath").isEmpty()) {
            errors.required(path + ".mountPath", "");
        }
    }

    private void toleration(JsonNode toleration, String path) {
        String key = KubeJson.text(toleration, "key");
        String operator = KubeJson.text(toleration, "operator");
        if (key.isEmpty() && !operator.equals("Exists")) {
            errors.invalid(
                    path + ".operator",
                    operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (operator.equals("Exists") && !KubeJson.text(toleration, "value").isEmpty()) {
            errors.invalid(path + ".operator", operator, "value must be empty when `operator` is 'Exists'");
        }
        String effect = KubeJson.text(toleration, "effect");
        if (!effect.isEmpty()) {
            errors.oneOf(path + ".effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }
}
