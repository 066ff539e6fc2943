package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.PlanNote;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private final PlanWorld world = new PlanWorld();

    @Test
    void newEnvironmentReadsAsInTheDesign() {
        assertThat(world.plan(Things.baseline().specs()).toString()).isEqualTo("""
                Plan: 8 to create, 0 to change, 0 to remove                         subscription 00000000-0000-0000-0000-00000000000a, westeurope
                  1 + resourceGroup    rg-shop                as declared
                  2 + managedIdentity  id-shop                as declared
                  2 + virtualNetwork   vnet-shop              as declared
                  3 + roleAssignment   Network Contributor    as declared
                  4 + managedCluster   shop                   1.35
                      + nodePool       system                 3 × D4
                      + nodePool       apps                   2 × D8
                  5 + storageClass     shop/fast              Premium_ZRS""");
    }

    @Test
    void changeShowsWhatDiffersBelowTheResourceAndBelowItsParts() {
        world.apply(world.plan(Things.baseline().specs()));
        Thing changed = Things.cluster()
                .saying("{'location':'westeurope','properties':{'version':'1.36','agentPoolProfiles':["
                        + "{'name':'system','count':3},{'name':'apps','count':12},{'name':'batch','count':1}]}}")
                .with(
                        new PlanLine("nodePool", "system", "3 × D4"),
                        new PlanLine("nodePool", "apps", "12 × D8"),
                        new PlanLine("nodePool", "batch", "1 × D16"))
                .judged(difference -> Optional.of(
                        difference.path().endsWith("version")
                                ? difference.with(Change.UPDATE, "control plane first")
                                : difference));

        assertThat(world.plan(changed, Things.storageClass("fast", "Premium_LRS"))
                        .toString())
                .isEqualTo("""
                Plan: 1 to create, 3 to change, 0 to remove                         subscription 00000000-0000-0000-0000-00000000000a, westeurope
                  1 ~ managedCluster  shop         1.36
                        version  1.35 -> 1.36  in place: control plane first
                      ~ nodePool      apps         12 × D8
                          count  2 -> 12  in place
                      + nodePool      batch        1 × D16
                  2 ~ storageClass    shop/fast    Premium_LRS
                        parameters.skuName  Premium_ZRS -> Premium_LRS  in place""");
    }

    @Test
    void lateValueThatNobodyKnowsYetSaysWhenItWillBeKnown() {
        world.apply(Things.group(), Things.sized("a"));
        Thing waiting = Things.sized("a")
                .saying("{'properties':{'size':"
                        + new LateValue(
                                        Things.identity().id().inSubscription(FakeArm.SUBSCRIPTION),
                                        "v1",
                                        "/properties/principalId")
                                .toJson()
                        + "}}");

        assertThat(world.plan(Things.identity(), waiting).toString()).contains("1 -> (known after id-shop)");
    }

    @Test
    void secretsAreNeverShown() {
        world.apply(Things.group(), Things.sized("a").saying("{'properties':{'size':1,'adminPassword':null}}"));
        Thing with = Things.sized("a")
                .saying(
                        "{'properties':{'adminPassword':'s3cr3t-marked-value','nested':{'clientSecret':'s3cr3t-marked-value'},"
                                + "'list':[{'password':'s3cr3t-marked-value'}]}}");

        assertThat(world.plan(with).toString())
                .contains("(none) -> (secret)")
                .contains("[{password: (secret)}]")
                .doesNotContain("s3cr3t");
    }

    @Test
    void notesAndUnmanagedDifferencesComeApart() {
        world.arm.has(Things.GROUP, "{}");
        Plan plan = PlanFactory.plan(
                java.util.Optional.empty(),
                new PlanContent(
                        "sub",
                        "2026-08-01",
                        java.time.Instant.EPOCH,
                        java.time.Duration.ZERO,
                        PlanWorld.LONG,
                        java.util.Set.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new PlanNote(
                                "IP plan at every maximum, with surge", List.of("subnet nodes   10.20.0.0/22"))),
                        java.util.Map.of(
                                "managedCluster shop",
                                List.of(
                                        new Difference(
                                                "/properties/addonProfiles/azurepolicy/enabled",
                                                FakeArm.json("true"),
                                                FakeArm.json("null"),
                                                Change.NONE,
                                                "set by a policy"),
                                        new Difference(
                                                "/properties/profile/clientSecret",
                                                FakeArm.json("'s3cr3t-marked-value'"),
                                                FakeArm.json("null"),
                                                Change.NONE,
                                                ""))),
                        dev.aks4j.core.plan.run.Decided.nothing(),
                        List.of()));

        assertThat(plan.toString()).isEqualTo("""
                No changes. Nothing is there to change.                             subscription sub
                Not declared by any spec, left alone
                  managedCluster shop   addonProfiles.azurepolicy.enabled = true   set by a policy
                  managedCluster shop   profile.clientSecret = (secret)
                IP plan at every maximum, with surge
                  subnet nodes   10.20.0.0/22""");
    }

    @Test
    void removalGoesBackwards() {
        world.apply(world.plan(Things.baseline().specs()));

        Plan plan = world.planner().planRemoval(Things.baseline().specs(), PlanOptions.standard());

        assertThat(plan.toString()).isEqualTo("""
                Plan: 0 to create, 0 to change, 8 to remove                         subscription 00000000-0000-0000-0000-00000000000a, westeurope
                  1 - managedCluster   shop                   1.35
                      - nodePool       system                 3 × D4
                      - nodePool       apps                   2 × D8
                      - storageClass   shop/fast              goes with it
                  2 - roleAssignment   Network Contributor    as declared
                  3 - managedIdentity  id-shop                as declared
                  3 - virtualNetwork   vnet-shop              as declared
                  4 - resourceGroup    rg-shop                as declared""");
    }
}
