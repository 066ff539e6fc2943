package dev.aks4j.core.internal.plan.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as its ledger tells it: what it is to do, and how far each step has come.
 *
 * @param id the run's id
 * @param title what it does
 * @param planned when it was started first
 * @param deadline how long one process follows it
 * @param steps its steps
 * @param histories how far each step has come
 * @param next the next free position of the ledger
 */
public record RunRecord(
        String id,
        String title,
        Instant planned,
        Duration deadline,
        List<Step> steps,
        Map<String, StepHistory> histories,
        long next) {

    private static final int VERSION = 1;

    /** Returns a run that is to begin. */
    public static RunRecord of(String id, String title, Instant now, Duration deadline, List<Step> steps) {
        return new RunRecord(id, title, now, deadline, List.copyOf(steps), Map.of(), 0);
    }

    StepHistory history(String step) {
        return histories.getOrDefault(step, StepHistory.NEW);
    }

    /** Returns the first fact of a run: everything that another process needs to carry it out. */
    public JsonNode toFact() {
        ObjectNode fact =
                fact("planned", planned).put("v", VERSION).put("title", title).put("deadline", deadline.toString());
        ArrayNode list = fact.putArray("steps");
        steps.forEach(step -> list.add(StepJson.write(step)));
        return fact;
    }

    public static ObjectNode fact(String name, Instant at) {
        return JsonNodeFactory.instance.objectNode().put("fact", name).put("at", at.toString());
    }

    static ObjectNode fact(String name, Instant at, Step step) {
        return fact(name, at).put("step", step.id());
    }

    /** Reads a run from its entries. */
    public static RunRecord read(List<LedgerEntry> entries) {
        JsonNode first = entries.get(0).fact();
        if (!first.path("fact").asText().equals("planned") || first.path("v").asInt() != VERSION) {
            throw new AksException("The ledger's run " + entries.get(0).run() + " begins with version "
                    + first.path("v").asText("none") + "; this library reads version " + VERSION
                    + ". Resume it with the version of this library that wrote it.");
        }
        Map<String, StepHistory> histories = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            String step = entry.fact().path("step").asText();
            if (!step.isEmpty()) {
                histories.merge(step, StepHistory.NEW.and(entry.fact()), (before, now) -> before.and(entry.fact()));
            }
        }
        return new RunRecord(
                entries.get(0).run(),
                first.path("title").asText(),
                Instant.parse(first.path("at").asText()),
                Duration.parse(first.path("deadline").asText()),
                StepJson.list(first.path("steps"), StepJson::read),
                histories,
                entries.size());
    }

    /**
     * How far a step has come.
     *
     * @param phase the last thing that is known
     * @param token the way back to the operation, while {@link Phase#ACCEPTED}
     * @param begun when its first write was announced
     * @param at when the last thing became known
     * @param failure the message of the failure, while {@link Phase#FAILED}
     * @param perhapsDone whether the failed write may have been carried out all the same
     */
    public record StepHistory(
            Phase phase,
            Optional<OperationToken> token,
            Optional<Instant> begun,
            Optional<Instant> at,
            String failure,
            boolean perhapsDone) {

        static final StepHistory NEW =
                new StepHistory(Phase.NEW, Optional.empty(), Optional.empty(), Optional.empty(), "", false);

        /** What can be known of a step. */
        public enum Phase {
            /** Nothing was sent. */
            NEW,
            /** A write was announced; it may have been sent. */
            INTENT,
            /** Azure accepted a write, and there is a way back to its operation. */
            ACCEPTED,
            /** Done. */
            SUCCEEDED,
            /** Failed, with an end that is known. */
            FAILED
        }

        StepHistory and(JsonNode fact) {
            Optional<Instant> now = Optional.of(Instant.parse(fact.path("at").asText()));
            Optional<Instant> first = begun.or(() -> now);
            switch (fact.path("fact").asText()) {
                case "intent":
                    return new StepHistory(Phase.INTENT, Optional.empty(), first, now, "", true);
                case "accepted":
                    OperationToken token =
                            OperationToken.parse(fact.path("token").asText());
                    return new StepHistory(Phase.ACCEPTED, Optional.of(token), first, now, "", true);
                case "succeeded":
                    return new StepHistory(Phase.SUCCEEDED, Optional.empty(), first, now, "", true);
                case "failed":
                    String message = fact.path("message").asText();
                    return new StepHistory(
                            Phase.FAILED,
                            Optional.empty(),
                            first,
                            now,
                            message,
                            fact.path("perhapsDone").asBoolean());
                default:
                    return this;
            }
        }
    }
}
