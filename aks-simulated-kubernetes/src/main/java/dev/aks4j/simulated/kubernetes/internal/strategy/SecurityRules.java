package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for security contexts. Not thread-safe. */
final class SecurityRules {

    private static final String SYSCTL = "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private static final String[] NOT_ON_WINDOWS = {
        "appArmorProfile",
        "seLinuxOptions",
        "seccompProfile",
        "fsGroup",
        "fsGroupChangePolicy",
        "sysctls",
        "runAsUser",
        "runAsGroup",
        "supplementalGroups",
        "supplementalGroupsPolicy",
        "seLinuxChangePolicy"
    };
    private static final String[] CONTAINER_NOT_ON_WINDOWS = {
        "appArmorProfile",
        "seLinuxOptions",
        "seccompProfile",
        "capabilities",
        "readOnlyRootFilesystem",
        "privileged",
        "allowPrivilegeEscalation",
        "procMount",
        "runAsUser",
        "runAsGroup"
    };

    private final Checks checks;
    private final Errors errors;

    SecurityRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void pod(JsonNode context, JsonNode spec, String at) {
        checks.userId(at + ".fsGroup", context.path("fsGroup"));
        checks.userId(at + ".runAsUser", context.path("runAsUser"));
        checks.userId(at + ".runAsGroup", context.path("runAsGroup"));
        Checks.each(at + ".supplementalGroups", context.path("supplementalGroups"), checks::userId);
        Set<String> names = new HashSet<>();
        Checks.each(at + ".sysctls", context.path("sysctls"), (here, sysctl) -> {
            String name = KubeJson.text(sysctl, "name");
            if (name.isEmpty()) {
                errors.required(here + ".name");
            } else if (name.length() > 253 || !name.matches(SYSCTL)) {
                errors.invalid(
                        here + ".name", name, "must have at most 253 characters and match regex ^" + SYSCTL + "$");
            } else if (names.contains(name)) {
                errors.duplicate(here + ".name", name);
            }
            String dotted = name.replace('/', '.');
            if (spec.path("hostNetwork").asBoolean() && dotted.startsWith("net.")) {
                errors.invalid(here + ".name", name, "may not be specified when 'hostNetwork' is true");
            } else if (spec.path("hostIPC").asBoolean()
                    && (dotted.startsWith("kernel.shm")
                            || dotted.startsWith("kernel.msg")
                            || dotted.equals("kernel.sem")
                            || dotted.startsWith("fs.mqueue."))) {
                errors.invalid(here + ".name", name, "may not be specified when 'hostIPC' is true");
            }
            names.add(name);
        });
        optional(context, "fsGroupChangePolicy", at, "Always", "OnRootMismatch");
        seccomp(context.path("seccompProfile"), at + ".seccompProfile");
        windows(context.path("windowsOptions"), at + ".windowsOptions");
        appArmor(context.path("appArmorProfile"), at + ".appArmorProfile");
        optional(context, "supplementalGroupsPolicy", at, "Merge", "Strict");
        optional(context, "seLinuxChangePolicy", at, "MountOption", "Recursive");
    }

    private void optional(JsonNode context, String field, String at, String... supported) {
        if (context.hasNonNull(field)) {
            errors.oneOf(at + "." + field, KubeJson.text(context, field), supported);
        }
    }

    void container(JsonNode context, String at, boolean hostUsers) {
        if (!context.isObject()) {
            return;
        }
        checks.userId(at + ".runAsUser", context.path("runAsUser"));
        checks.userId(at + ".runAsGroup", context.path("runAsGroup"));
        optional(context, "procMount", at, "Default", "Unmasked");
        if (hostUsers && KubeJson.text(context, "procMount").equals("Unmasked")) {
            errors.invalid(at + ".procMount", "Unmasked", "`hostUsers` must be false to use `Unmasked`");
        }
        seccomp(context.path("seccompProfile"), at + ".seccompProfile");
        boolean refuses = context.hasNonNull("allowPrivilegeEscalation")
                && !context.path("allowPrivilegeEscalation").asBoolean();
        if (refuses && context.path("privileged").asBoolean()) {
            errors.invalid(at, go(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        if (refuses
                && KubeJson.texts(KubeJson.at(context, "capabilities", "add")).contains("CAP_SYS_ADMIN")) {
            errors.invalid(
                    at,
                    go(context),
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
        windows(context.path("windowsOptions"), at + ".windowsOptions");
        appArmor(context.path("appArmorProfile"), at + ".appArmorProfile");
    }

    /** Returns a security context as the server shows its own copy of it. */
    private static JsonNode go(JsonNode context) {
        var go = KubeJson.object();
        String[][] fields = {
            {"Capabilities", "capabilities"},
            {"Privileged", "privileged"},
            {"SELinuxOptions", "seLinuxOptions"},
            {"WindowsOptions", "windowsOptions"},
            {"RunAsUser", "runAsUser"},
            {"RunAsGroup", "runAsGroup"},
            {"RunAsNonRoot", "runAsNonRoot"},
            {"ReadOnlyRootFilesystem", "readOnlyRootFilesystem"},
            {"AllowPrivilegeEscalation", "allowPrivilegeEscalation"},
            {"ProcMount", "procMount"},
            {"SeccompProfile", "seccompProfile"},
            {"AppArmorProfile", "appArmorProfile"}
        };
        for (String[] field : fields) {
            JsonNode value = context.get(field[1]);
            if (field[1].equals("capabilities") && value != null) {
                var capabilities = KubeJson.object();
                capabilities.set("Add", value.hasNonNull("add") ? value.get("add") : NullNode.getInstance());
                capabilities.set("Drop", value.hasNonNull("drop") ? value.get("drop") : NullNode.getInstance());
                value = capabilities;
            }
            go.set(field[0], value);
        }
        return go;
    }

    private void seccomp(JsonNode profile, String at) {
        if (!profile.isObject()) {
            return;
        }
        String type = KubeJson.text(profile, "type");
        if (type.isEmpty()) {
            errors.required(at + ".type", "type is required when seccompProfile is set");
        } else {
            errors.oneOf(at + ".type", type, "Localhost", "RuntimeDefault", "Unconfined");
        }
        boolean local = profile.hasNonNull("localhostProfile");
        if (type.equals("Localhost")) {
            if (!local) {
                errors.required(at + ".localhostProfile", "must be set when seccomp type is Localhost");
            } else {
                checks.relativePath(at + ".localhostProfile", KubeJson.text(profile, "localhostProfile"));
            }
        } else if (local) {
            var go = KubeJson.object()
                    .put("Type", type)
                    .put("LocalhostProfile", KubeJson.text(profile, "localhostProfile"));
            errors.invalid(at + ".localhostProfile", go, "can only be set when seccomp type is Localhost");
        }
    }

    private void appArmor(JsonNode profile, String at) {
        if (!profile.isObject()) {
            return;
        }
        String here = at + ".localhostProfile";
        String local = KubeJson.text(profile, "localhostProfile");
        switch (KubeJson.text(profile, "type")) {
            case "Localhost" -> {
                if (local.strip().isEmpty() && local.isEmpty()) {
                    errors.required(here, "must be set when AppArmor type is Localhost");
                } else if (!local.strip().equals(local)) {
                    errors.invalid(here, local, "must not be padded with whitespace");
                }
                if (local.length() > 4095) {
                    errors.tooLong(here, 4095);
                }
            }
            case "RuntimeDefault", "Unconfined" -> {
                if (profile.hasNonNull("localhostProfile")) {
                    errors.invalid(here, local, "can only be set when AppArmor type is Localhost");
                }
            }
            case "" -> errors.required(at + ".type", "type is required when appArmorProfile is set");
            default ->
                errors.notSupported(
                        at + ".type", KubeJson.text(profile, "type"), "Localhost", "RuntimeDefault", "Unconfined");
        }
    }

    private void windows(JsonNode options, String at) {
        if (options.hasNonNull("gmsaCredentialSpecName")) {
            checks.subdomain(at + ".gmsaCredentialSpecName", KubeJson.text(options, "gmsaCredentialSpecName"));
        }
        if (options.hasNonNull("gmsaCredentialSpec")) {
            String spec = KubeJson.text(options, "gmsaCredentialSpec");
            if (spec.isEmpty()) {
                errors.invalid(at + ".gmsaCredentialSpec", spec, "gmsaCredentialSpec cannot be an empty string");
            } else if (spec.length() > 64 * 1024) {
                errors.invalid(at + ".gmsaCredentialSpec", spec, "gmsaCredentialSpec size must be under 64 KiB");
            }
        }
        if (options.hasNonNull("runAsUserName")) {
            windowsUser(KubeJson.text(options, "runAsUserName"), at + ".runAsUserName");
        }
    }

    private void windowsUser(String name, String at) {
        String[] parts = name.split("\\\\", -1);
        if (name.isEmpty()) {
            errors.invalid(at, name, "runAsUserName cannot be an empty string");
        } else if (name.chars().anyMatch(c -> c < ' ' || c == 127)) {
            errors.invalid(at, name, "runAsUserName cannot contain control characters");
        } else if (parts.length > 2) {
            errors.invalid(at, name, "runAsUserName cannot contain more than one backslash");
        } else {
            String user = parts[parts.length - 1];
            if (parts.length == 2 && parts[0].length() >= 256) {
                errors.invalid(at, name, "runAsUserName's Domain length must be under 256 characters");
            }
            String dns = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
            boolean domain = parts.length == 1
                    || parts[0].matches("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}")
                    || parts[0].matches(dns + "(?:\\." + dns + ")*");
            if (!domain) {
                errors.invalid(at, name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
            }
            if (user.isEmpty()) {
                errors.invalid(at, name, "runAsUserName's User cannot be empty");
            } else if (user.length() > 104) {
                errors.invalid(at, name, "runAsUserName's User length must not be longer than 104 characters");
            }
            if (user.matches("[. ]+")) {
                errors.invalid(at, name, "runAsUserName's User cannot contain only periods or spaces");
            }
            if (user.matches(".*[\"/\\\\:;|=,+*?<>@\\[\\]].*")) {
                errors.invalid(
                        at, name, "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
            }
        }
    }

    void hostProcess(JsonNode spec, String at) {
        JsonNode pod = KubeJson.at(spec, "securityContext", "windowsOptions", "hostProcess");
        int[] counts = {0, 0};
        PodRules.visit(spec, at, (here, container) -> {
            counts[0]++;
            JsonNode own = KubeJson.at(container, "securityContext", "windowsOptions", "hostProcess");
            if (pod.isBoolean() && own.isBoolean() && pod.asBoolean() != own.asBoolean()) {
                errors.invalid(
                        here + ".securityContext.windowsOptions.hostProcess",
                        own.asBoolean(),
                        "pod hostProcess value must be identical if both are specified, was " + pod.asBoolean());
            }
            if (own.isBoolean() ? own.asBoolean() : pod.asBoolean()) {
                counts[1]++;
            }
        });
        if (counts[1] > 0) {
            if (counts[1] != counts[0]) {
                errors.invalid(
                        at,
                        "",
                        "If pod contains any hostProcess containers then all containers must be HostProcess containers");
            }
            if (!spec.path("hostNetwork").asBoolean()) {
                errors.invalid(
                        at + ".hostNetwork",
                        false,
                        "hostNetwork must be true if pod contains any hostProcess containers");
            }
        }
    }

    /** What may not be given on the operating system that the pod names. */
    void system(JsonNode spec, String at) {
        if (!spec.path("os").isObject()) {
            return;
        }
        String os = KubeJson.text(spec, "os", "name");
        if (os.isEmpty()) {
            errors.required(at + ".os.name");
        } else if (!Set.of("linux", "windows").contains(os)) {
            errors.notSupported(at + ".os", os, "linux", "windows");
        } else if (os.equals("linux")) {
            linux(spec, at);
        } else {
            onWindows(spec, at);
        }
    }

    private void linux(JsonNode spec, String at) {
        String why = "windows options cannot be set for a linux pod";
        if (KubeJson.at(spec, "securityContext").hasNonNull("windowsOptions")) {
            errors.forbidden(at + ".securityContext.windowsOptions", why);
        }
        PodRules.visit(spec, at, (here, container) -> {
            if (container.path("securityContext").hasNonNull("windowsOptions")) {
                errors.forbidden(here + ".securityContext.windowsOptions", why);
            }
        });
    }

    private void onWindows(JsonNode spec, String at) {
        String why = "cannot be set for a windows pod";
        for (String field : NOT_ON_WINDOWS) {
            JsonNode value = KubeJson.at(spec, "securityContext", field);
            if (!value.isMissingNode() && !value.isNull()) {
                errors.forbidden(at + ".securityContext." + field, why);
            }
        }
        if (spec.hasNonNull("hostUsers")) {
            errors.forbidden(at + ".hostUsers", why);
        }
        for (String field : new String[] {"hostPID", "hostIPC"}) {
            if (spec.path(field).asBoolean()) {
                errors.forbidden(at + "." + field, why);
            }
        }
        if (spec.hasNonNull("shareProcessNamespace")) {
            errors.forbidden(at + ".shareProcessNamespace", why);
        }
        PodRules.visit(spec, at, (here, container) -> {
            for (String field : CONTAINER_NOT_ON_WINDOWS) {
                if (container.path("securityContext").hasNonNull(field)) {
                    errors.forbidden(here + ".securityContext." + field, why);
                }
            }
        });
    }
}
