package dev.aks4j.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One rule that Azure states and that can be checked offline. Rules are constants; the page of all rules is generated
 * from them. Immutable and thread-safe.
 *
 * <pre>{@code
 * static final Rule<NodePool> NAME = Rule.<NodePool>error("AKS-POOL-001", "A pool name has 1-12 lower-case letters or digits.")
 *     .prevents(AzureError.answered(400, "InvalidParameter"))
 *     .source("swagger 2025-07-01, agentPools.name")
 *     .check((pool, findings) -> {
 *         if (!pool.name().matches("[a-z][a-z0-9]{0,11}")) {
 *             findings.report("pools." + pool.name(), pool.name(), "is not a pool name", "Use at most 12 ...");
 *         }
 *     });
 * }</pre>
 *
 * @param id stable identifier, area and number: {@code AKS-POOL-012}
 * @param severity whether breaking it stops the spec
 * @param statement the rule in one sentence
 * @param prevents what Azure answers when it is broken, where known
 * @param source the text it comes from, with its date
 * @param check finds the places that break it
 * @param <T> what it looks at
 */
public record Rule<T>(
        String id,
        Severity severity,
        String statement,
        Optional<AzureError> prevents,
        String source,
        BiConsumer<T, Findings> check) {

    /** Runs the rule. */
    public List<Problem> on(T subject) {
        return Findings.of(this, subject);
    }

    /** Runs all rules on a subject and returns every problem, in the order of the rules. */
    public static <T> List<Problem> all(Collection<Rule<T>> rules, T subject) {
        List<Problem> problems = new ArrayList<>();
        rules.forEach(rule -> problems.addAll(rule.on(subject)));
        return List.copyOf(problems);
    }

    /** Starts a rule whose breach stops the spec. */
    public static <T> Builder<T> error(String id, String statement) {
        return new Builder<>(id, Severity.ERROR, statement);
    }

    /** Starts a rule whose breach is reported but does not stop the spec. */
    public static <T> Builder<T> warning(String id, String statement) {
        return new Builder<>(id, Severity.WARNING, statement);
    }

    /** Builds a {@link Rule}; ends with {@link #check}. Not thread-safe. */
    public static final class Builder<T> {
        private final String id;
        private final Severity severity;
        private final String statement;
        private Optional<AzureError> prevents = Optional.empty();
        private String source = "";

        private Builder(String id, Severity severity, String statement) {
            this.id = Objects.requireNonNull(id);
            this.severity = severity;
            this.statement = Objects.requireNonNull(statement);
        }

        /** Names the answer that Azure gives when the rule is broken. */
        public Builder<T> prevents(AzureError error) {
            prevents = Optional.of(error);
            return this;
        }

        /** Names the text that states the rule, with its date. Required. */
        public Builder<T> source(String text) {
            source = text;
            return this;
        }

        /** Gives the check and builds the rule. */
        public Rule<T> check(BiConsumer<T, Findings> check) {
            if (source.isEmpty()) {
                throw new IllegalStateException("rule " + id + " names no source; call source(text) before check(...)");
            }
            return new Rule<>(id, severity, statement, prevents, source, check);
        }
    }
}
