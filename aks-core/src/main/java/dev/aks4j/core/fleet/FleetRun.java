package dev.aks4j.core.fleet;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An update run as it was read. Its verbs are runs in the ledger, like those of clusters; what the update run does goes on
 * in Azure, whether somebody follows it or not. Immutable and thread-safe.
 */
public final class FleetRun {

    private final FleetRuns runs;
    private final ResourceId id;
    private final Json document;

    FleetRun(FleetRuns runs, ResourceId id, Json document) {
        this.runs = runs;
        this.id = id;
        this.document = document;
    }

    /** How far something in an update run has come. */
    public enum State {
        /** Nothing was done. */
        NOT_STARTED,
        /** Under way. */
        RUNNING,
        /** A gate has to be opened. */
        PENDING,
        /** Somebody stopped it; what is under way ends. */
        STOPPING,
        /** Somebody stopped it. */
        STOPPED,
        /** Somebody let it out. */
        SKIPPED,
        /** It failed. */
        FAILED,
        /** Done. */
        COMPLETED,
        /** Azure says something else. */
        OTHER;

        static State of(Json status) {
            return switch (status.at("/status/state").asText()) {
                case "", "NotStarted" -> NOT_STARTED;
                case "Running" -> RUNNING;
                case "Pending" -> PENDING;
                case "Stopping" -> STOPPING;
                case "Stopped" -> STOPPED;
                case "Skipped" -> SKIPPED;
                case "Failed" -> FAILED;
                case "Completed" -> COMPLETED;
                default -> OTHER;
            };
        }
    }

    /**
     * What stands in an update run.
     *
     * @param name the name of the stage or member
     * @param state how far it has come
     * @param message what Azure says of it; empty if nothing
     */
    public record Part(String name, State state, String message) {
        private static Part of(Json one) {
            String message = one.path("message").asText();
            return new Part(
                    one.path("name").asText(),
                    State.of(one),
                    message.isEmpty() ? one.at("/status/error/message").asText() : message);
        }
    }

    /**
     * A gate that holds an update run.
     *
     * @param id the gate
     * @param displayName what it is called; empty if it has no name
     */
    public record Gate(ResourceId id, String displayName) {}

    /** Returns the id. */
    public ResourceId id() {
        return id;
    }

    /** Returns how far it has come. */
    public State state() {
        return State.of(document.at("/properties/status"));
    }

    /** Returns the stages, in their order. */
    public List<Part> stages() {
        List<Part> parts = new ArrayList<>();
        document.at("/properties/status/stages").forEach(stage -> parts.add(Part.of(stage)));
        return List.copyOf(parts);
    }

    /** Returns the members, in the order of stages and groups. */
    public List<Part> members() {
        List<Part> parts = new ArrayList<>();
        document.at("/properties/status/stages")
                .forEach(stage -> stage.path("groups")
                        .forEach(group -> group.path("members").forEach(member -> parts.add(Part.of(member)))));
        return List.copyOf(parts);
    }

    /** Returns the gates that wait for somebody. */
    public List<Gate> waitingGates() {
        List<Gate> gates = new ArrayList<>();
        document.at("/properties/status/stages").forEach(stage -> {
            waiting(stage, gates);
            stage.path("groups").forEach(group -> waiting(group, gates));
        });
        return List.copyOf(gates);
    }

    private static void waiting(Json of, List<Gate> gates) {
        for (String field : List.of("beforeGates", "afterGates")) {
            of.path(field)
                    .forEach(gate -> Optional.of(gate.path("gateId").asText())
                            .filter(id -> !id.isEmpty() && State.of(gate) == State.PENDING)
                            .ifPresent(id -> gates.add(new Gate(
                                    ResourceId.parse(id),
                                    gate.path("displayName").asText()))));
        }
    }

    /**
     * Starts it, or lets it go on after it was stopped or failed; members that failed are tried again. Azure refuses it for one
     * that is under way or over, and while another update run of the fleet is under way.
     */
    public Run start() {
        return runs.act(id, "start", Json.missing());
    }

    /** Stops it after what is under way. */
    public Run stop() {
        return runs.act(id, "stop", Json.missing());
    }

    /** Leaves a member out that has not begun. */
    public Run skipMember(String name) {
        return skip("Member", name);
    }

    /** Leaves what has not begun of a group out. */
    public Run skipGroup(String name) {
        return skip("Group", name);
    }

    /** Leaves what has not begun of a stage out. */
    public Run skipStage(String name) {
        return skip("Stage", name);
    }

    /** Ends the wait after a stage. */
    public Run skipWait(String stage) {
        return skip("AfterStageWait", stage);
    }

    private Run skip(String type, String name) {
        Json.ObjectBuilder body = Json.object();
        body.put(
                "targets",
                List.of(Json.object().put("type", type).put("name", name).build()));
        return runs.act(id, "skip", body.build());
    }

    /** Returns name and state. */
    @Override
    public String toString() {
        return "update run " + id.name() + ", " + state();
    }
}
