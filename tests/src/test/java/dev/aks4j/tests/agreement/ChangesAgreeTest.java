package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * What a plan would change in place, the simulator accepts; what a plan would not (it rotates a pool, makes the cluster
 * anew, or refuses), the simulator refuses. Where official texts conflict, the two may differ: {@link Settled}.
 */
class ChangesAgreeTest {

    private static final ChangeOpinions OPINIONS = new ChangeOpinions();

    @AfterContainer
    static void close() {
        OPINIONS.close();
    }

    @Example
    void onEachAlterationAlone() {
        List<String> disagreements = new ArrayList<>();
        int accepted = 0;
        for (Alteration alteration : Alteration.ALL) {
            Optional<ChangeOpinions.Both> both = OPINIONS.of(List.of(alteration));
            accepted += both.filter(ChangeOpinions.Both::accepted).isPresent() ? 1 : 0;
            if (both.isEmpty()) {
                disagreements.add(alteration + ": cannot be created");
            } else if (!both.get().agree() && !Settled.isIn(alteration.name())) {
                disagreements.add(alteration + ": " + both.get());
            }
        }
        System.out.println(Alteration.ALL.size() + " changes, " + accepted + " of them accepted");
        assertThat(disagreements).isEmpty();
        assertThat(accepted).isBetween(Alteration.ALL.size() / 4, Alteration.ALL.size() * 3 / 4);
    }

    @Property(tries = 200, seed = "4712", shrinking = ShrinkingMode.FULL)
    void onAlterationsTogether(@ForAll("alterations") List<Alteration> alterations) {
        Assume.that(alterations.stream().noneMatch(each -> Settled.isIn(each.name())));
        Optional<ChangeOpinions.Both> both = OPINIONS.of(alterations);
        Assume.that(both.isPresent());
        assertThat(both.get().agree()).as(alterations + ": " + both.get()).isTrue();
    }

    @Provide
    Arbitrary<List<Alteration>> alterations() {
        return Arbitraries.of(Alteration.ALL).list().ofMinSize(1).ofMaxSize(3);
    }
}
