package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rules on the parameters of a driver have in common. */
final class Parameters {

    /** How a driver answers: the claim stays pending, with this code in an event. */
    static final AzureError REFUSED = AzureError.later("InvalidArgument");

    private Parameters() {}

    static Rule.Builder<StorageClassSpec> rule(String id, String statement, String source) {
        return Rule.<StorageClassSpec>error(id, statement).prevents(REFUSED).source(source);
    }

    static Rule.Builder<StorageClassSpec> warning(String id, String statement, String source) {
        return Rule.<StorageClassSpec>warning(id, statement).source(source);
    }

    /** A rule that a parameter has one of a few values. */
    static Rule<StorageClassSpec> oneOf(String id, String key, String source, Collection<?> values) {
        Set<String> legal = values.stream().map(Object::toString).collect(Collectors.toSet());
        String list = values.stream().map(Object::toString).collect(Collectors.joining(", "));
        return rule(id, "The parameter " + key + " is one of " + list + ".", source)
                .check((it, findings) -> it.parameter(key)
                        .filter(value -> !legal.contains(value))
                        .ifPresent(value -> findings.report(
                                path(key),
                                value,
                                "is no " + key + " that the driver knows",
                                "Use one of " + list + ".")));
    }

    /** A rule that parameters are set only where something else holds. */
    static Rule<StorageClassSpec> onlyIf(
            Rule.Builder<StorageClassSpec> rule,
            Predicate<StorageClassSpec> condition,
            String otherwise,
            String fix,
            String... keys) {
        return rule.check((it, findings) -> {
            if (!condition.test(it)) {
                Stream.of(keys)
                        .forEach(key -> it.parameter(key)
                                .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("false"))
                                .ifPresent(value -> findings.report(path(key), value, otherwise, fix)));
            }
        });
    }

    /** Reports a parameter that is no whole number between two limits. */
    static void number(StorageClassSpec it, Findings findings, String key, long least, long most, String unit) {
        it.parameter(key)
                .filter(value ->
                        !value.matches("\\d{1,9}") || Long.parseLong(value) < least || Long.parseLong(value) > most)
                .ifPresent(value -> findings.report(
                        path(key),
                        value,
                        "is not between " + least + " and " + most + unit,
                        "Use a whole number between " + least + " and " + most + "."));
    }

    static String path(String key) {
        return "parameters." + key;
    }

    /** Returns problems that were found in a spec alone, with the place that they have in a plan. */
    static List<Problem> placed(String place, List<Problem> found) {
        return found.stream()
                .map(problem -> new Problem(
                        problem.rule(),
                        problem.severity(),
                        place + "." + problem.path(),
                        problem.value(),
                        problem.what(),
                        problem.fix(),
                        problem.prevents()))
                .toList();
    }

    static List<String> pairs(String tags) {
        return tags.isEmpty() ? List.of() : List.of(tags.split(",", -1));
    }
}
