package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.KubernetesException;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans with objects in a cluster that cannot be asked: they are made, say why, and say what to do. */
class UnreadClusterTest {

    private static final Thing CLUSTER = Things.cluster();
    private static final Spec FAST = Things.storageClass("fast", "Premium_ZRS");
    private static final Spec SLOW = Things.storageClass("slow", "Standard_LRS");

    private final PlanWorld world = new PlanWorld();
    private RuntimeException failure = new AksException("The API server shop.hcp could not be reached.");

    private Planner planner() {
        return Planner.builder(world.process, world.process, world.time)
                .kubernetes(new KubernetesAccess() {
                    @Override
                    public CompletionStage<Json> read(Address.InCluster object) {
                        return CompletableFuture.failedFuture(failure);
                    }

                    @Override
                    public CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force) {
                        throw new AssertionError("nothing is applied");
                    }

                    @Override
                    public CompletionStage<Void> remove(Address.InCluster object) {
                        throw new AssertionError("nothing is removed");
                    }
                })
                .ledger(world.ledger)
                .build();
    }

    private Plan plan(Spec... specs) {
        return planner().plan(List.of(specs), PlanOptions.standard());
    }

    private Plan removal(Spec... specs) {
        return planner().planRemoval(List.of(specs), PlanOptions.standard());
    }

    private void up() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role(), CLUSTER);
    }

    private static void refused(Plan plan, String value, String fix) {
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-PLAN-020");
            assertThat(problem.toString())
                    .contains("managedCluster shop", value, "storageClass shop/fast, storageClass shop/slow", fix);
        });
        assertThatThrownBy(plan::apply).isInstanceOf(PlanRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Creating, still being created, Plan again when it is there",
        "Failed, could not be read, reconcile()",
        "Canceled, could not be read, reconcile()",
        "Succeeded, could not be read, reached only from its network",
        "Upgrading, could not be read, reached only from its network"
    })
    void clusterThatCannotBeAskedIsAProblemOfThePlan(String state, String why, String fix) {
        up();
        world.arm.change(CLUSTER.id(), "/properties", "provisioningState", state);

        Plan plan = plan(CLUSTER, FAST, SLOW);

        refused(plan, why, fix);
        assertThat(plan.toString()).contains("This plan cannot be applied").doesNotContain("No changes");
    }

    @Test
    void stoppedClusterIsNotEvenAsked() {
        up();
        world.arm.change(CLUSTER.id(), "/properties", "powerState", Map.of("code", "Stopped"));
        failure = new IllegalStateException("must not be asked");

        refused(plan(CLUSTER, FAST, SLOW), "is stopped", "start()");
    }

    @Test
    void whatElseThePlanFoundIsTold() {
        up();
        Thing vnet = Things.vnet().saying("{'location':'westeurope','properties':{'space':'10.30.0.0/16'}}");

        Plan plan = plan(vnet, CLUSTER, FAST, SLOW);

        assertThat(plan.steps()).extracting(Step::name).containsExactly("vnet-shop");
        assertThat(plan.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-020");
    }

    @Test
    void missingRightSaysWhichOneIsMissing() {
        up();
        failure = new KubernetesException("reading", 403, "Forbidden", "storageclasses is forbidden");

        refused(plan(CLUSTER, FAST, SLOW), "storageclasses is forbidden", "Cluster User");
    }

    @Test
    void failureOfAnyKindIsAProblemAndNoThrow() {
        up();
        failure = new IllegalStateException("unexpected");

        refused(plan(CLUSTER, FAST, SLOW), "IllegalStateException: unexpected", "Then plan again");
    }

    @Test
    void clusterThatIsNotAmongTheSpecsIsTreatedAlike() {
        up();

        refused(plan(FAST, SLOW), "could not be reached", "See whether it runs");
        refused(removal(FAST, SLOW), "could not be reached", "See whether it runs");
    }

    @Test
    void clusterThatIsToBeCreatedIsNotAsked() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role());

        assertThat(plan(CLUSTER, FAST).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Succeeded", "Failed", "Canceled", "Creating", "Stopped"})
    void removalOfAClusterNeedsNoReadInsideIt(String state) {
        up();
        failure = new IllegalStateException("must not be asked");
        if (state.equals("Stopped")) {
            world.arm.change(CLUSTER.id(), "/properties", "powerState", Map.of("code", "Stopped"));
        } else {
            world.arm.change(CLUSTER.id(), "/properties", "provisioningState", state);
        }

        Plan plan = removal(CLUSTER, FAST, SLOW);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.steps()).extracting(Step::name).containsExactly("shop");
        assertThat(plan.toString()).contains("goes with it");
        plan.apply().await(PlanWorld.LONG);
        assertThat(world.arm.get(CLUSTER.id()).isMissing()).isTrue();
    }

    @Test
    void removalThatKeepsTheClusterReadsItsObjects() {
        up();
        world.arm.change(CLUSTER.id(), "", "tags", Map.of());

        refused(removal(CLUSTER, FAST, SLOW), "could not be reached", "plan again");
    }
}
