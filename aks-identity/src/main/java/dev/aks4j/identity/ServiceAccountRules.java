package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Kubernetes accepts as a service account, and the workload identity webhook as its annotations. */
final class ServiceAccountRules {

    private static final String KUBERNETES = "Kubernetes documents, object names, 1.36";
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final String WEBHOOK_SAYS = "azure-workload-identity 1.6.0, its own answers, 2026-12";
    private static final String EXPIRATION = "azure.workload.identity/service-account-token-expiration";

    /** The names of a service account. */
    record Names(String namespace, String name) {}

    /** A service account in a plan. */
    record InPlan(ServiceAccountSpec account, Scope scope) {}

    static final Rule<Names> NAMESPACE = Rule.<Names>error(
                    "AKS-ID-030", "A namespace has 1 to 63 lower-case letters, digits or hyphens.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((names, findings) -> {
                if (!names.namespace().matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                    findings.report(
                            "namespace",
                            names.namespace(),
                            "is not a namespace",
                            "Use 1 to 63 lower-case letters, digits or hyphens, no hyphen at either end.");
                }
            });

    static final Rule<Names> NAME = Rule.<Names>error(
                    "AKS-ID-031", "A service account's name has 1 to 253 lower-case letters, digits, hyphens or dots.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((names, findings) -> {
                String label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
                if (names.name().length() > 253 || !names.name().matches(label + "(\\." + label + ")*")) {
                    findings.report(
                            "serviceAccount",
                            names.name(),
                            "is not the name of a service account",
                            "Use 1 to 253 lower-case letters, digits, hyphens or dots, beginning and ending with a letter"
                                    + " or digit.");
                }
            });

    static final Rule<ServiceAccountSpec> TOKEN_EXPIRATION = Rule.<ServiceAccountSpec>error(
                    "AKS-ID-032", "A service account's token lives between 1 and 24 hours.")
            .source("azure-workload-identity documents, service account annotations, 2026")
            .check((account, findings) -> account.tokenExpiration()
                    .filter(life -> life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0)
                    .ifPresent(life -> findings.report(
                            "tokenExpiration",
                            life,
                            "is not between 1 and 24 hours",
                            "Use a time between 3600 and 86400 seconds.")));

    static final Rule<Map<String, String>> RAW_EXPIRATION = Rule.<Map<String, String>>error(
                    "AKS-ID-034",
                    "The annotation for the life of tokens is a number of seconds between 3600 and 86400, without a unit.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source(WEBHOOK_SAYS)
            .check((annotations, findings) -> Optional.ofNullable(annotations.get(EXPIRATION))
                    .filter(text -> !text.isEmpty() && !isSeconds(text))
                    .ifPresent(text -> findings.report(
                            "annotation " + EXPIRATION,
                            text,
                            "is refused by the webhook, and so is every pod of the service account",
                            "Use .tokenExpiration(Duration), or whole seconds such as \"7200\".")));

    static final Rule<PodIdentityKeys> POD = Rule.<PodIdentityKeys>error(
                    "AKS-ID-035", "The keys by which a pod asks for a token are as the webhook takes them.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source(WEBHOOK_SAYS)
            .check((keys, findings) -> {
                keys.tokenExpiration()
                        .filter(life -> life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0)
                        .ifPresent(life -> findings.report(
                                "tokenExpiration",
                                life,
                                "is not between 1 and 24 hours",
                                "Use a time between 3600 and 86400 seconds."));
                keys.proxyPort()
                        .filter(port -> port < 1 || port > 65535)
                        .ifPresent(port ->
                                findings.report("proxySidecar", port, "is no port", "Use a port between 1 and 65535."));
                keys.skipped().stream()
                        .filter(name -> !name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"))
                        .forEach(name -> findings.report(
                                "skipContainers",
                                name,
                                "is not the name of a container",
                                "Give each name by itself: 1 to 63 lower-case letters, digits or hyphens."));
            });

    private static boolean isSeconds(String text) {
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            return false;
        }
        long seconds = Long.parseLong(text);
        return seconds >= SHORTEST.toSeconds() && seconds <= LONGEST.toSeconds();
    }

    static final Rule<InPlan> WEBHOOK = Rule.<InPlan>error(
                    "AKS-ID-033", "Only a cluster with workload identity gives pods the tokens of their identity.")
            .source("AKS documents, workload identity overview, 2026")
            .check((plan, findings) -> plan.scope()
                    .spec(plan.account().cluster())
                    .filter(ClusterSpec.class::isInstance)
                    .map(ClusterSpec.class::cast)
                    .filter(cluster -> plan.account().identity().isPresent())
                    .filter(cluster -> !cluster.property("/properties/securityProfile/workloadIdentity/enabled")
                            .asBoolean())
                    .ifPresent(cluster -> findings.report(
                            "cluster",
                            cluster.name(),
                            "has no workload identity, so the pods of "
                                    + plan.account().name() + " get no token",
                            "Add .workloadIdentity() to the cluster.")));

    static final List<Rule<Names>> NAMES = List.of(NAMESPACE, NAME);
    static final List<Rule<ServiceAccountSpec>> ALL = List.of(TOKEN_EXPIRATION);
    static final List<Rule<Map<String, String>>> ANNOTATIONS = List.of(RAW_EXPIRATION);
    static final List<Rule<PodIdentityKeys>> PODS = List.of(POD);
    static final List<Rule<InPlan>> IN_PLAN = List.of(WEBHOOK);

    private ServiceAccountRules() {}
}
