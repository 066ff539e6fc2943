package dev.aks4j.core.testing;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the cases of the rules of this module. */
public final class RuleCases {

    private RuleCases() {}

    /** A case whose subjects are anything. */
    public static RuleCase ruleCase(String rule, Supplier<List<Problem>> broken, Supplier<List<Problem>> kept) {
        return new RuleCase(rule, "", broken, kept);
    }

    /** A case whose subjects are clusters. The one that keeps the rule must be built. */
    public static RuleCase ruleCase(String rule, ClusterSpec.Builder broken, ClusterSpec.Builder kept) {
        return new RuleCase(
                rule,
                "",
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
}
