package dev.aks4j.tests.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.metrics.AksListener;
import dev.aks4j.core.metrics.AksTracing;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.SimulatedAzure;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of runs, steps, operations and requests: whole, nested, with Azure's ids, and without secrets. */
class TracingTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final SimulatedAzure azure = SimulatedAzure.create();
    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-acme", Region.WEST_EUROPE);
    private final ClusterSpec acme = ClusterSpec.builder("acme", group)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();

    private Aks client() {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .listener(AksListener.all(AksTracing.on(telemetry)))
                .build();
    }

    @AfterEach
    void close() {
        azure.close();
        telemetry.close();
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void runHasItsStepsTheseTheirOperationsAndRequests() {
        try (Aks aks = client()) {
            aks.plan(group, acme).apply().await(Duration.ofHours(1));
        }
        Map<String, SpanData> byId = spans.getFinishedSpanItems().stream()
                .collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
        SpanData run = named("aks4j.run").get(0);
        assertThat(run.getAttributes().get(AttributeKey.stringKey("aks4j.run.end")))
                .isEqualTo("succeeded");
        assertThat(named("aks4j.step"))
                .hasSize(2)
                .allMatch(step -> step.getParentSpanId().equals(run.getSpanId()));
        assertThat(named("aks4j.operation")).hasSize(1).allSatisfy(operation -> {
            assertThat(byId.get(operation.getParentSpanId()).getName()).isEqualTo("aks4j.step");
            assertThat(operation.getAttributes().get(AttributeKey.stringKey("aks4j.operation.outcome")))
                    .isEqualTo("Succeeded");
        });
        SpanData put = named("PUT microsoft.containerservice/managedclusters").get(0);
        assertThat(put.getTraceId()).isEqualTo(run.getTraceId());
        assertThat(put.getAttributes().get(AttributeKey.stringKey("az.service_request_id")))
                .isNotBlank();
        assertThat(put.getAttributes().get(AttributeKey.stringKey("az.correlation_id")))
                .isNotBlank();
        assertThat(Duration.ofNanos(run.getEndEpochNanos() - run.getStartEpochNanos()))
                .as("in Azure's time")
                .isGreaterThan(Duration.ofMinutes(1));
        assertThat(named("PUT microsoft.resources/resourcegroups"))
                .singleElement()
                .satisfies(group ->
                        assertThat(byId.get(group.getParentSpanId()).getName()).isEqualTo("aks4j.step"));
    }

    @Test
    void failedStepIsAnErrorAndNoSpanTellsASecretOrAQuery() {
        azure.faults()
                .on("PUT", "**/managedClusters/acme")
                .nth(1)
                .cause(Fault.failOperation("Broken", "it quotes " + azure.clientSecret()));
        Optional<RunFailedException> failed = Optional.empty();
        try (Aks aks = client()) {
            aks.plan(group, acme).apply().await(Duration.ofHours(1));
        } catch (RunFailedException e) {
            failed = Optional.of(e);
        }
        Assertions.assertThat(failed).isPresent();
        assertThat(named("aks4j.run").get(0).getStatus()).isEqualTo(StatusData.error());
        assertThat(named("aks4j.step")).anyMatch(step -> step.getStatus().equals(StatusData.error()));
        assertThat(spans.getFinishedSpanItems().toString())
                .doesNotContain(azure.clientSecret())
                .doesNotContain("Bearer")
                .doesNotContain("eyJ")
                .doesNotContain("?");
    }
}
