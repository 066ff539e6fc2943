package dev.aks4j.core.internal.plan.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Steps as bars over time: what is expected, and what was. Not thread-safe. */
public final class StepTimeline {

    /**
     * A bar.
     *
     * @param style the class of its look
     * @param from where it begins
     * @param to where it ends
     */
    public record Bar(String style, Duration from, Duration to) {}

    private record Row(String what, String name, List<Bar> bars, String time, String about) {}

    private final List<Row> rows = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param what the kind of step, shown softly
     * @param name the resource
     * @param bars its bars
     * @param time the text at its end
     * @param about the whole step in a line
     */
    public void row(String what, String name, List<Bar> bars, String time, String about) {
        rows.add(new Row(what, name, List.copyOf(bars), time, about));
    }

    public Html html() {
        long end = Math.max(
                1,
                rows.stream()
                        .flatMap(row -> row.bars.stream())
                        .mapToLong(bar -> bar.to.toMillis())
                        .max()
                        .orElse(1));
        Html html = new Html()
                .open("div", "class", "card")
                .open("div", "class", "gantt")
                .line();
        for (Row row : rows) {
            html.open("div", "class", "name", "title", row.about)
                    .text(row.name + " ")
                    .element("em", row.what)
                    .close("div");
            html.open("div", "class", "track", "title", row.about);
            for (Bar bar : row.bars) {
                double left = 100.0 * bar.from.toMillis() / end;
                double width = 100.0 * (bar.to.toMillis() - bar.from.toMillis()) / end;
                html.open(
                                "div",
                                "class",
                                "bar " + bar.style,
                                "style",
                                String.format(Locale.ROOT, "left:%.2f%%;width:%.2f%%", left, Math.max(0, width)))
                        .close("div");
            }
            html.close("div").element("div", row.time, "class", "time").line();
        }
        return html.close("div").close("div");
    }
}
