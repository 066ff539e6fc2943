package dev.aks4j.identity;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure accepts as access by Microsoft Entra ID. */
final class AccessRules {

    private static final String SOURCE = "AKS documents, Entra ID control plane authentication, 2026";

    static final Rule<EntraAccess> ADMIN_GROUP = Rule.<EntraAccess>error(
                    "AKS-ACC-001", "An admin group is named by the GUID of its object in Microsoft Entra ID.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((access, findings) -> access.adminGroups().stream()
                    .filter(group -> !Guid.matches(group))
                    .forEach(group -> findings.report(
                            "access.adminGroup",
                            group,
                            "is not an object id",
                            "Use the object id of the group (a GUID), not its name;"
                                    + " az ad group show --group \"<name>\" --query id shows it.")));

    static final Rule<EntraAccess> TENANT = Rule.<EntraAccess>error("AKS-ACC-002", "A tenant is named by its GUID.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((access, findings) -> access.tenant()
                    .filter(tenant -> !Guid.matches(tenant))
                    .ifPresent(tenant -> findings.report(
                            "access.tenant",
                            tenant,
                            "is not a tenant id",
                            "Use the tenant's GUID, not its domain; az account show --query tenantId shows it.")));

    static final Rule<EntraAccess> SOMEBODY_COMES_IN = Rule.<EntraAccess>error(
                    "AKS-ACC-003",
                    "Without local accounts, an admin group or Azure RBAC has to let the first administrator in.")
            .source("AKS documents, local accounts and Entra ID authentication, 2026")
            .check((access, findings) -> {
                if (access.localAccountsDisabled() && access.adminGroups().isEmpty() && !access.azureRbac()) {
                    findings.report(
                            "access.disableLocalAccounts",
                            true,
                            "leaves nobody who may use the cluster: there is no admin group, and Azure RBAC is off",
                            "Add .adminGroup(\"<object id>\") or .azureRbac().");
                }
            });

    static final Rule<CallersWayIn.Found> CALLER_COMES_IN = Rule.<CallersWayIn.Found>error(
                    "AKS-ACC-004",
                    "Whoever plans objects in a cluster that the plan makes has a right in it, or gets one by the plan.")
            .prevents(AzureError.answered(403, "Forbidden"))
            .source("AKS documents, Azure RBAC for Kubernetes authorization, 2026")
            .check((found, findings) -> {
                if (found.undecided().isEmpty()) {
                    report(found, findings, "");
                }
            });

    static final Rule<CallersWayIn.Found> CALLER_MAY_COME_IN = Rule.<CallersWayIn.Found>warning(
                    "AKS-ACC-005", "It is known that whoever plans objects in a cluster may write them.")
            .source("AKS documents, Azure RBAC for Kubernetes authorization, 2026")
            .check((found, findings) -> {
                if (!found.undecided().isEmpty()) {
                    report(found, findings, ", " + found.undecided());
                }
            });

    static final List<Rule<CallersWayIn.Found>> CALLER = List.of(CALLER_COMES_IN, CALLER_MAY_COME_IN);

    static final List<Rule<EntraAccess>> ALL = List.of(ADMIN_GROUP, TENANT, SOMEBODY_COMES_IN);

    private AccessRules() {}

    /** Owners and contributors of the subscription are no exception: their roles have no rights on data. */
    private static void report(CallersWayIn.Found found, Findings findings, String unless) {
        findings.report(
                "access of the caller",
                found.caller(),
                "may not write " + CallersWayIn.kinds(found.refused()) + " in cluster " + found.cluster() + unless,
                found.azureRbac()
                        ? "Add RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(),"
                                + " Principal.of(aks.caller())) to the plan, or have it assigned: az role assignment create"
                                + " --role \"Azure Kubernetes Service RBAC Cluster Admin\" --assignee-object-id "
                                + found.caller() + " --scope <the cluster's id>."
                        : "Sign in as a member of an admin group, name one of the caller's groups with .adminGroup(...), or"
                                + " add .azureRbac() and a role for the caller.");
    }
}
