package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for containers. Not thread-safe. */
final class ContainerRules {

    private static final Set<String> EPHEMERAL_FIELDS = Set.of(
            "name",
            "image",
            "command",
            "args",
            "workingDir",
            "envFrom",
            "env",
            "volumeMounts",
            "volumeDevices",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "imagePullPolicy",
            "securityContext",
            "stdin",
            "stdinOnce",
            "tty",
            "targetContainerName",
            "restartPolicy",
            "restartPolicyRules");

    private final Checks checks;
    private final Errors errors;
    private final SecurityRules security;
    private final EnvironmentRules environment;
    private final MountRules mounts;
    private final ComputeResourceRules resources;
    private final LifecycleRules lifecycle;

    ContainerRules(Checks checks, SecurityRules security) {
        this.checks = checks;
        this.errors = checks.errors;
        this.security = security;
        environment = new EnvironmentRules(checks);
        mounts = new MountRules(checks);
        resources = new ComputeResourceRules(checks);
        lifecycle = new LifecycleRules(checks);
    }

    void all(JsonNode spec, Map<String, JsonNode> volumes, Set<String> claims, String at) {
        if (spec.path("containers").isEmpty()) {
            errors.required(at + ".containers");
        }
        Set<String> names = new HashSet<>();
        Checks.each(at + ".containers", spec.path("containers"), (here, container) -> {
            common(container, spec, volumes, claims, here);
            if (!names.add(KubeJson.text(container, "name"))) {
                errors.duplicate(here + ".name", KubeJson.text(container, "name"));
            }
            lifecycle.lifecycle(container.path("lifecycle"), spec, here + ".lifecycle");
            lifecycle.probes(container, here);
            restartPolicy(container, here, false);
        });
        hostPorts(spec.path("containers"), at + ".containers");
        Set<String> others = new HashSet<>(names);
        Checks.each(at + ".initContainers", spec.path("initContainers"), (here, container) -> {
            common(container, spec, volumes, claims, here);
            init(container, spec, here, at + ".initContainers", others);
        });
        ephemeral(spec, volumes, claims, at + ".ephemeralContainers", others);
    }

    private void init(JsonNode container, JsonNode spec, String at, String list, Set<String> names) {
        restartPolicy(container, at, true);
        boolean always = KubeJson.text(container, "restartPolicy").equals("Always");
        String name = KubeJson.text(container, "name");
        if (names.contains(name)) {
            errors.duplicate(at + ".name", name);
        } else if (!name.isEmpty()) {
            names.add(name);
        }
        hostPorts(KubeJson.array().add(container.deepCopy()), list);
        if (always) {
            lifecycle.lifecycle(container.path("lifecycle"), spec, at + ".lifecycle");
            lifecycle.probes(container, at);
            return;
        }
        for (String field : new String[] {"lifecycle", "livenessProbe", "readinessProbe", "startupProbe"}) {
            if (container.hasNonNull(field)) {
                errors.forbidden(at + "." + field, "may not be set for init containers without restartPolicy=Always");
            }
        }
        Checks.each(at + ".resizePolicy", container.path("resizePolicy"), (here, policy) -> {
            if (KubeJson.text(policy, "restartPolicy").equals("RestartContainer")) {
                errors.invalid(
                        here + ".restartPolicy",
                        "RestartContainer",
                        "must not be set to 'RestartContainer' for non-sidecar initContainers");
            }
        });
    }

    private void ephemeral(
            JsonNode spec, Map<String, JsonNode> volumes, Set<String> claims, String at, Set<String> others) {
        Set<String> names = new HashSet<>(others);
        Checks.each(at, spec.path("ephemeralContainers"), (here, container) -> {
            common(container, spec, volumes, claims, here);
            String image = KubeJson.text(container, "image");
            if (!image.strip().equals(image)) {
                errors.invalid(here + ".image", image, "must not have leading or trailing whitespace");
            }
            String name = KubeJson.text(container, "name");
            if (!names.add(name)) {
                errors.duplicate(here + ".name", name);
            }
            String target = KubeJson.text(container, "targetContainerName");
            if (!target.isEmpty() && !others.contains(target)) {
                errors.notFound(here + ".targetContainerName", target);
            }
            container.properties().forEach(field -> {
                boolean empty = field.getValue().isContainerNode()
                        && field.getValue().isEmpty()
                        && !field.getKey().endsWith("Probe")
                        && !field.getKey().equals("lifecycle");
                if (!EPHEMERAL_FIELDS.contains(field.getKey())
                        && !field.getValue().isNull()
                        && !empty) {
                    errors.forbidden(here + "." + field.getKey(), "cannot be set for an Ephemeral Container");
                }
            });
            Checks.each(here + ".volumeMounts", container.path("volumeMounts"), (where, mount) -> {
                for (String field : new String[] {"subPath", "subPathExpr"}) {
                    if (!KubeJson.text(mount, field).isEmpty()) {
                        errors.forbidden(where + "." + field, "cannot be set for an Ephemeral Container");
                    }
                }
            });
        });
    }

    private void restartPolicy(JsonNode container, String at, boolean init) {
        JsonNode rules = container.path("restartPolicyRules");
        if (!container.hasNonNull("restartPolicy")) {
            if (!rules.isEmpty()) {
                errors.required(at + ".restartPolicy", "must specify restartPolicy when restart rules are used");
            }
            if (init) {
                return;
            }
        } else {
            errors.oneOf(
                    at + ".restartPolicy", KubeJson.text(container, "restartPolicy"), "Always", "Never", "OnFailure");
        }
        if (rules.size() > 20) {
            errors.tooMany(at + ".restartPolicyRules", rules.size(), 20);
        }
        Checks.each(at + ".restartPolicyRules", rules, (here, rule) -> {
            errors.oneOf(here + ".action", KubeJson.text(rule, "action"), "Restart", "RestartAllContainers");
            JsonNode codes = rule.path("exitCodes");
            if (!codes.isObject()) {
                errors.required(here + ".exitCodes", "must be specified");
                return;
            }
            errors.oneOf(here + ".exitCodes.operator", KubeJson.text(codes, "operator"), "In", "NotIn");
            if (codes.path("values").size() > 255) {
                errors.tooMany(here + ".exitCodes.values", codes.path("values").size(), 255);
            }
        });
    }

    private void common(
            JsonNode container, JsonNode spec, Map<String, JsonNode> volumes, Set<String> claims, String at) {
        String name = KubeJson.text(container, "name");
        if (name.isEmpty()) {
            errors.required(at + ".name");
        } else {
            checks.label(at + ".name", name);
        }
        if (KubeJson.text(container, "image").isEmpty()) {
            errors.required(at + ".image");
        }
        errors.requiredOneOf(
                at + ".terminationMessagePolicy",
                KubeJson.text(container, "terminationMessagePolicy"),
                "File",
                "FallbackToLogsOnError");
        ports(container.path("ports"), at + ".ports");
        Checks.each(at + ".env", container.path("env"), environment::variable);
        environment.sources(container.path("envFrom"), at + ".envFrom");
        mounts.mounts(container, volumes, at);
        mounts.devices(container, volumes, at);
        errors.requiredOneOf(
                at + ".imagePullPolicy",
                KubeJson.text(container, "imagePullPolicy"),
                "Always",
                "IfNotPresent",
                "Never");
        resources.check(container.path("resources"), claims, at + ".resources", checks::containerResourceName);
        resources.resizePolicy(container.path("resizePolicy"), spec, at + ".resizePolicy");
        security.container(
                container.path("securityContext"),
                at + ".securityContext",
                spec.path("hostUsers").asBoolean(true));
    }

    private void ports(JsonNode ports, String at) {
        Set<String> names = new HashSet<>();
        Checks.each(at, ports, (here, port) -> {
            String name = KubeJson.text(port, "name");
            if (!name.isEmpty()) {
                List<String> wrong = Names.portName(name);
                errors.each(here + ".name", name, wrong);
                if (wrong.isEmpty() && !names.add(name)) {
                    errors.duplicate(here + ".name", name);
                }
            }
            if (port.path("containerPort").asLong() == 0) {
                errors.required(here + ".containerPort");
            } else {
                errors.port(here + ".containerPort", port.path("containerPort").asLong());
            }
            if (port.path("hostPort").asLong() != 0) {
                errors.port(here + ".hostPort", port.path("hostPort").asLong());
            }
            errors.requiredOneOf(here + ".protocol", KubeJson.text(port, "protocol"), Checks.PROTOCOLS);
        });
    }

    private void hostPorts(JsonNode containers, String at) {
        Set<String> used = new HashSet<>();
        Checks.each(
                at,
                containers,
                (here, container) -> Checks.each(here + ".ports", container.path("ports"), (where, port) -> {
                    long number = port.path("hostPort").asLong();
                    String key = KubeJson.text(port, "protocol") + "/" + KubeJson.text(port, "hostIP") + "/" + number;
                    if (number != 0 && !used.add(key)) {
                        errors.duplicate(where + ".hostPort", key);
                    }
                }));
    }
}
