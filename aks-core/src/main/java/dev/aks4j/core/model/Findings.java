package dev.aks4j.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems that rules find in one subject. A rule calls {@link #report} once for each place that breaks
 * it. Not thread-safe; used by one check at a time.
 */
public final class Findings {

    private final List<Problem> problems = new ArrayList<>();
    private final Rule<?> rule;

    private Findings(Rule<?> rule) {
        this.rule = rule;
    }

    /** Runs a rule on a subject and returns what it found. */
    static <T> List<Problem> of(Rule<T> rule, T subject) {
        Findings findings = new Findings(rule);
        rule.check().accept(subject, findings);
        return List.copyOf(findings.problems);
    }

    /**
     * Reports that the subject breaks the rule.
     *
     * @param path where, in the words of the builders
     * @param value the offending value; its {@code toString()} must hold no secret
     * @param what what is wrong with it; reads on after the value, without a full stop
     * @param fix what to do instead, as a full sentence
     */
    public void report(String path, Object value, String what, String fix) {
        problems.add(new Problem(rule.id(), rule.severity(), path, String.valueOf(value), what, fix, rule.prevents()));
    }
}
