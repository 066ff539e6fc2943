package dev.aks4j.core.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.plan.kind.SecretGuard;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.PlanLine;
import java.util.List;

/**
 * A resource in a plan, with what happens to it. Immutable and thread-safe.
 *
 * @param wave the earliest turn in which it can happen, from 1: everything that it needs comes in an earlier one. 0 if
 *     nothing happens
 * @param change what happens
 * @param address the resource
 * @param type its kind, for example {@code managedCluster}
 * @param name its name as people know it: {@code shop}, or {@code shop/fast-zrs} for an object in a cluster
 * @param summary it in a few words
 * @param parts its parts, such as the pools of a cluster; of a changed resource only the parts that change. A plan counts
 *     them beside the resources
 * @param differences what is not as declared; of a resource that is made again with what
 *     holds it, what it had and does not get again; empty for any other that is created or removed
 */
public record PlanEntry(
        int wave,
        Change change,
        Address address,
        String type,
        String name,
        String summary,
        List<Part> parts,
        List<Difference> differences) {

    /** Copies the lists. */
    public PlanEntry {
        parts = List.copyOf(parts);
        differences = List.copyOf(differences);
    }

    /**
     * A part of a resource.
     *
     * @param change what happens to it
     * @param line how it is shown
     * @param differences what is not as declared in it
     */
    public record Part(Change change, PlanLine line, List<Difference> differences) {
        /** Copies the list. */
        public Part {
            differences = List.copyOf(differences);
        }
    }

    /** Returns the entry as programs read it; values that are secret are masked. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("wave", wave)
                .put("change", change)
                .put("address", address.toString())
                .put("type", type)
                .put("name", name)
                .put("summary", summary)
                .put("parts", parts.stream().map(this::toJson).toList())
                .put("differences", toJson(differences))
                .build();
    }

    private Json toJson(Part part) {
        return Json.object()
                .put("change", part.change())
                .put("type", part.line().type())
                .put("name", part.line().name())
                .put("summary", part.line().summary())
                .put("differences", toJson(part.differences()))
                .build();
    }

    private List<Json> toJson(List<Difference> all) {
        return all.stream()
                .map(difference -> new Difference(
                                difference.path(),
                                SecretGuard.masked(address, difference.path(), difference.before()),
                                SecretGuard.masked(address, difference.path(), difference.after()),
                                difference.change(),
                                difference.reason())
                        .toJson())
                .toList();
    }

    /** Returns the differences that lie in none of the parts. */
    public List<Difference> own() {
        return differences.stream()
                .filter(difference ->
                        parts.stream().noneMatch(part -> part.differences().contains(difference)))
                .toList();
    }

    /** Returns the entry at another turn. */
    public PlanEntry at(int turn) {
        return new PlanEntry(turn, change, address, type, name, summary, parts, differences);
    }

    /** Makes the parts of a resource that is changed: those that differ, each with what differs in it. */
    public static List<Part> parts(List<PlanLine> lines, List<Difference> differences, Json live) {
        return lines.stream()
                .map(line -> part(line, differences, live))
                .filter(part -> part.change() != Change.NONE)
                .toList();
    }

    private static Part part(PlanLine line, List<Difference> differences, Json live) {
        String segment = "/" + line.name() + "/";
        List<Difference> inside = differences.stream()
                .filter(difference -> (difference.path() + "/").contains(segment))
                .toList();
        if (inside.isEmpty()) {
            return new Part(Change.NONE, line, inside);
        }
        String path = inside.get(0).path() + "/";
        String root = path.substring(0, path.indexOf(segment) + segment.length() - 1);
        boolean missing = Documents.at(live, root).isMissing();
        Change change = missing ? Change.CREATE : new Comparison(inside, List.of()).change();
        return new Part(change, line, inside);
    }
}
