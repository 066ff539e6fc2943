package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else acts between the plan and its writes: nothing of theirs is removed, recreated or overwritten. */
class ForeignHandTest {

    private static final Thing VNET = Things.vnet();
    private static final Thing POOL = Things.thing(
            Things.cluster().id().child("agentPools", "apps"),
            "nodePool",
            "{'properties':{'count':2,'osType':'Linux'}}");

    private final PlanWorld world = new PlanWorld();

    private void upToCluster() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role(), Things.cluster());
    }

    private void conflict(Plan plan, String what) {
        assertThatThrownBy(() -> world.apply(plan))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("Make a new plan")
                .cause()
                .isInstanceOf(ConflictException.class);
    }

    private void unmark(ResourceId id) {
        world.arm.change(id, "", "tags", Map.of("owner", "somebody"));
    }

    @Test
    void resourceThatLostOurMarkIsNotRemoved() {
        world.apply(Things.group(), VNET);
        Plan plan = world.removal(Things.group(), VNET);
        unmark(VNET.id());

        conflict(plan, "lost our mark");
        assertThat(world.arm.get(VNET.id()).isMissing()).isFalse();
        assertThat(world.arm.writes()).noneMatch(write -> write.startsWith("DELETE"));
    }

    @Test
    void groupThatLostOurMarkIsNotRemoved() {
        world.apply(Things.group(), VNET);
        Plan plan = world.removal(Things.group(), VNET);
        unmark(Things.GROUP);

        conflict(plan, "lost our mark");
        assertThat(world.arm.get(Things.GROUP).isMissing()).isFalse();
    }

    @Test
    void poolOfAClusterThatLostOurMarkIsNotRemoved() {
        upToCluster();
        world.apply(Things.cluster(), POOL);
        Plan plan = world.removal(POOL);
        unmark(Things.cluster().id());

        conflict(plan, "lost our mark");
        assertThat(world.arm.get(POOL.id()).isMissing()).isFalse();
    }

    @Test
    void resourceThatLostOurMarkIsNotChanged() {
        world.apply(Things.group(), VNET);
        Plan plan = world.plan(VNET.saying("{'properties':{'space':'10.30.0.0/16'}}"));
        unmark(VNET.id());

        conflict(plan, "lost our mark");
        assertThat(world.arm.get(VNET.id()).at("/properties/space").asText()).isEqualTo("10.20.0.0/16");
    }

    @Test
    void resourceThatWasMadeAnewUnderTheSameNameIsNotRemoved() {
        world.apply(Things.group(), VNET);
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "first");
        Plan plan = world.removal(VNET);
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "second");

        conflict(plan, "was removed and created again");
        assertThat(world.arm.get(VNET.id()).isMissing()).isFalse();
    }

    /** What a plan changes itself says nothing about who made the resource: its later writes must find it all the same. */
    @Test
    void identityThatThePlanTakesAwayIsNoSignOfAnotherResource() {
        upToCluster();
        world.arm.change(Things.cluster().id(), "", "identity", Map.of("type", "SystemAssigned", "principalId", "p-1"));

        assertThat(Recognition.of(
                        Address.azure(Things.cluster().id()),
                        world.arm.get(Things.cluster().id())))
                .extracting(Difference::path)
                .containsExactly("/properties/resourceUID");
    }

    @Test
    void adoptedRemovalNeedsNoMarkButTheSameResource() {
        world.arm.has(Things.GROUP, "{}");
        world.arm.has(VNET.id(), "{'properties':{'resourceGuid':'first'}}");
        Plan plan = world.planner()
                .planRemoval(List.of(VNET), PlanOptions.standard().adopt());
        Plan second = world.planner()
                .planRemoval(List.of(VNET), PlanOptions.standard().adopt());
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "second");
        conflict(plan, "created again");
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "first");

        assertThat(world.apply(second).isSuccess()).isTrue();
    }

    @Test
    void objectThatLostOurLabelOrWasMadeAnewIsNeitherRemovedNorChanged() {
        upToCluster();
        var spec = Things.storageClass("fast", "Premium_ZRS");
        world.apply(spec);
        Plan removal = world.removal(spec);
        Plan change = world.plan(Things.storageClass("fast", "Standard_LRS"));
        world.kubernetes.objects.computeIfPresent(
                spec.address().inSubscription(FakeArm.SUBSCRIPTION),
                (key, there) -> there.with("/metadata/labels/" + Ownership.LABEL.replace("/", "~1"), "Helm"));

        conflict(removal, "lost our mark");
        conflict(change, "lost our mark");
        assertThat(world.kubernetes.objects).hasSize(1);
        assertThat(world.kubernetes.writes).containsExactly("apply fast");
    }

    @Test
    void objectMadeAnewUnderTheSameNameIsNotRemoved() {
        upToCluster();
        var spec = Things.storageClass("fast", "Premium_ZRS");
        world.apply(spec);
        Address at = spec.address().inSubscription(FakeArm.SUBSCRIPTION);
        world.kubernetes.objects.computeIfPresent(at, (key, there) -> there.with("/metadata/uid", "first"));
        Plan removal = world.removal(spec);
        world.kubernetes.objects.computeIfPresent(at, (key, there) -> there.with("/metadata/uid", "second"));

        conflict(removal, "created again");
        assertThat(world.kubernetes.objects).hasSize(1);
    }

    @Test
    void resourceThatAppearedSinceThePlanIsNotOverwrittenThoughAzureHeedsNoCondition() {
        world.arm.heedsConditions = false;
        world.apply(Things.group());
        Plan plan = world.plan(VNET);
        world.arm.has(VNET.id(), "{'properties':{'space':'10.9.0.0/16','subnets':[{'name':'theirs'}]}}");

        conflict(plan, "was created by somebody else");
        assertThat(world.arm.get(VNET.id()).at("/properties/subnets/0/name").asText())
                .isEqualTo("theirs");
    }

    @Test
    void groupThatAppearedSinceThePlanKeepsItsTags() {
        world.arm.heedsConditions = false;
        Plan plan = world.plan(Things.group());
        world.arm.has(Things.GROUP, "{'location':'westeurope','tags':{'cost':'42'}}");

        conflict(plan, "was created by somebody else");
        assertThat(world.arm.get(Things.GROUP).at("/tags/cost").asText()).isEqualTo("42");
    }

    @Test
    void identityAndRoleThatAppearedSinceThePlanAreNotOverwritten() {
        world.arm.heedsConditions = false;
        world.apply(Things.group(), Things.vnet());
        Plan plan = world.plan(Things.identity(), Things.role());
        world.arm.has(Things.identity().id(), "{'location':'northeurope','tags':{'cost':'42'}}");

        conflict(plan, "was created by somebody else");
        assertThat(world.arm.get(Things.identity().id()).at("/tags/cost").asText())
                .isEqualTo("42");
        assertThat(world.arm.writes()).noneMatch(write -> write.contains("id-shop"));
    }

    @Test
    void resourceThatAnotherProcessOfOursMadeAsDeclaredIsTakenAsItIs() {
        world.arm.heedsConditions = false;
        Plan first = world.plan(Things.group());
        Plan second = world.plan(Things.group());
        world.apply(first);

        assertThat(world.apply(second).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop");
    }

    /** Somebody else creates a resource when it has been looked for, and before it is written. */
    private void meanwhile(Thing thing) {
        world.arm.heedsConditions = false;
        world.beforeNext(
                request -> request.method().equals("PUT")
                        && request.target().contains(thing.id().name() + "?"),
                () -> {
                    world.arm.has(thing.id(), "{'location':'westeurope','tags':{'cost':'42'}}");
                    return null;
                });
    }

    @Test
    void overwritingInTheMomentBeforeTheWriteIsTold() {
        world.apply(Things.group());
        meanwhile(VNET);
        Plan plan = world.plan(VNET);

        assertThatThrownBy(() -> world.apply(plan))
                .hasMessageContaining("in the moment before this run wrote it")
                .hasMessageContaining("activity log")
                .cause()
                .isInstanceOf(ConflictException.class);
        // It was told once; whoever resumes the run says that it may stay so.
        assertThat(world.resume().isSuccess()).isTrue();
    }

    @Test
    void typesThatAnswerAlikeToNewAndToChangedTellNothing() {
        world.apply(Things.group());
        Thing other = Things.thing(Things.id("Microsoft.Storage/storageAccounts", "stshop"), "storage", "{}");
        meanwhile(other);

        assertThat(world.apply(other).isSuccess()).isTrue();
    }

    private void born(String uid) {
        world.arm.change(Things.cluster().id(), "/properties", "resourceUID", uid);
    }

    @Test
    void poolOfAClusterThatWasMadeAnewIsNotChanged() {
        upToCluster();
        born("first");
        world.apply(Things.cluster(), POOL);
        Plan plan = world.plan(Things.cluster(), POOL.saying("{'properties':{'count':5,'osType':'Linux'}}"));
        Plan alone = world.plan(POOL.saying("{'properties':{'count':6,'osType':'Linux'}}"));
        born("second");

        conflict(plan, "what holds it was removed and created again");
        conflict(alone, "what holds it was removed and created again");
        assertThat(world.arm.get(POOL.id()).at("/properties/count").asInt()).isEqualTo(2);
    }

    @Test
    void poolOfAClusterThatWasMadeAnewIsNotRemoved() {
        upToCluster();
        born("first");
        world.apply(Things.cluster(), POOL);
        Plan plan = world.removal(POOL);
        born("second");

        conflict(plan, "what holds it was removed and created again");
        assertThat(world.arm.get(POOL.id()).isMissing()).isFalse();
    }

    @Test
    void nothingIsCreatedInAClusterThatWasMadeAnew() {
        upToCluster();
        born("first");
        Plan pool = world.plan(Things.cluster(), POOL);
        Thing window = Things.thing(
                Things.cluster().id().child("maintenanceConfigurations", "default"),
                "maintenance",
                "{'properties':{'day':'Sunday'}}");
        Plan maintenance = world.plan(window);
        born("second");

        conflict(pool, "what holds it was removed and created again");
        conflict(maintenance, "what holds it was removed and created again");
        assertThat(world.arm.get(POOL.id()).isMissing()).isTrue();
        assertThat(world.arm.get(window.id()).isMissing()).isTrue();
    }

    /** Clusters are not looked for: Azure heeds the condition that there must be none. */
    @Test
    void clusterThatAppearedSinceThePlanIsNotOverwritten() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role());
        Plan plan = world.plan(Things.cluster());
        world.arm.has(Things.cluster().id(), "{'location':'westeurope','properties':{'version':'1.30'}}");

        conflict(plan, "was created by somebody else");
        assertThat(world.arm
                        .get(Things.cluster().id())
                        .at("/properties/version")
                        .asText())
                .isEqualTo("1.30");
    }

    /** Azure writes some values in its own way, so that what it made of ours is not what we sent. */
    @Test
    void whatTheRunMayHaveCreatedAndCarriesItsMarkIsItsOwn() {
        world.apply(Things.group());
        world.plan(VNET).apply();
        while (world.arm.get(VNET.id()).isMissing()) {
            world.time.advance(Duration.ofMillis(10));
        }
        world.process.die();
        world.time.advance(Duration.ofMinutes(5));
        world.process = new FakeProcess(world.arm);
        world.arm.change(VNET.id(), "/properties", "space", "10.20.0.0/16 in Azure's words");
        int before = world.arm.accepted.size();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before);
    }

    private static final String SOMEBODYS = "{'metadata':{'name':'fast','resourceVersion':'7'},'parameters':{'a':'b'}}";

    @Test
    void objectThatAppearedSinceThePlanIsNotOverwritten() {
        upToCluster();
        var spec = Things.storageClass("fast", "Premium_ZRS");
        Plan plan = world.plan(spec);
        world.kubernetes.objects.put(spec.address().inSubscription(FakeArm.SUBSCRIPTION), FakeArm.json(SOMEBODYS));

        conflict(plan, "was created by somebody else");
        assertThat(world.kubernetes.writes).isEmpty();
    }

    @Test
    void objectThatIsGoneSinceThePlanIsNotMadeAnewByAChange() {
        upToCluster();
        var spec = Things.storageClass("fast", "Premium_ZRS");
        world.apply(spec);
        Plan plan = world.plan(Things.storageClass("fast", "Standard_LRS"));
        world.kubernetes.objects.clear();

        conflict(plan, "was removed");
        assertThat(world.kubernetes.writes).containsExactly("apply fast");
    }

    @Test
    void objectThatIsOursIsRemovedAndOneThatIsGoneCountsAsRemoved() {
        upToCluster();
        var spec = Things.storageClass("fast", "Premium_ZRS");
        world.apply(spec);
        Plan plan = world.removal(spec);
        Plan second = world.removal(spec);

        assertThat(world.apply(plan).isSuccess()).isTrue();
        assertThat(world.apply(second).isSuccess()).isTrue();
        assertThat(world.kubernetes.writes).containsExactly("apply fast", "remove fast");
    }

    @Test
    void objectIsNotCreatedInAClusterThatWasMadeAnew() {
        upToCluster();
        born("first");
        Plan plan = world.plan(Things.storageClass("fast", "Premium_ZRS"));
        born("second");

        conflict(plan, "what holds it was removed and created again");
        assertThat(world.kubernetes.writes).isEmpty();
    }

    /** Lets the process die when the run has just written down that it made a resource. */
    private void killedOnceMade(Plan plan, ResourceId id) {
        plan.apply();
        while (!world.arm.get(id).at("/properties/provisioningState").asText().equals("Succeeded")) {
            world.time.advance(Duration.ofMillis(50));
        }
        world.time.advance(Duration.ofMillis(60));
        world.process.die();
        world.time.advance(Duration.ofMinutes(10));
        world.process = new FakeProcess(world.arm);
    }

    private void toldOnRecovery(String what) {
        List<LedgerRun> left = world.unfinished();
        assertThat(left).hasSize(1);
        assertThatThrownBy(() -> left.get(0).resume().await(PlanWorld.LONG))
                .hasMessageContaining(what)
                .cause()
                .isInstanceOf(ConflictException.class);
    }

    /** What the run made itself it knows by what Azure said of it at the end. */
    @Test
    void nothingIsCreatedInAClusterThatReplacedTheOneTheRunMade() {
        Thing window = Things.thing(
                        Things.cluster().id().child("maintenanceConfigurations", "default"),
                        "maintenance",
                        "{'properties':{'day':'Sunday'}}")
                .after(Things.cluster().address());
        Thing role = Things.thing(
                        Things.cluster().id().child("Microsoft.Authorization/roleAssignments", "r-1"),
                        "roleAssignment",
                        "{'properties':{'role':'Admin'}}")
                .after(Things.cluster().address());
        List<Spec> specs = new ArrayList<>(Things.baseline().specs());
        specs.addAll(List.of(window, role));
        killedOnceMade(world.plan(specs), Things.cluster().id());
        born("second");

        toldOnRecovery("what holds it was removed and created again");
        assertThat(world.kubernetes.writes).isEmpty();
        assertThat(world.arm.get(window.id()).isMissing()).isTrue();
        assertThat(world.arm.get(role.id()).isMissing()).isTrue();
    }

    /** The process died while Azure was at it, and took what it found afterwards for its own. */
    @ParameterizedTest
    @ValueSource(strings = {"tags", "createdAt"})
    void whatReplacedAResourceBeforeTheRunSawItIsNotTakenForIt(String tells) {
        Plan plan = world.plan(Things.group(), Things.identity(), Things.role(), Things.vnet());
        plan.apply();
        while (world.arm.get(Things.identity().id()).isMissing()) {
            world.time.advance(Duration.ofMillis(50));
        }
        world.time.advance(Duration.ofMillis(300));
        world.process.die();
        world.time.advance(Duration.ofHours(1));
        world.process = new FakeProcess(world.arm);
        if (tells.equals("tags")) {
            unmark(Things.identity().id());
        } else {
            world.arm.change(
                    Things.identity().id(),
                    "",
                    "systemData",
                    Map.of("createdAt", world.time.now().toString()));
        }
        world.arm.change(Things.identity().id(), "/properties", "principalId", "somebody's");

        toldOnRecovery("was created by this run, and then replaced by somebody else");
        assertThat(world.arm
                        .get(((Address.InAzure) Things.role().address().inSubscription(FakeArm.SUBSCRIPTION)).id())
                        .isMissing())
                .isTrue();
    }

    @Test
    void clusterThatReplacedTheOneTheRunMadeIsNotChangedByItsLaterSteps() {
        world.apply(Things.group());
        ResourceId id = Things.cluster().id().inSubscription(FakeArm.SUBSCRIPTION);
        Json tags = FakeArm.json("{'tags':{'team':'shop'}}");
        List<Step> steps = List.of(
                new Step(
                        "1",
                        "managedCluster",
                        "shop",
                        Change.CREATE,
                        new Write.Put(id, "v1", Things.cluster().document(), false),
                        Set.of(),
                        List.of()),
                new Step(
                        "2",
                        "managedCluster",
                        "shop",
                        Change.UPDATE,
                        new Write.Put(id, "v1", tags, true),
                        Set.of("1"),
                        Documents.compare(tags, FakeArm.json("{}"), Optional::of)));
        Run run = world.planner().runs().start("two steps", steps, PlanWorld.LONG);
        while (!world.arm.get(id).at("/properties/provisioningState").asText().equals("Succeeded")) {
            world.time.advance(Duration.ofMillis(50));
        }
        world.time.advance(Duration.ofMillis(20));
        born("second");

        assertThatThrownBy(() -> run.await(PlanWorld.LONG)).hasMessageContaining("was removed and created again");
        assertThat(world.arm.get(id).has("tags")).isFalse();
    }

    @Test
    void identityThatReplacedTheOneTheRunMadeGetsNoRole() {
        int before = killedIdentity();
        world.arm.change(Things.identity().id(), "/properties", "principalId", "somebody's");

        toldOnRecovery("was removed and created again");
        assertThat(world.arm.accepted).hasSize(before);
    }

    @Test
    void identityThatIsStillTheOneTheRunMadeGetsItsRole() {
        int before = killedIdentity();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before + 1);
    }

    private int killedIdentity() {
        world.apply(Things.group(), Things.vnet());
        killedOnceMade(
                world.plan(Things.identity(), Things.role()), Things.identity().id());
        return world.arm.accepted.size();
    }
}
