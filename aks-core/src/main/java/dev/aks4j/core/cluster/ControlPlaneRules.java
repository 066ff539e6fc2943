package dev.aks4j.core.cluster;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** What the features of a cluster ask of its control plane's identity. */
final class ControlPlaneRules {

    static final Rule<ClusterSpec> RIGHTS_BEFORE_THE_CLUSTER = Rule.<ClusterSpec>error(
                    "AKS-ID-001",
                    "Rights that a cluster needs from the start are held by a user-assigned identity, because a"
                            + " system-assigned one exists only afterwards.")
            .prevents(AzureError.answered(403, "LinkedAuthorizationFailed"))
            .source("AKS documents, managed identity overview and aks-service-permissions, 2026")
            .check((cluster, findings) -> {
                List<RequiredRole> needed = cluster.features().stream()
                        .flatMap(feature -> feature.requiredRoles().stream())
                        .toList();
                boolean principal = cluster.has("/properties/servicePrincipalProfile");
                if (!needed.isEmpty()
                        && !principal
                        && cluster.identity()
                                .flatMap(ClusterIdentity::userAssigned)
                                .isEmpty()) {
                    findings.report(
                            "identity",
                            cluster.identity().isPresent() ? "system-assigned" : "none",
                            needed.stream()
                                    .map(role ->
                                            role.role() + " on " + role.scope().name() + " (" + role.reason() + ")")
                                    .distinct()
                                    .collect(Collectors.joining(", ", "cannot hold ", " before the cluster exists")),
                            "Add .identity(ControlPlaneIdentity.create()); it brings the identity and its role"
                                    + " assignments.");
                }
            });

    static final List<Rule<ClusterSpec>> ALL = List.of(RIGHTS_BEFORE_THE_CLUSTER);

    private ControlPlaneRules() {}
}
