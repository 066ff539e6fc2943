package dev.aks4j.core.fleet;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.resource.ArmDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One stage of an update run. Stages go one after another, the groups of one side by side. Immutable and thread-safe.
 *
 * <pre>{@code
 * FleetStage.of("canary", FleetGroup.of("canary")).waitAfter(Duration.ofHours(24)).approvalAfter("Looks good?")
 * }</pre>
 */
public final class FleetStage {

    static final String STAGES = "/properties/strategy/stages";
    private static final String WAIT = "afterStageWaitInSeconds";

    final String name;
    final List<FleetGroup> groups;
    final Duration waitAfter;
    final Optional<String> maxConcurrency;
    final List<String> beforeGates;
    final List<String> afterGates;

    private FleetStage(
            String name,
            List<FleetGroup> groups,
            Duration waitAfter,
            Optional<String> maxConcurrency,
            List<String> beforeGates,
            List<String> afterGates) {
        this.name = name;
        this.groups = List.copyOf(groups);
        this.waitAfter = waitAfter;
        this.maxConcurrency = maxConcurrency;
        this.beforeGates = List.copyOf(beforeGates);
        this.afterGates = List.copyOf(afterGates);
    }

    /** Returns a stage of groups. */
    public static FleetStage of(String name, FleetGroup first, FleetGroup... more) {
        List<FleetGroup> groups =
                Stream.concat(Stream.of(first), Stream.of(more)).toList();
        return new FleetStage(name, groups, Duration.ZERO, Optional.empty(), List.of(), List.of());
    }

    /** Returns this stage with a wait after it, in whole seconds. Default: none. */
    public FleetStage waitAfter(Duration length) {
        return new FleetStage(name, groups, length, maxConcurrency, beforeGates, afterGates);
    }

    /** Returns this stage with so many members of all its groups that are upgraded at once: a count, or a share. */
    public FleetStage maxConcurrency(String most) {
        return new FleetStage(name, groups, waitAfter, Optional.of(most), beforeGates, afterGates);
    }

    /** Returns this stage with a gate that somebody must open before it begins. */
    public FleetStage approvalBefore(String displayName) {
        return new FleetStage(
                name, groups, waitAfter, maxConcurrency, FleetGroup.and(beforeGates, displayName), afterGates);
    }

    /** Returns this stage with a gate that somebody must open before the next stage begins. */
    public FleetStage approvalAfter(String displayName) {
        return new FleetStage(
                name, groups, waitAfter, maxConcurrency, beforeGates, FleetGroup.and(afterGates, displayName));
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** A stage is said as a whole: without a wait it has none, whether Azure shows that as zero or not at all. */
    static Optional<Difference> judge(Difference difference) {
        boolean same = difference.path().equals(STAGES)
                && Documents.same(STAGES, difference.after(), waiting(difference.before()));
        return same ? Optional.empty() : Optional.of(difference);
    }

    private static Json waiting(Json stages) {
        return Json.of(stages.stream()
                .map(stage ->
                        stage.has(WAIT) ? stage : stage.edit().put(WAIT, 0).build())
                .toList());
    }

    /** Writes stages into a document. */
    static void write(ArmDocument document, List<FleetStage> stages) {
        if (!stages.isEmpty()) {
            document.set(STAGES, stages.stream().map(FleetStage::toJson).toList());
        }
    }

    private Json toJson() {
        Json.ObjectBuilder stage = Json.object().put("name", name);
        stage.put("groups", groups.stream().map(FleetStage::toJson).toList());
        stage.put(WAIT, waitAfter.toSeconds());
        maxConcurrency.ifPresent(most -> stage.put("maxConcurrency", most));
        gates(stage, "beforeGates", beforeGates);
        gates(stage, "afterGates", afterGates);
        return stage.build();
    }

    private static Json toJson(FleetGroup group) {
        Json.ObjectBuilder json = Json.object().put("name", group.name);
        group.maxConcurrency.ifPresent(most -> json.put("maxConcurrency", most));
        gates(json, "beforeGates", group.beforeGates);
        gates(json, "afterGates", group.afterGates);
        return json.build();
    }

    private static void gates(Json.ObjectBuilder of, String field, List<String> names) {
        of.put(
                field,
                names.stream()
                        .map(name -> Json.object()
                                .put("displayName", name)
                                .put("type", "Approval")
                                .build())
                        .toList());
    }

    /** Returns the name and the groups. */
    @Override
    public String toString() {
        return name + " " + groups;
    }
}
