package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the level {@code baseline} of PodSecurity says of security contexts, of the pod as of its containers. Some of it
 * depends on the version of the level that a namespace asks for. Not thread-safe.
 */
final class BaselineContext {

    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_unprivileged_port_start");
    private static final Set<String> SYSCTLS_27 = Set.of("net.ipv4.ip_local_reserved_ports");
    private static final Set<String> SYSCTLS_29 = Set.of(
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");
    private static final Set<String> SYSCTLS_32 = Set.of("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");
    private static final Set<String> SYSCTLS_37 =
            Set.of("net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat");
    private static final Set<String> SELINUX = Set.of("", "container_t", "container_init_t", "container_kvm_t");

    private final JsonNode pod;
    private final List<ObjectNode> containers;
    private final int minor;

    /** @param minor the minor version of the level */
    BaselineContext(JsonNode spec, List<ObjectNode> containers, int minor) {
        pod = spec.path("securityContext");
        this.containers = containers;
        this.minor = minor;
    }

    /** Collects what stands before the checks of capabilities. */
    void appArmor(List<String> broken) {
        Set<String> bad = new TreeSet<>();
        List<String> who = setters(context -> {
            String type = KubeJson.text(context, "appArmorProfile", "type");
            boolean wrong =
                    !type.isEmpty() && !Set.of("RuntimeDefault", "Localhost").contains(type);
            if (wrong) {
                bad.add('"' + type + '"');
            }
            return wrong;
        });
        if (!who.isEmpty()) {
            broken.add("forbidden AppArmor profile" + (bad.size() > 1 ? "s" : "") + " (" + String.join(" and ", who)
                    + " must not set AppArmor profile type to " + String.join(", ", bad) + ")");
        }
    }

    /** Collects what stands after the check of privileged containers. */
    void rest(boolean seccomp, List<String> broken) {
        List<String> proc = containers(context -> {
            String mount = KubeJson.text(context, "procMount");
            return !mount.isEmpty() && !mount.equals("Default");
        });
        if (!proc.isEmpty()) {
            broken.add("procMount (" + proc.get(0) + " must not set securityContext.procMount to \"Unmasked\")");
        }
        seLinux(broken);
        if (seccomp) {
            seccomp(broken);
        }
        List<String> sysctls = new ArrayList<>();
        for (JsonNode sysctl : pod.path("sysctls")) {
            if (!isFine(KubeJson.text(sysctl, "name"))) {
                sysctls.add(KubeJson.text(sysctl, "name"));
            }
        }
        if (!sysctls.isEmpty()) {
            broken.add("forbidden sysctls (" + String.join(", ", sysctls) + ")");
        }
        List<String> host = setters(
                context -> context.path("windowsOptions").path("hostProcess").asBoolean());
        if (!host.isEmpty()) {
            broken.add("hostProcess (" + String.join(" and ", host)
                    + " must not set securityContext.windowsOptions.hostProcess=true)");
        }
    }

    private void seLinux(List<String> broken) {
        Set<String> types = new TreeSet<>();
        boolean[] named = new boolean[2];
        List<String> who = setters(context -> {
            JsonNode options = context.path("seLinuxOptions");
            String type = KubeJson.text(options, "type");
            boolean wrong = false;
            if (!SELINUX.contains(type) && !(minor >= 31 && type.equals("container_engine_t"))) {
                types.add('"' + type + '"');
                wrong = true;
            }
            boolean user = !KubeJson.text(options, "user").isEmpty();
            boolean role = !KubeJson.text(options, "role").isEmpty();
            named[0] |= user;
            named[1] |= role;
            return wrong || user || role;
        });
        if (who.isEmpty()) {
            return;
        }
        List<String> why = new ArrayList<>();
        if (!types.isEmpty()) {
            why.add("type" + (types.size() > 1 ? "s " : " ") + String.join(", ", types));
        }
        if (named[0]) {
            why.add("user may not be set");
        }
        if (named[1]) {
            why.add("role may not be set");
        }
        broken.add("seLinuxOptions (" + String.join(" and ", who) + " set forbidden securityContext.seLinuxOptions: "
                + String.join("; ", why) + ")");
    }

    private void seccomp(List<String> broken) {
        Set<String> bad = new TreeSet<>();
        List<String> who = setters(context -> {
            String type = KubeJson.text(context, "seccompProfile", "type");
            boolean wrong =
                    !type.isEmpty() && !Set.of("RuntimeDefault", "Localhost").contains(type);
            if (wrong) {
                bad.add('"' + type + '"');
            }
            return wrong;
        });
        if (!who.isEmpty()) {
            broken.add("seccompProfile (" + String.join(" and ", who)
                    + " must not set securityContext.seccompProfile.type to " + String.join(", ", bad) + ")");
        }
    }

    private boolean isFine(String sysctl) {
        return SYSCTLS.contains(sysctl)
                || minor >= 27 && SYSCTLS_27.contains(sysctl)
                || minor >= 29 && SYSCTLS_29.contains(sysctl)
                || minor >= 32 && SYSCTLS_32.contains(sysctl)
                || minor >= 37 && SYSCTLS_37.contains(sysctl);
    }

    /** Returns who has a context that is wrong: the pod, the containers by name, both or none. */
    List<String> setters(Predicate<JsonNode> wrong) {
        List<String> who = new ArrayList<>();
        if (wrong.test(pod)) {
            who.add("pod");
        }
        who.addAll(containers(wrong));
        return who;
    }

    private List<String> containers(Predicate<JsonNode> wrong) {
        List<String> names = containers.stream()
                .filter(one -> wrong.test(one.path("securityContext")))
                .map(one -> '"' + KubeJson.text(one, "name") + '"')
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of((names.size() > 1 ? "containers " : "container ") + String.join(", ", names));
    }
}
