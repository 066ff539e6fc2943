package dev.aks4j.identity;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;

/** What identity bindings must be. */
final class IdentityBindingRules {

    private static final String API = "API 2026-04-01, identityBindings";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    /** A binding among the other specs of a plan. */
    record InPlan(IdentityBindingSpec binding, Scope scope) {}

    static final Rule<IdentityBindingSpec> NAME = Rule.<IdentityBindingSpec>error(
                    "AKS-ID-050",
                    "An identity binding's name has 1 to 63 lower-case letters and digits and begins with a letter.")
            .prevents(REFUSED)
            .source(API)
            .check((binding, findings) -> {
                if (!isName(binding.name())) {
                    findings.report(
                            "name",
                            binding.name(),
                            "is not the name of an identity binding",
                            "Use 1 to 63 lower-case letters and digits, beginning with a letter.");
                }
            });

    static final Rule<IdentityBindingSpec> IDENTITY = Rule.<IdentityBindingSpec>error(
                    "AKS-ID-051", "An identity binding is of a user-assigned managed identity.")
            .prevents(REFUSED)
            .source(API)
            .check((binding, findings) -> {
                if (!binding.identity().type().equalsIgnoreCase("Microsoft.ManagedIdentity/userAssignedIdentities")) {
                    findings.report(
                            "identity",
                            binding.identity(),
                            "is a " + binding.identity().type(),
                            "Give the id of a user-assigned managed identity.");
                }
            });

    static final Rule<IdentityBindingSpec> WORKLOADS = Rule.<IdentityBindingSpec>error(
                    "AKS-ID-052", "Identity bindings are for clusters with workload identity.")
            .prevents(REFUSED)
            .source("azure-aks-docs, identity-bindings, 2025-11")
            .check((binding, findings) -> {
                if (!binding.cluster().isTrue("/properties/securityProfile/workloadIdentity/enabled")) {
                    findings.report(
                            "cluster",
                            binding.cluster().name(),
                            "has no workload identity",
                            "Call workloadIdentity() on the cluster.");
                }
            });

    static final Rule<InPlan> VERSION = Rule.<InPlan>error(
                    "AKS-ID-053", "Identity bindings are there from api-version 2026-04-01 on.")
            .prevents(AzureError.answered(404, "InvalidResourceType"))
            .source(API)
            .check((plan, findings) -> {
                if (!plan.scope().apiVersion().isAtLeast(AksApiVersion.V2026_04_01)) {
                    findings.report(
                            "apiVersion",
                            plan.scope().apiVersion(),
                            "knows no identity bindings",
                            "Take apiVersion(AksApiVersion.V2026_04_01) or newer, or federated credentials.");
                }
            });

    static final List<Rule<IdentityBindingSpec>> SPEC = List.of(NAME, IDENTITY, WORKLOADS);
    static final List<Rule<InPlan>> IN_PLAN = List.of(VERSION);

    private IdentityBindingRules() {}

    static boolean isName(String name) {
        return name.matches("[a-z][a-z0-9]{0,62}");
    }
}
