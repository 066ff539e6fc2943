package dev.aks4j.identity;

import dev.aks4j.core.model.AzureError;
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

    static final List<Rule<EntraAccess>> ALL = List.of(ADMIN_GROUP, TENANT, SOMEBODY_COMES_IN);

    private AccessRules() {}
}
