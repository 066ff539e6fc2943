package dev.aks4j.tests.docs;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Adoption;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Traffic;
import dev.aks4j.core.cluster.companion.SnapshotSpec;
import dev.aks4j.core.cluster.companion.TrustedAccessSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.IdentityBindingSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/** Every builder method that sets properties of the resources that go with a cluster, called once each. */
final class CompanionCoverageCases {

    private static final ClusterSpec CLUSTER = CoverageCases.base().build();
    private static final LocalDate DAY = LocalDate.parse("2026-12-24");

    private CompanionCoverageCases() {}

    static List<Coverage.Case> bindings() {
        ClusterSpec cluster = CoverageCases.base().workloadIdentity().build();
        return List.of(new Coverage.Case(
                "IdentityBindingSpec.of(name, cluster, identity)",
                IdentityBindingSpec.of("orders", cluster, ManagedIdentitySpec.of("id-orders", CoverageCases.GROUP))));
    }

    static List<Coverage.Case> maintenance() {
        return List.of(
                window("builder(cluster, window, MaintenanceSchedule.weekly(weeks, day))", weekly(), b -> b),
                window("MaintenanceSchedule.daily(days)", MaintenanceSchedule.daily(1), b -> b),
                window("MaintenanceSchedule.monthly(months, day)", MaintenanceSchedule.monthly(1, 1), b -> b),
                window(
                        "MaintenanceSchedule.monthly(months, week, day)",
                        MaintenanceSchedule.monthly(1, MaintenanceSchedule.Week.FIRST, DayOfWeek.MONDAY),
                        b -> b),
                window("startTime(time)", weekly(), b -> b.startTime(LocalTime.NOON)),
                window("utcOffset(offset)", weekly(), b -> b.utcOffset(ZoneOffset.ofHours(1))),
                window("duration(time)", weekly(), b -> b.duration(Duration.ofHours(6))),
                window("startDate(day)", weekly(), b -> b.startDate(DAY)),
                window("notOn(from, to)", weekly(), b -> b.notOn(DAY, DAY)));
    }

    private static MaintenanceSchedule weekly() {
        return MaintenanceSchedule.weekly(1, DayOfWeek.MONDAY);
    }

    private static Coverage.Case window(
            String method, MaintenanceSchedule schedule, UnaryOperator<MaintenanceSpec.Builder> call) {
        MaintenanceSpec.Builder builder =
                MaintenanceSpec.builder(CLUSTER, MaintenanceKind.KUBERNETES_UPGRADES, schedule);
        return new Coverage.Case(method, call.apply(builder).build());
    }

    static List<Coverage.Case> snapshots() {
        SnapshotSpec.Builder tagged =
                SnapshotSpec.builder("s", CLUSTER.group(), CLUSTER, "system").tag("a", "b");
        return List.of(
                new Coverage.Case(
                        "builder(name, group, cluster, pool)",
                        SnapshotSpec.builder("s", CLUSTER.group(), CLUSTER, "system")
                                .build()),
                new Coverage.Case("tag(key, value)", tagged.build()));
    }

    static List<Coverage.Case> namespaces() {
        return List.of(
                namespace("builder(name, cluster)", b -> b),
                namespace("cpu(requests, limits)", b -> b.cpu("1", "2")),
                namespace("memory(requests, limits)", b -> b.memory("1Gi", "2Gi")),
                namespace("traffic(ingress, egress)", b -> b.traffic(Traffic.ALL, Traffic.ALL)),
                namespace("label(key, value)", b -> b.label("a", "b")),
                namespace("annotation(key, value)", b -> b.annotation("a", "b")),
                namespace("tag(key, value)", b -> b.tag("a", "b")),
                namespace("adoption(policy)", b -> b.adoption(Adoption.ALWAYS)),
                namespace("deleteWithContents()", b -> b.deleteWithContents()));
    }

    private static Coverage.Case namespace(String method, UnaryOperator<ManagedNamespaceSpec.Builder> call) {
        return new Coverage.Case(
                method,
                call.apply(ManagedNamespaceSpec.builder("team", CLUSTER)).build());
    }

    static List<Coverage.Case> access() {
        ResourceId workspace = CoverageCases.id("Microsoft.MachineLearningServices/workspaces", "w");
        return List.of(new Coverage.Case(
                "of(name, cluster, source, roles)",
                TrustedAccessSpec.of(
                        "ml", CLUSTER, workspace, "Microsoft.MachineLearningServices/workspaces/mlworkload")));
    }
}
