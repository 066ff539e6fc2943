package dev.aks4j.identity.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An access graph as a page: callers on the left, the identities that trust them in the middle, rights on the right. Every text
 * is escaped by {@link #text}.
 */
final class AccessPage {

    private static final int WIDTH = 340;
    private static final int HEIGHT = 30;
    private static final int GAP = 10;
    private static final int ALLEY = 90;
    private static final int TOP = 30;
    private static final int LETTERS = 48;

    private static final String CSS = """
            :root { color-scheme: light dark; --bg: #f7f8fa; --card: #ffffff; --ink: #1c2430; --soft: #5c6878;
              --line: #b9c3d0; --all: #b3261e; --trust: #2457c5; }
            @media (prefers-color-scheme: dark) { :root { --bg: #12161c; --card: #1b212a; --ink: #e6eaf0; --soft: #9aa7b7;
              --line: #4a5666; --all: #ff8a80; --trust: #8ab0ff; } }
            body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
            main { max-width: 1240px; margin: 0 auto; padding: 24px 16px 60px; }
            h1 { font-size: 1.5rem; margin: 0 0 4px; overflow-wrap: anywhere; } p { color: var(--soft); overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px; }
            svg text { fill: var(--ink); font-size: 12px; } svg text.h { fill: var(--soft); }
            svg rect { fill: var(--card); stroke: var(--line); } svg rect.all { stroke: var(--all); stroke-width: 2; }
            svg path { fill: none; stroke: var(--line); stroke-width: 1.5; } svg path.all { stroke: var(--all); }
            svg path.trust { stroke: var(--trust); stroke-dasharray: 5 4; }
            table { border-collapse: collapse; width: 100%; font-size: .92rem; } .wide { overflow-x: auto; }
            td, th { text-align: left; padding: 5px 12px 5px 0; border-top: 1px solid var(--line); vertical-align: top; }
            th { color: var(--soft); border-top: 0; } tr.all td { color: var(--all); }
            """;

    private record Box(int column, int y, boolean everything) {}

    private final AccessGraph graph;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Set<String> identities = new LinkedHashSet<>();

    AccessPage(AccessGraph graph) {
        this.graph = graph;
    }

    String html() {
        StringBuilder page = new StringBuilder(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.append("<title>").append(text("Access to " + graph.cluster())).append("</title>\n<style>\n");
        page.append(CSS).append("</style>\n</head>\n<body>\n<main>\n<h1>");
        page.append(text("Access to cluster " + graph.cluster())).append("</h1>\n<p>");
        page.append(text("Read: " + String.join(", ", graph.read())
                        + ". Red: may do everything. Dashed: an identity trusts a service account. Rights that the"
                        + " components of Kubernetes and AKS have are left out."))
                .append("</p>\n");
        graph.unread()
                .forEach(gap ->
                        page.append("<p>").append(text("Not read: " + gap)).append("</p>\n"));
        page.append(svg()).append(table()).append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private String svg() {
        graph.edges().stream().filter(AccessEdge::isTrust).forEach(edge -> identities.add(edge.to()));
        List<String> callers = graph.edges().stream()
                .map(AccessEdge::from)
                .filter(from -> !identities.contains(from))
                .distinct()
                .toList();
        List<String> rights = graph.edges().stream()
                .filter(edge -> !edge.isTrust())
                .map(AccessEdge::to)
                .distinct()
                .toList();
        List<String> heads = identities.isEmpty() ? List.of("who", "may") : List.of("who", "as", "may");
        List<List<String>> columns =
                identities.isEmpty() ? List.of(callers, rights) : List.of(callers, List.copyOf(identities), rights);
        place(columns);
        int most = columns.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder svg = new StringBuilder(
                        "<div class=\"scroll\">\n<svg role=\"img\" aria-label=\"Who has which rights\" width=\"")
                .append(x(columns.size() - 1) + WIDTH + 4)
                .append("\" height=\"")
                .append(TOP + most * (HEIGHT + GAP))
                .append("\">\n");
        for (int i = 0; i < columns.size(); i++) {
            svg.append("<text class=\"h\" x=\"")
                    .append(x(i))
                    .append("\" y=\"16\">")
                    .append(heads.get(i))
                    .append("</text>\n");
        }
        graph.edges().forEach(edge -> svg.append(line(edge)));
        boxes.forEach((name, box) -> svg.append(box(name, box)));
        return svg.append("</svg>\n</div>\n").toString();
    }

    private static int x(int column) {
        return 2 + column * (WIDTH + ALLEY);
    }

    /** Puts what belongs together at about one height: each column is sorted by where the arrows into it begin. */
    private void place(List<List<String>> columns) {
        for (int column = 0; column < columns.size(); column++) {
            List<String> sorted = new ArrayList<>(columns.get(column));
            if (column > 0) {
                sorted.sort(Comparator.comparingDouble(this::height));
            }
            for (int i = 0; i < sorted.size(); i++) {
                String name = sorted.get(i);
                boolean everything = graph.edges().stream()
                        .anyMatch(edge -> edge.everything() && edge.to().equals(name));
                boxes.put(name, new Box(column, TOP + i * (HEIGHT + GAP), everything));
            }
        }
    }

    private double height(String name) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(name) && boxes.containsKey(edge.from()))
                .mapToInt(edge -> boxOf(edge.from()).y())
                .average()
                .orElse(Double.MAX_VALUE);
    }

    private Box boxOf(String name) {
        return Objects.requireNonNull(boxes.get(name), "every end of an arrow has a box");
    }

    private String line(AccessEdge edge) {
        Box from = boxOf(edge.from());
        Box to = boxOf(edge.to());
        int startX = x(from.column()) + WIDTH;
        int startY = from.y() + HEIGHT / 2;
        int endX = x(to.column());
        int endY = to.y() + HEIGHT / 2;
        int bend = (endX - startX) / 2;
        String style = edge.everything() ? "all" : edge.isTrust() ? "trust" : "";
        return String.format(
                Locale.ROOT,
                "<path class=\"%s\" d=\"M%d %dC%d %d %d %d %d %d\"><title>%s</title></path>%n",
                style,
                startX,
                startY,
                startX + bend,
                startY,
                endX - bend,
                endY,
                endX,
                endY,
                text(edge.toString()));
    }

    private static String box(String name, Box box) {
        String shown = name.length() <= LETTERS ? name : name.substring(0, LETTERS - 1) + "…";
        return String.format(
                Locale.ROOT,
                "<g><title>%s</title><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"7\"/>"
                        + "<text x=\"%d\" y=\"%d\">%s</text></g>%n",
                text(name),
                box.everything() ? "all" : "",
                x(box.column()),
                box.y(),
                WIDTH,
                HEIGHT,
                x(box.column()) + 10,
                box.y() + 20,
                text(shown));
    }

    private String table() {
        StringBuilder rows = new StringBuilder(
                "<h2>Every arrow</h2>\n<div class=\"wide\">\n<table>\n<tr><th>who</th><th>gets</th><th>by</th></tr>\n");
        for (AccessEdge edge : graph.edges()) {
            rows.append(edge.everything() ? "<tr class=\"all\"><td>" : "<tr><td>")
                    .append(text(edge.from()))
                    .append("</td><td>")
                    .append(text(edge.to()))
                    .append("</td><td>")
                    .append(text(edge.way().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + edge.name()))
                    .append("</td></tr>\n");
        }
        return rows.append("</table>\n</div>\n").toString();
    }

    /** Returns a text in which nothing is markup. */
    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
