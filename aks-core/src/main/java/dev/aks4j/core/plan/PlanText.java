package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.model.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes plans for people. */
final class PlanText {

    private static final int HEADER = 68;
    private static final int LONGEST_VALUE = 60;

    private PlanText() {}

    static String of(Plan plan) {
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
            plan.unmanagedInOrder()
                    .forEach((name, differences) -> differences.forEach(difference -> text.append("\n  ")
                            .append(name)
                            .append("   ")
                            .append(property(difference.path()))
                            .append(" = ")
                            .append(value(
                                    difference.path(), SecretGuard.masked(difference.path(), difference.before())))
                            .append(difference.reason().isEmpty() ? "" : "   " + difference.reason())));
        }
        for (PlanNote note : plan.notes()) {
            text.append('\n').append(note.title());
            note.lines().forEach(line -> text.append("\n  ").append(line));
        }
        return text.toString();
    }

    /** Returns the plan in a few words, by which its run is known. */
    static String title(Plan plan) {
        return plan.isEmpty() && plan.problems().isEmpty() ? "no changes" : counts(plan);
    }

    private static String header(Plan plan) {
        String left;
        boolean same = plan.entries().stream().allMatch(entry -> entry.change() == Change.NONE);
        if (same && plan.problems().isEmpty()) {
            int size = plan.entries().size();
            left = "No changes. "
                    + (size == 0
                            ? "Nothing is there to change."
                            : size == 1 ? "1 resource is as declared." : size + " resources are as declared.");
        } else {
            left = "Plan: " + counts(plan);
        }
        String right = "subscription " + plan.subscriptionId()
                + plan.regions().stream().map(region -> ", " + region).collect(Collectors.joining());
        return left + " ".repeat(Math.max(3, HEADER - left.length())) + right;
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

    /** Returns one change for each resource and part; a resource of which only parts change does not count itself. */
    private static List<Change> changes(Plan plan) {
        List<Change> changes = new ArrayList<>();
        for (PlanEntry entry : plan.entries()) {
            boolean onlyParts = !entry.parts().isEmpty()
                    && !entry.differences().isEmpty()
                    && entry.own().isEmpty();
            if (!onlyParts) {
                changes.add(entry.change());
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

    /** Returns a path as people name a property: {@code agentPoolProfiles.apps.count}. */
    static String property(String path) {
        String inner = path.startsWith("/properties/") ? path.substring("/properties".length()) : path;
        return Arrays.stream(inner.substring(Math.min(1, inner.length())).split("/"))
                .map(Documents::unescape)
                .collect(Collectors.joining("."));
    }

    /** Returns a value as it may be shown: secrets masked, late values by what will know them. */
    static String value(Address address, String path, JsonNode value) {
        return value(path, SecretGuard.masked(address, path, value));
    }

    private static String value(String path, JsonNode value) {
        if (LateValue.read(value).isPresent()) {
            return "(known after " + LateValue.read(value).get().id().name() + ")";
        }
        if (SecretValue.read(value).isPresent()) {
            return "(secret)";
        }
        if (value.isMissingNode() || value.isNull()) {
            return "(none)";
        }
        if (value.isTextual()) {
            return shorten(value.asText().isEmpty() ? "\"\"" : value.asText());
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(value(path, item)));
            return shorten(items.stream().collect(Collectors.joining(", ", "[", "]")));
        }
        if (value.isObject()) {
            return shorten(value.properties().stream()
                    .map(entry -> entry.getKey() + ": " + value(path, entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}")));
        }
        return shorten(value.toString());
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
