package dev.aks4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.testing.FakeTransport;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A closed client has no timer, no queued request and nothing else that the transport or the scheduler would hold. */
class ClosingTest {

    private static final ResourceId CLUSTER = ResourceId.group("rg")
            .child("Microsoft.ContainerService/managedClusters", "shop")
            .inSubscription(FakeTransport.SUBSCRIPTION);
    private static final String VERSION = "2025-09-01";
    private static final String STATUS = "https://management.azure.com/subscriptions/" + FakeTransport.SUBSCRIPTION
            + "/providers/Microsoft.ContainerService/locations/westeurope/operations/1?s=x";

    private final FakeTransport transport = new FakeTransport();

    private Aks client() {
        return Aks.builder(FakeTransport.SUBSCRIPTION)
                .credential(AksCredential.clientSecret("tenant", "client", FakeTransport.SECRET))
                .transport(transport)
                .build();
    }

    private Throwable failure(CompletionStage<?> stage) {
        List<Throwable> seen = new ArrayList<>();
        stage.whenComplete((value, failure) -> seen.add(failure));
        assertThat(seen).hasSize(1);
        Throwable failure = seen.get(0);
        return failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    }

    @Test
    void operationBetweenTwoReadsLeavesNoTimer() {
        transport
                .fakeAzure()
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"InProgress\"}")
                .forever();
        Aks aks = client();
        var operation = aks.operations()
                .resume(new OperationToken(
                        "PUT",
                        CLUSTER,
                        VERSION,
                        "",
                        Optional.of(STATUS),
                        Optional.empty(),
                        transport.time().now()));
        transport.time().advance(Duration.ofMinutes(1));
        assertThat(transport.time().pending()).isPositive();

        aks.close();
        transport.time().settle();

        assertThat(failure(operation.completion())).isInstanceOf(WaitEndedException.class);
        assertThat(transport.time().pending()).isZero();
    }

    @Test
    void requestsOnTheWireInAPauseAndInAQueueAreGivenUp() {
        transport.fakeAzure().on("PUT", "managedClusters").hang();
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(429, "{}", "Retry-After", "60")
                .forever();
        Aks aks = client();
        var wire = aks.arm().send(ArmRequest.put(CLUSTER, VERSION, Json.object().build()));
        var pausing = aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        transport.time().advance(Duration.ofSeconds(1));
        var queued = aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        transport.time().advance(Duration.ofSeconds(1));

        aks.close();
        transport.time().settle();

        assertThat(failure(wire)).isInstanceOf(MaybeExecutedException.class).hasMessageContaining("client was closed");
        assertThat(failure(pausing)).isInstanceOf(NoAnswerException.class).hasMessageContaining("client is closed");
        assertThat(failure(queued)).isInstanceOf(NoAnswerException.class).hasMessageContaining("client is closed");
        assertThat(transport.time().pending()).isZero();
        var late = aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        assertThat(failure(late)).isInstanceOf(NoAnswerException.class).hasMessageContaining("client is closed");
        assertThat(transport.time().pending()).isZero();
    }

    @Test
    void runThatWaitsBeforeARepetitionLeavesNoTimer() {
        transport
                .fakeAzure()
                .on("DELETE", "managedClusters")
                .reply(409, "{\"code\":\"OperationNotAllowed\",\"message\":\"another operation\"}")
                .forever();
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(200, "{\"properties\":{\"provisioningState\":\"Updating\"}}")
                .forever();
        Aks aks = client();
        Step step = new Step(
                "1", "managedCluster", "shop", Change.REMOVE, new Write.Delete(CLUSTER, VERSION), Set.of(), List.of());
        var run = aks.runs().start("remove", List.of(step), Duration.ofHours(2));
        transport.time().advance(Duration.ofMinutes(1));
        assertThat(transport.time().pending()).isPositive();

        aks.close();
        transport.time().settle();

        assertThatThrownBy(() -> run.await(Duration.ofSeconds(1))).isInstanceOf(RunFailedException.class);
        assertThat(transport.time().pending()).isZero();
    }

    @Test
    void closedClientIsCollectedAlthoughTransportAndSchedulerLiveOn() {
        transport
                .fakeAzure()
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"InProgress\"}")
                .forever();
        transport
                .fakeAzure()
                .on("GET", "managedClusters")
                .reply(429, "{}", "Retry-After", "60")
                .forever();
        List<WeakReference<?>> open = used(false);
        List<WeakReference<?>> closed = used(true);
        assertThat(collected(closed)).isTrue();
        // The scheduler's timers hold the one that was not closed, so the collector could tell them apart.
        assertThat(collected(open)).isFalse();
    }

    private static boolean collected(List<WeakReference<?>> references) {
        for (int i = 0; i < 20 && references.stream().anyMatch(one -> one.get() != null); i++) {
            System.gc();
        }
        return references.stream().allMatch(one -> one.get() == null);
    }

    private List<WeakReference<?>> used(boolean close) {
        Aks aks = client();
        aks.operations()
                .resume(new OperationToken(
                        "PUT",
                        CLUSTER,
                        VERSION,
                        "",
                        Optional.of(STATUS),
                        Optional.empty(),
                        transport.time().now()));
        aks.arm().send(ArmRequest.get(CLUSTER, VERSION));
        transport.time().advance(Duration.ofSeconds(10));
        if (close) {
            aks.close();
            transport.time().settle();
        }
        return List.of(
                new WeakReference<>(aks), new WeakReference<>(aks.operations()), new WeakReference<>(aks.runs()));
    }
}
