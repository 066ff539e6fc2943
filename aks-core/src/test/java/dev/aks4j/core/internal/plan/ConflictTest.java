package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.KubernetesException;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of conflicts: what Azure answers, what a run does. */
class ConflictTest {

    private final PlanWorld world = new PlanWorld();
    private final ResourceId id = thing().id();

    private static Thing thing() {
        return Things.thing(
                Things.id("Microsoft.Test/things", "a"), "thing", "{'properties':{'size':1,'color':'red'}}");
    }

    private static Thing changed() {
        return thing().saying("{'properties':{'size':2,'color':'blue'}}");
    }

    @BeforeEach
    void thingExists() {
        world.apply(Things.group(), thing());
        world.arm.accepted.clear();
    }

    /** Does something right before the next write arrives, once. */
    private void before(Runnable action) {
        world.beforeNext(request -> !request.method().equals("GET"), () -> {
            action.run();
            return null;
        });
    }

    private static Function<ArmRequest, ArmError> times(int count, String method, ArmError error) {
        AtomicInteger left = new AtomicInteger(count);
        return request -> request.method().equals(method) && left.getAndDecrement() > 0 ? error : null;
    }

    private List<Kind> kinds() {
        return world.events.stream().map(RunEvent::kind).toList();
    }

    @Test
    void unrelatedChangeBetweenReadAndWriteIsKept() {
        Plan plan = world.plan(changed());
        before(() -> world.arm.change(id, "/properties", "other", "theirs"));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.get(id).at("/properties/other").asText()).isEqualTo("theirs");
        assertThat(world.arm.get(id).at("/properties/size").asInt()).isEqualTo(2);
    }

    @Test
    void changeThatSomebodyElseMadeAlreadyIsNotMadeAgain() {
        Plan plan = world.plan(changed());
        before(() -> {
            world.arm.change(id, "/properties", "size", 2);
            world.arm.change(id, "/properties", "color", "blue");
        });

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.accepted).isEmpty();
    }

    @Test
    void otherChangeOfAPlannedPropertyIsAConflictThatShowsBoth() {
        Plan plan = world.plan(changed());
        before(() -> world.arm.change(id, "/properties", "size", 7));

        assertThatThrownBy(() -> world.apply(plan))
                .hasMessageContaining("size: planned on 1, found 7, declared 2")
                .cause()
                .isInstanceOf(ConflictException.class);
        assertThat(world.arm.get(id).at("/properties/size").asInt()).isEqualTo(7);
    }

    @Test
    void changeBetweenPlanAndRunIsSeenBeforeAnythingIsSent() {
        Plan plan = world.plan(changed());
        world.arm.change(id, "/properties", "color", "green");

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("color: planned on red, found green");
        assertThat(world.arm.accepted).isEmpty();
        assertThat(world.arm.refusals).isEmpty();
    }

    @Test
    void resourceThatWasRemovedMeanwhileIsAConflict() {
        Plan plan = world.plan(changed());
        world.arm.remove(id);

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("was removed after the plan was made");
    }

    @Test
    void etagMismatchIsReadAgainAndSentAgain() {
        Plan plan = world.plan(changed());
        world.arm.refuse(times(
                1,
                "PUT",
                FakeArm.error(409, "EtagMismatch", "Operation is not allowed: Another operation is in progress")));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void operationOfSomebodyElseIsWaitedFor() {
        Plan plan = world.plan(changed());
        world.arm.busy(id, "Upgrading", Duration.ofMinutes(20));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.refusals).as("it looked before it sent").isEmpty();
        assertThat(kinds()).contains(Kind.WAITING);
    }

    @Test
    void busyAnswerIsWaitedForEvenIfTheResourceItselfLooksIdle() {
        Plan plan = world.plan(changed());
        ArmError busy = FakeArm.error(409, "OperationNotAllowed", "Another operation (Updating) is in progress");
        world.arm.refuse(times(4, "PUT", busy));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.refusals).hasSize(4);
    }

    @Test
    void quotaIsNotMistakenForABusyResource() {
        Plan plan = world.plan(changed());
        world.arm.refuse(times(
                1, "PUT", FakeArm.error(409, "OperationNotAllowed", "exceeding approved standardDDSv5 Cores quota")));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("Cores quota");
        assertThat(kinds()).doesNotContain(Kind.WAITING);
    }

    @Test
    void waitForSomebodyElseEndsAtTheDeadlineOfTheRun() {
        Plan plan =
                world.planner().plan(List.of(changed()), PlanOptions.standard().deadline(Duration.ofMinutes(10)));
        world.arm.busy(id, "Upgrading", Duration.ofHours(1));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("deadline of 10 min");
        assertThat(world.time.elapsed()).isLessThan(Duration.ofMinutes(12));
        assertThat(world.arm.accepted).isEmpty();
    }

    @Test
    void preemptionIsReportedAsWhatItIs() {
        Plan plan = world.plan(changed());
        world.arm.fail(request -> FakeArm.error(
                0, "AKSOperationPreempted", "This operation has been preempted by another operation with ID x"));

        assertThatThrownBy(() -> world.apply(plan))
                .hasMessageContaining("was pre-empted")
                .cause()
                .isInstanceOfSatisfying(
                        StepFailedException.class,
                        e -> assertThat(e.reason()).isEqualTo(StepFailedException.Reason.PREEMPTED));
    }

    @Test
    void newPrincipalThatIsNotKnownEverywhereIsTriedAgain() {
        Plan plan = world.plan(Things.vnet(), Things.identity(), Things.role());
        AtomicInteger left = new AtomicInteger(6);
        world.arm.refuse(request -> request.method().equals("PUT")
                        && request.target().contains("roleAssignments")
                        && left.getAndDecrement() > 0
                ? FakeArm.error(400, "PrincipalNotFound", "does not exist in the directory")
                : null);

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(kinds()).contains(Kind.RETRYING);
    }

    @Test
    void principalThatStaysUnknownFailsWithinItsBound() {
        Plan plan = world.plan(Things.vnet(), Things.identity(), Things.role());
        world.arm.refuse(request ->
                request.target().contains("roleAssignments") && request.method().equals("PUT")
                        ? FakeArm.error(400, "PrincipalNotFound", "does not exist in the directory")
                        : null);

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("PrincipalNotFound");
        assertThat(world.time.elapsed()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
    }

    @Test
    void freshRoleThatIsNotKnownEverywhereIsTriedAgain() {
        Plan plan = world.plan(Things.baseline().specs());
        AtomicInteger left = new AtomicInteger(3);
        world.arm.refuse(request -> request.method().equals("PUT")
                        && request.target().contains("managedClusters")
                        && left.getAndDecrement() > 0
                ? FakeArm.error(403, "LinkedAuthorizationFailed", "no permission on the linked scope")
                : null);

        assertThat(world.apply(plan).isSuccess()).isTrue();
    }

    @Test
    void roleThatIsMissingWithoutAFreshAssignmentFailsAtOnce() {
        Plan plan = world.plan(changed());
        world.arm.refuse(
                times(1, "PUT", FakeArm.error(403, "LinkedAuthorizationFailed", "no permission on the linked scope")));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("LinkedAuthorizationFailed");
    }

    @Test
    void operationThatFailsForAFreshRoleIsRepairedByWritingAgain() {
        Plan plan = world.plan(Things.baseline().specs());
        AtomicInteger left = new AtomicInteger(1);
        world.arm.fail(request -> request.target().contains("managedClusters") && left.getAndDecrement() > 0
                ? FakeArm.error(0, "ReconcileVNetFailed", "SubCode: LinkedAuthorizationFailed; Dependency: x")
                : null);

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm
                        .get(Things.cluster().id())
                        .at("/properties/provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(world.arm.writes().stream().filter(write -> write.equals("PUT shop")))
                .hasSize(2);
    }

    @Test
    void createThatFindsTheSameResourceIsDone() {
        Thing b = Things.thing(Things.id("Microsoft.Test/things", "b"), "thing", "{'properties':{'size':1}}");
        Plan first = world.plan(b);
        Plan second = world.plan(b);
        world.apply(first);

        assertThat(world.apply(second).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT b");
    }

    @Test
    void createThatFindsAnotherResourceIsAConflict() {
        Thing b = Things.thing(Things.id("Microsoft.Test/things", "b"), "thing", "{'properties':{'size':1}}");
        Plan plan = world.plan(b);
        world.arm.has(b.id(), "{'properties':{'size':9}}");

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("was created by somebody else");
        assertThat(world.arm.get(b.id()).at("/properties/size").asInt()).isEqualTo(9);
    }

    @Test
    void errorCodeThatMeansDoneCountsAsDone() {
        Step step = new Step(
                "1",
                "roleAssignment",
                "Reader",
                Change.CREATE,
                new Write.Put(
                        id.child("Microsoft.Authorization/roleAssignments", "r").inSubscription(FakeArm.SUBSCRIPTION),
                        "v1",
                        FakeArm.json("{}"),
                        false,
                        java.util.Set.of("RoleAssignmentExists")),
                java.util.Set.of(),
                List.of());
        world.arm.refuse(times(1, "PUT", FakeArm.error(409, "RoleAssignmentExists", "exists")));

        Run run = world.planner().runs().start("grant", List.of(step), Duration.ofHours(1));

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
    }

    @Test
    void throttledWriteIsSentAgainLater() {
        Plan plan = world.plan(changed());
        world.arm.refuse(times(3, "PUT", FakeArm.error(429, "Throttled", "slow down")));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void serverErrorIsLookedAfterBeforeItIsSentAgain() {
        Plan plan = world.plan(changed());
        world.arm.refuse(times(2, "PUT", FakeArm.error(500, "InternalServerError", "oops")));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void serverErrorsWithoutEndLeaveTheStepToBeResumed() {
        Plan plan = world.plan(changed());
        world.arm.refuse(times(35, "PUT", FakeArm.error(500, "InternalServerError", "oops")));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("no usable answer after ");
        assertThat(world.resume().isSuccess()).isTrue();
    }

    @Test
    void kubernetesObjectThatSomebodyChangedMeanwhileIsAConflict() {
        world.apply(world.plan(Things.baseline().specs()));
        Spec slower = Things.storageClass("fast", "Standard_LRS");
        Plan plan = world.plan(slower);
        world.kubernetes.objects.computeIfPresent(
                slower.address().inSubscription(FakeArm.SUBSCRIPTION),
                (key, there) -> there.with("/parameters/skuName", "UltraSSD_LRS"));

        assertThatThrownBy(() -> world.apply(plan))
                .hasMessageContaining("parameters.skuName: planned on Premium_ZRS, found UltraSSD_LRS");
    }

    @Test
    void kubernetesObjectIsChangedByForceOnlyAsPlanned() {
        world.apply(world.plan(Things.baseline().specs()));
        world.kubernetes.writes.clear();
        world.kubernetes.failures.add(new KubernetesException("apply", 409, "Conflict", "changed"));

        world.apply(Things.storageClass("fast", "Standard_LRS"));

        assertThat(world.kubernetes.writes).containsExactly("force apply fast");
    }

    @Test
    void apiServerThatDoesNotAnswerYetIsTriedAgain() {
        Plan plan = world.plan(Things.baseline().specs());
        world.kubernetes.failures.add(new KubernetesException("apply", 503, "ServiceUnavailable", "starting"));
        world.kubernetes.failures.add(new KubernetesException("apply", 403, "Forbidden", "role not known yet"));

        assertThat(world.apply(plan).isSuccess()).isTrue();
    }

    @Test
    void objectThatTheApiServerRefusesFailsAtOnce() {
        Plan plan = world.plan(Things.baseline().specs());
        world.kubernetes.failures.add(new KubernetesException("apply", 422, "Invalid", "parameters: forbidden"));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("422 Invalid");
    }

    @Test
    void removalGoesByTheEntityTagOfTheLastRead() {
        Plan plan = world.planner().planRemoval(List.of(thing()), PlanOptions.standard());
        before(() -> world.arm.change(id, "/properties", "other", "theirs"));

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.refusals).extracting(ArmError::status).containsExactly(412);
        assertThat(world.arm.writes()).containsExactly("DELETE a");
    }

    @Test
    void removalOfWhatLosesOurMarkInTheLastMomentIsNotRepeated() {
        Plan plan = world.planner().planRemoval(List.of(thing()), PlanOptions.standard());
        before(() -> world.arm.change(id, "", "tags", java.util.Map.of("owner", "somebody")));

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("lost our mark");
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void raceThatIsLostOverAndOverIsGivenUp() {
        Plan plan = world.plan(changed());
        AtomicInteger calls = new AtomicInteger();
        world.arm.refuse(request -> {
            if (request.method().equals("PUT")) {
                world.arm.change(id, "/properties", "other", calls.incrementAndGet());
            }
            return null;
        });

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("412");
        assertThat(calls).hasValue(11);
        assertThat(world.arm.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,5", "120,120", "3600,600"})
    void whenToComeBackIsHeededUpToTenMinutes(int wish, int seconds) {
        Plan plan = world.plan(changed());
        world.arm.retryAfter = Optional.of(Duration.ofSeconds(wish));
        world.arm.refuse(times(1, "PUT", FakeArm.error(400, "PrincipalNotFound", "not yet")));
        Duration before = world.time.elapsed();
        world.apply(plan);

        Duration took = world.time.elapsed().minus(before).minus(Duration.ofSeconds(20));
        assertThat(took).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 2));
    }

    /** It was told after six tries: the client asked once, and the run asked the client again. */
    @Test
    void objectWithWhichTheServerFailsIsToldAtOnce() {
        world.arm.has(Things.cluster().id(), "{}");
        for (int i = 0; i < 3; i++) {
            world.kubernetes.failures.add(
                    new KubernetesException("apply", 500, "InternalError", "duplicate entries for key [name=z]"));
        }
        Plan plan = world.plan(Things.storageClass("fast", "Premium_ZRS"));
        Duration before = world.time.elapsed();

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("duplicate entries for key");
        assertThat(world.kubernetes.failures).hasSize(2);
        assertThat(world.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void serverBehindWhichSomethingIsAwayIsAskedAgain() {
        world.arm.has(Things.cluster().id(), "{}");
        world.kubernetes.failures.add(
                new KubernetesException("apply", 500, "InternalError", "failed calling webhook x").passing());

        assertThat(world.apply(Things.storageClass("fast", "Premium_ZRS")).isSuccess())
                .isTrue();
    }

    /** A removal left everything where it was, because an answer without our mark was taken for the resource. */
    @Test
    void answerThatHoldsNoResourceIsNoResource() {
        world.arm.silent = 1;
        assertThatThrownBy(() -> world.planner().planRemoval(List.of(thing()), PlanOptions.standard()))
                .hasMessageContaining("the answer holds no resource");
        Plan plan = world.planner().planRemoval(List.of(thing()), PlanOptions.standard());
        world.arm.silent = 2;

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("DELETE a");
    }
}
