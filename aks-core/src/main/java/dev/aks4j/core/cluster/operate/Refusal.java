package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/** What stands against one verb: gathered from all its rules, so that the caller hears of everything at once. */
final class Refusal {

    private final String doing;
    private final List<Problem> problems = new ArrayList<>();

    private Refusal(String doing) {
        this.doing = doing;
    }

    /** Begins with nothing against it; {@code doing} is the verb for the message, as in {@code scaling node pool x}. */
    static Refusal of(String doing) {
        return new Refusal(doing);
    }

    <T> Refusal rule(Rule<T> rule, T subject) {
        return problems(rule.on(subject));
    }

    <T> Refusal rules(List<Rule<T>> rules, T subject) {
        return problems(Rule.all(rules, subject));
    }

    Refusal problems(List<Problem> more) {
        problems.addAll(more);
        return this;
    }

    /** Returns whether nothing stands against it so far. */
    boolean isEmpty() {
        return problems.isEmpty();
    }

    /**
     * Refuses if anything was gathered.
     *
     * @throws InvalidSpecException with every problem
     */
    void orGoOn() {
        InvalidSpecException.throwIfAny(doing, problems);
    }
}
