package dev.aks4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.metrics.AksListener;
import dev.aks4j.core.metrics.AksMetrics;
import dev.aks4j.core.metrics.AksTracing;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What meters and tracing, as the Spring Boot starter switches them on, add to the making of a plan and to a run: the same
 * work by two clients in turn, on the simulator in the process, where nothing but the processor costs time.
 */
final class ListenersBenchmark {

    private static final int NETWORKS = 60;
    private static final int WARM = 6;

    /** So many times in a round: the processor's time is counted in steps of 10 ms. */
    private static final int TIMES = 8;

    private static final int ROUNDS = 10;
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-net", Region.WEST_EUROPE);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    private ListenersBenchmark() {}

    static void run(Report report) {
        new ListenersBenchmark().measure(report);
    }

    private void measure(Report report) {
        report.heading("10. What meters and tracing add");
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
        AksListener both = AksListener.all(AksMetrics.on(new SimpleMeterRegistry()), AksTracing.on(telemetry));
        List<List<String>> rows = new ArrayList<>();
        Rounds plan = compare(both, false);
        Rounds run = compare(both, true);
        rows.add(row("a plan of " + (NETWORKS + 1) + " resources that are there", plan));
        rows.add(row("the same made, planned and applied", run));
        report.table(List.of("work", "bare", "with meters and spans", "with/bare"), rows);
        report.text(
                "Processor time of the whole process, the simulator's included; medians and the mean ratio of %d rounds, in turn. %d spans were"
                        + " made. The exporter keeps them in memory.",
                ROUNDS, spans.getFinishedSpanItems().size());
        report.targets(new Report.Target(
                "a plan takes at most 1.05 times as long", plan.ratio().mean() <= 1.05));
        telemetry.close();
    }

    /** What one piece of work took, round by round, in milliseconds. */
    private record Rounds(List<Double> bare, List<Double> with) {
        Ratio ratio() {
            return Ratio.of(with, bare);
        }
    }

    private static List<String> row(String what, Rounds rounds) {
        return List.of(
                what,
                median(rounds.bare()),
                median(rounds.with()),
                rounds.ratio().toString());
    }

    private static String median(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%.1f ms",
                values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow());
    }

    private Rounds compare(AksListener listener, boolean applies) {
        Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks plain = client(azure).build();
                Aks told = client(azure).listener(listener).build()) {
            plain.plan(networks("vnet", NETWORKS)).apply().await(Duration.ofHours(1));
            for (int round = -WARM; round < ROUNDS; round++) {
                String name = "round" + (round + WARM);
                double one = time(plain, applies, name + "-a");
                double other = time(told, applies, name + "-b");
                if (round >= 0) {
                    rounds.bare().add(one);
                    rounds.with().add(other);
                }
            }
        }
        return rounds;
    }

    private static double time(Aks aks, boolean applies, String name) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begin = process.getProcessCpuTime();
        for (int i = 0; i < TIMES; i++) {
            if (applies) {
                aks.plan(networks(name + "-" + i + "-", 6)).apply().await(Duration.ofHours(1));
            } else if (!aks.plan(networks("vnet", NETWORKS)).isEmpty()) {
                throw new IllegalStateException("Something is to be changed");
            }
        }
        return (process.getProcessCpuTime() - begin) / 1e6 / TIMES;
    }

    private static Aks.Builder client(SimulatedAzure azure) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport());
    }

    private static Spec[] networks(String name, int count) {
        List<Spec> specs = new ArrayList<>(List.of(GROUP));
        for (int i = 0; i < count; i++) {
            specs.add(VirtualNetworkSpec.builder(name + i, GROUP)
                    .addressSpace("10." + i + ".0.0/16")
                    .subnet("nodes", "10." + i + ".0.0/22")
                    .build());
        }
        return specs.toArray(Spec[]::new);
    }
}
