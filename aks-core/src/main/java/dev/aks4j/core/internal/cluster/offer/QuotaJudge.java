package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds the vCPUs that clusters of a region need together against its quotas. Used for one answer. */
public final class QuotaJudge {

    private final VmSizesOnOffer sizes;
    private final VcpuQuotas quotas;
    private final String region;
    private final List<ClusterDemand> clusters = new ArrayList<>();
    private final Map<String, Set<String>> placesNow = new LinkedHashMap<>();
    private final Map<String, Set<String>> placesLater = new LinkedHashMap<>();

    QuotaJudge(VmSizesOnOffer sizes, VcpuQuotas quotas, String region) {
        this.sizes = sizes;
        this.quotas = quotas;
        this.region = region;
    }

    void look(ClusterDemand cluster, String place) {
        clusters.add(cluster);
        cluster.pools(sizes).forEach(pool -> {
            note(pool.now(), placesNow, place + pool.name());
            note(pool.later(), placesLater, place + pool.name());
        });
    }

    private static void note(Vcpus needed, Map<String, Set<String>> places, String place) {
        needed.byKey().forEach((key, vcpus) -> {
            if (vcpus > 0) {
                places.computeIfAbsent(key, any -> new TreeSet<>()).add(place);
            }
        });
    }

    Question.Judgement judgement() {
        Vcpus peak = Vcpus.NONE;
        Vcpus later = Vcpus.NONE;
        Vcpus surge = Vcpus.NONE;
        for (ClusterDemand cluster : clusters) {
            peak = peak.plus(cluster.peak(sizes));
            later = later.plus(cluster.atMost(sizes));
            surge = surge.or(cluster.surge(sizes));
        }
        return judged(peak, later.plus(surge));
    }

    private Question.Judgement judged(Vcpus now, Vcpus later) {
        List<String> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<Question.Claim> claims = new ArrayList<>();
        for (String key : keys(now, later)) {
            quotas.find(key).ifPresent(quota -> {
                found.add(quota.name() + " " + now.get(key) + " more, " + later.get(key) + " at most, of "
                        + quota.left() + " left");
                List<Problem> refused = rule(key).on(needed(placesNow, key, now, quota));
                problems.addAll(refused);
                if (refused.isEmpty() && now.get(key) > 0) {
                    claims.add(claim(key, now, quota));
                }
                if (refused.isEmpty()) {
                    problems.addAll(QuotaRules.AT_MOST.on(needed(placesLater, key, later, quota)));
                }
            });
        }
        return new Question.Judgement(
                found.isEmpty() ? "none of these sizes" : String.join("; ", found), problems, claims);
    }

    private Question.Claim claim(String key, Vcpus now, VcpuQuotas.Quota quota) {
        return new Question.Claim(
                rule(key).id(),
                String.join(", ", placesNow.getOrDefault(key, Set.of("pools"))),
                "the quota " + quota.name() + " in " + region,
                "vCPUs",
                now.get(key),
                quota.used(),
                quota.limit());
    }

    private QuotaRules.Needed needed(Map<String, Set<String>> places, String key, Vcpus vcpus, VcpuQuotas.Quota quota) {
        return new QuotaRules.Needed(
                String.join(", ", places.getOrDefault(key, Set.of("pools"))), vcpus.get(key), quota, region);
    }

    private static Set<String> keys(Vcpus one, Vcpus other) {
        Set<String> keys = new LinkedHashSet<>(one.byKey().keySet());
        keys.addAll(other.byKey().keySet());
        return keys;
    }

    private static Rule<QuotaRules.Needed> rule(String key) {
        return switch (key) {
            case VcpuQuotas.TOTAL -> QuotaRules.REGION;
            case VcpuQuotas.SPOT -> QuotaRules.SPOT;
            default -> QuotaRules.FAMILY;
        };
    }
}
