package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static dev.aks4j.tests.truth.TruthWorld.cluster;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.simulated.azure.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made anew, and what is interrupted while it is. */
class MadeAnewTest {

    private final TruthWorld world = new TruthWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aGrantWhoseIdentityWasMadeAnewNeedsNoLeave() {
        ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-orders", GROUP);
        RoleAssignmentSpec role =
                RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, GROUP.id(), Principal.identity(identity.id()));
        world.apply(GROUP, identity, role);
        world.aks.planRemoval(identity).apply().await(LONG);
        world.apply(GROUP, identity);

        Plan plan = world.plan(GROUP, identity, role);

        assertThat(plan.problems()).isEmpty();
        plan.apply().await(LONG);
        world.nothingLeft(GROUP, identity, role);
    }

    @Test
    void leaveToMakeOneResourceAnewIsNoLeaveForAnother() {
        ClusterSpec cluster = cluster(pool -> {});
        ClusterSpec moved = shop("1.35")
                .dnsPrefix("elsewhere")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        world.apply(GROUP, cluster);

        assertThat(world.plan(PlanOptions.standard().allowRecreate(GROUP), GROUP, moved)
                        .problems())
                .extracting(Problem::rule)
                .containsExactly("AKS-PLAN-004");
        assertThat(world.plan(PlanOptions.standard().allowRecreate(moved), GROUP, moved)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aRotationThatWasInterruptedIsTakenUp(int write) {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 5)));
        ClusterSpec wanted = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5"))
                .build();
        int before = writes();
        // off, helper, small, remove, anew, small, remove: five PUTs and two DELETEs, in this order
        boolean removal = write == 4 || write == 7;
        int number = write == 4 ? 1 : write == 7 ? 2 : write > 4 ? write - 1 : write;
        world.azure
                .faults()
                .on(removal ? "DELETE" : "PUT", "**/agentPools/*")
                .nth(number)
                .cause(Fault.failOperation("AllocationFailed", "no machines"));
        world.fails(GROUP, wanted);
        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.isEmpty()).isFalse();

        plan.apply().await(LONG);

        assertThat(world.cluster().at("/properties/agentPoolProfiles"))
                .extracting(profile -> profile.path("name").asText())
                .containsExactlyInAnyOrder("system", "apps");
        assertThat(world.pool("apps").path("vmSize").asText()).isEqualTo("Standard_D8ds_v5");
        assertThat(world.pool("apps").path("enableAutoScaling").asBoolean()).isTrue();
        assertThat(world.pool("apps").path("maxCount").asInt()).isEqualTo(5);
        assertThat(world.pool("apps").path("tags").has("aks4j-stands-in-for")).isFalse();
        world.nothingLeft(GROUP, wanted);
        assertThat(writes() - before).isLessThanOrEqualTo(16);
    }

    @Test
    void aRotationThatIsGivenUpGivesBackWhatItTook() {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 5)));
        world.azure.faults().on("DELETE", "**/agentPools/apps").cause(Fault.failOperation("NotNow", "no"));
        world.fails(
                GROUP,
                shop("1.35")
                        .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5"))
                        .build());
        ClusterSpec old = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5"))
                .build();

        Plan plan = world.plan(GROUP, old);
        assertThat(plan.toString()).contains("1 to remove");
        plan.apply().await(LONG);

        assertThat(world.cluster().at("/properties/agentPoolProfiles")).hasSize(2);
        assertThat(world.pool("apps").path("minCount").asInt()).isEqualTo(2);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(2);
        world.nothingLeft(GROUP, old);
    }

    private int writes() {
        return (int) world.azure.requests().all().stream()
                .filter(request -> request.method().equals("PUT"))
                .count();
    }
}
