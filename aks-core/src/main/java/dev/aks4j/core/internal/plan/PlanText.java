package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes plans for people. */
public final class PlanText {

    private static final int HEADER = 68;

    private PlanText() {}

    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder(header(plan));
        List<PlanEntry> changing = plan.entries().stream()
                .filter(entry -> entry.change() != Change.NONE)
                .toList();
        if (!changing.isEmpty()) {
            text.append('\n').append(new PlanRows(changing).text());
        }
        problems(text, "This plan cannot be applied", plan.problems());
        problems(text, "Warnings", plan.warnings());
        if (!plan.unmanaged().isEmpty()) {
            text.append("\nNot declared by any spec, left alone");
            unmanaged(text, plan, true);
            unmanaged(text, plan, false);
        }
        for (PlanNote note : plan.notes()) {
            text.append('\n').append(note.title());
            note.lines().forEach(line -> text.append("\n  ").append(line));
        }
        return text.toString();
    }

    /** What matters to security is told first, of whatever resource. */
    private static void unmanaged(StringBuilder text, Plan plan, boolean security) {
        plan.unmanaged()
                .forEach((name, differences) -> differences.stream()
                        .filter(difference -> Undeclared.isSecurity(difference) == security)
                        .forEach(difference -> text.append("\n  ")
                                .append(name)
                                .append("   ")
                                .append(PropertyText.property(difference.path()))
                                .append(" = ")
                                .append(PropertyText.value(difference.path(), difference.before()))
                                .append(difference.reason().isEmpty() ? "" : "   " + difference.reason())));
    }

    /** Returns the plan in a few words, by which its run is known. */
    public static String title(Plan plan) {
        return plan.isEmpty() && plan.problems().isEmpty() ? "no changes" : counts(plan);
    }

    private static String header(Plan plan) {
        String left;
        boolean same = plan.entries().stream().allMatch(entry -> entry.change() == Change.NONE);
        if (same && plan.problems().isEmpty()) {
            left = "No changes. " + unchanged(plan);
        } else {
            left = "Plan: " + counts(plan);
        }
        String right = "subscription " + plan.subscriptionId()
                + plan.regions().stream().map(region -> ", " + region).collect(Collectors.joining());
        return left + " ".repeat(Math.max(3, HEADER - left.length())) + right;
    }

    private static String unchanged(Plan plan) {
        int size = plan.entries().size();
        if (size == 0) {
            return "Nothing is there to change.";
        }
        boolean observed =
                plan.warnings().stream().anyMatch(warning -> warning.rule().equals(PlanRules.OBSERVED.id()));
        long parts =
                plan.entries().stream().mapToLong(entry -> entry.parts().size()).sum();
        String all = (size == 1 ? "1 resource" : size + " resources")
                + (parts == 0 ? "" : parts == 1 ? " with 1 part" : " with " + parts + " parts");
        String are = size == 1 ? " is " : " are ";
        return all + are + (observed ? size == 1 ? "left as it is." : "left as they are." : "as declared.");
    }

    private static String counts(Plan plan) {
        int create = 0;
        int change = 0;
        int remove = 0;
        for (Change one : changes(plan)) {
            create += one == Change.CREATE || one == Change.RECREATE ? 1 : 0;
            change += one == Change.UPDATE || one == Change.ROTATE || one == Change.FORBIDDEN ? 1 : 0;
            remove += one == Change.REMOVE || one == Change.RECREATE ? 1 : 0;
        }
        return create + " to create, " + change + " to change, " + remove + " to remove";
    }

    /**
     * Returns one change for each resource and part, those that are removed too; a resource of which only parts change
     * does not count itself.
     */
    private static List<Change> changes(Plan plan) {
        List<Change> changes = new ArrayList<>();
        for (PlanEntry entry : plan.entries()) {
            List<Change> own = entry.own().stream().map(Difference::change).toList();
            boolean onlyParts =
                    !entry.differences().isEmpty() && own.stream().allMatch(change -> change == Change.REMOVE);
            if (onlyParts) {
                changes.addAll(own);
            } else {
                changes.add(entry.change());
                own.stream().filter(change -> change == Change.REMOVE).forEach(changes::add);
            }
            entry.parts().forEach(part -> changes.add(part.change()));
        }
        return changes;
    }

    private static void problems(StringBuilder text, String title, List<Problem> problems) {
        if (!problems.isEmpty()) {
            text.append('\n').append(title);
            problems.forEach(
                    problem -> text.append("\n  ").append(problem.toString().replace("\n", "\n  ")));
        }
    }
}
