package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aks4j.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What a plan would change in place, the simulator accepts; what a plan would not (it rotates a pool, makes the cluster
 * anew, or refuses), the simulator refuses. Where official texts conflict, the two may differ: {@link Settled}.
 */
class ChangesAgreeTest {

    private static final ChangeOpinions OPINIONS = new ChangeOpinions();

    @AfterAll
    static void close() {
        OPINIONS.close();
    }

    @Test
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

    @Test
    void onAlterationsTogether() {
        Property.tries(60).holds(draw -> {
            List<Alteration> alterations = draw.list(1, 3, each -> each.oneOf(Alteration.ALL));
            assumeTrue(alterations.stream().noneMatch(each -> Settled.isIn(each.name())));
            Optional<ChangeOpinions.Both> both = OPINIONS.of(alterations);
            assumeTrue(both.isPresent());
            assertThat(both.get().agree()).as(alterations + ": " + both.get()).isTrue();
        });
    }
}
