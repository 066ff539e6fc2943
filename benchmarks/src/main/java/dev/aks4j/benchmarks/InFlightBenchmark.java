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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.Disposable;

/**
 * What it costs to follow 10,000 operations at once on the real clock: threads, and heap that stays. Both contestants
 * take the operations up from their status URLs, as after a restart. The status URL is as long as those of AKS are.
 */
final class InFlightBenchmark {

    private static final int OPERATIONS = 10_000;

    /** Length of the signature in a status URL of AKS. */
    private static final int SIGNATURE = 2_500;

    private InFlightBenchmark() {}

    static void run(PrintStream out) throws Exception {
        out.println("2. 10,000 operations in flight (real clock, status URLs of "
                + azure().statusUrl("c0").toString().length() + " characters)");
        Cost ours = measure(InFlightBenchmark::ours);
        Cost raw = measure(InFlightBenchmark::raw);
        out.printf("%-10s %10s %18s %26s%n", "", "threads", "heap each", "of it beyond the URL");
        ours.print(out, "ours");
        raw.print(out, "raw");
        out.printf(
                Locale.ROOT,
                "raw/ours: threads %.1f, heap %.1f%n",
                raw.threads / (double) Math.max(1, ours.threads),
                raw.bytesEach / (double) ours.bytesEach);
    }

    private static SlowAzure azure() {
        return new SlowAzure(Instant::now, name -> Duration.ofHours(6), SIGNATURE);
    }

    private static Object ours() {
        SlowAzure azure = azure();
        Aks aks = Contestants.ours(azure, Scheduler.standard());
        List<Operation> followed = new ArrayList<>(OPERATIONS);
        for (int i = 0; i < OPERATIONS; i++) {
            String name = "c" + i;
            azure.accept(name);
            followed.add(aks.operations()
                    .resume(new OperationToken(
                            "PUT",
                            ResourceId.parse(SlowAzure.id(name)),
                            SlowAzure.API_VERSION,
                            "",
                            Optional.of(azure.statusUrl(name).toString()),
                            Optional.empty(),
                            Instant.now())));
        }
        return List.of(azure, aks, followed, (AutoCloseable) aks::close);
    }

    private static Object raw() {
        SlowAzure azure = azure();
        ContainerServiceManager manager = Contestants.raw(azure);
        List<Disposable> followed = new ArrayList<>(OPERATIONS);
        for (int i = 0; i < OPERATIONS; i++) {
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
                    .subscribe(InFlightBenchmark::ignore, error -> {}));
        }
        return List.of(azure, manager, followed);
    }

    private static void ignore(com.azure.core.util.polling.AsyncPollResponse<PollResult<ManagedClusterInner>, ?> poll) {
        // only the cost of following is measured
    }

    private static Cost measure(Supplier<Object> contestant) throws Exception {
        long baseline = heapOf(() -> {
            SlowAzure azure = azure();
            for (int i = 0; i < OPERATIONS; i++) {
                azure.accept("c" + i);
            }
            return azure;
        });
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long empty = used();
        Object held = contestant.get();
        Thread.sleep(45_000);
        int threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.toSet())
                .size();
        long bytes = (used() - empty - baseline) / OPERATIONS;
        close(held);
        return new Cost(threads, bytes, azure().statusUrl("c0").toString().length());
    }

    private static void close(Object held) throws Exception {
        for (Object part : (List<?>) held) {
            if (part instanceof AutoCloseable closeable) {
                closeable.close();
            } else if (part instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Disposable) {
                list.forEach(disposable -> ((Disposable) disposable).dispose());
            }
        }
    }

    private static long heapOf(Supplier<Object> maker) throws Exception {
        long before = used();
        Object held = maker.get();
        long bytes = used() - before;
        if (held.hashCode() == 0) {
            throw new IllegalStateException("keeps the object alive until it is measured");
        }
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

    private record Cost(int threads, long bytesEach, int url) {
        void print(PrintStream out, String name) {
            out.printf("%-10s %10d %16d B %24d B%n", name, threads, bytesEach, bytesEach - url);
        }
    }
}
