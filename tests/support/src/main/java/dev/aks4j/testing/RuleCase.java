package dev.aks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One rule with something that breaks it and something close to it that keeps it. Problems and rules are read by the names
 * of their parts ({@code rule}, {@code path}, {@code what}, {@code fix}; {@code id}), because the tests of the module
 * that defines them use this too.
 *
 * @param rule the rule's id
 * @param about what distinguishes this case from others of the rule; may be empty
 * @param broken returns the problems of what is refused, or warned about, for this rule
 * @param kept returns the problems of what is accepted
 * @param accepted what is accepted, where other tests want to know it
 */
public record RuleCase(
        String rule,
        String about,
        Supplier<? extends List<?>> broken,
        Supplier<? extends List<?>> kept,
        Optional<Object> accepted) {

    /** A case that tells nobody what it accepts. */
    public RuleCase(String rule, String about, Supplier<? extends List<?>> broken, Supplier<? extends List<?>> kept) {
        this(rule, about, broken, kept, Optional.empty());
    }

    /** Fails unless what breaks the rule is reported for it, and what keeps it is not. */
    public void holds() {
        List<?> found = broken.get();
        assertThat(found).as("broken").extracting("rule").contains(rule);
        assertThat(found)
                .extracting("fix", String.class)
                .allSatisfy(fix -> assertThat(fix).endsWith(".").matches("(?s)[A-Z].*"));
        assertThat(found)
                .extracting("what", String.class)
                .allSatisfy(what -> assertThat(what).isNotEmpty().doesNotEndWith("."));
        assertThat(found)
                .filteredOn("rule", rule)
                .extracting("path", String.class)
                .allSatisfy(path -> assertThat(path).isNotEmpty());
        assertThat(kept.get()).as("kept").extracting("rule").doesNotContain(rule);
    }

    /** Fails unless every rule has a case and no two have one id. */
    public static void cover(Collection<RuleCase> cases, Collection<?> rules) {
        assertThat(rules)
                .extracting("id")
                .doesNotHaveDuplicates()
                .isSubsetOf(cases.stream().map(RuleCase::rule).toList());
    }

    @Override
    public String toString() {
        return about.isEmpty() ? rule : rule + " " + about;
    }
}
