package dev.aks4j.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Runs every benchmark, each beside the raw Azure SDK, and prints one report. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Runs the benchmarks named by number, or all. */
    public static void main(String[] numbers) throws Exception {
        List<String> wanted = List.of(numbers);
        System.out.printf(
                "%s, %d cores, %d MB of memory at most for a process, Java %s (%s), %s %s%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        run(wanted, "1", () -> LagBenchmark.run(System.out));
        run(wanted, "2", () -> InFlightBenchmark.run(System.out));
        run(wanted, "3", () -> OverheadBenchmark.run(System.out));
        run(wanted, "4", () -> ColdStartBenchmark.run(System.out));
        run(wanted, "5", () -> ScaleBenchmark.run(System.out));
    }

    private static void run(List<String> wanted, String number, Part part) throws Exception {
        if (wanted.isEmpty() || wanted.contains(number)) {
            part.run();
            System.out.println();
        }
    }

    /** One benchmark. */
    private interface Part {
        void run() throws Exception;
    }
}
