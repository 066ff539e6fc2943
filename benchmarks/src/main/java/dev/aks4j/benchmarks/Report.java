package dev.aks4j.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes Markdown that reads well on a terminal too, and remembers which targets were met. Not thread-safe. */
final class Report {

    private final List<PrintStream> outs;
    private final List<List<String>> verdicts = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private String part = "";

    Report(List<PrintStream> outs) {
        this.outs = List.copyOf(outs);
    }

    void title(String text) {
        line("# " + text);
        line("");
    }

    void heading(String text) {
        part = text;
        line("## " + text);
        line("");
    }

    void text(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
        line("");
    }

    /** Writes a table: the first column to the left, the others to the right. */
    void table(List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(3, header.get(i).length());
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        line(row(header, widths));
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            rule.append(" ").append("-".repeat(widths[i])).append(i == 0 ? " |" : ":|");
        }
        line(rule.toString());
        rows.forEach(row -> line(row(row, widths)));
        line("");
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            text.append(' ')
                    .append(i == 0 ? cells.get(i) + pad : pad + cells.get(i))
                    .append(" |");
        }
        return text.toString();
    }

    /** Writes whether each target of a benchmark was met. */
    void targets(Target... all) {
        for (Target target : all) {
            verdicts.add(List.of(part, target.text, target.met ? "ok" : "MISS"));
            line((target.met ? "- ok: " : "- MISS: ") + target.text);
            if (!target.met) {
                missed.add(target.text);
            }
        }
        line("");
    }

    /** Writes all targets in one table, and how many were met. */
    void summary() {
        table(List.of("benchmark", "target", "met"), verdicts);
        text(
                "%d of %d targets met%s",
                verdicts.size() - missed.size(),
                verdicts.size(),
                missed.isEmpty() ? "." : "; missed: " + String.join("; ", missed) + ".");
    }

    private void line(String text) {
        outs.forEach(out -> {
            out.println(text);
            out.flush();
        });
    }

    /**
     * One thing that must be so.
     *
     * @param text what
     * @param met whether it is so
     */
    record Target(String text, boolean met) {}
}
