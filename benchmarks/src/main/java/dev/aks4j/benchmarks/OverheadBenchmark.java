package dev.aks4j.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.core.util.Context;
import com.azure.core.util.FluxUtil;
import com.azure.core.util.serializer.SerializerAdapter;
import com.azure.core.util.serializer.SerializerEncoding;
import com.azure.resourcemanager.containerservice.fluent.ManagedClustersClient;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import reactor.core.publisher.Mono;

/**
 * One read and one write of a cluster, by us and by the service client of the Azure SDK, on the same transport in this
 * process: time and allocation. Our clock runs so fast that no limit ever makes a request wait; the limits are still
 * counted, and a wait would end the benchmark with an error.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OverheadBenchmark {

    private static final Duration LIMIT = Duration.ofDays(3650);
    private static final double MOST = 1.10;
    private static final int ROUNDS = 5;
    private static final SerializerAdapter MODELS = SerializerFactory.createDefaultManagementSerializerAdapter();
    private static final List<String> CALLS = List.of("readOurs", "readRaw", "writeOurs", "writeRaw");
    private static final ResourceId CLUSTER = ResourceId.parse(SlowAzure.id("shop"));

    private FastClock time;
    private Aks aks;
    private ManagedClustersClient raw;
    private Json document;
    private ManagedClusterInner model;

    /** Creates the benchmark; JMH does. */
    public OverheadBenchmark() {}

    /** Makes both clients. */
    @Setup
    public void open() throws Exception {
        time = new FastClock();
        HttpClient azure = new InstantAzure();
        aks = Contestants.ours(azure, time);
        raw = Contestants.raw(azure).serviceClient().getManagedClusters();
        document = Json.parse(InstantAzure.CLUSTER);
        model = raw.getByResourceGroup("rg", "shop");
    }

    /**
     * Closes ours.
     *
     * @throws IllegalStateException if a request had to wait, which would have been measured too
     */
    @TearDown
    public void close() {
        aks.close();
        if (time.waits() > 0) {
            throw new IllegalStateException(time.waits() + " requests waited for a limit; the clock is too slow.");
        }
    }

    /** Our read. */
    @Benchmark
    public ArmResponse readOurs() throws Exception {
        return time.await(
                aks.arm().send(ArmRequest.get(CLUSTER, SlowAzure.API_VERSION).within(LIMIT)), LIMIT);
    }

    /** The service client's read. */
    @Benchmark
    public ManagedClusterInner readRaw() {
        return raw.getByResourceGroupWithResponse("rg", "shop", Context.NONE).getValue();
    }

    /** Our write. */
    @Benchmark
    public ArmResponse writeOurs() throws Exception {
        return time.await(
                aks.arm()
                        .send(ArmRequest.put(CLUSTER, SlowAzure.API_VERSION, document)
                                .within(LIMIT)),
                LIMIT);
    }

    /** The service client's write, without following the operation; its answer is read as its poller would read it. */
    @Benchmark
    public ManagedClusterInner writeRaw() throws IOException {
        byte[] answer = raw.createOrUpdateWithResponseAsync("rg", "shop", model, null, null)
                .flatMap(response -> FluxUtil.collectBytesInByteBufferStream(response.getValue()))
                .block();
        return MODELS.deserialize(answer, ManagedClusterInner.class, SerializerEncoding.JSON);
    }

    static void run(Report report) throws RunnerException {
        report.heading("3. One read and one write of a cluster on the same in-process transport");
        Map<String, Measured> all = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String call : CALLS) {
                all.computeIfAbsent(call, any -> new Measured()).add(fork(call));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        List<Report.Target> targets = new ArrayList<>();
        for (String what : new String[] {"read", "write"}) {
            Measured ours = all.get(what + "Ours");
            Measured raw = all.get(what + "Raw");
            Ratio time = Ratio.of(ours.best, raw.best);
            Ratio cpu = Ratio.of(ours.cpu, raw.cpu);
            Ratio allocation = Ratio.of(ours.allocated, raw.allocated);
            rows.add(ours.row(what + ", ours"));
            rows.add(raw.row(what + ", raw"));
            rows.add(List.of(what + ", ours/raw", "", time.toString(), cpu.toString(), allocation.toString()));
            targets.add(new Report.Target(what + ": at most 1.10 times in time", time.high() <= MOST));
            targets.add(new Report.Target(what + ": at most 1.10 times in allocation", allocation.high() <= MOST));
        }
        report.table(List.of("", "median", "best", "CPU", "allocated"), rows);
        report.text(
                "%d forks of each, interleaved. `median` and `best` are of the iterations of all forks; `CPU` is the"
                        + " processor time of the whole process. A ratio is the geometric mean of those of the %d rounds,"
                        + " of the best iterations in each, with its 95 %% interval; a target is met if the whole interval"
                        + " lies below it.",
                ROUNDS, ROUNDS);
        report.targets(targets.toArray(Report.Target[]::new));
    }

    /** Measures one call in a process of its own. */
    private static RunResult fork(String call) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(OverheadBenchmark.class.getName() + "." + call + "$")
                        .forks(1)
                        .warmupIterations(20)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(20)
                        .measurementTime(TimeValue.milliseconds(200))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }

    /** What the forks of one call measured. */
    private static final class Measured {
        private final List<Double> all = new ArrayList<>();
        private final List<Double> best = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private final List<Double> allocated = new ArrayList<>();

        void add(RunResult fork) {
            List<Double> iterations = iterations(fork);
            all.addAll(iterations);
            best.add(Collections.min(iterations));
            cpu.add(secondary(fork, CpuProfiler.NAME));
            allocated.add(secondary(fork, "gc.alloc.rate.norm"));
        }

        private static List<Double> iterations(RunResult fork) {
            List<Double> scores = new ArrayList<>();
            for (BenchmarkResult result : fork.getBenchmarkResults()) {
                for (IterationResult iteration : result.getIterationResults()) {
                    scores.add(iteration.getPrimaryResult().getScore());
                }
            }
            return scores;
        }

        /** The least of the iterations: what is compiled or disturbed in one makes it dearer, never cheaper. */
        @SuppressWarnings("rawtypes") // JMH hands out its results as raw types
        private static double secondary(RunResult fork, String name) {
            return fork.getSecondaryResults().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(name))
                    .mapToDouble(entry -> entry.getValue().getStatistics().getMin())
                    .findFirst()
                    .orElseThrow();
        }

        List<String> row(String name) {
            List<Double> sorted = all.stream().sorted().toList();
            return List.of(
                    name,
                    String.format(Locale.ROOT, "%.1f us", sorted.get(sorted.size() / 2)),
                    String.format(Locale.ROOT, "%.1f us", sorted.get(0)),
                    String.format(Locale.ROOT, "%.1f us", Collections.min(cpu)),
                    String.format(Locale.ROOT, "%,.0f B", Collections.min(allocated)));
        }
    }

    /** Answers every request with the same cluster, done. */
    private static final class InstantAzure implements HttpClient {

        static final String CLUSTER = "{\"id\":\"" + SlowAzure.id("shop") + "\",\"name\":\"shop\","
                + "\"type\":\"Microsoft.ContainerService/ManagedClusters\",\"location\":\"westeurope\",\"properties\":{"
                + "\"provisioningState\":\"Succeeded\",\"powerState\":{\"code\":\"Running\"},"
                + "\"kubernetesVersion\":\"1.35\",\"currentKubernetesVersion\":\"1.35.2\",\"dnsPrefix\":\"shop\","
                + "\"fqdn\":\"shop-njvd0d20.hcp.westeurope.azmk8s.io\",\"agentPoolProfiles\":[{\"name\":\"system\","
                + "\"count\":3,\"vmSize\":\"Standard_D4ds_v5\",\"osDiskSizeGB\":128,\"maxPods\":250,"
                + "\"type\":\"VirtualMachineScaleSets\",\"mode\":\"System\",\"osType\":\"Linux\","
                + "\"provisioningState\":\"Succeeded\"}],\"nodeResourceGroup\":\"MC_rg_shop_westeurope\","
                + "\"enableRBAC\":true,\"networkProfile\":{\"networkPlugin\":\"azure\","
                + "\"networkPluginMode\":\"overlay\",\"podCidr\":\"10.244.0.0/16\",\"serviceCidr\":\"10.0.0.0/16\","
                + "\"dnsServiceIP\":\"10.0.0.10\",\"outboundType\":\"loadBalancer\"}},"
                + "\"sku\":{\"name\":\"Base\",\"tier\":\"Standard\"}}";

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.just(new CompleteResponse(
                    request, 200, new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json"), CLUSTER));
        }
    }
}
