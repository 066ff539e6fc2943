package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.testing.Property;
import dev.aks4j.tests.docs.CoverageCases;
import dev.aks4j.tests.docs.PoolCoverageCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Chains of wishes, carried out one after the other while operations fail or are canceled, processes die and others write
 * too. Whatever the chain: a plan without a word is true, a plan that was carried out is followed by an empty one, what
 * failed is finished by a later plan, and what nobody declares stays. {@code -Daks4j.tries=50} tries so many times as
 * often.
 */
class PlanModelTest {

    private static final int CHAINS = Integer.getInteger("aks4j.chains", 10);

    @Test
    void everyPropertyOfClustersAndPoolsTakesPart() {
        assertThat(Stream.concat(
                        CoverageCases.calls().keySet().stream().filter(method -> !method.startsWith("pool: ")),
                        PoolCoverageCases.calls().keySet().stream()))
                .allMatch(method -> Wish.everyCall().contains(method) || Wish.isLeftOut(method));
    }

    @Test
    void chainsOfPlansTellTheTruth() {
        Property.tries(CHAINS).holds(draw -> {
            try (ChainOfPlans chain = new ChainOfPlans(draw)) {
                chain.play();
            }
        });
    }
}
