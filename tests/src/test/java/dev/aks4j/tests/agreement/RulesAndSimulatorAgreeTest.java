package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aks4j.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * No cluster that the simulator, which has checks of its own, accepts is refused by a rule, and none that it refuses is
 * accepted by all. Where official texts conflict, the two may: {@link Settled}.
 */
class RulesAndSimulatorAgreeTest {

    private static final Opinions OPINIONS = new Opinions();

    @AfterAll
    static void close() {
        OPINIONS.close();
    }

    @Test
    void onEachVariationAlone() {
        List<String> disagreements = new ArrayList<>();
        for (Variation variation : Variation.ALL) {
            Opinions.Both both = OPINIONS.of(List.of(variation));
            if (!both.agree() && !Settled.isIn(List.of(variation))) {
                disagreements.add(variation + ": " + both);
            }
        }
        assertThat(disagreements).isEmpty();
    }

    @Test
    void onVariationsTogether() {
        Property.tries(400).holds(draw -> {
            List<Variation> variations = draw.list(0, 4, each -> each.oneOf(Variation.ALL));
            assumeTrue(!Settled.isIn(variations));
            Opinions.Both both = OPINIONS.of(variations);
            assertThat(both.agree()).as(variations + ": " + both).isTrue();
        });
    }
}
