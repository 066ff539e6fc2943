package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Applies the pod security standards that a namespace's labels ask for. Stateless. */
public final class PodSecurity implements Admission {

    private static final String LABEL = "pod-security.kubernetes.io/";
    private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");
    private static final Set<String> CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final Set<String> VOLUMES = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
            "name");
    private static final Map<String, String[]> TEMPLATES = Map.of(
            "podtemplates", new String[] {"template", "spec"},
            "replicationcontrollers", new String[] {"spec", "template", "spec"},
            "replicasets.apps", new String[] {"spec", "template", "spec"},
            "deployments.apps", new String[] {"spec", "template", "spec"},
            "daemonsets.apps", new String[] {"spec", "template", "spec"},
            "statefulsets.apps", new String[] {"spec", "template", "spec"},
            "jobs.batch", new String[] {"spec", "template", "spec"},
            "cronjobs.batch", new String[] {"spec", "jobTemplate", "spec", "template", "spec"});

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {}

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        if (type.storage().equals("namespaces")) {
            namespace(type, object);
            return;
        }
        if (!type.storage().equals("pods") || before.isPresent() && !isSignificant(object, before.get())) {
            return;
        }
        JsonNode labels = labels(state, object);
        String level = KubeJson.text(labels, LABEL + "enforce");
        List<String> broken = broken(level, minor(state, labels, "enforce"), object.path("spec"));
        if (!broken.isEmpty()) {
            throw Failures.forbidden(
                    type,
                    KubeJson.text(object, "metadata", "name"),
                    "violates PodSecurity \"" + level + ":" + version(labels, "enforce") + "\": "
                            + String.join(", ", broken));
        }
    }

    /** Metadata but for AppArmor, and what a running pod may change without running anything else, is not looked at again. */
    private static boolean isSignificant(ObjectNode now, ObjectNode before) {
        ObjectNode one = now.path("spec").deepCopy();
        ObjectNode other = before.path("spec").deepCopy();
        List<String> free = List.of("activeDeadlineSeconds", "tolerations");
        one.remove(free);
        other.remove(free);
        return !one.equals(other);
    }

    @Override
    public List<String> warnings(ClusterState state, ResourceType type, ObjectNode object) {
        String[] path = type.storage().equals("pods") ? new String[] {"spec"} : TEMPLATES.get(type.storage());
        if (path == null) {
            return List.of();
        }
        JsonNode labels = labels(state, object);
        String level = KubeJson.text(labels, LABEL + "warn");
        List<String> broken = broken(level, minor(state, labels, "warn"), KubeJson.at(object, path));
        return broken.isEmpty()
                ? List.of()
                : List.of("would violate PodSecurity \"" + level + ":" + version(labels, "warn") + "\": "
                        + String.join(", ", broken));
    }

    private static JsonNode labels(ClusterState state, ObjectNode object) {
        return state.find("namespaces", "", KubeJson.text(object, "metadata", "namespace"))
                .map(namespace -> KubeJson.at(namespace, "metadata", "labels"))
                .orElse(KubeJson.object());
    }

    private static String version(JsonNode labels, String mode) {
        String version = KubeJson.text(labels, LABEL + mode + "-version");
        return version.isEmpty() ? "latest" : version;
    }

    private static void namespace(ResourceType type, ObjectNode object) {
        List<FieldError> errors = new ArrayList<>();
        for (String mode : List.of("enforce", "audit", "warn")) {
            JsonNode label = KubeJson.at(object, "metadata", "labels").path(LABEL + mode);
            JsonNode asked = KubeJson.at(object, "metadata", "labels").path(LABEL + mode + "-version");
            if (asked.isTextual() && !asked.asText().matches("latest|v1\\.(0|[1-9]\\d*)")) {
                errors.add(FieldError.invalid(
                        "metadata.labels[" + LABEL + mode + "-version]",
                        asked.asText(),
                        "must be \"latest\" or \"v1.x\""));
            }
            if (label.isTextual() && !LEVELS.contains(label.asText())) {
                errors.add(FieldError.invalid(
                        "metadata.labels[" + LABEL + mode + "]",
                        label.asText(),
                        "must be one of " + String.join(", ", LEVELS)));
            }
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(type, KubeJson.text(object, "metadata", "name"), errors);
        }
    }

    /** Returns the minor version of the level that a namespace asks for. */
    private static int minor(ClusterState state, JsonNode labels, String mode) {
        String version = version(labels, mode);
        return version.matches("v1\\.\\d{1,3}")
                ? Integer.parseInt(version.substring(3))
                : state.currentRelease().minor();
    }

    private static List<String> broken(String level, int minor, JsonNode spec) {
        List<String> broken = new ArrayList<>();
        if (!level.equals("baseline") && !level.equals("restricted")) {
            return broken;
        }
        boolean restricted = level.equals("restricted");
        List<ObjectNode> containers = new ArrayList<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            containers.addAll(KubeJson.objects(spec.path(list)));
        }
        BaselineContext context = new BaselineContext(spec, containers, minor);
        context.appArmor(broken);
        if (!restricted) {
            capabilities(containers, broken);
        }
        List<String> host = new ArrayList<>();
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (spec.path(field).asBoolean()) {
                host.add(field + "=true");
            }
        }
        if (!host.isEmpty()) {
            broken.add("host namespaces (" + String.join(", ", host) + ")");
        }
        hostPaths(spec, broken);
        hostPorts(containers, broken);
        names(containers, one -> one.path("securityContext").path("privileged").asBoolean())
                .ifPresent(
                        names -> broken.add("privileged (" + names + " must not set securityContext.privileged=true)"));
        context.rest(!restricted, broken);
        if (restricted) {
            restricted(spec, containers, context, broken);
        }
        return broken;
    }

    private static void hostPaths(JsonNode spec, List<String> broken) {
        List<String> paths = quoted(KubeJson.objects(spec.path("volumes")).stream()
                .filter(volume -> volume.path("hostPath").isObject())
                .toList());
        if (!paths.isEmpty()) {
            broken.add("hostPath volumes (volume" + (paths.size() > 1 ? "s " : " ") + String.join(", ", paths) + ")");
        }
    }

    private static void hostPorts(List<ObjectNode> containers, List<String> broken) {
        List<String> ports = new ArrayList<>();
        Optional<String> names = names(containers, container -> {
            boolean any = false;
            for (JsonNode port : container.path("ports")) {
                if (port.path("hostPort").asInt() != 0) {
                    ports.add(port.path("hostPort").asText());
                    any = true;
                }
            }
            return any;
        });
        names.ifPresent(found -> broken.add("hostPort (" + found
                + (found.startsWith("containers") ? " use " : " uses ") + "hostPort"
                + (ports.size() > 1 ? "s " : " ") + String.join(", ", ports) + ")"));
    }

    private static void capabilities(List<ObjectNode> containers, List<String> broken) {
        Set<String> added = new java.util.TreeSet<>();
        names(containers, container -> {
                    boolean any = false;
                    for (String one :
                            KubeJson.texts(KubeJson.at(container, "securityContext", "capabilities", "add"))) {
                        if (!CAPABILITIES.contains(one)) {
                            added.add('"' + one + '"');
                            any = true;
                        }
                    }
                    return any;
                })
                .ifPresent(names -> broken.add("non-default capabilities (" + names + " must not include "
                        + String.join(", ", added) + " in securityContext.capabilities.add)"));
    }

    private static void restricted(
            JsonNode spec, List<ObjectNode> containers, BaselineContext context, List<String> broken) {
        names(
                        containers,
                        one -> one.path("securityContext")
                                .path("allowPrivilegeEscalation")
                                .asBoolean(true))
                .ifPresent(names -> broken.add("allowPrivilegeEscalation != false (" + names
                        + " must set securityContext.allowPrivilegeEscalation=false)"));
        List<String> drops = new ArrayList<>();
        names(
                        containers,
                        one -> !KubeJson.texts(KubeJson.at(one, "securityContext", "capabilities", "drop"))
                                .contains("ALL"))
                .ifPresent(names -> drops.add(names + " must set securityContext.capabilities.drop=[\"ALL\"]"));
        Set<String> added = new java.util.TreeSet<>();
        names(containers, container -> {
                    boolean any = false;
                    for (String one :
                            KubeJson.texts(KubeJson.at(container, "securityContext", "capabilities", "add"))) {
                        if (!one.equals("NET_BIND_SERVICE")) {
                            added.add('"' + one + '"');
                            any = true;
                        }
                    }
                    return any;
                })
                .ifPresent(names -> drops.add(names + " must not include " + String.join(", ", added)
                        + " in securityContext.capabilities.add"));
        if (!drops.isEmpty()) {
            broken.add("unrestricted capabilities (" + String.join("; ", drops) + ")");
        }
        volumes(spec, broken);
        JsonNode pod = spec.path("securityContext");
        names(
                        containers,
                        one -> !one.path("securityContext")
                                .path("runAsNonRoot")
                                .asBoolean(pod.path("runAsNonRoot").asBoolean()))
                .ifPresent(names -> broken.add(
                        "runAsNonRoot != true (pod or " + names + " must set securityContext.runAsNonRoot=true)"));
        List<String> root = context.setters(
                one -> one.path("runAsUser").isNumber() && one.path("runAsUser").asLong() == 0);
        if (!root.isEmpty()) {
            broken.add("runAsUser=0 (" + String.join(" and ", root) + " must not set runAsUser=0)");
        }
        Set<String> fine = Set.of("RuntimeDefault", "Localhost");
        List<String> set = context.setters(one -> {
            String own = KubeJson.text(one, "seccompProfile", "type");
            return !own.isEmpty() && !fine.contains(own);
        });
        if (set.contains("pod")) {
            Set<String> bad = new java.util.TreeSet<>();
            bad.add('"' + KubeJson.text(pod, "seccompProfile", "type") + '"');
            for (ObjectNode one : containers) {
                String own = KubeJson.text(one, "securityContext", "seccompProfile", "type");
                if (!own.isEmpty() && !fine.contains(own)) {
                    bad.add('"' + own + '"');
                }
            }
            broken.add("seccompProfile (" + String.join(" and ", set)
                    + " must not set securityContext.seccompProfile.type to " + String.join(", ", bad) + ")");
            return;
        }
        boolean wide = fine.contains(KubeJson.text(pod, "seccompProfile", "type"));
        names(containers, one -> {
                    String own = KubeJson.text(one, "securityContext", "seccompProfile", "type");
                    return own.isEmpty() ? !wide : !fine.contains(own);
                })
                .ifPresent(names -> broken.add("seccompProfile (pod or " + names
                        + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")"));
    }

    private static void volumes(JsonNode spec, List<String> broken) {
        Set<String> kinds = new java.util.TreeSet<>();
        List<ObjectNode> wrong = new ArrayList<>();
        for (ObjectNode volume : KubeJson.objects(spec.path("volumes"))) {
            volume.fieldNames().forEachRemaining(kind -> {
                if (!VOLUMES.contains(kind)) {
                    kinds.add('"' + kind + '"');
                    wrong.add(volume);
                }
            });
        }
        if (!wrong.isEmpty()) {
            boolean many = wrong.size() > 1;
            broken.add("restricted volume types (volume" + (many ? "s " : " ") + String.join(", ", quoted(wrong))
                    + (many ? " use" : " uses") + " restricted volume type" + (kinds.size() > 1 ? "s " : " ")
                    + String.join(", ", kinds) + ")");
        }
    }

    private static List<String> quoted(List<ObjectNode> objects) {
        return objects.stream()
                .map(object -> '"' + KubeJson.text(object, "name") + '"')
                .toList();
    }

    private static Optional<String> names(List<ObjectNode> containers, Predicate<ObjectNode> wrong) {
        List<String> names = quoted(containers.stream().filter(wrong).toList());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of((names.size() > 1 ? "containers " : "container ") + String.join(", ", names));
    }
}
