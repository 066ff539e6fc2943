package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.cluster.offer.ClusterDemand;
import dev.aks4j.core.internal.cluster.offer.OfferRules;
import dev.aks4j.core.internal.cluster.offer.RegionQuestions;
import dev.aks4j.core.internal.cluster.offer.VersionsOnOffer;
import dev.aks4j.core.internal.plan.QuestionReads;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds all steps of a verb against what Azure offers, before the first of them is sent: each version on the way, and the
 * machines and quotas of the region, by the rules that plans go by.
 */
final class OfferChecks {

    private static final String LONG_TERM = "AKSLongTermSupport";

    private final Cluster cluster;
    private final List<Write> writes;

    private OfferChecks(Cluster cluster, List<Step> steps) {
        this.cluster = cluster;
        this.writes = steps.stream().map(Step::write).toList();
    }

    /**
     * Returns the steps, if Azure offers what they need.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException with every problem, if it does not
     */
    static List<Step> passed(String doing, Cluster cluster, List<Step> steps) {
        OfferChecks checks = new OfferChecks(cluster, steps);
        List<Problem> problems = new ArrayList<>(checks.versions());
        problems.addAll(checks.machines());
        Refusal.of(doing).problems(problems).orGoOn();
        return steps;
    }

    /** Names the first version on the way that cannot be had: the later ones are not reached anyway. */
    private List<Problem> versions() {
        List<KubernetesVersion> needed = needed();
        if (needed.isEmpty()) {
            return List.of();
        }
        String region = cluster.region().name();
        ResourceId location = ResourceId.subscription(
                        cluster.id().subscriptionId().orElseThrow())
                .child("Microsoft.ContainerService/locations", region);
        VersionsOnOffer offer = VersionsOnOffer.read(answer(
                new Question.Collection(location, "kubernetesVersions", ClusterSpec.API_VERSION),
                "the Kubernetes versions on offer in " + region));
        boolean longTerm =
                cluster.document().at("/properties/supportPlan").asText().equals(LONG_TERM);
        KubernetesVersion last = needed.get(needed.size() - 1);
        return needed.stream()
                .filter(version -> !offer.has(version, longTerm))
                .findFirst()
                .map(version -> OfferRules.IN_REGION.on(new OfferRules.Wanted(
                        version.equals(last) ? "version" : "version, on the way to " + last,
                        version.toString(),
                        false,
                        "in " + region + (longTerm ? " with long-term support" : ""),
                        offer.instead(version, longTerm))))
                .orElse(List.of());
    }

    /** Returns the versions of the steps, in order, without the one that the control plane runs: its pools may have it. */
    private List<KubernetesVersion> needed() {
        Set<String> texts = new LinkedHashSet<>();
        for (Write write : writes) {
            Json properties = write.content().path("properties");
            texts.add(properties.path("kubernetesVersion").asText());
            texts.add(properties.path("orchestratorVersion").asText());
            properties
                    .path("agentPoolProfiles")
                    .forEach(pool -> texts.add(pool.path("orchestratorVersion").asText()));
        }
        Optional<KubernetesVersion> control = cluster.kubernetesVersion();
        return texts.stream()
                .flatMap(text -> KubernetesVersion.read(text).stream())
                .filter(version -> control.filter(version::matches).isEmpty())
                .collect(Collectors.toList());
    }

    /** What gets no answer, for want of a right for example, stands against nothing, as in a plan. */
    private List<Problem> machines() {
        ClusterDemand demand = new ClusterDemand(
                cluster.name(),
                cluster.region().name(),
                cluster.pools().stream().map(NodePool::name).collect(Collectors.toSet()),
                cluster.document(),
                writes);
        List<Problem> problems = new ArrayList<>();
        for (Question question : RegionQuestions.of(
                List.of(demand), cluster.id().subscriptionId().orElseThrow())) {
            try {
                List<Json> answers = question.reads().stream()
                        .map(read -> answer(read, question.what()))
                        .toList();
                problems.addAll(question.judge().apply(answers).problems());
            } catch (AksException e) {
                continue;
            }
        }
        return problems;
    }

    private Json answer(Question.Read read, String what) {
        OperateContext azure = cluster.azure();
        return azure.await(
                QuestionReads.read(azure.arm(), azure.kubernetes().access(), azure.scheduler(), read),
                "asking for " + what,
                OperateContext.READ);
    }
}
