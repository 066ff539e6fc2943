package dev.aks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCaseTest {

    record Said(String rule, String path, String what, String fix) {}

    record Known(String id) {}

    private static RuleCase rule(List<Said> broken, List<Said> kept) {
        return new RuleCase("X-1", "", () -> broken, () -> kept);
    }

    private static final Said GOOD = new Said("X-1", "pool.count", "is 0", "Set 1.");

    @Test
    void holdsIfOnlyWhatBreaksTheRuleIsReported() {
        assertThatCode(() -> rule(List.of(GOOD), List.of()).holds()).doesNotThrowAnyException();
        assertThatThrownBy(() -> rule(List.of(), List.of()).holds()).hasMessageContaining("broken");
        assertThatThrownBy(() -> rule(List.of(GOOD), List.of(GOOD)).holds()).hasMessageContaining("kept");
    }

    @Test
    void textsThatBreakTheHouseRulesFail() {
        for (Said bad : List.of(
                new Said("X-1", "", "is 0", "Set 1."),
                new Said("X-1", "pool", "is 0.", "Set 1."),
                new Said("X-1", "pool", "is 0", "set 1."),
                new Said("X-1", "pool", "is 0", "Set 1"))) {
            assertThatThrownBy(() -> rule(List.of(bad), List.of()).holds())
                    .as(bad.toString())
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void ruleWithoutACaseIsFound() {
        List<RuleCase> cases = List.of(rule(List.of(GOOD), List.of()));
        RuleCase.cover(cases, List.of(new Known("X-1")));
        assertThat(cases).hasToString("[X-1]");
        assertThatThrownBy(() -> RuleCase.cover(cases, List.of(new Known("X-1"), new Known("X-2"))))
                .hasMessageContaining("X-2");
    }
}
