package dev.aks4j.core.cluster.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.azure.json.JsonWriter;
import com.azure.resourcemanager.containerservice.fluent.models.MaintenanceConfigurationInner;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedNamespaceInner;
import com.azure.resourcemanager.containerservice.fluent.models.SnapshotInner;
import com.azure.resourcemanager.containerservice.fluent.models.TrustedAccessRoleBindingInner;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule.Week;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Adoption;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec.Traffic;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompanionSpecTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"))
            .build();
    private static final Scope SCOPE =
            new Scope("6f2c0000-0000-0000-0000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());
    private static final LocalDate DAY = LocalDate.parse("2026-12-24");

    private static MaintenanceSpec.Builder window(MaintenanceSchedule schedule) {
        return MaintenanceSpec.builder(CLUSTER, MaintenanceKind.KUBERNETES_UPGRADES, schedule);
    }

    private static MaintenanceSpec.Builder weekly() {
        return window(MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
    }

    @FunctionalInterface
    interface Read {
        JsonSerializable<?> from(JsonReader reader) throws IOException;
    }

    static Stream<Arguments> theClientLibraryKeepsEveryProperty() {
        MaintenanceSpec maintenance = weekly().startTime(LocalTime.of(2, 30))
                .utcOffset(ZoneOffset.ofHours(-5))
                .duration(Duration.ofHours(6))
                .startDate(DAY)
                .notOn(DAY, DAY.plusDays(8))
                .build();
        ManagedNamespaceSpec namespace = ManagedNamespaceSpec.builder("team-a", CLUSTER)
                .cpu("500m", "2")
                .memory("1Gi", "4Gi")
                .traffic(Traffic.SAME_NAMESPACE, Traffic.ALL)
                .label("example.com/team", "a")
                .annotation("example.com/owner", "me")
                .tag("team", "a")
                .adoption(Adoption.IF_IDENTICAL)
                .deleteWithContents()
                .build();
        return Stream.of(
                Arguments.of(maintenance, (Read) MaintenanceConfigurationInner::fromJson),
                Arguments.of(
                        window(MaintenanceSchedule.daily(2)).build(), (Read) MaintenanceConfigurationInner::fromJson),
                Arguments.of(window(MaintenanceSchedule.monthly(2, 15)).build(), (Read)
                        MaintenanceConfigurationInner::fromJson),
                Arguments.of(
                        window(MaintenanceSchedule.monthly(1, Week.LAST, DayOfWeek.SUNDAY))
                                .build(),
                        (Read) MaintenanceConfigurationInner::fromJson),
                Arguments.of(
                        SnapshotSpec.builder("snap", GROUP, CLUSTER, "system")
                                .tag("a", "b")
                                .build(),
                        (Read) SnapshotInner::fromJson),
                Arguments.of(namespace, (Read) ManagedNamespaceInner::fromJson),
                Arguments.of(access("ml"), (Read) TrustedAccessRoleBindingInner::fromJson));
    }

    @ParameterizedTest
    @MethodSource
    void theClientLibraryKeepsEveryProperty(CompanionSpec spec, Read read) throws IOException {
        Json sent = spec.document(SCOPE);
        StringWriter text = new StringWriter();
        try (JsonReader reader = JsonProviders.createReader(sent.toString());
                JsonWriter writer = JsonProviders.createWriter(text)) {
            read.from(reader).toJson(writer);
        }
        assertThat(Documents.compare(sent, Json.parse(text.toString()), Optional::of))
                .isEmpty();
    }

    @Test
    void theClusterComesFirstAndThePlanTellsWhatItIs() {
        MaintenanceSpec spec = weekly().startTime(LocalTime.of(2, 0)).build();
        CompanionKind kind = spec.companionKind();
        assertThat(kind.requires(spec)).containsExactly(Address.azure(CLUSTER.id()));
        assertThat(kind.summary(spec)).isEqualTo("Saturday every week, 02:00 +00:00, 4 hours");
        assertThat(spec.id().toString())
                .endsWith("managedClusters/shop/maintenanceConfigurations/aksManagedAutoUpgradeSchedule");
    }

    @Test
    void aSnapshotOfAnotherPoolIsAnotherSnapshot() {
        SnapshotSpec spec =
                SnapshotSpec.builder("snap", GROUP, CLUSTER, "system").build();
        Json live =
                SnapshotSpec.builder("snap", GROUP, CLUSTER, "other").build().document(SCOPE);
        assertThat(CompanionKind.SNAPSHOT.compare(spec, live, SCOPE).differences())
                .extracting(Difference::change)
                .containsExactly(Change.RECREATE);
        assertThat(CompanionKind.SNAPSHOT
                        .compare(spec, spec.document(SCOPE), SCOPE)
                        .differences())
                .isEmpty();
    }

    private static TrustedAccessSpec access(String name) {
        ResourceId workspace = GROUP.id().child("Microsoft.MachineLearningServices/workspaces", "ml");
        return TrustedAccessSpec.of(
                name, CLUSTER, workspace, "Microsoft.MachineLearningServices/workspaces/mlworkload");
    }

    @Test
    void theEscapeHatchWinsAndIsSeenByRulesAndComparisons() {
        MaintenanceSpec window = weekly().raw("/properties/maintenanceWindow/durationHours", 9)
                .raw("/properties/newProperty", true)
                .build();
        assertThat(window.document(SCOPE)
                        .at("/properties/maintenanceWindow/durationHours")
                        .asInt())
                .isEqualTo(9);
        assertThat(window.companionKind().summary(window)).endsWith("9 hours");

        SnapshotSpec snapshot = SnapshotSpec.builder("snap", GROUP, CLUSTER, "system")
                .raw("/properties/creationData/sourceResourceId", "/other")
                .build();
        assertThat(snapshot.document(SCOPE)
                        .at("/properties/creationData/sourceResourceId")
                        .asText())
                .isEqualTo("/other");

        ManagedNamespaceSpec namespace = ManagedNamespaceSpec.builder("team", CLUSTER)
                .raw("/properties/newProperty", "x")
                .build();
        Json live = ManagedNamespaceSpec.builder("team", CLUSTER).build().document(SCOPE);
        assertThat(CompanionKind.NAMESPACE.compare(namespace, live, SCOPE).differences())
                .extracting(Difference::path)
                .containsExactly("/properties/newProperty");

        TrustedAccessSpec trusted = TrustedAccessSpec.builder("ml", CLUSTER, GROUP.id())
                .roles("a.b/c/d")
                .raw("/properties/newProperty", 1)
                .build();
        assertThat(trusted.document(SCOPE).at("/properties/newProperty").asInt())
                .isEqualTo(1);
        assertThatThrownBy(() -> weekly().raw("properties/newProperty", true))
                .hasMessageContaining("is not the place of a property");
    }
}
