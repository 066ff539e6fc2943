package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalTest {

    private final PlanWorld world = new PlanWorld();

    @Test
    void everythingOfOursGoesInReverseOrder() {
        world.apply(world.plan(Things.baseline().specs()));
        world.arm.accepted.clear();

        world.apply(world.planner().planRemoval(Things.baseline().specs(), PlanOptions.standard()));

        assertThat(world.arm.state()).isEmpty();
        assertThat(world.arm.writes()).first().isEqualTo("DELETE shop");
        assertThat(world.arm.writes()).last().isEqualTo("DELETE rg-shop");
    }

    @Test
    void whatIsNotOursStaysAndKeepsTheGroup() {
        world.apply(Things.group(), Things.sized("ours"));
        world.arm.has(Things.sized("foreign").id(), "{}");

        Plan plan = world.removal(Things.group(), Things.sized("ours"), Things.sized("foreign"));
        world.apply(plan);

        assertThat(plan.toString())
                .contains("thing foreign stays: it was not created by aks4j")
                .contains("resourceGroup rg-shop stays: the plan does not remove thing foreign in it");
        assertThat(world.arm.get(Things.sized("foreign").id()).isMissing()).isFalse();
        assertThat(world.arm.get(Things.sized("ours").id()).isMissing()).isTrue();
    }

    @Test
    void groupOfSomebodyElseStays() {
        world.arm.has(Things.GROUP, "{}");
        world.apply(Things.sized("ours"));

        assertThat(world.removal(Things.group(), Things.sized("ours")).steps())
                .extracting(Step::name)
                .containsExactly("ours");
    }

    @Test
    void adoptRemovesWhatIsNotOursToo() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(Things.sized("foreign").id(), "{}");

        Plan plan = world.planner()
                .planRemoval(
                        List.of(Things.group(), Things.sized("foreign")),
                        PlanOptions.standard().adopt());
        world.apply(plan);

        assertThat(world.arm.state()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotRemoved() {
        assertThat(world.removal(Things.group(), Things.sized("a")).isEmpty()).isTrue();
    }

    @Test
    void somethingThatCameIntoTheGroupAfterThePlanIsNotTakenWithIt() {
        world.apply(Things.group(), Things.sized("ours"));
        Plan plan = world.removal(Things.group(), Things.sized("ours"));
        world.arm.has(Things.sized("late").id(), "{}");

        assertThatThrownBy(() -> world.apply(plan))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("got a resource that the plan does not remove");
        assertThat(world.arm.get(Things.sized("late").id()).isMissing()).isFalse();
    }

    @Test
    void resourceThatSomebodyElseRemovedMeanwhileCountsAsRemoved() {
        world.apply(Things.group(), Things.sized("ours"));
        Plan plan = world.removal(Things.group(), Things.sized("ours"));
        world.arm.remove(Things.sized("ours").id());

        assertThat(world.apply(plan).isSuccess()).isTrue();
    }
}
