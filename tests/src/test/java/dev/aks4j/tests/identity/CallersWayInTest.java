package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether a plan says, before anything is sent, that its caller cannot enter the cluster that it makes. */
@AksTest
class CallersWayInTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final String STRANGERS = "7f1d2c3b-0000-4000-8000-00000000000a";
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ClusterSpec CLUSTER =
            cluster(EntraAccess.builder().azureRbac().disableLocalAccounts().build());
    private static final StorageClassSpec FAST =
            DiskClass.builder("fast").sku(DiskSku.PREMIUM_ZRS).build();

    private static ClusterSpec cluster(EntraAccess access) {
        return ClusterSpec.builder("shop", GROUP)
                .access(access)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
    }

    private static Plan plan(Aks aks, ClusterSpec cluster, Spec... more) {
        List<Spec> specs = new ArrayList<>(List.of(GROUP, cluster, FAST.on(cluster)));
        specs.addAll(List.of(more));
        return aks.plan(specs, PlanOptions.standard());
    }

    private static Optional<Problem> warning(Plan plan) {
        return Stream.concat(plan.problems().stream(), plan.warnings().stream())
                .filter(each -> each.path().equals("access of the caller"))
                .findFirst();
    }

    @Test
    void aCallerWithoutARoleIsToldAndOfferedTheAssignment(Aks aks, SimulatedAzure azure) {
        Plan plan = plan(aks, CLUSTER);
        assertThat(warning(plan)).hasValueSatisfying(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-ACC-004");
            assertThat(problem.value()).isEqualTo(aks.caller().objectId());
            assertThat(problem.what()).isEqualTo("may not write storageclasses in cluster shop");
            assertThat(problem.fix()).contains("AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller())");
        });
        assertThatThrownBy(plan::apply).hasMessageContaining("AKS-ACC-004");
        assertThat(azure).hasNoCluster("shop");
    }

    @Test
    void theOfferedAssignmentIsEnough(Aks aks) throws Exception {
        Plan plan = plan(aks, CLUSTER, assign(aks, BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, CLUSTER.id()));
        assertThat(warning(plan)).isEmpty();
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
    }

    @Test
    void anAssignmentThatIsThereAlreadyIsFound(Aks aks) throws Exception {
        ResourceId subscription = ResourceId.subscription(aks.arm().subscriptionId());
        RoleAssignmentSpec everywhere = assign(aks, BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, subscription);
        assertThat(aks.plan(everywhere).apply().await(LONG).isSuccess()).isTrue();
        assertThat(warning(plan(aks, CLUSTER))).isEmpty();
    }

    @Test
    void aRoleThatIsTooSmallForOneOfTheObjectsIsToldWithThatObject(Aks aks) {
        RoleAssignmentSpec writer = assign(aks, BuiltInRole.AKS_RBAC_ADMIN, CLUSTER.id());
        Plan plan = plan(aks, CLUSTER, writer, NamespaceSpec.of("shop-ns", CLUSTER.id()));
        assertThat(warning(plan))
                .hasValueSatisfying(problem ->
                        assertThat(problem.what()).contains("namespaces").doesNotContain("storageclasses"));
    }

    @Test
    void whereMembershipIsUnknownThePlanWarnsAndGoesOn(Aks aks) {
        ClusterSpec ofAGroup =
                cluster(EntraAccess.builder().adminGroup(STRANGERS).build());
        assertThat(warning(plan(aks, ofAGroup))).hasValueSatisfying(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-ACC-005");
            assertThat(problem.isError()).isFalse();
            assertThat(problem.what()).contains("unless the caller is a member of group " + STRANGERS);
        });
    }

    @Test
    void aRoleOfAGroupOfTheCallerIsFound(Aks aks, SimulatedAzure azure) throws Exception {
        String group = azure.addGroup(aks.caller().objectId());
        RoleAssignmentSpec ofGroup = RoleAssignmentSpec.of(
                BuiltInRole.AKS_RBAC_CLUSTER_ADMIN,
                ResourceId.subscription(aks.arm().subscriptionId()),
                Principal.group(group));
        assertThat(aks.plan(ofGroup).apply().await(LONG).isSuccess()).isTrue();
        assertThat(warning(plan(aks, CLUSTER))).isEmpty();
    }

    @Test
    void aPlanWithoutObjectsInTheClusterAsksNothing(Aks aks) {
        assertThat(aks.plan(GROUP, CLUSTER).toString()).doesNotContain("caller");
    }

    private static RoleAssignmentSpec assign(Aks aks, BuiltInRole role, ResourceId on) {
        return RoleAssignmentSpec.of(role, on, Principal.of(aks.caller()));
    }
}
