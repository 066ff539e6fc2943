package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Azure accepts as a role assignment. */
final class RoleAssignmentRules {

    /** A role assignment in a plan. */
    record InPlan(RoleAssignmentSpec assignment, Scope scope) {}

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

    static final Rule<RoleAssignmentSpec> CONDITION = Rule.<RoleAssignmentSpec>error(
                    "AKS-ID-014", "A condition has at most 8 KB, and its brackets and quotes are closed.")
            .prevents(AzureError.answered(400, "InvalidRoleAssignmentCondition"))
            .source("Azure RBAC, format and syntax of conditions, 2026")
            .check((assignment, findings) -> assignment
                    .condition()
                    .filter(text -> text.isBlank() || text.length() > 8192 || !isClosed(text))
                    .ifPresent(text -> findings.report(
                            "condition",
                            text.length() > 60 ? text.substring(0, 60) + "…" : text,
                            "is no condition",
                            "Close every bracket and quote; the portal's editor for conditions writes them.")));

    private static boolean isClosed(String text) {
        String rest = text.replaceAll("'[^']*'", "");
        int open = 0;
        for (char each : rest.toCharArray()) {
            open += each == '(' || each == '{' || each == '[' ? 1 : each == ')' || each == '}' || each == ']' ? -1 : 0;
            if (open < 0) {
                return false;
            }
        }
        return open == 0 && !rest.contains("'");
    }

    static final Rule<InPlan> TAKES_EFFECT = Rule.<InPlan>warning(
                    "AKS-ID-013", "The roles for the Kubernetes API count only where Azure RBAC is on.")
            .source("AKS documents, manage Azure RBAC for Kubernetes authorization, 2026")
            .check((plan, findings) -> {
                if (plan.assignment().role().isForKubernetesApi()) {
                    clusterOf(plan)
                            .filter(cluster -> !cluster.property("/properties/aadProfile/enableAzureRBAC")
                                    .asBoolean())
                            .ifPresent(cluster -> findings.report(
                                    "role",
                                    plan.assignment().role(),
                                    "has no effect in cluster " + cluster.name() + ", which does not use Azure RBAC",
                                    "Add .azureRbac() to the cluster's EntraAccess, or bind a role in Kubernetes."));
                }
            });

    static final List<Rule<RoleAssignmentSpec>> ALL = List.of(SCOPE, CONDITION);

    static final List<Rule<InPlan>> IN_PLAN = List.of(TAKES_EFFECT);

    private RoleAssignmentRules() {}

    private static Optional<ClusterSpec> clusterOf(InPlan plan) {
        return plan.scope().specs().stream()
                .filter(ClusterSpec.class::isInstance)
                .map(ClusterSpec.class::cast)
                .filter(cluster -> plan.scope()
                        .id(plan.assignment().scope())
                        .isWithin(plan.scope().id(cluster.id())))
                .findFirst();
    }
}
