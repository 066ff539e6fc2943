package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * No cluster that the simulator, which has checks of its own, accepts is refused by a rule, and none that it refuses is
 * accepted by all. Where official texts conflict, the two may: {@link Settled}.
 */
class RulesAndSimulatorAgreeTest {

    private static final Opinions OPINIONS = new Opinions();

    @AfterContainer
    static void close() {
        OPINIONS.close();
    }

    @Example
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

    @Property(tries = 400, seed = "4711", shrinking = ShrinkingMode.FULL)
    void onVariationsTogether(@ForAll("variations") List<Variation> variations) {
        Assume.that(!Settled.isIn(variations));
        Opinions.Both both = OPINIONS.of(variations);
        assertThat(both.agree()).as(variations + ": " + both).isTrue();
    }

    @Provide
    Arbitrary<List<Variation>> variations() {
        return Arbitraries.of(Variation.ALL).list().ofMinSize(0).ofMaxSize(4);
    }
}
