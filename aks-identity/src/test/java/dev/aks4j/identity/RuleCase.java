package dev.aks4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One rule with something that breaks it and something close to it that does not. */
record RuleCase(String rule, String about, Supplier<List<Problem>> broken, Supplier<List<Problem>> kept) {

    void holds() {
        List<Problem> found = broken.get();
        assertThat(found).as("broken").extracting(Problem::rule).contains(rule);
        assertThat(found).allSatisfy(problem -> {
            assertThat(problem.fix()).endsWith(".");
            assertThat(problem.what()).doesNotEndWith(".").isNotEmpty();
        });
        assertThat(kept.get()).as("kept").extracting(Problem::rule).doesNotContain(rule);
    }

    /** Fails if a rule has no case, so that no rule goes untested. */
    static void cover(Collection<RuleCase> cases, Collection<? extends Rule<?>> rules) {
        Set<String> tested = cases.stream().map(RuleCase::rule).collect(Collectors.toSet());
        assertThat(rules).extracting(rule -> rule.id()).doesNotHaveDuplicates().isSubsetOf(tested);
    }

    @Override
    public String toString() {
        return rule + " " + about;
    }
}
