package dev.aks4j.benchmarks;

/** Runs every benchmark, each beside the raw Azure SDK, and prints one report. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Runs the benchmarks named by number, or all. */
    public static void main(String[] names) throws Exception {
        if (names.length == 0 || names[0].equals("1")) LagBenchmark.run(System.out);
        if (names.length == 0 || names[0].equals("2")) InFlightBenchmark.run(System.out);
    }
}
