package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule.Week;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Adoption;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Traffic;
import dev.aks4j.core.cluster.companion.SnapshotSpec;
import dev.aks4j.core.cluster.companion.TrustedAccessSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.tests.docs.CoverageCases;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What can be said of the group, and of what goes with a cluster. */
final class CompanionWords {

    private static final LocalDate DAY = LocalDate.parse("2027-12-24");

    /** A window whose schedule is said like anything else. Mutable. */
    private static final class Window {
        private final ClusterSpec cluster;
        private final MaintenanceKind kind;
        private MaintenanceSchedule schedule = MaintenanceSchedule.weekly(1, DayOfWeek.MONDAY);
        private final List<Consumer<MaintenanceSpec.Builder>> more = new ArrayList<>();

        private Window(ClusterSpec cluster, MaintenanceKind kind) {
            this.cluster = cluster;
            this.kind = kind;
        }

        private MaintenanceSpec spec() {
            MaintenanceSpec.Builder builder = MaintenanceSpec.builder(cluster, kind, schedule);
            more.forEach(call -> call.accept(builder));
            return builder.build();
        }
    }

    static final List<Part<?>> PARTS = List.of(
            Part.of(
                            "group",
                            cluster ->
                                    ResourceGroupSpec.builder(CoverageCases.GROUP.name(), CoverageCases.GROUP.region()),
                            ResourceGroupSpec.Builder::build)
                    .say("tag", group -> group.tag("team", "a"))
                    .say("tag A", group -> group.tag("team", "A")),
            window("releases", MaintenanceKind.RELEASES),
            window("upgrades", MaintenanceKind.KUBERNETES_UPGRADES),
            window("node upgrades", MaintenanceKind.NODE_OS_UPGRADES),
            Part.of(
                            "snapshot",
                            cluster -> SnapshotSpec.builder("s", CoverageCases.GROUP, cluster, "system"),
                            SnapshotSpec.Builder::build)
                    .say("tag", snapshot -> snapshot.tag("a", "b")),
            Part.of(
                            "managed namespace",
                            cluster -> ManagedNamespaceSpec.builder("team", cluster),
                            ManagedNamespaceSpec.Builder::build)
                    .say("cpu", space -> space.cpu("1", "2"))
                    .say("more cpu", space -> space.cpu("2", "4"))
                    .say("memory", space -> space.memory("1Gi", "2Gi"))
                    .say("all traffic", space -> space.traffic(Traffic.ALL, Traffic.ALL))
                    .say("no traffic", space -> space.traffic(Traffic.NONE, Traffic.NONE))
                    .say("label a", space -> space.label("a", "b"))
                    .say("label A", space -> space.label("A", "b"))
                    .say("annotation", space -> space.annotation("a", "b"))
                    .say("tag", space -> space.tag("a", "b"))
                    .say("adoption", space -> space.adoption(Adoption.ALWAYS))
                    .say("deleted with contents", space -> space.deleteWithContents()),
            Part.choice("trusted access", access()));

    private CompanionWords() {}

    private static Part<Window> window(String name, MaintenanceKind kind) {
        Part<Window> weekly = Part.of(name, cluster -> new Window(cluster, kind), Window::spec)
                .say("weekly", window -> window.schedule = MaintenanceSchedule.weekly(2, DayOfWeek.SUNDAY))
                .say("noon", window -> window.more.add(b -> b.startTime(LocalTime.NOON)))
                .say("offset", window -> window.more.add(b -> b.utcOffset(ZoneOffset.ofHours(1))))
                .say("6 hours", window -> window.more.add(b -> b.duration(Duration.ofHours(6))))
                .say("from a day on", window -> window.more.add(b -> b.startDate(DAY)))
                .say("frozen", window -> window.more.add(b -> b.notOn(DAY, DAY)))
                .say("frozen longer", window -> window.more.add(b -> b.notOn(DAY, DAY.plusDays(3))));
        return kind == MaintenanceKind.RELEASES
                ? weekly
                : weekly.say("daily", window -> window.schedule = MaintenanceSchedule.daily(1))
                        .say("monthly", window -> window.schedule = MaintenanceSchedule.monthly(1, 1))
                        .say(
                                "last sunday",
                                window ->
                                        window.schedule = MaintenanceSchedule.monthly(1, Week.LAST, DayOfWeek.SUNDAY));
    }

    private static Map<String, Function<ClusterSpec, ? extends dev.aks4j.core.plan.kind.Spec>> access() {
        String type = "Microsoft.MachineLearningServices/workspaces";
        Map<String, Function<ClusterSpec, ? extends dev.aks4j.core.plan.kind.Spec>> all = new LinkedHashMap<>();
        all.put(
                "work",
                cluster -> TrustedAccessSpec.of("ml", cluster, CoverageCases.id(type, "w"), type + "/mlworkload"));
        all.put(
                "inference",
                cluster -> TrustedAccessSpec.of("ml", cluster, CoverageCases.id(type, "w"), type + "/inference-v1"));
        all.put(
                "both",
                cluster -> TrustedAccessSpec.of(
                        "ml", cluster, CoverageCases.id(type, "w"), type + "/mlworkload", type + "/inference-v1"));
        all.put(
                "both, turned",
                cluster -> TrustedAccessSpec.of(
                        "ml", cluster, CoverageCases.id(type, "w"), type + "/inference-v1", type + "/mlworkload"));
        return all;
    }
}
