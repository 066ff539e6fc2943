package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What snapshots, managed namespaces and trusted access may be. */
final class CompanionRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<SnapshotSpec> SNAPSHOT_NAME = Rule.<SnapshotSpec>error(
                    "AKS-SNP-001",
                    "A snapshot's name has 1 to 63 letters, digits, underscores or hyphens and begins and ends with a"
                            + " letter or digit.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026; swagger 2025-07-01")
            .check((spec, findings) -> {
                if (!spec.given().matches("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?")) {
                    findings.report(
                            "name", spec.given(), "is not a snapshot name", "Use 1 to 63 letters, digits, _ and -.");
                }
            });

    static final Rule<ManagedNamespaceSpec> NAMESPACE_NAME = Rule.<ManagedNamespaceSpec>error(
                    "AKS-NSP-001",
                    "A namespace's name has 1 to 63 lower-case letters, digits or hyphens and begins and ends with a"
                            + " letter or digit.")
            .prevents(REFUSED)
            .source("swagger 2025-09-01, managedNamespaceName; Kubernetes names")
            .check((spec, findings) -> {
                if (!spec.given().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                    findings.report(
                            "name",
                            spec.given(),
                            "is not a namespace name",
                            "Use 1 to 63 lower-case letters, digits and hyphens.");
                }
            });

    static final Rule<ManagedNamespaceSpec> QUANTITIES = Rule.<ManagedNamespaceSpec>error(
                    "AKS-NSP-002", "Quotas are Kubernetes quantities.")
            .prevents(REFUSED)
            .source("Kubernetes, resource quantities")
            .check((spec, findings) -> {
                Json quota = spec.property("/properties/defaultResourceQuota");
                quota.properties().forEach(entry -> {
                    String text = entry.getValue().asText();
                    if (!text.matches("\\d+(\\.\\d+)?(m|[kMGTPE]|[KMGTPE]i)?")) {
                        findings.report(
                                "quota." + entry.getKey(),
                                text,
                                "is not a quantity",
                                "Write it as 500m, 2, 512Mi or 4Gi.");
                    }
                });
            });

    static final Rule<TrustedAccessSpec> BINDING_NAME = Rule.<TrustedAccessSpec>error(
                    "AKS-TAC-001", "A trusted access binding's name has 1 to 24 letters, digits and hyphens.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, trustedAccessRoleBindingName")
            .check((spec, findings) -> {
                if (!spec.given().matches("[A-Za-z0-9-]{1,24}")) {
                    findings.report("name", spec.given(), "is not a name", "Use 1 to 24 letters, digits and hyphens.");
                }
            });

    static final Rule<TrustedAccessSpec> ROLES = Rule.<TrustedAccessSpec>error(
                    "AKS-TAC-002", "Trusted access names at least one role, as <provider>/<type>/<role>.")
            .prevents(REFUSED)
            .source("azure-aks-docs, trusted-access-feature, 2026")
            .check((spec, findings) -> {
                Json roles = spec.property("/properties/roles");
                if (roles.isEmpty()) {
                    findings.report("roles", "none", "lets nobody do anything", "Name at least one role.");
                }
                roles.forEach(role -> {
                    if (!role.asText().matches("[\\w.]+/[\\w/]+/[\\w-]+")) {
                        findings.report(
                                "roles",
                                role.asText(),
                                "is not a role",
                                "Write it as Microsoft.MachineLearningServices/workspaces/mlworkload.");
                    }
                });
            });

    static final List<Rule<SnapshotSpec>> SNAPSHOT = List.of(SNAPSHOT_NAME);
    static final List<Rule<ManagedNamespaceSpec>> NAMESPACE = List.of(NAMESPACE_NAME, QUANTITIES);
    static final List<Rule<TrustedAccessSpec>> TRUSTED_ACCESS = List.of(BINDING_NAME, ROLES);

    private CompanionRules() {}
}
