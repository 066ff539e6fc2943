package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;

/** What Kubernetes accepts as a namespace. */
final class NamespaceRules {

    static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

    static final Rule<NamespaceSpec> NAME = Rule.<NamespaceSpec>error(
                    "AKS-K8S-001",
                    "A namespace has 1 to 63 lower-case letters, digits or hyphens, no hyphen at either end.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes documents, object names, 1.36")
            .check((namespace, findings) -> {
                if (!namespace.name().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                    findings.report(
                            "name",
                            namespace.name(),
                            "is not a namespace",
                            "Use 1 to 63 lower-case letters, digits or hyphens, no hyphen at either end.");
                }
            });

    static final Rule<NamespaceSpec> LEVEL = Rule.<NamespaceSpec>error(
                    "AKS-K8S-002", "Pod security is enforced at the level privileged, baseline or restricted.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes documents, pod security admission, 1.36")
            .check((namespace, findings) -> Optional.ofNullable(
                            namespace.labels().get(POD_SECURITY))
                    .filter(level ->
                            !List.of("privileged", "baseline", "restricted").contains(level))
                    .ifPresent(level -> findings.report(
                            "podSecurity", level, "is not a level", "Use privileged, baseline or restricted.")));

    static final Rule<NamespaceSpec> LABELS = Rule.<NamespaceSpec>error(
                    "AKS-K8S-003", "A label's value has at most 63 letters, digits, hyphens, underscores or dots.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes documents, labels and selectors, 1.36")
            .check((namespace, findings) -> namespace.labels().forEach((key, value) -> {
                if (!value.matches("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?")) {
                    findings.report(
                            "labels." + key,
                            value,
                            "is not the value of a label",
                            "Use at most 63 letters, digits, hyphens, underscores or dots, beginning and ending with a"
                                    + " letter or digit.");
                }
            }));

    static final List<Rule<NamespaceSpec>> ALL = List.of(NAME, LEVEL, LABELS);

    private NamespaceRules() {}
}
