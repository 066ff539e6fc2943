package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All rules of clusters and pools that need nothing but the spec. */
final class ClusterRules {

    static final List<Rule<ClusterSpec>> CLUSTER =
            Stream.of(ClusterNameRules.ALL).flatMap(List::stream).toList();

    private ClusterRules() {}

    /** Returns every problem, those of the features included. */
    static List<Problem> check(ClusterSpec cluster) {
        List<Problem> problems = new ArrayList<>(Rule.all(CLUSTER, cluster));
        problems.addAll(Rule.all(ControlPlaneRules.ALL, cluster));
        cluster.features().forEach(feature -> problems.addAll(feature.check(cluster)));
        return List.copyOf(problems);
    }
}
