package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Map;
import java.util.Set;

/** The rules for annotations of pods, and for the profiles that some of them name. Not thread-safe. */
final class PodAnnotationRules {

    private final Checks checks;
    private final Errors errors;

    PodAnnotationRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void check(JsonNode metadata, JsonNode spec, String at) {
        Map<String, String> annotations = KubeJson.strings(metadata.path("annotations"));
        String mirror = annotations.get("kubernetes.io/config.mirror");
        if (mirror != null && KubeJson.text(spec, "nodeName").isEmpty()) {
            errors.invalid(
                    at + "[kubernetes.io/config.mirror]",
                    mirror,
                    "must set spec.nodeName if mirror pod annotation is set");
        }
        String cost = annotations.get("controller.kubernetes.io/pod-deletion-cost");
        if (cost != null && !cost.matches("-?(0|[1-9]\\d{0,9})")) {
            errors.invalid(at + "[controller.kubernetes.io/pod-deletion-cost]", cost, "must be a 32bit integer");
        }
        annotations.forEach((key, value) -> {
            boolean seccomp = key.equals("seccomp.security.alpha.kubernetes.io/pod")
                    || key.startsWith("container.seccomp.security.alpha.kubernetes.io/");
            if (seccomp) {
                seccomp(at + "." + key, value);
            }
            String armor = "container.apparmor.security.beta.kubernetes.io/";
            if (key.startsWith(armor)) {
                appArmor(at + "[" + key + "]", key.substring(armor.length()), value, spec);
            }
        });
    }

    private void seccomp(String at, String profile) {
        if (profile.startsWith("localhost/")) {
            checks.relativePath(at, profile.substring("localhost/".length()));
        } else if (!Set.of("runtime/default", "docker/default", "unconfined").contains(profile)) {
            errors.invalid(at, profile, "must be a valid seccomp profile");
        }
    }

    private void appArmor(String at, String container, String profile, JsonNode spec) {
        boolean[] found = {false};
        PodRules.visit(
                spec,
                "spec",
                (here, one) -> found[0] |= KubeJson.text(one, "name").equals(container));
        if (!found[0]) {
            errors.invalid(at, container, "container not found");
        }
        boolean known = Set.of("", "runtime/default", "unconfined").contains(profile);
        if (!known && !profile.startsWith("localhost/")) {
            errors.invalid(at, profile, "invalid AppArmor profile name: \"" + profile + "\"");
        }
    }

    void profilesMatch(JsonNode metadata, JsonNode spec, String at) {
        Map<String, String> annotations = KubeJson.strings(metadata.path("annotations"));
        String pod = annotations.get("seccomp.security.alpha.kubernetes.io/pod");
        if (pod != null) {
            seccompMatches(
                    pod,
                    KubeJson.at(spec, "securityContext", "seccompProfile"),
                    at + ".securityContext.seccompProfile");
        }
        PodRules.visit(spec, at, (here, container) -> {
            String own = annotations.get(
                    "container.seccomp.security.alpha.kubernetes.io/" + KubeJson.text(container, "name"));
            if (own != null) {
                seccompMatches(
                        own,
                        KubeJson.at(container, "securityContext", "seccompProfile"),
                        here + ".securityContext.seccompProfile");
            }
        });
    }

    private void seccompMatches(String annotation, JsonNode profile, String at) {
        boolean matches =
                switch (KubeJson.text(profile, "type")) {
                    case "Unconfined" -> annotation.equals("unconfined");
                    case "RuntimeDefault" ->
                        annotation.equals("runtime/default") || annotation.equals("docker/default");
                    case "Localhost" -> annotation.startsWith("localhost/");
                    default -> true;
                };
        if (!matches) {
            errors.forbidden(at + ".type", "seccomp type in annotation and field must match");
        }
    }
}
