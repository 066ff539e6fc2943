package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The rules for containers. Not thread-safe. */
final class ContainerRules {

    private static final String[] FIELD_PATHS = {
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "spec.nodeName",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs"
    };
    private static final String[] RESOURCES = {
        "limits.cpu",
        "limits.ephemeral-storage",
        "limits.memory",
        "requests.cpu",
        "requests.ephemeral-storage",
        "requests.memory"
    };
    private static final Set<String> CONVERTED = Set.of(
            "metadata.annotations",
            "metadata.labels",
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.serviceAccountName",
            "spec.schedulerName",
            "status.phase",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs",
            "spec.host");
    private static final Set<String> BYTE_DIVISORS =
            Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");
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

    ContainerRules(Checks checks, SecurityRules security) {
        this.checks = checks;
        this.errors = checks.errors;
        this.security = security;
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
            lifecycle(container.path("lifecycle"), spec, here + ".lifecycle");
            probes(container, here);
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
            lifecycle(container.path("lifecycle"), spec, at + ".lifecycle");
            probes(container, at);
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
        Checks.each(at + ".env", container.path("env"), this::variable);
        environment(container.path("envFrom"), at + ".envFrom");
        mounts(container, volumes, at);
        devices(container, volumes, at);
        errors.requiredOneOf(
                at + ".imagePullPolicy",
                KubeJson.text(container, "imagePullPolicy"),
                "Always",
                "IfNotPresent",
                "Never");
        resources(container.path("resources"), claims, at + ".resources", checks::containerResourceName);
        resizePolicy(container.path("resizePolicy"), spec, at + ".resizePolicy");
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

    private void variable(String at, JsonNode variable) {
        String name = KubeJson.text(variable, "name");
        if (name.isEmpty()) {
            errors.required(at + ".name");
        } else {
            errors.each(at + ".name", name, Names.variable(name));
        }
        JsonNode source = variable.path("valueFrom");
        if (!source.isObject()) {
            return;
        }
        String here = at + ".valueFrom";
        int count = 0;
        if (source.hasNonNull("fieldRef")) {
            count++;
            fieldRef(source.path("fieldRef"), here + ".fieldRef", FIELD_PATHS);
        }
        if (source.hasNonNull("resourceFieldRef")) {
            count++;
            resourceRef(source.path("resourceFieldRef"), here + ".resourceFieldRef", false);
        }
        for (String kind : new String[] {"configMapKeyRef", "secretKeyRef"}) {
            if (source.hasNonNull(kind)) {
                count++;
                keyRef(source.path(kind), here + "." + kind);
            }
        }
        if (source.hasNonNull("fileKeyRef")) {
            count++;
            fileRef(source.path("fileKeyRef"), here + ".fileKeyRef");
        }
        if (count == 0) {
            errors.invalid(
                    here,
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
                            + " `fileKeyRef`");
        } else if (!KubeJson.text(variable, "value").isEmpty()) {
            errors.invalid(here, "", "may not be specified when `value` is not empty");
        } else if (count > 1) {
            errors.invalid(here, "", "may not have more than one field specified at a time");
        }
    }

    void fieldRef(JsonNode reference, String at, String... supported) {
        if (KubeJson.text(reference, "apiVersion").isEmpty()) {
            errors.required(at + ".apiVersion");
            return;
        }
        String path = KubeJson.text(reference, "fieldPath");
        if (path.isEmpty()) {
            errors.required(at + ".fieldPath");
            return;
        }
        int open = path.indexOf("['");
        boolean subscript = open > 0 && path.endsWith("']");
        String base = subscript ? path.substring(0, open) : path;
        if (!CONVERTED.contains(base)
                || subscript
                        && !Set.of("metadata.annotations", "metadata.labels").contains(base)) {
            errors.invalid(at + ".fieldPath", path, "error converting fieldPath: field label not supported: " + path);
            return;
        }
        if (!KubeJson.text(reference, "apiVersion").equals("v1")) {
            errors.invalid(
                    at + ".fieldPath",
                    path,
                    "error converting fieldPath: unsupported pod version: " + KubeJson.text(reference, "apiVersion"));
            return;
        }
        if (subscript) {
            String key = path.substring(open + 2, path.length() - 2);
            checks.qualified(at, base.equals("metadata.annotations") ? key.toLowerCase(java.util.Locale.ROOT) : key);
        } else if (!List.of(supported).contains(path)) {
            errors.notSupported(at + ".fieldPath", path, supported);
        }
    }

    void resourceRef(JsonNode reference, String at, boolean volume) {
        String resource = KubeJson.text(reference, "resource");
        if (volume && KubeJson.text(reference, "containerName").isEmpty()) {
            errors.required(at + ".containerName");
        } else if (resource.isEmpty()) {
            errors.required(at + ".resource");
        } else if (!List.of(RESOURCES).contains(resource)
                && !resource.startsWith("requests.hugepages-")
                && !resource.startsWith("limits.hugepages-")) {
            errors.notSupported(at + ".resource", resource, RESOURCES);
        }
        String divisor = KubeJson.text(reference, "divisor");
        if (divisor.isEmpty() || Checks.value(reference.path("divisor")).signum() == 0) {
            return;
        }
        String canonical = Checks.shown(reference.path("divisor"));
        String bytes =
                "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with"
                        + " the ";
        if (resource.endsWith(".cpu") && !Set.of("1m", "1").contains(canonical)) {
            errors.invalid(
                    at + ".divisor", resource, "only divisor's values 1m and 1 are supported with the cpu resource");
        } else if (resource.endsWith(".memory") && !BYTE_DIVISORS.contains(canonical)) {
            errors.invalid(at + ".divisor", resource, bytes + "memory resource");
        } else if (resource.endsWith(".ephemeral-storage") && !BYTE_DIVISORS.contains(canonical)) {
            errors.invalid(at + ".divisor", resource, bytes + "local ephemeral storage resource");
        }
    }

    private void keyRef(JsonNode reference, String at) {
        checks.subdomain(at + ".name", KubeJson.text(reference, "name"));
        String key = KubeJson.text(reference, "key");
        if (key.isEmpty()) {
            errors.required(at + ".key");
        } else {
            errors.each(at + ".key", key, Names.configKey(key));
        }
    }

    private void fileRef(JsonNode reference, String at) {
        String key = KubeJson.text(reference, "key");
        if (key.isEmpty()) {
            errors.required(at + ".key");
        } else {
            errors.each(at + ".key", key, Names.variable(key));
        }
        String volume = KubeJson.text(reference, "volumeName");
        if (volume.isEmpty()) {
            errors.required(at + ".volumeName");
        } else {
            checks.label(at + ".volumeName", volume);
        }
        String path = KubeJson.text(reference, "path");
        if (path.isEmpty()) {
            errors.required(at + ".path");
        } else {
            checks.noBacksteps(at + ".path", path);
        }
    }

    private void environment(JsonNode sources, String at) {
        Checks.each(at, sources, (here, source) -> {
            String prefix = KubeJson.text(source, "prefix");
            if (!prefix.isEmpty()) {
                errors.each(here + ".prefix", prefix, Names.variable(prefix));
            }
            int count = 0;
            for (String kind : new String[] {"configMapRef", "secretRef"}) {
                if (source.hasNonNull(kind)) {
                    count++;
                    String name = KubeJson.text(source, kind, "name");
                    if (name.isEmpty()) {
                        errors.required(here + "." + kind + ".name");
                    } else {
                        errors.each(here + "." + kind + ".name", name, Names.subdomain(Names.masked(name)));
                    }
                }
            }
            if (count == 0) {
                errors.invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
            } else if (count > 1) {
                errors.invalid(at, "", "may not have more than one field specified at a time");
            }
        });
    }

    private void mounts(JsonNode container, Map<String, JsonNode> volumes, String at) {
        Set<String> paths = new HashSet<>();
        Map<String, String> devices = new HashMap<>();
        container
                .path("volumeDevices")
                .forEach(device -> devices.put(KubeJson.text(device, "name"), KubeJson.text(device, "devicePath")));
        String list = at + ".volumeMounts";
        Checks.each(list, container.path("volumeMounts"), (here, mount) -> {
            String name = KubeJson.text(mount, "name");
            String path = KubeJson.text(mount, "mountPath");
            if (name.isEmpty()) {
                errors.required(here + ".name");
            }
            if (!volumes.containsKey(name)) {
                errors.notFound(here + ".name", name);
            }
            if (path.isEmpty()) {
                errors.required(here + ".mountPath");
            }
            if (!paths.add(path)) {
                errors.invalid(here + ".mountPath", path, "must be unique");
            }
            if (devices.containsKey(name)) {
                errors.invalid(here + ".name", name, "must not already exist in volumeDevices");
            }
            if (devices.containsValue(path)) {
                errors.invalid(here + ".mountPath", path, "must not already exist as a path in volumeDevices");
            }
            subPaths(mount, here, list);
            propagation(mount, container, list);
        });
    }

    private void subPaths(JsonNode mount, String here, String list) {
        String sub = KubeJson.text(mount, "subPath");
        String expression = KubeJson.text(mount, "subPathExpr");
        if (!sub.isEmpty()) {
            checks.relativePath(list + ".subPath", sub);
        }
        if (!expression.isEmpty()) {
            if (!sub.isEmpty()) {
                errors.invalid(here + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
            }
            checks.relativePath(list + ".subPathExpr", expression);
        }
    }

    private void propagation(JsonNode mount, JsonNode container, String list) {
        String propagation = KubeJson.text(mount, "mountPropagation");
        if (mount.hasNonNull("mountPropagation")) {
            errors.oneOf(list + ".mountPropagation", propagation, "Bidirectional", "HostToContainer", "None");
            boolean privileged =
                    KubeJson.at(container, "securityContext", "privileged").asBoolean();
            if (propagation.equals("Bidirectional") && !privileged) {
                errors.forbidden(
                        list + ".mountPropagation",
                        "Bidirectional mount propagation is available only to privileged containers");
            }
        }
        if (!mount.hasNonNull("recursiveReadOnly")) {
            return;
        }
        String here = list + ".recursiveReadOnly";
        String recursive = KubeJson.text(mount, "recursiveReadOnly");
        errors.oneOf(here, recursive, "Disabled", "Enabled", "IfPossible");
        if (recursive.equals("Enabled") || recursive.equals("IfPossible")) {
            if (!mount.path("readOnly").asBoolean()) {
                errors.forbidden(here, "may only be specified when readOnly is true");
            }
            if (!propagation.isEmpty() && !propagation.equals("None")) {
                errors.forbidden(here, "may only be specified when mountPropagation is None or not specified");
            }
        }
    }

    private void devices(JsonNode container, Map<String, JsonNode> volumes, String at) {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Map<String, String> mounts = new HashMap<>();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(KubeJson.text(mount, "name"), KubeJson.text(mount, "mountPath")));
        Checks.each(at + ".volumeDevices", container.path("volumeDevices"), (here, device) -> {
            String name = KubeJson.text(device, "name");
            String path = KubeJson.text(device, "devicePath");
            JsonNode volume = volumes.get(name);
            if (name.isEmpty()) {
                errors.required(here + ".name");
            }
            if (names.contains(name)) {
                errors.invalid(here + ".name", name, "must be unique");
            }
            if (volume == null) {
                errors.notFound(here + ".name", name);
            } else if (!volume.hasNonNull("persistentVolumeClaim") && !volume.hasNonNull("ephemeral")) {
                errors.invalid(
                        here + ".name",
                        name,
                        "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
            if (path.isEmpty()) {
                errors.required(here + ".devicePath");
            }
            if (paths.contains(path)) {
                errors.invalid(here + ".devicePath", path, "must be unique");
            }
            if (List.of(path.split("/")).contains("..")) {
                errors.invalid(here + ".devicePath", path, "can not contain backsteps ('..')");
            } else {
                paths.add(path);
            }
            if (mounts.containsKey(name)) {
                errors.invalid(here + ".name", name, "must not already exist in volumeMounts");
            }
            if (mounts.containsValue(path)) {
                errors.invalid(here + ".devicePath", path, "must not already exist as a path in volumeMounts");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        });
    }

    private void resizePolicy(JsonNode policies, JsonNode spec, String at) {
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

    void resources(JsonNode resources, Set<String> claims, String at, BiConsumer<String, String> named) {
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
                errors.add(new dev.aks4j.simulated.kubernetes.internal.schema.FieldError(
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
                                + dev.aks4j.simulated.kubernetes.internal.schema.Quantity.canonical(total));
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

    private void probes(JsonNode container, String at) {
        for (String kind : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
            JsonNode probe = container.path(kind);
            if (!probe.isObject()) {
                continue;
            }
            String here = at + "." + kind;
            handler(probe, null, here);
            for (String field : new String[] {
                "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"
            }) {
                errors.notNegative(here + "." + field, probe.path(field));
            }
            JsonNode grace = probe.path("terminationGracePeriodSeconds");
            if (grace.isNumber() && grace.asLong() <= 0) {
                errors.invalid(here + ".terminationGracePeriodSeconds", grace, "must be greater than 0");
            }
            if (kind.equals("readinessProbe")) {
                if (grace.isNumber()) {
                    errors.invalid(
                            here + ".terminationGracePeriodSeconds", grace, "must not be set for readinessProbes");
                }
            } else if (probe.path("successThreshold").asLong() != 1) {
                errors.invalid(
                        here + ".successThreshold",
                        probe.path("successThreshold").asLong(),
                        "must be 1");
            }
        }
    }

    private void lifecycle(JsonNode lifecycle, JsonNode spec, String at) {
        for (String hook : new String[] {"postStart", "preStop"}) {
            if (lifecycle.path(hook).isObject()) {
                handler(lifecycle.path(hook), spec.path("terminationGracePeriodSeconds"), at + "." + hook);
            }
        }
    }

    private void handler(JsonNode handler, JsonNode grace, String at) {
        int count = 0;
        for (String kind : new String[] {"exec", "httpGet", "tcpSocket", "grpc", "sleep"}) {
            JsonNode action = handler.path(kind);
            boolean applies = grace == null ? !kind.equals("sleep") : !kind.equals("grpc");
            if (!action.isObject() || !applies) {
                continue;
            }
            String here = at + "." + kind;
            if (count++ > 0) {
                errors.forbidden(here, "may not specify more than 1 handler type");
                continue;
            }
            switch (kind) {
                case "exec" -> {
                    if (action.path("command").isEmpty()) {
                        errors.required(here + ".command");
                    }
                }
                case "httpGet" -> httpGet(action, here);
                case "tcpSocket" -> checks.portNumberOrName(here + ".port", action.path("port"));
                case "grpc" -> errors.port(here + ".port", action.path("port").asLong());
                default -> sleep(action, grace, here);
            }
        }
        if (count == 0) {
            errors.required(at, "must specify a handler type");
        }
    }

    private void sleep(JsonNode action, JsonNode grace, String at) {
        long seconds = action.path("seconds").asLong();
        if (grace != null && grace.isNumber() && (seconds < 0 || seconds > grace.asLong())) {
            errors.invalid(
                    at,
                    seconds,
                    "must be non-negative and less than terminationGracePeriodSeconds (" + grace.asLong() + ")");
        }
    }

    private void httpGet(JsonNode action, String at) {
        if (KubeJson.text(action, "path").isEmpty()) {
            errors.required(at + ".path");
        }
        checks.portNumberOrName(at + ".port", action.path("port"));
        errors.oneOf(at + ".scheme", KubeJson.text(action, "scheme"), "HTTP", "HTTPS");
        for (JsonNode header : action.path("httpHeaders")) {
            String name = KubeJson.text(header, "name");
            errors.each(at + ".httpHeaders", name, Names.header(name));
        }
    }
}
