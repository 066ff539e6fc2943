package dev.aks4j.tests.docs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of all modules, for tests of other packages. */
public final class AllRules {

    private AllRules() {}

    /** Returns the ids of all rules. */
    public static Set<String> ids() {
        return RulesPageTest.RULES.keySet();
    }

    /** Returns the ids of the rules without which Azure would answer 400. */
    public static Set<String> refusedWith400() {
        return RulesPageTest.RULES.entrySet().stream()
                .filter(rules -> rules.getValue().stream()
                        .anyMatch(rule -> rule.prevents()
                                .filter(error -> error.status() == 400)
                                .isPresent()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns for each rule without which Azure would answer 400 the codes that it would answer. */
    public static Map<String, Set<String>> codesOf400() {
        return RulesPageTest.RULES.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        rules -> rules.getValue().stream()
                                .flatMap(rule -> rule.prevents().stream())
                                .filter(error -> error.status() == 400)
                                .map(error -> error.code())
                                .collect(Collectors.toCollection(TreeSet::new))));
    }
}
