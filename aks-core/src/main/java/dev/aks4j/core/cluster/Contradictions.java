package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.internal.cluster.rule.ClusterRules;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a spec declares against what is there and what it does not declare. Each by itself may be right; the rules look at
 * what the cluster would be afterwards. What they refuse then and did not refuse before, Azure would refuse in the middle
 * of a run.
 */
final class Contradictions {

    private static final Set<String> RULES = Stream.concat(ClusterRules.CLUSTER.stream(), ClusterRules.POOL.stream())
            .map(Rule::id)
            .collect(Collectors.toSet());

    private Contradictions() {}

    /** Returns what cannot be, for differences that would be written to a cluster that stays. */
    static List<Difference> of(ClusterSpec spec, Json live, List<Difference> differences, Scope scope) {
        boolean written = differences.stream().anyMatch(each -> !Unfinished.isState(each));
        boolean stays = differences.stream()
                .noneMatch(each -> each.change() == Change.RECREATE || each.change() == Change.FORBIDDEN);
        if (!written || !stays) {
            return List.of();
        }
        List<Problem> after = problems(afterwards(spec, live, differences, scope));
        if (after.isEmpty()) {
            return List.of();
        }
        Set<String> before = problems(live).stream().map(Contradictions::key).collect(Collectors.toSet());
        return after.stream()
                .filter(problem -> !before.contains(key(problem)))
                .map(Contradictions::difference)
                .toList();
    }

    private static String key(Problem problem) {
        return problem.rule() + " " + problem.path();
    }

    private static Difference difference(Problem problem) {
        return new Difference(
                "/" + problem.path().replace('.', '/'),
                Json.missing(),
                Json.of(problem.value()),
                Change.FORBIDDEN,
                problem.what() + ", with what is there and no spec declares (" + problem.rule() + "). " + problem.fix()
                        + " Or declare the other one too");
    }

    /** Returns what the rules find in a document; nothing if it cannot be read as a spec. */
    private static List<Problem> problems(Json document) {
        try {
            ClusterSpec.of(document);
            return List.of();
        } catch (InvalidSpecException refused) {
            return refused.problems().stream()
                    .filter(Problem::isError)
                    .filter(problem -> RULES.contains(problem.rule()))
                    .toList();
        } catch (AksException unreadable) {
            return List.of();
        }
    }

    private static Json afterwards(ClusterSpec spec, Json live, List<Difference> differences, Scope scope) {
        List<Difference> own = differences.stream()
                .filter(each -> !each.path().startsWith(ClusterComparison.POOLS))
                .toList();
        Json declared = ClusterDocuments.managedControlPlane(spec, live, scope);
        Json merged = Documents.merge(Unfinished.asItStays(live), Documents.only(declared, live, own));
        Json.ArrayBuilder pools = Json.array();
        live.at(ClusterComparison.POOLS).forEach(there -> {
            String name = there.path("name").asText();
            if (!spec.removedPools().contains(name)) {
                pools.add(spec.pool(name)
                        .map(pool -> pool(spec, pool, there, differences, scope))
                        .orElse(there));
            }
        });
        spec.pools().stream()
                .filter(pool -> ClusterComparison.live(live, pool.name()).isEmpty())
                .forEach(pool -> pools.add(ClusterDocuments.profile(spec, pool, scope)));
        return merged.with(ClusterComparison.POOLS, pools.build());
    }

    private static Json pool(
            ClusterSpec spec, NodePoolSpec pool, Json there, List<Difference> differences, Scope scope) {
        String path = ClusterComparison.POOLS + "/" + pool.name();
        List<Difference> own = differences.stream()
                .filter(each -> each.path().startsWith(path + "/"))
                .map(each -> new Difference(
                        each.path().substring(path.length()),
                        each.before(),
                        each.after(),
                        each.change(),
                        each.reason()))
                .toList();
        Optional<Difference> rotates =
                own.stream().filter(each -> each.change() == Change.ROTATE).findFirst();
        Json declared =
                ClusterDocuments.managedProfile(spec, pool, there, scope).build();
        return rotates.isPresent()
                ? Documents.merge(PoolInheritance.of(there, declared).build(), declared)
                        .edit()
                        .put("name", pool.name())
                        .build()
                : Documents.merge(Unfinished.asItStays(there), Documents.only(declared, there, own));
    }
}
