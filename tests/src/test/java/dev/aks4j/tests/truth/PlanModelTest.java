package dev.aks4j.tests.truth;

import dev.aks4j.testing.Property;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Chains of wishes, carried out one after the other while operations fail or are canceled, processes die and others write
 * too. Whatever the chain: a plan that says nothing to do is true of what is there; a plan that was carried out is followed
 * by an empty one; what failed is finished by a later plan, or the plan says why not; nothing is sent that nobody said; and
 * what nobody declares stays. {@code -Daks4j.chains=3000} plays so many; the seed is printed, and a chain that fails is made
 * shorter. {@code -Daks4j.survey=true} goes on after a failure and counts them by kind.
 */
@Order(2)
class PlanModelTest {

    private static final int NORMALLY = 30;
    private static final int CHAINS = Integer.getInteger("aks4j.chains", NORMALLY);

    @Test
    void chainsOfPlansTellTheTruth() {
        TreeMap<String, Integer> kinds = new TreeMap<>();
        TreeMap<String, String> examples = new TreeMap<>();
        TreeMap<String, Integer> figures = new TreeMap<>();
        boolean survey = Boolean.getBoolean("aks4j.survey");
        // -Daks4j.chain=<number> plays one chain of those that a seed gives, and makes it shorter
        Property.tries(CHAINS).only(Integer.getInteger("aks4j.chain", 0)).holds(draw -> {
            if (figures.merge("chains", 1, Integer::sum) % 50 == 0 && survey) {
                System.out.println(figures);
            }
            try (ChainOfPlans chain = new ChainOfPlans(draw, figures)) {
                chain.play();
            } catch (AssertionError | RuntimeException wrong) {
                if (!survey) {
                    throw wrong;
                }
                String text = "chain " + figures.get("chains") + "\n" + wrong.getMessage();
                String kind = text.lines().reduce((one, two) -> two).orElse("");
                if (kinds.merge(kind, 1, Integer::sum) == 1) {
                    System.out.println("=== " + text);
                }
                examples.putIfAbsent(kind, text);
            }
        });
        if (CHAINS > NORMALLY) {
            System.out.println(figures);
        }
        kinds.forEach((kind, count) -> System.out.println("=== " + count + " x\n" + examples.get(kind)));
    }
}
