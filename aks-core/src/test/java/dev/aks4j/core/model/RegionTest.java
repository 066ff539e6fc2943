package dev.aks4j.core.model;

import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {

    @Test
    void aRegionIsNamedByItsProgrammaticName() {
        RuleCase name = ruleCase("AKS-ARM-001", () -> named("west-europe"), () -> named("westeurope"));
        name.holds();
        RuleCase.cover(List.of(name), Region.rules());
    }

    private static List<Problem> named(String name) {
        return RuleCases.problems(() -> {
            Region.of(name);
            return List.of();
        });
    }
}
