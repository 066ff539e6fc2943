package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final PlanWorld world = new PlanWorld();

    @Test
    void planningSendsNoWrite() {
        Plan plan = world.plan(Things.baseline().specs());

        assertThat(plan.steps()).hasSize(6);
        assertThat(world.arm.accepted).isEmpty();
        assertThat(world.kubernetes.writes).isEmpty();
        assertThat(world.ledger.unfinished()).isEmpty();
    }

    @Test
    void whatANewEnvironmentNeedsComesFirst() {
        Plan plan = world.plan(Things.baseline().specs());

        assertThat(plan.entries())
                .extracting(entry -> entry.wave() + " " + entry.type())
                .containsExactly(
                        "1 resourceGroup",
                        "2 managedIdentity",
                        "2 virtualNetwork",
                        "3 roleAssignment",
                        "4 managedCluster",
                        "5 storageClass");
    }

    @Test
    void appliedPlanIsFollowedByNoChanges() {
        world.apply(world.plan(Things.baseline().specs()));

        Plan second = world.plan(Things.baseline().specs());

        assertThat(second.isEmpty()).isTrue();
        assertThat(second.toString()).startsWith("No changes. 6 resources with 2 parts are as declared.");
    }

    @Test
    void changedSpecPlansExactlyThatChange() {
        world.apply(world.plan(Things.baseline().specs()));
        Thing bigger = Things.cluster()
                .saying("{'location':'westeurope','properties':{'version':'1.35','agentPoolProfiles':["
                        + "{'name':'system','count':3},{'name':'apps','count':12}]}}");

        Plan plan = world.plan(bigger);

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.change()).isEqualTo(Change.UPDATE);
            assertThat(((Write.Put) step.write()).body())
                    .isEqualTo(
                            FakeArm.json("{'properties':{'agentPoolProfiles':[{'name':'apps','count':12}]},'tags':{}}")
                                    .edit()
                                    .remove("tags")
                                    .build());
        });
        world.apply(plan);
        assertThat(world.arm
                        .get(bigger.id())
                        .at("/properties/agentPoolProfiles/0/count")
                        .asInt())
                .isEqualTo(3);
        assertThat(world.arm
                        .get(bigger.id())
                        .at("/properties/agentPoolProfiles/1/count")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void derivedSpecsAreIncludedTransitivelyAndOnce() {
        Thing leaf = Things.sized("leaf");
        Thing middle = Things.sized("middle").bringing(leaf, Things.group());
        Plan plan = world.plan(Things.sized("top").bringing(middle, leaf, Things.group()));

        assertThat(plan.entries())
                .extracting(PlanEntry::name)
                .containsExactlyInAnyOrder("rg-shop", "top", "middle", "leaf");
    }

    @Test
    void contradictingSpecsOfOneResourceAreRefused() {
        assertThatThrownBy(() -> world.plan(Things.sized("a"), Things.sized("a").saying("{'properties':{'size':2}}")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-PLAN-001")
                .hasMessageContaining("thing a");
    }

    @Test
    void everyProblemOfEverySpecComesAtOnceAndNothingIsRead() {
        Problem one = new Problem("T-1", Severity.ERROR, "a", "1", "is wrong", "Fix it.", Optional.empty());
        Problem two = new Problem("T-2", Severity.WARNING, "b", "2", "is odd", "Look.", Optional.empty());

        assertThatThrownBy(() -> world.plan(
                        Things.sized("a").wrong(one), Things.sized("b").wrong(two)))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(e.problems()).containsExactly(one, two));
        assertThat(world.arm.reads).isEmpty();
    }

    @Test
    void warningsAloneDoNotStopThePlan() {
        Problem odd = new Problem("T-2", Severity.WARNING, "b", "2", "is odd", "Look.", Optional.empty());

        Plan plan = world.plan(Things.group(), Things.sized("b").wrong(odd));

        assertThat(plan.warnings()).containsExactly(odd);
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void needsInACircleAreRefusedWithTheirNames() {
        Thing a = Things.sized("a").after(Things.sized("b").address());
        Thing b = Things.sized("b").after(Things.sized("a").address());

        assertThatThrownBy(() -> world.plan(a, b))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-PLAN-005")
                .hasMessageContaining("thing a -> thing b");
    }

    @Test
    void missingResourceGroupIsAProblemBeforeAnythingIsSent() {
        Plan plan = world.plan(Things.sized("a"));

        assertThat(plan.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-006");
        assertThat(plan.problems().get(0).toString())
                .contains("resource group of thing a = rg-shop does not exist and is not in the plan");
        assertThatThrownBy(plan::apply).isInstanceOf(PlanRefusedException.class).hasMessageContaining("rg-shop");
    }

    @Test
    void existingResourceGroupNeedNotBeInThePlan() {
        world.arm.has(Things.GROUP, "{}");

        assertThat(world.plan(Things.sized("a")).problems()).isEmpty();
    }

    @Test
    void resourceThatIsNotOursIsRefusedAndTheWayOutIsNamed() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(Things.sized("a").id(), "{'properties':{'size':1}}");

        Plan plan = world.plan(Things.sized("a"));

        assertThat(plan.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-002");
        assertThatThrownBy(plan::apply).hasMessageContaining("adopt()").hasMessageContaining("observe()");
    }

    @Test
    void adoptedResourceGetsTheMarkAndTheDeclaredValues() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(Things.sized("a").id(), "{'properties':{'size':5,'other':'x'},'tags':{'team':'shop'}}");

        Plan plan = world.planner()
                .plan(List.of(Things.sized("a")), PlanOptions.standard().adopt());
        world.apply(plan);

        Json live = world.arm.get(Things.sized("a").id());
        assertThat(live.at("/properties/size").asInt()).isEqualTo(1);
        assertThat(live.at("/properties/other").asText()).isEqualTo("x");
        assertThat(live.at("/tags/team").asText()).isEqualTo("shop");
        assertThat(Ownership.tagged(live)).isTrue();
        assertThat(world.plan(Things.sized("a")).isEmpty()).isTrue();
    }

    @Test
    void equalResourceIsAdoptedByItsMarkAlone() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(Things.sized("a").id(), "{'properties':{'size':1}}");

        Plan plan = world.planner()
                .plan(List.of(Things.sized("a")), PlanOptions.standard().adopt());

        assertThat(plan.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.write().content())
                        .isEqualTo(FakeArm.json("{'tags':{'aks4j-managed-by':'aks4j'}}")));
    }

    @Test
    void observedResourceIsNeverWrittenAndItsDifferencesAreWarnings() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(Things.sized("a").id(), "{'properties':{'size':5}}");

        Plan plan = world.planner()
                .plan(
                        List.of(Things.sized("a"), Things.sized("b")),
                        PlanOptions.standard().observe());

        assertThat(plan.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .contains("thing a, size = 1")
                        .contains("there it is 5"));
        assertThat(plan.warnings()).extracting(Problem::rule).containsExactly("AKS-PLAN-008");
        assertThat(plan.steps()).extracting(Step::name).containsExactly("b");
    }

    @Test
    void forbiddenChangeStopsThePlanAndSaysWhy() {
        world.apply(Things.group(), Things.sized("a"));
        Thing moved = Things.sized("a")
                .saying("{'properties':{'size':2}}")
                .judged(difference -> Optional.of(difference.with(Change.FORBIDDEN, "the size is for ever")));

        Plan plan = world.plan(moved);

        assertThat(plan.toString()).contains("This plan cannot be applied").contains("the size is for ever");
        assertThatThrownBy(plan::apply).isInstanceOf(PlanRefusedException.class).hasMessageContaining("1 -> 2");
    }

    @Test
    void recreationTakesTheCallersWord() {
        world.apply(Things.group(), Things.sized("a"));
        Thing changed = Things.sized("a")
                .saying("{'properties':{'size':2}}")
                .judged(difference -> Optional.of(difference.with(Change.RECREATE, "")));

        assertThat(world.plan(changed).problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-004");

        Plan allowed =
                world.planner().plan(List.of(changed), PlanOptions.standard().allowRecreate());
        assertThat(allowed.steps()).extracting(Step::change).containsExactly(Change.REMOVE, Change.CREATE);
        assertThat(allowed.toString())
                .contains("1 to create, 0 to change, 1 to remove")
                .contains("-/+ thing");
        world.apply(allowed);
        assertThat(world.arm.get(changed.id()).at("/properties/size").asInt()).isEqualTo(2);
    }

    @Test
    void resourceThatIsBeingRemovedIsLeftInPeace() {
        world.apply(Things.group(), Things.sized("a"));
        world.arm.change(Things.sized("a").id(), "/properties", "provisioningState", "Deleting");

        assertThat(world.plan(Things.sized("a")).problems())
                .extracting(Problem::rule)
                .containsExactly("AKS-PLAN-007");
    }

    @Test
    void resourceWhoseLastOperationFailedIsWrittenAgain() {
        world.apply(Things.group(), Things.sized("a"));
        world.arm.change(Things.sized("a").id(), "/properties", "provisioningState", "Failed");

        Plan plan = world.plan(Things.sized("a"));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toString())
                .contains("provisioningState", "Failed -> Succeeded", "its last write did not succeed");

        world.apply(plan);
        assertThat(world.plan(Things.sized("a")).isEmpty()).isTrue();
    }

    @Test
    void resourceThatIsOnlyObservedIsWarnedOfIfItsLastOperationFailed() {
        world.apply(Things.group(), Things.sized("a"));
        world.arm.change(Things.sized("a").id(), "/properties", "provisioningState", "Failed");
        world.arm.change(Things.sized("a").id(), "/tags", "aks4j-managed-by", "somebody else");

        Plan plan = world.planner()
                .plan(List.of(Things.sized("a")), PlanOptions.standard().observe());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings()).extracting(Problem::rule).contains("AKS-PLAN-009");
        assertThat(plan.toString()).contains("thing a = Failed ended its last operation like that");
    }

    @Test
    void lateValueIsComparedOnceItsResourceExists() {
        world.apply(world.plan(Things.group(), Things.vnet(), Things.identity(), Things.role()));
        assertThat(world.plan(Things.role()).isEmpty()).isTrue();

        world.arm.change(Things.identity().id(), "/properties", "principalId", "somebody-else");
        assertThat(world.plan(Things.role()).problems())
                .extracting(Problem::rule)
                .containsExactly("AKS-PLAN-003");
    }

    @Test
    void pruneRemovesWhatIsOursAndUnnamedUsersFirst() {
        Thing used = Things.sized("used");
        Thing user = Things.sized("user")
                .saying("{'properties':{'uses':'" + used.id().inSubscription(FakeArm.SUBSCRIPTION) + "'}}");
        world.apply(Things.group(), Things.sized("kept"), used, user);
        world.arm.has(Things.id("Microsoft.Test/things", "foreign"), "{}");

        Plan plain = world.plan(Things.group(), Things.sized("kept"));
        PlanOptions prune =
                PlanOptions.standard().prune().allowDataLoss(used.id()).allowDataLoss(user.id());
        Plan pruning = world.planner().plan(List.of(Things.group(), Things.sized("kept")), prune);

        assertThat(plain.isEmpty()).isTrue();
        assertThat(pruning.entries().stream().filter(entry -> entry.change() == Change.REMOVE))
                .extracting(PlanEntry::name)
                .containsExactly("user", "used");
        world.apply(pruning);
        assertThat(world.plan(Things.group(), Things.sized("kept")).isEmpty()).isTrue();
        assertThat(world.arm.state().keySet())
                .anyMatch(id -> id.endsWith("foreign"))
                .noneMatch(id -> id.endsWith("used"));
    }

    @Test
    void whatCarriesOurMarkAndIsOfATypeThatNobodyKnowsIsPrunedOnlyByName() {
        Thing vault = Things.sized("vault");
        Thing other = Things.sized("other");
        world.apply(Things.group(), vault, other);
        PlanOptions prune = PlanOptions.standard().prune();

        List<Problem> refused =
                world.planner().plan(List.of(Things.group()), prune).problems();
        List<Problem> left = world.planner()
                .plan(List.of(Things.group()), prune.allowDataLoss(vault.id()))
                .problems();

        assertThat(refused).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-PLAN-021");
            assertThat(problem.toString()).contains("Microsoft.Test/things", "may hold data", "allowDataLoss(id)");
        });
        assertThat(left).extracting(Problem::value).singleElement().asString().endsWith("/other");
    }

    @Test
    void plansWithKubernetesObjectsNeedAWayIntoTheCluster() {
        Planner without =
                Planner.builder(world.process, world.process, world.time).build();

        assertThatThrownBy(() -> without.plan(Things.baseline().specs(), PlanOptions.standard()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("kubernetes(access)");
    }
}
