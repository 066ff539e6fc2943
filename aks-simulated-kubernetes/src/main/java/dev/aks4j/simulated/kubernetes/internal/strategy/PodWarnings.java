package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the API server warns of in pods and their templates. Not thread-safe. */
final class PodWarnings {

    private static final Map<String, String> LABELS = Map.of(
            "beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
            "beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead",
            "beta.kubernetes.io/instance-type",
                    "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
            "failure-domain.beta.kubernetes.io/region",
                    "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
            "failure-domain.beta.kubernetes.io/zone",
                    "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead");
    private static final Map<String, String> ANNOTATIONS = Map.of(
            "scheduler.alpha.kubernetes.io/critical-pod",
                    "non-functional in v1.16+; use the \"priorityClassName\" field instead",
            "security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead",
            "security.alpha.kubernetes.io/unsafe-sysctls",
                    "non-functional in v1.11+; use the \"sysctls\" field instead");
    private static final Map<String, String> VOLUMES = Map.of(
            "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+",
            "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+",
            "scaleIO", "deprecated in v1.16, non-functional in v1.22+",
            "flocker", "deprecated in v1.22, non-functional in v1.25+",
            "storageos", "deprecated in v1.22, non-functional in v1.25+",
            "quobyte", "deprecated in v1.22, non-functional in v1.25+",
            "glusterfs", "deprecated in v1.25, non-functional in v1.26+",
            "cephfs", "deprecated in v1.28, non-functional in v1.31+",
            "rbd", "deprecated in v1.28, non-functional in v1.31+");

    private final Errors errors;

    PodWarnings(Errors errors) {
        this.errors = errors;
    }

    /** Returns what is said of an old label, or null. */
    static String deprecatedLabel(String label) {
        return LABELS.get(label);
    }

    /** Warns of names that make surprising pod names. */
    void name(JsonNode object) {
        String name = KubeJson.text(object, "metadata", "name");
        List<String> wrong = Names.label(name);
        if (!name.isEmpty() && !wrong.isEmpty()) {
            errors.warn(
                    "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior;"
                            + " a DNS label is recommended: [" + String.join(" ", wrong) + "]");
        }
    }

    void template(JsonNode template, String at) {
        check(template.path("spec"), template.path("metadata"), at + ".", true);
    }

    void check(JsonNode spec, JsonNode metadata, String prefix, boolean template) {
        String at = prefix + "spec";
        Checks.sorted(spec.path("nodeSelector")).keySet().forEach(label -> {
            if (LABELS.containsKey(label)) {
                errors.warn(at + ".nodeSelector[" + label + "]: " + LABELS.get(label));
            }
        });
        affinity(spec.path("affinity"), at + ".affinity");
        Checks.each(at + ".topologySpreadConstraints", spec.path("topologySpreadConstraints"), (here, one) -> {
            String key = KubeJson.text(one, "topologyKey");
            if (LABELS.containsKey(key)) {
                errors.warn(here + ".topologyKey: " + key + " is " + LABELS.get(key));
            }
            noSelector(here, one);
        });
        Map<String, String> annotations = KubeJson.strings(metadata.path("annotations"));
        String place = prefix + "metadata.annotations[";
        ANNOTATIONS.forEach((key, text) -> {
            if (annotations.containsKey(key)) {
                errors.warn(place + key + "]: " + text);
            }
        });
        volumes(spec.path("volumes"), at + ".volumes");
        doubles(spec, at);
        profiles(spec, metadata, at, place, template);
        environment(spec, at);
        ports(spec, at);
        if (spec.path("terminationGracePeriodSeconds").asLong() < 0) {
            errors.warn(at + ".terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be"
                    + " treated as 1");
        }
        for (String kind : new String[] {"podAffinity", "podAntiAffinity"}) {
            String here = at + ".affinity." + kind + ".";
            String required = "requiredDuringSchedulingIgnoredDuringExecution";
            String preferred = "preferredDuringSchedulingIgnoredDuringExecution";
            Checks.each(here + required, KubeJson.at(spec, "affinity", kind, required), this::noSelector);
            Checks.each(
                    here + preferred,
                    KubeJson.at(spec, "affinity", kind, preferred),
                    (where, term) -> noSelector(where + ".podAffinityTerm", term.path("podAffinityTerm")));
        }
        Checks checks = new Checks(errors);
        Checks.each(
                at + ".dnsConfig.nameservers",
                KubeJson.at(spec, "dnsConfig", "nameservers"),
                (here, one) -> checks.warnOfAddress(here, one.asText()));
        Checks.each(
                at + ".hostAliases",
                spec.path("hostAliases"),
                (here, one) -> checks.warnOfAddress(here + ".ip", KubeJson.text(one, "ip")));
    }

    private void noSelector(String at, JsonNode term) {
        if (!term.path("labelSelector").isObject()) {
            errors.warn(at + ".labelSelector: a null labelSelector results in matching no pod");
        }
    }

    private void affinity(JsonNode affinity, String at) {
        String required = "requiredDuringSchedulingIgnoredDuringExecution";
        String preferred = "preferredDuringSchedulingIgnoredDuringExecution";
        Checks.each(
                at + ".nodeAffinity." + required + ".nodeSelectorTerms",
                KubeJson.at(affinity, "nodeAffinity", required, "nodeSelectorTerms"),
                this::nodeTerm);
        Checks.each(
                at + ".nodeAffinity." + preferred,
                KubeJson.at(affinity, "nodeAffinity", preferred),
                (here, term) -> nodeTerm(here + ".preference", term.path("preference")));
    }

    void nodeTerm(String at, JsonNode term) {
        Checks.each(at + ".matchExpressions", term.path("matchExpressions"), (here, one) -> {
            String key = KubeJson.text(one, "key");
            if (LABELS.containsKey(key)) {
                errors.warn(here + ".key: " + key + " is " + LABELS.get(key));
            }
        });
    }

    private void volumes(JsonNode volumes, String at) {
        Checks.each(at, volumes, (here, volume) -> {
            VOLUMES.forEach((kind, text) -> {
                if (volume.path(kind).isObject()) {
                    errors.warn(here + "." + (kind.equals("storageos") ? "storageOS" : kind) + ": " + text);
                }
            });
            JsonNode claim = KubeJson.at(volume, "ephemeral", "volumeClaimTemplate", "spec");
            if (claim.isObject()) {
                claim(claim, here + ".ephemeral.volumeClaimTemplate.spec");
            }
        });
        volumes.forEach(this::overlaps);
    }

    private void overlaps(JsonNode volume) {
        String name = KubeJson.text(volume, "name");
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("configMap", "ConfigMap \"" + KubeJson.text(volume, "configMap", "name") + "\"");
        kinds.put("secret", "Secret \"" + KubeJson.text(volume, "secret", "secretName") + "\"");
        kinds.put("downwardAPI", "DownwardAPI");
        kinds.forEach((kind, shown) -> {
            List<String[]> paths = new ArrayList<>();
            for (JsonNode item : volume.path(kind).path("items")) {
                paths.add(new String[] {KubeJson.text(item, "path"), ""});
            }
            collide(paths, name, shown);
        });
        JsonNode sources = KubeJson.at(volume, "projected", "sources");
        List<String[]> all = new ArrayList<>();
        for (JsonNode source : sources) {
            if (source.isEmpty()) {
                errors.warn("volume \"" + name + "\" (Projected) has no sources provided");
            }
            for (String kind : new String[] {"configMap", "secret", "downwardAPI"}) {
                String shown =
                        switch (kind) {
                            case "configMap" -> "ConfigMap \"" + KubeJson.text(source, kind, "name") + "\"";
                            case "secret" -> "Secret \"" + KubeJson.text(source, kind, "name") + "\"";
                            default -> "DownwardAPI";
                        };
                source.path(kind)
                        .path("items")
                        .forEach(item -> all.add(new String[] {KubeJson.text(item, "path"), shown}));
            }
            if (source.path("serviceAccountToken").isObject()) {
                all.add(new String[] {KubeJson.text(source, "serviceAccountToken", "path"), "ServiceAccountToken"});
            }
        }
        collide(all, name, "Projected");
    }

    private void collide(List<String[]> paths, String volume, String kind) {
        List<String[]> seen = new ArrayList<>();
        for (String[] path : paths) {
            for (String[] other : seen) {
                boolean overlaps = path[0].equals(other[0])
                        || path[0].startsWith(other[0] + "/")
                        || other[0].startsWith(path[0] + "/");
                if (overlaps) {
                    errors.warn("volume \"" + volume + "\" (" + kind + "): overlapping paths: " + show(path) + " with "
                            + show(other));
                }
            }
            seen.add(path);
        }
    }

    private static String show(String[] path) {
        return "\"" + path[0] + "\"" + (path[1].isEmpty() ? "" : " (" + path[1] + ")");
    }

    private void doubles(JsonNode spec, String at) {
        Set<String> addresses = new HashSet<>();
        Checks.each(at + ".hostAliases", spec.path("hostAliases"), (here, alias) -> {
            if (!addresses.add(KubeJson.text(alias, "ip"))) {
                errors.warn(here + ".ip: duplicate ip \"" + KubeJson.text(alias, "ip") + "\"");
            }
        });
        Set<String> secrets = new HashSet<>();
        Checks.each(at + ".imagePullSecrets", spec.path("imagePullSecrets"), (here, secret) -> {
            if (!secrets.add(KubeJson.text(secret, "name"))) {
                errors.warn(here + ".name: duplicate name \"" + KubeJson.text(secret, "name") + "\"");
            }
        });
        Checks.each(at + ".imagePullSecrets", spec.path("imagePullSecrets"), (here, secret) -> {
            if (KubeJson.text(secret, "name").isEmpty()) {
                errors.warn(here + ".name: invalid empty name \"\"");
            }
        });
        fraction(at + ".overhead", spec.path("overhead"));
    }

    private void fraction(String at, JsonNode resources) {
        for (String resource : new String[] {"memory", "ephemeral-storage"}) {
            fraction(at, resource, resources.path(resource));
        }
    }

    private void fraction(String at, String resource, JsonNode value) {
        if (!value.isMissingNode() && Checks.value(value).stripTrailingZeros().scale() > 0) {
            errors.warn(at + "[" + resource + "]: fractional byte value \"" + Checks.shown(value)
                    + "\" is invalid, must be an integer");
        }
    }

    /** Warns of a claim's specification. */
    void claim(JsonNode spec, String at) {
        fraction(at + ".resources.requests", "storage", KubeJson.at(spec, "resources", "requests", "storage"));
        fraction(at + ".resources.limits", "storage", KubeJson.at(spec, "resources", "limits", "storage"));
    }

    private void profiles(JsonNode spec, JsonNode metadata, String at, String place, boolean template) {
        Map<String, String> annotations = KubeJson.strings(metadata.path("annotations"));
        String pod = "seccomp.security.alpha.kubernetes.io/pod";
        String text = "]: non-functional in v1.27+; use the \"seccompProfile\" field instead";
        if (annotations.containsKey(pod)
                && !KubeJson.at(spec, "securityContext", "seccompProfile").isObject()) {
            errors.warn(place + pod + text);
        }
        PodRules.visit(spec, at, (here, container) -> {
            String own = "container.seccomp.security.alpha.kubernetes.io/" + KubeJson.text(container, "name");
            boolean has =
                    KubeJson.at(container, "securityContext", "seccompProfile").isObject();
            if (annotations.containsKey(own) && !has) {
                errors.warn(place + own + text);
            }
            String armor = "container.apparmor.security.beta.kubernetes.io/" + KubeJson.text(container, "name");
            boolean field =
                    KubeJson.at(container, "securityContext", "appArmorProfile").isObject();
            if (annotations.containsKey(armor) && !field) {
                errors.warn(place + armor + "]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
            }
            fraction(here + ".resources.limits", "memory", KubeJson.at(container, "resources", "limits", "memory"));
            fraction(here + ".resources.requests", "memory", KubeJson.at(container, "resources", "requests", "memory"));
            String disk = "ephemeral-storage";
            fraction(here + ".resources.limits", disk, KubeJson.at(container, "resources", "limits", disk));
            fraction(here + ".resources.requests", disk, KubeJson.at(container, "resources", "requests", disk));
        });
    }

    private void environment(JsonNode spec, String at) {
        PodRules.visit(spec, at, (here, container) -> {
            Set<String> names = new HashSet<>();
            Checks.each(here + ".env", container.path("env"), (where, variable) -> {
                String name = KubeJson.text(variable, "name");
                String value = KubeJson.text(variable, "value");
                String reference = "$(" + name + ")";
                boolean bad =
                        variable.path("valueFrom").isObject() || value.equals(reference) || !value.contains(reference);
                if (!names.add(name) && bad) {
                    errors.warn(where + ": hides previous definition of \"" + name
                            + "\", which may be dropped when using apply");
                }
            });
        });
    }

    private record Port(String at, String hostIp, long hostPort) {}

    private void ports(JsonNode spec, String at) {
        Map<String, List<Port>> all = new HashMap<>();
        PodRules.visit(
                spec,
                at,
                (here, container) -> Checks.each(here + ".ports", container.path("ports"), (where, port) -> {
                    Port mine = new Port(
                            where,
                            KubeJson.text(port, "hostIP"),
                            port.path("hostPort").asLong());
                    String key = port.path("containerPort").asLong() + "/" + KubeJson.text(port, "protocol");
                    List<Port> others = all.computeIfAbsent(key, one -> new ArrayList<>());
                    others.forEach(other -> overlap(mine, other));
                    others.add(mine);
                }));
        Map<String, String> names = new HashMap<>();
        PodRules.visit(
                spec,
                at,
                (here, container) -> Checks.each(here + ".ports", container.path("ports"), (where, port) -> {
                    String name = KubeJson.text(port, "name");
                    String other = name.isEmpty() ? null : names.putIfAbsent(name, where);
                    if (other != null) {
                        errors.warn(where + ": duplicate port name \"" + name + "\" with " + other
                                + ", services and probes that select ports by name will use " + other);
                    }
                }));
    }

    private void overlap(Port mine, Port other) {
        if (mine.hostIp().equals(other.hostIp()) && mine.hostPort() == other.hostPort()) {
            errors.warn(mine.at() + ": duplicate port definition with " + other.at());
        } else if (mine.hostPort() == 0 || other.hostPort() == 0) {
            errors.warn(mine.at() + ": overlapping port definition with " + other.at());
        } else if (mine.hostPort() == other.hostPort()
                && (mine.hostIp().isEmpty() != other.hostIp().isEmpty())) {
            errors.warn(mine.at() + ": dangerously ambiguous port definition with " + other.at());
        }
    }
}
