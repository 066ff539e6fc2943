package dev.aks4j.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs every benchmark, each beside the raw Azure SDK, and writes one report. */
public final class Benchmarks {

    private static final String OUT = "--out";

    private Benchmarks() {}

    /**
     * Runs the benchmarks named by number, or all.
     *
     * @param arguments numbers, and {@code --out FILE} to write the report, which is Markdown, to a file as well
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        List<PrintStream> outs = new ArrayList<>(List.of(System.out));
        int option = wanted.indexOf(OUT);
        if (option >= 0) {
            if (option + 1 == wanted.size()) {
                throw new IllegalArgumentException(OUT + " needs the name of a file.");
            }
            wanted.remove(option);
            outs.add(new PrintStream(
                    Files.newOutputStream(Path.of(wanted.remove(option))), false, StandardCharsets.UTF_8));
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("1", LagBenchmark::run);
        parts.put("2", InFlightBenchmark::run);
        parts.put("3", OverheadBenchmark::run);
        parts.put("4", ColdStartBenchmark::run);
        parts.put("5", ScaleBenchmark::run);
        parts.put("8", PoolsBenchmark::run);
        parts.put("9", PlanBenchmark::run);
        parts.put("10", ListenersBenchmark::run);
        if (!parts.keySet().containsAll(wanted)) {
            throw new IllegalArgumentException("The benchmarks are " + parts.keySet() + "; asked for were " + wanted);
        }
        parts.keySet().removeIf(number -> !wanted.isEmpty() && !wanted.contains(number));
        run(parts, new Report(outs));
        outs.forEach(PrintStream::close);
    }

    private static void run(Map<String, Part> parts, Report report) throws Exception {
        long begin = System.nanoTime();
        report.title("Benchmarks");
        report.text(
                "%s; %s; load before %s. How to read it: [README](README.md).",
                LocalDate.now(ZoneOffset.UTC), Host.description(), Host.load());
        for (Part part : parts.values()) {
            part.run(report);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        report.heading("All");
        report.text("Took %d min %d s; load after %s.", took.toMinutes(), took.toSecondsPart(), Host.load());
        report.summary();
    }

    /** One benchmark. */
    private interface Part {
        void run(Report report) throws Exception;
    }
}
