package dev.aks4j.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.testing.FakeTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every meter counts what it says. */
class AksMetricsTest {

    private static final ResourceId CLUSTER = ResourceId.group("rg")
            .child("Microsoft.ContainerService/managedClusters", "shop")
            .inSubscription(FakeTransport.SUBSCRIPTION);
    private static final String VERSION = "2025-09-01";
    private static final String STATUS = "https://management.azure.com/subscriptions/" + FakeTransport.SUBSCRIPTION
            + "/providers/Microsoft.ContainerService/locations/westeurope/operations/1?s=x";
    private static final String TYPE = "microsoft.containerservice/managedclusters";
    private static final String[] KIND = {"type", TYPE, "verb", "put new"};

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeTransport transport = new FakeTransport();
    private final Aks aks = Aks.builder(FakeTransport.SUBSCRIPTION)
            .credential(AksCredential.clientSecret("tenant", "client", FakeTransport.SECRET))
            .transport(transport)
            .listener(AksMetrics.on(registry, "team", "shop"))
            .build();

    private static ArmRequest put() {
        return ArmRequest.put(CLUSTER, VERSION, Json.object().build());
    }

    private Operation start() throws Exception {
        return transport.time().await(aks.operations().start(put(), CLUSTER, VERSION), Duration.ofHours(1));
    }

    @Test
    void operationsAreCountedWhileTheyGoOnAndTimedWhenTheyEnd() throws Exception {
        transport.fakeAzure().on("PUT", "managedClusters").reply(201, "{}", "Azure-AsyncOperation", STATUS);
        transport
                .fakeAzure()
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"InProgress\"}")
                .reply(
                        200,
                        "{\"status\":\"Succeeded\",\"startTime\":\"2026-01-01T00:00:00Z\",\"endTime\":\"2026-01-01T00:00:01Z\"}");
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}");
        Operation operation = start();
        assertThat(registry.get("aks4j.operations.active").tags(KIND).gauge().value())
                .isEqualTo(1);

        operation.await(Duration.ofHours(1));

        assertThat(registry.get("aks4j.operations.active").tags(KIND).gauge().value())
                .isZero();
        assertThat(registry.get("aks4j.operations")
                        .tags(KIND)
                        .tags("outcome", "succeeded", "team", "shop")
                        .timer()
                        .count())
                .isEqualTo(1);
        Duration seen = transport.time().elapsed();
        assertThat(registry.get("aks4j.operations.lag").tags(KIND).timer().totalTime(TimeUnit.SECONDS))
                .isBetween(1.0, (double) seen.toSeconds());
        assertThat(registry.get("aks4j.requests")
                        .tags("method", "PUT", "type", TYPE, "outcome", "2xx")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("aks4j.requests").tags("method", "GET", "outcome", "2xx").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void throttledRequestsAreCountedAndTheQueueBehindThemIsSeen() throws Exception {
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(429, "{}", "Retry-After", "30")
                .reply(200, "{}")
                .forever();
        var first = aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        transport.time().settle();
        var second = aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        transport.time().settle();
        assertThat(registry.get("aks4j.pacing.queue")
                        .tag("limit", "GET ManagedCluster")
                        .gauge()
                        .value())
                .isEqualTo(1);

        transport.time().await(first, Duration.ofMinutes(5));
        transport.time().await(second, Duration.ofMinutes(5));

        assertThat(registry.get("aks4j.requests.throttled")
                        .tags("method", "GET", "type", TYPE)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("aks4j.pacing.queue")
                        .tag("limit", "GET ManagedCluster")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("aks4j.pacing.wait")
                        .tag("limit", "GET ManagedCluster")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(29);
    }

    @Test
    void runsAndTheirStepsAreTimedByOutcome() {
        transport.fakeAzure().on("DELETE", "managedClusters").reply(204, "");
        transport
                .fakeAzure()
                .on("DELETE", "locks")
                .reply(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}")
                .forever();
        ResourceId lock = CLUSTER.child("Microsoft.Authorization/locks", "l");
        List<Step> steps = List.of(
                new Step(
                        "1",
                        "managedCluster",
                        "shop",
                        Change.REMOVE,
                        new Write.Delete(CLUSTER, VERSION),
                        Set.of(),
                        List.of()),
                new Step("2", "lock", "l", Change.REMOVE, new Write.Delete(lock, VERSION), Set.of("1"), List.of()));
        transport.fakeAzure().on("GET", "locks").reply(200, "{}").forever();
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(200, "{}")
                .reply(404, "{}")
                .forever();
        var run = aks.runs().start("remove", steps, Duration.ofHours(2));
        assertThat(registry.get("aks4j.runs.active").gauge().value()).isEqualTo(1);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> run.await(Duration.ofHours(3)))
                .isInstanceOf(dev.aks4j.core.plan.run.RunFailedException.class);

        assertThat(registry.get("aks4j.runs.active").gauge().value()).isZero();
        assertThat(registry.get("aks4j.runs").tag("outcome", "failed").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("aks4j.steps")
                        .tags("type", TYPE, "change", "remove", "outcome", "succeeded")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("aks4j.steps")
                        .tags("type", "microsoft.authorization/locks", "outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void noTagNamesAResource() throws Exception {
        transport.fakeAzure().on("GET", "managedClusters").reply(200, "{}").forever();
        transport.time().await(aks.arm().send(ArmRequest.get(CLUSTER, VERSION)), Duration.ofMinutes(5));
        transport
                .time()
                .await(
                        aks.arm().send(ArmRequest.get(CLUSTER.child("agentPools", "apps"), VERSION)),
                        Duration.ofMinutes(5));
        assertThat(registry.getMeters())
                .isNotEmpty()
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(tag -> tag.getValue())
                .doesNotContain("rg", "apps", FakeTransport.SUBSCRIPTION)
                .contains(TYPE, TYPE + "/agentpools");
    }
}
