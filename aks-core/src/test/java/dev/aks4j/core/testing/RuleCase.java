package dev.aks4j.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One rule with something that breaks it and something close to it that keeps it.
 *
 * @param rule the rule's id
 * @param broken returns the problems of what is refused, or warned about, for this rule
 * @param kept returns the problems of what is accepted
 * @param cluster the cluster that is accepted, where the case is about clusters
 */
public record RuleCase(
        String rule,
        Supplier<List<Problem>> broken,
        Supplier<List<Problem>> kept,
        Optional<ClusterSpec.Builder> cluster) {

    /** A case whose subjects are anything. */
    public RuleCase(String rule, Supplier<List<Problem>> broken, Supplier<List<Problem>> kept) {
        this(rule, broken, kept, Optional.empty());
    }

    /** A case whose subjects are clusters. The one that keeps the rule must be built. */
    public RuleCase(String rule, ClusterSpec.Builder broken, ClusterSpec.Builder kept) {
        this(
                rule,
                () -> problems(() -> broken.build().warnings()),
                () -> kept.build().warnings(),
                Optional.of(kept));
    }

    /** Returns what a check finds, or what it is refused for. */
    public static List<Problem> problems(Supplier<List<Problem>> check) {
        try {
            return check.get();
        } catch (InvalidSpecException refused) {
            return refused.problems();
        }
    }

    /** Fails unless what breaks the rule is reported for it, and what keeps it is not. */
    public void holds() {
        List<Problem> found = broken.get();
        assertThat(found).as("broken").extracting(Problem::rule).contains(rule);
        assertThat(found).filteredOn(problem -> problem.rule().equals(rule)).allSatisfy(problem -> {
            assertThat(problem.path()).isNotEmpty();
            assertThat(problem.fix()).endsWith(".").matches("(?s)[A-Z].*");
            assertThat(problem.what()).doesNotEndWith(".").isNotEmpty();
        });
        assertThat(kept.get()).as("kept").extracting(Problem::rule).doesNotContain(rule);
    }

    /** Fails unless every rule has a case. */
    public static void cover(Collection<RuleCase> cases, Collection<? extends Rule<?>> rules) {
        Set<String> ids = rules.stream().map(Rule::id).collect(Collectors.toSet());
        assertThat(cases).extracting(RuleCase::rule).containsAll(ids);
    }

    @Override
    public String toString() {
        return rule;
    }
}
