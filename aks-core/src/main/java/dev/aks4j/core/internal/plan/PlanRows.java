package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.internal.plan.run.AlignedTable;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.ArrayList;
import java.util.List;

/** The lines of a plan that name resources, their parts and their differences, in aligned columns. Not thread-safe. */
public final class PlanRows {

    /** A longer name shifts its own summary instead of everybody's. */
    private static final int WIDEST_NAME = 32;

    private final List<PlanEntry> entries;
    private final StringBuilder text = new StringBuilder();
    private final int turn;
    private final int mark;
    private final int type;
    private final int name;

    PlanRows(List<PlanEntry> entries) {
        this.entries = entries;
        List<String> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PlanEntry entry : entries) {
            types.add(entry.type());
            names.add(entry.name());
            entry.parts().forEach(part -> {
                types.add(part.line().type());
                names.add(part.line().name());
            });
        }
        turn = Math.max(3, 2 + String.valueOf(entries.size()).length());
        mark = entries.stream().anyMatch(entry -> entry.change() == Change.RECREATE) ? 3 : 1;
        type = longest(types) + 2;
        name = Math.min(longest(names) + 4, WIDEST_NAME);
    }

    private static int longest(List<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0);
    }

    String text() {
        for (PlanEntry entry : entries) {
            row(
                    entry.wave() == 0 ? "" : String.valueOf(entry.wave()),
                    entry.change(),
                    entry.type(),
                    entry.name(),
                    entry.summary());
            differences(entry.address(), entry.own(), "");
            for (PlanEntry.Part part : entry.parts()) {
                row(
                        "",
                        part.change(),
                        "  " + part.line().type(),
                        part.line().name(),
                        part.line().summary());
                if (part.change() != Change.CREATE) {
                    differences(
                            entry.address(),
                            part.differences(),
                            "/" + part.line().name() + "/");
                }
            }
        }
        return text.toString().stripTrailing();
    }

    private void row(String wave, Change change, String shownType, String shownName, String summary) {
        boolean part = shownType.startsWith("  ");
        String line = " ".repeat(turn - wave.length()) + wave + " " + (part ? "  " : "")
                + pad(change.mark(), mark) + " " + pad(shownType.strip(), part ? type - 2 : type)
                + pad(shownName, name - 2) + "  " + summary.replace("\n", " ");
        text.append(line.stripTrailing()).append('\n');
    }

    private void differences(Address address, List<Difference> differences, String inside) {
        AlignedTable table = new AlignedTable();
        for (Difference difference : differences) {
            table.row(
                    property(difference.path(), inside),
                    PropertyText.value(address, difference.path(), difference.before(), difference.after()) + " -> "
                            + PropertyText.value(address, difference.path(), difference.after(), difference.before()),
                    how(difference.change()) + (difference.reason().isEmpty() ? "" : ": " + difference.reason()));
        }
        if (!differences.isEmpty()) {
            text.append(table.text(" ".repeat(turn + mark + (inside.isEmpty() ? 4 : 6))))
                    .append('\n');
        }
    }

    private static String property(String path, String inside) {
        int at = inside.isEmpty() ? -1 : (path + "/").indexOf(inside);
        String rest = at < 0 ? path : path.substring(Math.min(path.length(), at + inside.length() - 1));
        return PropertyText.property(rest.isEmpty() ? path : rest);
    }

    private static String how(Change change) {
        switch (change) {
            case ROTATE:
                return "by rotation";
            case RECREATE:
                return "by removing and creating it again";
            case FORBIDDEN:
                return "not possible";
            case REMOVE:
                return "removed";
            default:
                return "in place";
        }
    }

    private static String pad(String word, int width) {
        return word + " ".repeat(Math.max(0, width - word.length()));
    }
}
