package dev.aks4j.benchmarks;

import com.azure.core.management.polling.PollResult;
import com.azure.core.management.polling.PollerFactory;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationToken;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import reactor.core.Disposable;

/**
 * What it costs to follow 10,000 operations at once on the real clock: threads, and heap that stays. Both contestants
 * take the operations up from their status URLs, as after a restart. The status URL is as long as those of AKS are.
 */
final class InFlightBenchmark {

    private static final int OPERATIONS = 10_000;

    /** So many are followed before, so that what is kept once, such as classes and certificates, is there already. */
    private static final int FIRST = 100;

    private static final int FIRST_MILLIS = 10_000;

    /** Length of the signature in a status URL of AKS. */
    private static final int SIGNATURE = 2_500;

    /** Long enough for both to have made their first reads. */
    private static final int SETTLE_MILLIS = 45_000;

    private static final AtomicInteger LOST = new AtomicInteger();

    private InFlightBenchmark() {}

    static void run(PrintStream out) throws Exception {
        out.println("2. 10,000 operations in flight (real clock, status URLs of "
                + azure().statusUrl("c0").toString().length() + " characters)");
        Cost ours = Cost.parse(Fork.lastLine(InFlightBenchmark.class, "ours"));
        Cost raw = Cost.parse(Fork.lastLine(InFlightBenchmark.class, "raw"));
        out.printf("%-10s %10s %18s %10s%n", "", "threads", "heap each", "lost");
        ours.print(out, "ours");
        raw.print(out, "raw");
        out.printf(
                Locale.ROOT,
                "ours/raw: threads %.2f, heap %.2f; raw has lost %.0f %% of its operations by then, ours %.0f %%%n",
                ours.threads / (double) Math.max(1, raw.threads),
                ours.bytesEach / (double) raw.bytesEach,
                100.0 * raw.lost / OPERATIONS,
                100.0 * ours.lost / OPERATIONS);
        Targets.print(out, "at most 8 threads", ours.threads <= 8);
        Targets.print(out, "at most 4 KB of heap each", ours.bytesEach <= 4096);
        Targets.print(out, "none lost", ours.lost == 0);
    }

    /** Measures one contestant, {@code ours} or {@code raw}, in this process. */
    public static void main(String[] contestant) throws Exception {
        System.out.println(measure(contestant[0].equals("ours") ? InFlightBenchmark::ours : InFlightBenchmark::raw));
        System.exit(0);
    }

    private static SlowAzure azure() {
        return new SlowAzure(Instant::now, name -> Duration.ofHours(6), SIGNATURE);
    }

    private static Object ours(int operations) {
        SlowAzure azure = azure();
        Aks aks = Contestants.ours(azure, Scheduler.standard());
        List<Operation> followed = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            String name = "c" + i;
            azure.accept(name);
            Operation operation = aks.operations()
                    .resume(new OperationToken(
                            "PUT",
                            ResourceId.parse(SlowAzure.id(name)),
                            SlowAzure.API_VERSION,
                            "",
                            Optional.of(azure.statusUrl(name).toString()),
                            Optional.empty(),
                            Instant.now()));
            operation.completion().whenComplete((done, lost) -> {
                if (lost != null) {
                    LOST.incrementAndGet();
                }
            });
            followed.add(operation);
        }
        return List.of(azure, aks, followed);
    }

    private static Object raw(int operations) {
        SlowAzure azure = azure();
        ContainerServiceManager manager = Contestants.raw(azure);
        List<Disposable> followed = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            String name = "c" + i;
            azure.accept(name);
            String url = azure.statusUrl(name).toString();
            String resource = "https://management.azure.com" + SlowAzure.id(name) + "?api-version=2025-09-01";
            String state = "{\"pollingType\":\"AZURE_ASYNC_OPERATION_POLL\",\"lroResponseStatusCode\":201,"
                    + "\"lroRequestMethod\":\"PUT\",\"lroOperationUri\":\"" + resource + "\",\"asyncOperationData\":{"
                    + "\"lroRequestMethod\":\"PUT\",\"lroOperationUri\":\"" + resource + "\",\"pollUrl\":\"" + url
                    + "\",\"provisioningState\":\"InProgress\"}}";
            followed.add(PollerFactory.<ManagedClusterInner, ManagedClusterInner>create(
                            SerializerFactory.createDefaultManagementSerializerAdapter(),
                            manager.httpPipeline(),
                            ManagedClusterInner.class,
                            ManagedClusterInner.class,
                            Duration.ofSeconds(30),
                            state)
                    .subscribe(InFlightBenchmark::ignore, error -> LOST.incrementAndGet(), LOST::incrementAndGet));
        }
        return List.of(azure, manager, followed);
    }

    private static void ignore(com.azure.core.util.polling.AsyncPollResponse<PollResult<ManagedClusterInner>, ?> poll) {
        // only the cost of following is measured
    }

    private static Cost measure(IntFunction<Object> contestant) throws Exception {
        long baseline = heapOf(() -> {
            SlowAzure azure = azure();
            for (int i = 0; i < OPERATIONS; i++) {
                azure.accept("c" + i);
            }
            return azure;
        });
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Object loaded = contestant.apply(FIRST);
        Thread.sleep(FIRST_MILLIS);
        long empty = used();
        Object held = contestant.apply(OPERATIONS);
        Thread.sleep(SETTLE_MILLIS);
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .count();
        long bytes = (used() - empty - baseline) / OPERATIONS;
        Reference.reachabilityFence(List.of(loaded, held));
        return new Cost(threads, bytes, LOST.get());
    }

    private static long heapOf(Supplier<Object> maker) throws Exception {
        long before = used();
        Object held = maker.get();
        long bytes = used() - before;
        Reference.reachabilityFence(held);
        return bytes;
    }

    private static long used() throws Exception {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(300);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /**
     * What following costs.
     *
     * @param threads threads that were not there before
     * @param bytesEach heap that stays, for each operation
     * @param lost operations that are no longer followed, hours before their end; the raw poller ends without an error too,
     *     after a status read was refused
     */
    private record Cost(long threads, long bytesEach, int lost) {

        static Cost parse(String line) {
            String[] parts = line.split(" ");
            return new Cost(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
        }

        void print(PrintStream out, String name) {
            out.printf("%-10s %10d %16d B %10d%n", name, threads, bytesEach, lost);
        }

        @Override
        public String toString() {
            return threads + " " + bytesEach + " " + lost;
        }
    }
}
