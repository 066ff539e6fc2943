package dev.aks4j.core.model;

import dev.aks4j.core.testing.RuleCase;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {

    @Test
    void aRegionIsNamedByItsProgrammaticName() {
        RuleCase name = new RuleCase("AKS-ARM-001", () -> named("west-europe"), () -> named("westeurope"));
        name.holds();
        RuleCase.cover(List.of(name), Region.rules());
    }

    private static List<Problem> named(String name) {
        return RuleCase.problems(() -> {
            Region.of(name);
            return List.of();
        });
    }
}
