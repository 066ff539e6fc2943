package dev.aks4j.examples.quickstart;

import dev.aks4j.core.plan.run.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person sees, and the one question they are asked. */
final class Screen {

    private final PrintStream out;
    private final BufferedReader in;
    private final boolean terminal;

    Screen(PrintStream out, BufferedReader in, boolean terminal) {
        this.out = out;
        this.in = in;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    void line(String text) {
        out.println(text);
    }

    void title(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    /** Asks a question; anything but y or yes, the end of input included, is a no. */
    boolean ask(String question) throws IOException {
        out.print(question + " [y/N] ");
        out.flush();
        String answer = in.readLine();
        return answer != null && answer.trim().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** Returns a duration as a person says it: {@code 4 min 12 s}, {@code 3 s}. */
    static String time(Duration duration) {
        return RunResult.text(duration);
    }
}
