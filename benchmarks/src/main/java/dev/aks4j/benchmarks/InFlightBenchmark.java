package dev.aks4j.benchmarks;

import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What it costs to follow 10,000 operations at once on the real clock: threads, and heap that stays. Both contestants
 * take the operations up from their status URLs, as after a restart. The status URLs are as long as those of AKS are.
 */
final class InFlightBenchmark {

    private static final int OPERATIONS = 10_000;
    private static final long MOST_BYTES = 4096;
    private static final long MOST_THREADS = 8;

    /** So many are followed before, so that what is kept once, such as classes and certificates, is there already. */
    private static final int FIRST = 100;

    private static final int FIRST_MILLIS = 10_000;

    /** Long enough for many to have made their first read. */
    private static final int SETTLE_MILLIS = 45_000;

    /** So many certificates are in the URLs: front ends of Azure Resource Manager share them. */
    private static final int FRONT_ENDS = 8;

    private static final String ALIKE = "alike";
    private static final String RANDOM = "random";

    /** What an operation took with a certificate of its own before certificates were packed. */
    private static final long FIRST_ALONE = 3950;

    private static final AtomicInteger LOST = new AtomicInteger();

    private InFlightBenchmark() {}

    static void run(Report report) throws Exception {
        report.heading("2. 10,000 operations in flight");
        // Two at a time: neither threads nor heap depend on how fast they are.
        Future<Cost> oursLater = fork("ours", FRONT_ENDS, ALIKE);
        Cost raw = fork("raw", FRONT_ENDS, ALIKE).get();
        Cost ours = oursLater.get();
        Future<Cost> aloneLater = fork("ours", Integer.MAX_VALUE, ALIKE);
        Cost random = fork("ours", Integer.MAX_VALUE, RANDOM).get();
        Cost alone = aloneLater.get();
        report.table(
                List.of("client", "threads", "heap each", "lost", "heap for each still followed"),
                List.of(
                        ours.row("ours"),
                        raw.row("raw"),
                        alone.row("ours, no certificate shared"),
                        random.row("ours, no certificate shared, all of it random")));
        report.text("Threads of ours: %s.", ours.names);
        report.text("Threads of raw: %s.", raw.names);
        report.text(
                "Real clock; status URLs of %d characters, with the certificates of %d front ends. ours/raw: threads %.2f,"
                        + " heap %.2f; raw has lost %.0f %% of its operations by then, ours %.0f %%.",
                azure(FRONT_ENDS, false).statusUrl("c0").toString().length(),
                FRONT_ENDS,
                ours.threads / (double) Math.max(1, raw.threads),
                ours.bytesEach / (double) raw.bytesEach,
                100.0 * raw.lost / OPERATIONS,
                100.0 * ours.lost / OPERATIONS);
        report.text(
                "Certificates of one authority differ in about half of their bytes, and the rest is kept once. If every byte"
                        + " were random, %d bytes of each URL could not be known beforehand, and half of the first"
                        + " measurement, %d B, is less than that: no way of keeping them reaches it. What comes on top of"
                        + " them is %d B.",
                Signatures.randomBytes(), FIRST_ALONE / 2, random.bytesEach - Signatures.randomBytes());
        report.targets(
                new Report.Target("at most 8 threads", Math.max(ours.threads, alone.threads) <= MOST_THREADS),
                new Report.Target(
                        "at most 4 KB of heap each, also if no certificate is shared",
                        Math.max(ours.bytesEach, Math.max(alone.bytesEach, random.bytesEach)) <= MOST_BYTES),
                new Report.Target(
                        "no certificate shared: at most half of the 3,950 B of the first measurement",
                        2 * alone.bytesEach <= FIRST_ALONE),
                new Report.Target("none lost", ours.lost + alone.lost + random.lost == 0));
    }

    private static Future<Cost> fork(String who, int frontEnds, String certificates) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Cost.parse(Fork.lastLine(InFlightBenchmark.class, who, String.valueOf(frontEnds), certificates));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Measures one contestant in this process: {@code ours} or {@code raw}, the number of front ends, sort of certificates. */
    public static void main(String[] arguments) throws Exception {
        int frontEnds = Integer.parseInt(arguments[1]);
        boolean random = arguments[2].equals(RANDOM);
        System.out.println(
                measure(arguments[0].equals("ours"), frontEnds, random).line());
        System.exit(0);
    }

    private static SlowAzure azure(int frontEnds, boolean random) {
        return new SlowAzure(Instant::now, name -> Duration.ofHours(6), Signatures.of(frontEnds, random));
    }

    private static Cost measure(boolean ours, int frontEnds, boolean random) throws Exception {
        long baseline = baseline(frontEnds, random);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SlowAzure azure = azure(frontEnds, random);
        Followers.Follower follower = ours ? Followers.ours(azure) : Followers.raw(azure);
        List<Object> first = followed(azure, follower, "first", FIRST);
        Thread.sleep(FIRST_MILLIS);
        LOST.set(0);
        long empty = used();
        List<Object> held = followed(azure, follower, "c", OPERATIONS);
        Thread.sleep(SETTLE_MILLIS);
        Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("-[0-9]+", ""), TreeMap::new, Collectors.counting()));
        int lost = LOST.get();
        long bytes = (used() - empty - baseline) / OPERATIONS;
        Reference.reachabilityFence(List.of(azure, follower, first, held));
        return new Cost(threads.values().stream().mapToLong(Long::longValue).sum(), bytes, lost, names(threads));
    }

    private static String names(Map<String, Long> threads) {
        return threads.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static List<Object> followed(SlowAzure azure, Followers.Follower follower, String prefix, int operations) {
        List<Object> all = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            String name = prefix + i;
            azure.accept(name);
            all.add(follower.follow(name, LOST::incrementAndGet));
        }
        return all;
    }

    /** What the fake Azure itself keeps of the operations. */
    private static long baseline(int frontEnds, boolean random) throws Exception {
        long before = used();
        SlowAzure azure = azure(frontEnds, random);
        for (int i = 0; i < OPERATIONS; i++) {
            azure.accept("c" + i);
        }
        long bytes = used() - before;
        Reference.reachabilityFence(azure);
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
     * @param names the threads' names without numbers
     */
    private record Cost(long threads, long bytesEach, int lost, String names) {

        static Cost parse(String line) {
            String[] parts = line.split(" ", 4);
            return new Cost(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]), parts[3]);
        }

        String line() {
            return threads + " " + bytesEach + " " + lost + " " + names;
        }

        List<String> row(String name) {
            return List.of(
                    name,
                    String.valueOf(threads),
                    String.format(Locale.ROOT, "%,d B", bytesEach),
                    String.format(Locale.ROOT, "%,d", lost),
                    lost == OPERATIONS
                            ? "-"
                            : String.format(Locale.ROOT, "%,d B", bytesEach * OPERATIONS / (OPERATIONS - lost)));
        }
    }
}
