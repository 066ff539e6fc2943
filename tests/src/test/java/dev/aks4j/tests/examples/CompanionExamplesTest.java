package dev.aks4j.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Adoption;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Traffic;
import dev.aks4j.core.cluster.companion.SnapshotSpec;
import dev.aks4j.core.cluster.companion.TrustedAccessSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.IdentityBindingSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The create and update examples of maintenance configurations, snapshots, managed namespaces and trusted access of
 * stable version 2025-09-01. All are built but MaintenanceConfigurationsCreate_Update, whose timeInWeek and
 * notAllowedTime are deprecated: Azure turns them into a maintenance window, whose example is here.
 */
class CompanionExamplesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg1", Region.of("westus"));

    @Test
    void maintenanceConfigurationsCreateUpdateMaintenanceWindow() {
        MaintenanceSpec spec = MaintenanceSpec.builder(
                        cluster("clustername1"),
                        MaintenanceKind.KUBERNETES_UPGRADES,
                        MaintenanceSchedule.monthly(3, MaintenanceSchedule.Week.FIRST, DayOfWeek.MONDAY))
                .duration(Duration.ofHours(10))
                .utcOffset(ZoneOffset.ofHoursMinutes(5, 30))
                .startDate(LocalDate.parse("2023-01-01"))
                .startTime(LocalTime.of(8, 30))
                .notOn(LocalDate.parse("2023-02-18"), LocalDate.parse("2023-02-25"))
                .notOn(LocalDate.parse("2023-12-23"), LocalDate.parse("2024-01-05"))
                .build();
        assertThat(facts(spec)).isEqualTo(Facts.read("""
                /properties/maintenanceWindow/schedule/relativeMonthly/intervalMonths 3
                /properties/maintenanceWindow/schedule/relativeMonthly/weekIndex First
                /properties/maintenanceWindow/schedule/relativeMonthly/dayOfWeek Monday
                /properties/maintenanceWindow/durationHours 10
                /properties/maintenanceWindow/utcOffset +05:30
                /properties/maintenanceWindow/startDate 2023-01-01
                /properties/maintenanceWindow/startTime 08:30
                /properties/maintenanceWindow/notAllowedDates/0/start 2023-02-18
                /properties/maintenanceWindow/notAllowedDates/0/end 2023-02-25
                /properties/maintenanceWindow/notAllowedDates/1/start 2023-12-23
                /properties/maintenanceWindow/notAllowedDates/1/end 2024-01-05
                """));
    }

    /** Of stable version 2026-04-01. */
    @Test
    void identityBindingsCreateOrUpdate() {
        ClusterSpec cluster = ClusterSpec.builder("clustername1", GROUP)
                .workloadIdentity()
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"))
                .build();
        IdentityBindingSpec spec =
                IdentityBindingSpec.of("identitybinding1", cluster, ManagedIdentitySpec.of("identity1", GROUP));
        assertThat(Facts.of(ExampleBodies.creation(spec))).isEqualTo(Facts.read("""
                /properties/managedIdentity/resourceId /subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity1
                """));
    }

    @Test
    void snapshotsCreate() {
        SnapshotSpec spec = SnapshotSpec.builder("snapshot1", GROUP, cluster("cluster1"), "pool0")
                .tag("key1", "val1")
                .tag("key2", "val2")
                .build();
        assertThat(facts(spec, "/properties/snapshotType")).isEqualTo(Facts.read("""
                /location westus
                /tags/key1 val1
                /tags/key2 val2
                /properties/creationData/sourceResourceId /subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1/providers/Microsoft.ContainerService/managedClusters/cluster1/agentPools/pool0
                """));
    }

    @Test
    void managedNamespacesCreateUpdate() {
        ManagedNamespaceSpec spec = ManagedNamespaceSpec.builder("namespace1", cluster("clustername1"))
                .tag("tagKey1", "tagValue1")
                .label("kubernetes.io/metadata.name", "true")
                .annotation("annatationKey", "annatationValue")
                .cpu("3m", "3m")
                .memory("5Gi", "5Gi")
                .traffic(Traffic.SAME_NAMESPACE, Traffic.ALL)
                .adoption(Adoption.IF_IDENTICAL)
                .build();
        assertThat(facts(spec, "/location")).isEqualTo(Facts.read("""
                /tags/tagKey1 tagValue1
                /properties/labels/kubernetes.io~1metadata.name "true"
                /properties/annotations/annatationKey annatationValue
                /properties/defaultResourceQuota/cpuRequest "3m"
                /properties/defaultResourceQuota/cpuLimit "3m"
                /properties/defaultResourceQuota/memoryRequest 5Gi
                /properties/defaultResourceQuota/memoryLimit 5Gi
                /properties/defaultNetworkPolicy/ingress AllowSameNamespace
                /properties/defaultNetworkPolicy/egress AllowAll
                /properties/adoptionPolicy IfIdentical
                /properties/deletePolicy Keep
                """));
    }

    @Test
    void trustedAccessRoleBindingsCreateOrUpdate() {
        TrustedAccessSpec spec = TrustedAccessSpec.of(
                "binding1",
                cluster("clustername1"),
                ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/b/providers"
                        + "/Microsoft.MachineLearningServices/workspaces/c"),
                "Microsoft.MachineLearningServices/workspaces/reader",
                "Microsoft.MachineLearningServices/workspaces/writer");
        assertThat(facts(spec)).isEqualTo(Facts.read("""
                /properties/sourceResourceId /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/b/providers/Microsoft.MachineLearningServices/workspaces/c
                /properties/roles ["Microsoft.MachineLearningServices/workspaces/reader","Microsoft.MachineLearningServices/workspaces/writer"]
                """));
    }

    private static ClusterSpec cluster(String name) {
        return ClusterSpec.builder(name, GROUP)
                .systemPool("pool0", pool -> pool.vmSize("Standard_D2s_v3"))
                .build();
    }

    /** Returns what the body says, without what Azure fills in where the example leaves it out. */
    private static Map<String, JsonNode> facts(Spec spec, String... defaults) {
        Map<String, JsonNode> facts = new TreeMap<>(Facts.of(ExampleBodies.creation(spec)));
        for (String place : defaults) {
            assertThat(facts.remove(place)).as(place).isNotNull();
        }
        return facts;
    }
}
