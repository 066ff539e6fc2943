package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan asks of each region in which it makes pools, lets them grow or upgrades them: the VM sizes that it offers the
 * subscription, and the quotas of vCPUs. All clusters of a region are held against them together. Stateless.
 */
public final class RegionQuestions {

    private static final String SKUS_VERSION = "2021-07-01";
    private static final String USAGES_VERSION = "2024-07-01";

    private RegionQuestions() {}

    /** Returns the questions about the clusters that a plan would write. */
    public static List<Question> of(List<ClusterDemand> clusters, String subscriptionId) {
        Map<String, List<ClusterDemand>> byRegion = new LinkedHashMap<>();
        clusters.stream()
                .filter(ClusterDemand::concerned)
                .forEach(cluster -> byRegion.computeIfAbsent(cluster.region(), region -> new ArrayList<>())
                        .add(cluster));
        List<Question> questions = new ArrayList<>();
        byRegion.forEach((region, there) -> {
            questions.add(Question.of(
                    "VM sizes on offer in " + region,
                    skus(subscriptionId, region),
                    answer -> sizes(there, VmSizesOnOffer.read(answer, region), region)));
            questions.add(new Question(
                    "vCPU quotas in " + region,
                    List.of(skus(subscriptionId, region), usages(subscriptionId, region)),
                    answers -> quotas(there, answers, region)));
        });
        return questions;
    }

    private static Question.Read skus(String subscriptionId, String region) {
        return new Question.Collection(
                ResourceId.subscription(subscriptionId),
                "Microsoft.Compute/skus",
                SKUS_VERSION,
                Map.of("$filter", "location eq '" + region + "'"));
    }

    private static Question.Read usages(String subscriptionId, String region) {
        return new Question.Collection(
                ResourceId.subscription(subscriptionId).child("Microsoft.Compute/locations", region),
                "usages",
                USAGES_VERSION);
    }

    private static Question.Judgement sizes(List<ClusterDemand> clusters, VmSizesOnOffer sizes, String region) {
        SizeJudge judge = new SizeJudge(sizes, region);
        clusters.forEach(cluster -> judge.look(cluster, place(cluster, clusters)));
        return judge.judgement();
    }

    private static Question.Judgement quotas(List<ClusterDemand> clusters, List<Json> answers, String region) {
        QuotaJudge judge =
                new QuotaJudge(VmSizesOnOffer.read(answers.get(0), region), VcpuQuotas.read(answers.get(1)), region);
        clusters.forEach(cluster -> judge.look(cluster, place(cluster, clusters)));
        return judge.judgement();
    }

    /** Returns what stands before the place of a problem: the cluster's name, if there is more than one. */
    private static String place(ClusterDemand cluster, List<ClusterDemand> all) {
        return (all.size() > 1 ? cluster.cluster() + " " : "") + "pools.";
    }
}
