package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.run.Html;
import dev.aks4j.core.internal.plan.run.Style;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What changes, as a graph: a column for each turn, a box for each resource, a line from what is needed to what needs it. A
 * long column shows the first boxes and counts the others.
 */
final class WaveGraph {

    private static final int WIDTH = 212;
    private static final int HEIGHT = 68;
    private static final int GAP = 16;
    private static final int ALLEY = 48;
    private static final int TOP = 28;
    private static final int MOST = 14;
    private static final int SMALL = 33;
    private static final int LETTERS = 23;

    private record Box(PlanEntry entry, int x, int y) {}

    private final Map<Integer, List<PlanEntry>> waves = new TreeMap<>();
    private final Map<Address, Box> boxes = new LinkedHashMap<>();
    private final List<Step> steps;

    WaveGraph(List<PlanEntry> entries, List<Step> steps) {
        this.steps = steps;
        entries.stream()
                .filter(entry -> entry.change() != Change.NONE)
                .forEach(entry -> waves.computeIfAbsent(Math.max(1, entry.wave()), wave -> new ArrayList<>())
                        .add(entry));
    }

    boolean isEmpty() {
        return waves.isEmpty();
    }

    Html html() {
        int tallest = waves.values().stream().mapToInt(List::size).max().orElse(0);
        int height = TOP + (Math.min(tallest, MOST) + (tallest > MOST ? 1 : 0)) * (HEIGHT + GAP);
        int width = waves.size() * (WIDTH + ALLEY) - ALLEY + 4;
        Html svg = new Html()
                .open(
                        "svg",
                        "width",
                        String.valueOf(width),
                        "height",
                        String.valueOf(height),
                        "role",
                        "img",
                        "aria-label",
                        "What changes, turn by turn");
        int column = 0;
        for (Map.Entry<Integer, List<PlanEntry>> wave : waves.entrySet()) {
            int x = 2 + column++ * (WIDTH + ALLEY);
            place(wave.getValue(), x);
        }
        edges(svg);
        column = 0;
        for (Map.Entry<Integer, List<PlanEntry>> wave : waves.entrySet()) {
            int x = 2 + column++ * (WIDTH + ALLEY);
            svg.element("text", "turn " + wave.getKey(), "x", String.valueOf(x), "y", "14", "class", "s");
            int more = wave.getValue().size() - MOST;
            if (more > 0) {
                svg.element(
                        "text",
                        "and " + more + " more",
                        "x",
                        String.valueOf(x + 12),
                        "y",
                        String.valueOf(TOP + MOST * (HEIGHT + GAP) + 20),
                        "class",
                        "s");
            }
        }
        boxes.values().forEach(box -> draw(svg, box));
        return svg.close("svg");
    }

    private void place(List<PlanEntry> wave, int x) {
        for (int i = 0; i < Math.min(MOST, wave.size()); i++) {
            boxes.put(wave.get(i).address(), new Box(wave.get(i), x, TOP + i * (HEIGHT + GAP)));
        }
    }

    private void draw(Html svg, Box box) {
        PlanEntry entry = box.entry();
        String about = entry.name() + ": " + entry.summary();
        svg.open("g").element("title", entry.change().verb() + " " + entry.type() + " " + about);
        svg.open(
                        "rect",
                        "x",
                        String.valueOf(box.x()),
                        "y",
                        String.valueOf(box.y()),
                        "width",
                        String.valueOf(WIDTH),
                        "height",
                        String.valueOf(HEIGHT),
                        "rx",
                        "8",
                        "class",
                        "c-" + Style.of(entry.change()))
                .close("rect");
        String x = String.valueOf(box.x() + 12);
        svg.element(
                "text",
                entry.change().mark() + " " + entry.type(),
                "x",
                x,
                "y",
                String.valueOf(box.y() + 21),
                "class",
                "s");
        svg.element("text", shorten(entry.name(), LETTERS), "x", x, "y", String.valueOf(box.y() + 41), "class", "t");
        svg.element("text", shorten(entry.summary(), SMALL), "x", x, "y", String.valueOf(box.y() + 59), "class", "u");
        svg.close("g");
    }

    private static String shorten(String text, int letters) {
        String line = text.replace('\n', ' ');
        return line.length() <= letters ? line : line.substring(0, letters - 1) + "…";
    }

    /** Lines between resources whose steps come after each other; of a chain only its links. */
    private void edges(Html svg) {
        Map<String, @Nullable Address> owner = new HashMap<>();
        steps.forEach(step -> owner.put(step.id(), boxOf(step.write().target())));
        Map<Address, Set<Address>> needs = new LinkedHashMap<>();
        for (Step step : steps) {
            Address to = owner.get(step.id());
            step.after().stream().map(owner::get).forEach(from -> {
                if (from != null && to != null && !from.equals(to)) {
                    needs.computeIfAbsent(to, any -> new LinkedHashSet<>()).add(from);
                }
            });
        }
        needs.forEach((to, all) -> all.stream()
                .filter(from -> all.stream()
                        .noneMatch(between -> !between.equals(from)
                                && needs.getOrDefault(between, Set.of()).contains(from)))
                .forEach(from -> edge(svg, Known.in(boxes, from), Known.in(boxes, to))));
    }

    private @Nullable Address boxOf(Address target) {
        if (boxes.containsKey(target)) {
            return target;
        }
        return boxes.keySet().stream()
                .filter(address -> address instanceof Address.InAzure holder
                        && target instanceof Address.InAzure there
                        && there.id().isWithin(holder.id())
                        && isChild(there, holder))
                .findFirst()
                .orElse(null);
    }

    private static boolean isChild(Address.InAzure there, Address.InAzure holder) {
        return there.id()
                .type()
                .toLowerCase(Locale.ROOT)
                .startsWith(holder.id().type().toLowerCase(Locale.ROOT) + "/");
    }

    private static void edge(Html svg, Box from, Box to) {
        if (from == null || to == null || from.x() >= to.x()) {
            return;
        }
        int x1 = from.x() + WIDTH;
        int y1 = from.y() + HEIGHT / 2;
        int x2 = to.x();
        int y2 = to.y() + HEIGHT / 2;
        int middle = x2 - ALLEY / 2;
        svg.open(
                        "path",
                        "d",
                        "M" + x1 + " " + y1 + " C" + middle + " " + y1 + " " + middle + " " + y2 + " " + x2 + " " + y2)
                .close("path");
    }
}
