package dev.aks4j.identity;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;

/** What Azure accepts as a role assignment. */
final class RoleRules {

    static final Rule<String> ROLE_GUID = Rule.<String>error("AKS-ID-010", "A role is named by a GUID.")
            .prevents(AzureError.answered(400, "InvalidRoleDefinitionId"))
            .source("Azure RBAC, role assignment format, 2026")
            .check((guid, findings) -> {
                if (!Guid.matches(guid)) {
                    findings.report(
                            "guid",
                            guid,
                            "is not a GUID",
                            "Use the name of the role definition, not its display name;"
                                    + " az role definition list --name \"<display name>\" --query \"[].name\" shows it.");
                }
            });

    static final Rule<String> PRINCIPAL_GUID = Rule.<String>error(
                    "AKS-ID-011", "A principal is named by the GUID of its object in Microsoft Entra ID.")
            .prevents(AzureError.answered(400, "InvalidPrincipalId"))
            .source("Azure RBAC, role assignment format, 2026")
            .check((objectId, findings) -> {
                if (!Guid.matches(objectId)) {
                    findings.report(
                            "principal",
                            objectId,
                            "is not an object id",
                            "Use the object id (a GUID) of the user, group or service principal, not a name, address or"
                                    + " application id.");
                }
            });

    static final Rule<RoleAssignmentSpec> SCOPE = Rule.<RoleAssignmentSpec>error(
                    "AKS-ID-012", "A role is assigned on a resource, a group or a subscription.")
            .prevents(AzureError.answered(400, "InvalidRoleAssignmentScope"))
            .source("Azure RBAC, understand scope, 2026")
            .check((assignment, findings) -> {
                if (assignment.scope().type().toLowerCase(Locale.ROOT).startsWith("microsoft.authorization/")) {
                    findings.report(
                            "scope",
                            assignment.scope(),
                            "is itself part of authorization",
                            "Name the resource that the role is on; the assignment's own id follows from it.");
                }
            });

    static final List<Rule<RoleAssignmentSpec>> ALL = List.of(SCOPE);

    private RoleRules() {}
}
