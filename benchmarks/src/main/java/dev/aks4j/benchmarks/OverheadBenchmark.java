package dev.aks4j.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerservice.fluent.ManagedClustersClient;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.ResourceId;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    private static final ResourceId CLUSTER = ResourceId.parse(SlowAzure.id("shop"));

    private FastClock time;
    private Aks aks;
    private ManagedClustersClient raw;
    private JsonNode document;
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
        document = new ObjectMapper().readTree(InstantAzure.CLUSTER);
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

    /** The service client's write, without following the operation. */
    @Benchmark
    public Object writeRaw() {
        return raw.createOrUpdateWithResponseAsync("rg", "shop", model, null, null)
                .flatMap(response -> com.azure.core.util.FluxUtil.collectBytesInByteBufferStream(response.getValue()))
                .block();
    }

    static void run(PrintStream out) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(OverheadBenchmark.class.getName())
                        .forks(3)
                        .warmupIterations(6)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(25)
                        .measurementTime(TimeValue.milliseconds(400))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, RunResult> byName = new TreeMap<>();
        results.forEach(result -> byName.put(result.getPrimaryResult().getLabel(), result));
        out.println("3. One read and one write of a cluster on the same in-process transport");
        out.printf("%-6s %-5s %22s %14s %10s %14s %10s%n", "", "", "mean", "best", "ours/raw", "allocated", "ours/raw");
        for (String what : new String[] {"read", "write"}) {
            RunResult ours = byName.get(what + "Ours");
            RunResult raw = byName.get(what + "Raw");
            double time = best(ours) / best(raw);
            double allocation = allocated(ours) / allocated(raw);
            print(out, what, "ours", ours, "", "");
            print(
                    out,
                    "",
                    "raw",
                    raw,
                    String.format(Locale.ROOT, "%.2f", time),
                    String.format(Locale.ROOT, "%.2f", allocation));
            Targets.print(out, what + ": at most 1.10 times in time", time <= MOST);
            Targets.print(out, what + ": at most 1.10 times in allocation", allocation <= MOST);
        }
        out.println("best is the shortest of all iterations: other work on the machine makes an iteration longer, never"
                + " shorter; the ratio is of the bests.");
    }

    private static void print(PrintStream out, String what, String name, RunResult result, String time, String heap) {
        out.printf(
                Locale.ROOT,
                "%-6s %-5s %12.1f ± %4.1f us %11.1f us %10s %12.0f B %10s%n",
                what,
                name,
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                best(result),
                time,
                allocated(result),
                heap);
    }

    private static double best(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    @SuppressWarnings("rawtypes") // JMH hands out its results as raw types
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow();
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
            return Mono.just(new Answer(
                    request, 200, new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json"), CLUSTER));
        }
    }
}
