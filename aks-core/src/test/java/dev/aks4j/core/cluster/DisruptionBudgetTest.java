package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetTest {

    private static List<DisruptionBudget> read(String spec, int allowed, int pods, int healthy, int needed)
            throws Exception {
        return DisruptionBudget.read(
                Json.parse(("{'items':[{'metadata':{'namespace':'shop','name':'web'},'spec':" + spec
                                + ",'status':{'disruptionsAllowed':" + allowed + ",'expectedPods':" + pods
                                + ",'currentHealthy':" + healthy + ",'desiredHealthy':" + needed + "}}]}")
                        .replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'maxUnavailable':0}     | 0 | 0 | 0 | 0 | never allows a pod to be evicted | Set its maxUnavailable to 1 or more",
                "{'maxUnavailable':'0%'}  | 0 | 2 | 2 | 2 | never allows a pod to be evicted | Set its maxUnavailable to 1 or more",
                "{'minAvailable':'100%'}  | 0 | 2 | 2 | 2 | never allows a pod to be evicted | Set its minAvailable below 100%",
                "{'minAvailable':2}       | 0 | 2 | 2 | 2 | 2 of 2 are ready, and 2 must be  | Run more than 2 pods",
                "{'minAvailable':1}       | 0 | 2 | 1 | 1 | 1 of 2 are ready, and 1 must be  | Wait until more than 1 of its pods are ready",
                "{'selector':{}}          | 0 | 1 | 1 | 1 | 1 of 1 are ready, and 1 must be  | Run more than 1 pods"
            })
    void aBudgetThatAllowsNoDisruptionIsReportedWithItsRemedy(
            String spec, int allowed, int pods, int healthy, int needed, String why, String fix) throws Exception {
        List<Problem> problems = DisruptionBudget.against(read(spec, allowed, pods, healthy, needed));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OPS-016");
            assertThat(problem.path()).isEqualTo("podDisruptionBudgets.shop/web");
            assertThat(problem.what()).contains(why);
            assertThat(problem.fix()).startsWith(fix);
            assertThat(problem.prevents().orElseThrow()).hasToString("Azure would answer 400 UnsatisfiablePDB");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'maxUnavailable':1}     | 1 | 2 | 2 | 1",
                "{'maxUnavailable':'10%'} | 0 | 0 | 0 | 0",
                "{'minAvailable':1}       | 1 | 2 | 2 | 1",
                "{'minAvailable':'99%'}   | 0 | 0 | 0 | 0"
            })
    void aBudgetThatAllowsADisruptionOrGuardsNothingIsNot(String spec, int allowed, int pods, int healthy, int needed)
            throws Exception {
        assertThat(DisruptionBudget.against(read(spec, allowed, pods, healthy, needed)))
                .isEmpty();
    }

    @Test
    void aClusterWithoutBudgetsHasNone() throws Exception {
        assertThat(DisruptionBudget.read(Json.parse("{\"items\":[]}"))).isEmpty();
    }
}
