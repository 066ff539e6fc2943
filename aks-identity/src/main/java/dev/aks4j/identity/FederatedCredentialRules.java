package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;

/** What Azure accepts as a federated credential. */
final class FederatedCredentialRules {

    private static final int MOST = 20;
    private static final String ENTRA = "Microsoft Entra documents, workload identity federation considerations, 2026";

    /** A credential in a plan. */
    record InPlan(FederatedCredentialSpec credential, Scope scope) {

        /** Returns the credentials of the same identity, this one included. */
        List<FederatedCredentialSpec> siblings() {
            return scope.specs().stream()
                    .filter(FederatedCredentialSpec.class::isInstance)
                    .map(FederatedCredentialSpec.class::cast)
                    .filter(other -> scope.id(other.identity()).equals(scope.id(credential.identity())))
                    .distinct()
                    .toList();
        }
    }

    static final Rule<FederatedCredentialSpec> NAME = Rule.<FederatedCredentialSpec>error(
                    "AKS-ID-020",
                    "A federated credential's name has 3 to 120 letters, digits, hyphens or underscores and starts with a"
                            + " letter or digit.")
            .source("swagger 2024-11-30, federatedIdentityCredentialResourceName")
            .check((credential, findings) -> {
                if (!credential.name().matches("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}")) {
                    findings.report(
                            "name",
                            credential.name(),
                            "is not the name of a federated credential",
                            "Use 3 to 120 letters, digits, hyphens or underscores, beginning with a letter or digit.");
                }
            });

    static final Rule<FederatedCredentialSpec> ISSUER = Rule.<FederatedCredentialSpec>error(
                    "AKS-ID-021", "An issuer is an https URL of at most 600 characters, without a query.")
            .source(ENTRA)
            .check((credential, findings) -> credential
                    .issuer()
                    .filter(issuer -> !issuer.matches("https://[^\\s/?#]+[^\\s?#]*") || issuer.length() > 600)
                    .ifPresent(issuer -> findings.report(
                            "issuer",
                            issuer,
                            "is not the URL of an issuer",
                            "Use the iss of its tokens to the letter, a final slash included.")));

    static final Rule<FederatedCredentialSpec> SUBJECT = Rule.<FederatedCredentialSpec>error(
                    "AKS-ID-022", "Subject and audience have 1 to 600 characters.")
            .source(ENTRA)
            .check((credential, findings) -> {
                report(findings, "subject", credential.subject());
                report(findings, "audience", credential.audience());
            });

    static final Rule<InPlan> AT_MOST = Rule.<InPlan>error(
                    "AKS-ID-023", "An identity has at most 20 federated credentials.")
            .source("AKS documents, workload identity overview, 2026; " + ENTRA)
            .check((plan, findings) -> {
                List<FederatedCredentialSpec> siblings = plan.siblings();
                if (siblings.size() > MOST && siblings.get(0).equals(plan.credential())) {
                    findings.report(
                            "identity",
                            plan.credential().identity().name(),
                            "would have " + siblings.size() + " federated credentials, which is more than " + MOST,
                            "Spread the service accounts over several identities.");
                }
            });

    /** The credentials that an identity would have, those that exist already too. */
    record Counted(String identity, int planned, int live) {}

    static final Rule<Counted> AT_MOST_WITH_LIVE = Rule.<Counted>error(
                    "AKS-ID-026", "An identity has at most 20 federated credentials, with those that it has already.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("AKS documents, workload identity overview, 2026; " + ENTRA)
            .check((counted, findings) -> {
                if (counted.planned() + counted.live() > MOST) {
                    findings.report(
                            "identity",
                            counted.identity(),
                            "has " + counted.live()
                                    + " federated credentials that this plan does not name, and would get "
                                    + counted.planned() + ", which is more than " + MOST,
                            "Remove those that are not used, spread the service accounts over several identities, or take"
                                    + " an identity binding: WorkloadIdentity.builder(...).bound(name).");
                }
            });

    static final Rule<InPlan> ONCE = Rule.<InPlan>error(
                    "AKS-ID-024", "An identity trusts the same issuer and subject once.")
            .source(ENTRA)
            .check((plan, findings) -> plan.siblings().stream()
                    .filter(other -> other.name().compareTo(plan.credential().name()) < 0)
                    .filter(other -> other.issuerKey().equals(plan.credential().issuerKey()))
                    .filter(other -> other.subject().equals(plan.credential().subject()))
                    .findFirst()
                    .ifPresent(other -> findings.report(
                            "subject",
                            plan.credential().subject(),
                            "is trusted by the credential " + other.name() + " of the same identity already",
                            "Leave one of them out.")));

    static final Rule<InPlan> CLUSTER_ISSUES = Rule.<InPlan>error(
                    "AKS-ID-025",
                    "Only a cluster with an OIDC issuer gives service accounts tokens that can be trusted.")
            .source("AKS documents, use-oidc-issuer, 2026: on by default from Kubernetes 1.34")
            .check((plan, findings) -> plan.credential()
                    .cluster()
                    .flatMap(plan.scope()::spec)
                    .filter(ClusterSpec.class::isInstance)
                    .map(ClusterSpec.class::cast)
                    .filter(cluster -> !issues(cluster))
                    .ifPresent(cluster -> findings.report(
                            "cluster",
                            cluster.name(),
                            "has no OIDC issuer",
                            "Add .workloadIdentity() to the cluster, which switches the issuer on too.")));

    /** A credential, and the application whose it is to be. */
    record Belonging(FederatedCredentialSpec credential, ResourceId application) {}

    static final Rule<Belonging> OF_THIS_APPLICATION = Rule.<Belonging>error(
                    "AKS-ID-028", "A federated credential is written on the application that it names.")
            .source("Microsoft Graph, federatedIdentityCredential, 2026")
            .check((each, findings) -> {
                if (!each.credential().identity().equals(each.application())) {
                    findings.report(
                            "identity",
                            each.credential().identity(),
                            "is another identity than " + each.application().name(),
                            "Make it with ApplicationTrusts.application(clientId).");
                }
            });

    static final Rule<InPlan> NOT_IN_GRAPH = Rule.<InPlan>error(
                    "AKS-ID-027",
                    "A plan holds credentials of managed identities; those of applications are in Microsoft Graph.")
            .source("Microsoft Graph, federatedIdentityCredential, 2026")
            .check((plan, findings) -> {
                if (ApplicationTrusts.isApplication(plan.credential().identity())) {
                    findings.report(
                            "identity",
                            plan.credential().identity(),
                            "is an application registration, which Azure Resource Manager does not know",
                            "Call ApplicationTrusts.of(aks, clientId).apply(...) in its place.");
                }
            });

    static final List<Rule<FederatedCredentialSpec>> ALL = List.of(NAME, ISSUER, SUBJECT);
    static final List<Rule<InPlan>> IN_PLAN = List.of(NOT_IN_GRAPH, AT_MOST, ONCE, CLUSTER_ISSUES);

    private FederatedCredentialRules() {}

    private static void report(Findings findings, String path, String value) {
        if (value.isEmpty() || value.length() > 600) {
            findings.report(path, value, "has " + value.length() + " characters", "Use 1 to 600 characters.");
        }
    }

    private static boolean issues(ClusterSpec cluster) {
        var declared = cluster.property("/properties/oidcIssuerProfile/enabled");
        return declared.isBoolean()
                ? declared.asBoolean()
                : cluster.version().map(version -> version.isAtLeast(1, 34)).orElse(true);
    }
}
