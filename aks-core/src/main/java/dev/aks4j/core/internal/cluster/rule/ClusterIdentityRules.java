package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.function.Predicate;

/** What needs which identity of the control plane, and what workload identity needs. */
public final class ClusterIdentityRules {

    private static final String FIX = "Add identity(...) with a user-assigned identity of aks-identity.";

    static final Rule<DeclaredCluster> CUSTOM_DNS_ZONE = needsUserAssigned(
            "AKS-CLU-031",
            "A private DNS zone of your own needs a user-assigned identity of the control plane.",
            "CustomPrivateDNSZoneMissingPermissionError",
            "azure-aks-docs, private-clusters, 2026-08",
            cluster -> cluster.text("/properties/apiServerAccessProfile/privateDNSZone")
                    .startsWith("/"),
            "cannot be given rights on the private DNS zone in time");

    static final Rule<DeclaredCluster> API_SERVER_SUBNET = needsUserAssigned(
            "AKS-CLU-032",
            "A subnet of your own for the API server needs a user-assigned identity of the control plane.",
            "InvalidParameter",
            "azure-aks-docs, api-server-vnet-integration, 2026; azure-cli, 2026",
            cluster -> cluster.has("/properties/apiServerAccessProfile/subnetId"),
            "cannot be given rights on the API server's subnet in time");

    static final Rule<PoolIn> HOSTS = Rule.<PoolIn>error(
                    "AKS-CLU-033",
                    "Dedicated hosts and capacity reservations need a user-assigned identity of the control plane.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, use-azure-dedicated-hosts and use-capacity-reservation-groups, 2026")
            .check((in, findings) -> {
                for (String name : List.of("hostGroupID", "capacityReservationGroupID")) {
                    if (in.has("/" + name) && isSystemAssigned(in.cluster())) {
                        in.report(findings, name, in.text("/" + name), "needs a user-assigned identity", FIX);
                    }
                }
            });

    static final Rule<DeclaredCluster> WORKLOAD_IDENTITY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-034", "Workload identity needs the OIDC issuer.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(
                    "azure-aks-docs, workload-identity-overview and use-oidc-issuer, 2026: on by default from Kubernetes 1.34")
            .check((cluster, findings) -> {
                if (cluster.isTrue("/properties/securityProfile/workloadIdentity/enabled") && !issuer(cluster)) {
                    findings.report(
                            "workloadIdentity",
                            "enabled",
                            "has no OIDC issuer",
                            "Call workloadIdentity(), which switches the issuer on too.");
                }
            });

    static final Rule<DeclaredCluster> POD_IDENTITY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-035", "Pod-managed identity is no longer supported.")
            .source("azure-aks-docs, use-azure-ad-pod-identity; support ended 2025-09")
            .check((cluster, findings) -> {
                if (cluster.isTrue("/properties/podIdentityProfile/enabled")) {
                    findings.report(
                            "raw./properties/podIdentityProfile/enabled",
                            "true",
                            "has not been supported since September 2025",
                            "Use workloadIdentity().");
                }
            });

    static final Rule<DeclaredCluster> ONE_IDENTITY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-036", "A control plane has exactly one user-assigned identity, or a system-assigned one.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-cli, 2026; terraform-provider-azurerm, 2026-08")
            .check((cluster, findings) -> {
                int identities =
                        cluster.property("/identity/userAssignedIdentities").size();
                int wanted = cluster.text("/identity/type").equals("UserAssigned") ? 1 : 0;
                if (identities != wanted) {
                    findings.report(
                            "identity",
                            identities + " user-assigned identities",
                            "do not go with the type " + cluster.text("/identity/type"),
                            "Give exactly one with identity(...), or none at all.");
                }
            });

    static final Rule<DeclaredCluster> NO_LEGACY_ENTRA = Rule.<DeclaredCluster>error(
                    "AKS-CLU-037", "The legacy integration of Entra ID, with applications of yours, is retired.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, entra-id-control-plane-authentication, 2026")
            .check((cluster, findings) -> {
                for (String name : List.of("clientAppID", "serverAppID", "serverAppSecret")) {
                    if (!cluster.text("/properties/aadProfile/" + name).isEmpty()) {
                        findings.report(
                                "raw./properties/aadProfile/" + name,
                                name.equals("serverAppSecret")
                                        ? "a secret"
                                        : cluster.text("/properties/aadProfile/" + name),
                                "belongs to the legacy integration of Entra ID",
                                "Use access(EntraAccess...).");
                    }
                }
            });

    static final Rule<PoolIn> MACHINES_IN_A_SUBNET = Rule.<PoolIn>error(
                    "AKS-CLU-038",
                    "A pool of single machines in a subnet of yours needs a user-assigned identity of the control plane.")
            .prevents(AzureError.answered(403, "LinkedAuthorizationFailed"))
            .source("azure-aks-docs, virtual-machines-node-pools, 2026")
            .check((in, findings) -> {
                if (in.pool().isVirtualMachines() && in.has("/vnetSubnetID") && isSystemAssigned(in.cluster())) {
                    in.report(
                            findings,
                            "subnet",
                            in.text("/vnetSubnetID"),
                            "can be joined by machines only with the rights of a user-assigned identity",
                            FIX);
                }
            });

    static final List<Rule<DeclaredCluster>> CLUSTER =
            List.of(CUSTOM_DNS_ZONE, API_SERVER_SUBNET, WORKLOAD_IDENTITY, POD_IDENTITY, ONE_IDENTITY, NO_LEGACY_ENTRA);
    static final List<Rule<PoolIn>> POOL = List.of(HOSTS, MACHINES_IN_A_SUBNET);

    private ClusterIdentityRules() {}

    /** Returns whether a new cluster has an OIDC issuer: by itself from Kubernetes 1.34, where nothing is said. */
    private static boolean issuer(DeclaredCluster cluster) {
        return cluster.has("/properties/oidcIssuerProfile/enabled")
                ? cluster.isTrue("/properties/oidcIssuerProfile/enabled")
                : cluster.version().map(version -> version.isAtLeast(1, 34)).orElse(true);
    }

    /** Returns whether the control plane signs in as a service principal, in place of a managed identity. */
    static boolean isServicePrincipal(DeclaredCluster cluster) {
        String client = cluster.text("/properties/servicePrincipalProfile/clientId");
        return !client.isEmpty() && !client.equals("msi");
    }

    static boolean isSystemAssigned(DeclaredCluster cluster) {
        return cluster.text("/identity/type").equals("SystemAssigned");
    }

    private static void report(Findings findings, String what) {
        findings.report("identity", "system-assigned", what, FIX);
    }

    private static Rule<DeclaredCluster> needsUserAssigned(
            String id, String statement, String code, String source, Predicate<DeclaredCluster> applies, String what) {
        return Rule.<DeclaredCluster>error(id, statement)
                .prevents(AzureError.answered(400, code))
                .source(source)
                .check((cluster, findings) -> {
                    if (applies.test(cluster) && isSystemAssigned(cluster)) {
                        report(findings, what);
                    }
                });
    }
}
