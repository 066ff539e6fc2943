package dev.aks4j.benchmarks;

import java.io.PrintStream;

/** How a report says whether a target was met. */
final class Targets {

    private Targets() {}

    static void print(PrintStream out, String target, boolean met) {
        out.println((met ? "   ok    " : "   MISS  ") + target);
    }
}
