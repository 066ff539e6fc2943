package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterAccess;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;

/** What Kubernetes accepts as roles and bindings. */
final class RbacRules {

    private static final AzureError INVALID = AzureError.answered(422, "Invalid");
    private static final String RBAC = "Kubernetes documents, using RBAC authorization, 1.36";

    /** A role or binding in a plan. */
    record InPlan(RbacObject object, Scope scope) {}

    static final Rule<RoleSpec> ROLE_NAME = Rule.<RoleSpec>error(
                    "AKS-RBAC-001", "The name of a role or binding can be part of a path.")
            .prevents(INVALID)
            .source(RBAC)
            .check((role, findings) -> name(role, findings));

    static final Rule<RoleSpec> VERBS = Rule.<RoleSpec>error("AKS-RBAC-002", "A right names a verb.")
            .prevents(INVALID)
            .source(RBAC)
            .check((role, findings) -> role.rules().stream()
                    .filter(rule -> rule.verbs().isEmpty())
                    .forEach(rule -> findings.report(
                            "allow",
                            rule,
                            "allows nothing: it has no verb",
                            "Add .verbs(\"get\", \"list\", \"watch\").")));

    static final Rule<RoleSpec> RESOURCES = Rule.<RoleSpec>error(
                    "AKS-RBAC-003", "A right is on resources or on other paths, and not on both.")
            .prevents(INVALID)
            .source(RBAC)
            .check((role, findings) -> role.rules().stream()
                    .filter(rule ->
                            rule.resources().isEmpty() == rule.nonResourceUrls().isEmpty())
                    .forEach(rule -> findings.report(
                            "allow",
                            rule,
                            rule.resources().isEmpty()
                                    ? "is on nothing"
                                    : "is on resources and on other paths, " + rule.nonResourceUrls(),
                            "Give each right resources(...) or nonResourceUrls(...).")));

    static final Rule<RoleSpec> PATHS = Rule.<RoleSpec>error(
                    "AKS-RBAC-004", "Rights on paths that are no resources, and aggregation, belong to cluster roles.")
            .prevents(INVALID)
            .source(RBAC)
            .check((role, findings) -> {
                if (role.namespace().isEmpty()) {
                    return;
                }
                role.rules().stream()
                        .filter(rule -> !rule.nonResourceUrls().isEmpty())
                        .forEach(rule -> findings.report(
                                "allow", rule, "is on paths of the whole cluster", "Use RoleSpec.clusterRole(...)."));
                role.aggregatesTo()
                        .forEach(target -> findings.report(
                                "aggregateTo",
                                target,
                                "gathers cluster roles only, and " + role + " is none",
                                "Use RoleSpec.clusterRole(...)."));
            });

    static final Rule<RoleBindingSpec> BINDING_NAME = Rule.<RoleBindingSpec>error(
                    "AKS-RBAC-001", "The name of a role or binding can be part of a path.")
            .prevents(INVALID)
            .source(RBAC)
            .check((binding, findings) -> name(binding, findings));

    static final Rule<RoleBindingSpec> SUBJECTS = Rule.<RoleBindingSpec>error(
                    "AKS-RBAC-005", "The subject of a binding has a name.")
            .prevents(INVALID)
            .source(RBAC)
            .check((binding, findings) -> binding.subjects().stream()
                    .filter(subject -> subject.name().isBlank()
                            || subject.namespace().filter(String::isBlank).isPresent())
                    .forEach(subject -> findings.report(
                            "subject",
                            subject,
                            "has no name or no namespace",
                            "Name the user, group or service account.")));

    static final Rule<InPlan> GROUP_IDS = Rule.<InPlan>warning(
                    "AKS-RBAC-006", "With Microsoft Entra ID a group is named by its object id.")
            .source("AKS documents, concepts-identity, 2026")
            .check((plan, findings) -> plan.scope()
                    .spec(plan.object().cluster())
                    .filter(ClusterSpec.class::isInstance)
                    .flatMap(cluster -> ((ClusterSpec) cluster).access())
                    .filter(ClusterAccess::isEntra)
                    .ifPresent(access -> plan.object().subjects().stream()
                            .filter(subject -> subject.kind().equals("Group"))
                            .filter(subject -> !Guid.matches(subject.name()))
                            .filter(subject -> !subject.name().startsWith("system:"))
                            .forEach(subject -> findings.report(
                                    "subject",
                                    subject.name(),
                                    "is not an object id, and no user of this cluster is in a group of that name",
                                    "Use the object id of the group in Microsoft Entra ID."))));

    static final List<Rule<RoleSpec>> ROLE = List.of(ROLE_NAME, VERBS, RESOURCES, PATHS);
    static final List<Rule<RoleBindingSpec>> BINDING = List.of(BINDING_NAME, SUBJECTS);
    static final List<Rule<InPlan>> IN_PLAN = List.of(GROUP_IDS);

    private RbacRules() {}

    private static void name(RbacObject object, Findings findings) {
        String name = object.name();
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches(".*[/%].*")) {
            findings.report("name", name, "cannot be part of a path", "Use a name without / and %.");
        }
        object.namespace()
                .filter(namespace -> !ServiceAccountRules.NAMESPACE
                        .on(new ServiceAccountRules.Names(namespace, "any"))
                        .isEmpty())
                .ifPresent(namespace -> findings.report(
                        "namespace",
                        namespace,
                        "is not a namespace",
                        "Use 1 to 63 lower-case letters, digits or hyphens, no hyphen at either end."));
    }
}
