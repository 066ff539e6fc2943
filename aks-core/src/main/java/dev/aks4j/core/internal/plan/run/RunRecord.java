package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run as its ledger tells it: what it is to do, and how far each step has come.
 *
 * @param id the run's id
 * @param title what it does
 * @param planned when it was started first
 * @param deadline how long one process follows it
 * @param labels what the caller gave it to know it by
 * @param subscriptions the subscription of the client that started it, then those of its other steps, in lower case
 * @param steps its steps
 * @param supersedes the steps of older runs whose place it takes, by run
 * @param histories how far each step has come
 * @param owner who carried it out last; empty if that was not written down
 * @param lastSign when that one wrote last
 * @param end why it ended or was left, if that was written down and nobody took it up since
 * @param released whether the one who carried it out wrote that itself, so that it surely sends nothing any more
 * @param next the next free position of the ledger
 */
public record RunRecord(
        String id,
        String title,
        Instant planned,
        Duration deadline,
        Map<String, String> labels,
        Set<String> subscriptions,
        List<Step> steps,
        Map<String, Set<String>> supersedes,
        Map<String, StepHistory> histories,
        String owner,
        Instant lastSign,
        Optional<RunEnd> end,
        boolean released,
        long next) {

    private static final int VERSION = 1;

    /** Marks that somebody else stopped a run, whose owner finds that out only later. */
    private static final String FROM_ELSEWHERE = "fromElsewhere";

    /** Returns a run that is to begin. */
    public static RunRecord of(
            String id,
            String title,
            Instant now,
            Duration deadline,
            Map<String, String> labels,
            String subscription,
            List<Step> steps,
            Map<String, Set<String>> supersedes) {
        return new RunRecord(
                id,
                title,
                now,
                deadline,
                Map.copyOf(labels),
                subscriptions(subscription, steps),
                List.copyOf(steps),
                supersedes,
                Map.of(),
                "",
                now,
                Optional.empty(),
                false,
                0);
    }

    /** Returns the subscriptions that steps work in, the client's own first. */
    public static Set<String> subscriptions(String own, List<Step> steps) {
        Set<String> all = new LinkedHashSet<>();
        if (!own.isEmpty()) {
            all.add(own.toLowerCase(Locale.ROOT));
        }
        steps.stream()
                .map(step -> step.write().target())
                .map(target ->
                        target instanceof Address.InCluster object ? object.cluster() : ((Address.InAzure) target).id())
                .flatMap(id -> id.subscriptionId().stream())
                .forEach(id -> all.add(id.toLowerCase(Locale.ROOT)));
        return all;
    }

    StepHistory history(String step) {
        return histories.getOrDefault(step, StepHistory.NEW);
    }

    /** Returns the first fact of a run: everything that another process needs to carry it out. */
    public Json.ObjectBuilder toFact() {
        Json.ObjectBuilder fact =
                fact("planned", planned).put("v", VERSION).put("title", title).put("deadline", deadline.toString());
        subscriptions.forEach(fact.putArray("subscriptions")::add);
        if (!labels.isEmpty()) {
            Json.ObjectBuilder named = fact.putObject("labels");
            labels.forEach(named::put);
        }
        if (!supersedes.isEmpty()) {
            Json.ObjectBuilder older = fact.putObject("supersedes");
            supersedes.forEach(older::put);
        }
        Json.ArrayBuilder list = fact.putArray("steps");
        steps.forEach(step -> list.add(StepJson.write(step)));
        return fact;
    }

    /** Returns the fact that a newer run takes the place of some of this one's steps. */
    public static Json.ObjectBuilder superseded(Instant at, String by, Set<String> steps) {
        Json.ObjectBuilder fact = fact("superseded", at).put("by", by);
        steps.forEach(fact.putArray("steps")::add);
        return fact;
    }

    /** Returns this run with steps whose place a newer one has taken. */
    public RunRecord without(Set<String> taken) {
        Map<String, StepHistory> left = new LinkedHashMap<>(histories);
        taken.forEach(step -> left.put(step, StepHistory.SUPERSEDED));
        return new RunRecord(
                id,
                title,
                planned,
                deadline,
                labels,
                subscriptions,
                steps,
                supersedes,
                left,
                owner,
                lastSign,
                end,
                released,
                next);
    }

    /** Returns the ids of the steps that are neither done nor left to a newer run. */
    public Set<String> open() {
        Set<String> open = new LinkedHashSet<>();
        steps.forEach(step -> {
            if (!history(step.id()).isSettled()) {
                open.add(step.id());
            }
        });
        return open;
    }

    /**
     * Returns whether the run has ended without success: a step failed, and every other one is done, failed, or needs one
     * that failed. Nothing of it is then under way in Azure, and nothing can be done without knowing the reason.
     */
    public boolean hasFailed() {
        Set<String> stuck = new HashSet<>();
        steps.stream()
                .map(Step::id)
                .filter(step -> history(step).phase() == StepHistory.Phase.FAILED)
                .forEach(stuck::add);
        if (stuck.isEmpty()) {
            return false;
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : steps) {
                boolean waits = history(step.id()).phase() == StepHistory.Phase.NEW
                        && step.after().stream().anyMatch(stuck::contains);
                grown |= waits && stuck.add(step.id());
            }
        }
        return stuck.containsAll(open());
    }

    /** Returns the message of the failure that became known last. */
    public Optional<String> lastFailure() {
        return histories.values().stream()
                .filter(history -> history.phase() == StepHistory.Phase.FAILED)
                .max(Comparator.comparing(history -> history.at().orElse(Instant.MIN)))
                .map(StepHistory::failure);
    }

    /** Returns how every step stands, as far as the ledger tells. */
    public RunResult result() {
        return new RunResult(id, title, steps.stream().map(this::result).toList(), end);
    }

    private StepResult result(Step step) {
        StepHistory history = history(step.id());
        Outcome outcome =
                switch (history.phase()) {
                    case NEW -> Outcome.NOT_STARTED;
                    case INTENT, ACCEPTED -> Outcome.UNFINISHED;
                    case SUCCEEDED -> Outcome.SUCCEEDED;
                    case FAILED -> Outcome.FAILED;
                    case SUPERSEDED -> Outcome.SUPERSEDED;
                };
        boolean ended = outcome == Outcome.SUCCEEDED || outcome == Outcome.FAILED;
        Optional<Duration> took = ended
                ? history.begun().flatMap(from -> history.at().map(to -> StepTrack.between(from, to)))
                : Optional.empty();
        Optional<Throwable> failure =
                outcome == Outcome.FAILED ? Optional.of(new AksException(history.failure())) : Optional.empty();
        return StepResult.builder(step, outcome)
                .begun(history.begun())
                .duration(took)
                .failure(failure)
                .build();
    }

    /** Returns the subscription that the run works in. */
    public String subscriptionId() {
        return subscriptions.stream().findFirst().orElse("");
    }

    /** Returns the fact that somebody else stopped a run that is under way. */
    public static Json stoppedFromElsewhere(Instant at) {
        return fact("stopped", at).put(FROM_ELSEWHERE, true).build();
    }

    /** Returns the fact that a process no longer carries the run out. */
    public static Json left(Instant at, RunEnd why) {
        return fact("left", at).put("why", why.name()).build();
    }

    public static Json.ObjectBuilder fact(String name, Instant at) {
        return Json.object().put("fact", name).put("at", at.toString());
    }

    /** Returns when a fact was made. */
    static Instant date(Json fact) {
        return Instant.parse(fact.path("at").asText());
    }

    static Json.ObjectBuilder fact(String name, Instant at, Step step) {
        return fact(name, at).put("step", step.id());
    }

    /**
     * Returns the fact that a step is done, and by what the resource is known that it left.
     *
     * @param met whether it was to create a resource that somebody else had made already as declared
     */
    static Json succeeded(Instant at, Step step, List<Difference> born, boolean met) {
        Json.ObjectBuilder fact = fact("succeeded", at, step);
        if (met) {
            fact.put("met", true);
        }
        if (!born.isEmpty()) {
            Json.ObjectBuilder known = fact.putObject("born");
            born.forEach(one -> known.put(one.path(), one.before()));
        }
        return fact.build();
    }

    private static List<Difference> born(Json fact) {
        return fact.path("born").properties().stream()
                .map(one -> new Difference(one.getKey(), one.getValue(), Json.missing(), Change.NONE, "made anew"))
                .toList();
    }

    /** Reads a run from its entries. */
    public static RunRecord read(List<LedgerEntry> entries) {
        Json first = entries.get(0).fact();
        if (!first.path("fact").asText().equals("planned") || first.path("v").asInt() != VERSION) {
            throw new AksException("The ledger's run " + entries.get(0).run() + " begins with version "
                    + first.path("v").asText("none") + "; this library reads version " + VERSION
                    + ". Resume it with the version of this library that wrote it, or abandon it.");
        }
        List<Step> steps = StepJson.list(first.path("steps"), StepJson::read);
        Instant planned = Instant.parse(first.path("at").asText());
        Instant lastSign = planned;
        String owner = "";
        Optional<RunEnd> end = Optional.empty();
        boolean released = false;
        Map<String, StepHistory> histories = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            Json fact = entry.fact();
            String step = fact.path("step").asText();
            if (!step.isEmpty()) {
                histories.merge(step, StepHistory.NEW.and(fact), (before, now) -> before.and(fact));
            }
            end = endAfter(entry, end);
            released = switch (fact.path("fact").asText()) {
                case "stopped", "left" -> !fact.has(FROM_ELSEWHERE);
                case "claimed" -> false;
                default -> released;
            };
            if (fact.path("fact").asText().equals("superseded")) {
                fact.path("steps").forEach(taken -> histories.put(taken.asText(), StepHistory.SUPERSEDED));
            } else if (fact.has("at")) {
                lastSign = Instant.parse(fact.path("at").asText());
                owner = fact.path("by").asText(owner);
            }
        }
        Map<String, Set<String>> supersedes = new LinkedHashMap<>();
        first.path("supersedes")
                .properties()
                .forEach(older -> supersedes.put(
                        older.getKey(), new LinkedHashSet<>(StepJson.list(older.getValue(), Json::asText))));
        Map<String, String> labels = new LinkedHashMap<>();
        first.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new RunRecord(
                entries.get(0).run(),
                first.path("title").asText(),
                planned,
                Duration.parse(first.path("deadline").asText()),
                Map.copyOf(labels),
                first.has("subscriptions")
                        ? new LinkedHashSet<>(StepJson.list(first.path("subscriptions"), Json::asText))
                        : subscriptions("", steps),
                steps,
                supersedes,
                histories,
                owner,
                lastSign,
                end,
                released,
                entries.size());
    }

    /** Returns why a run is not carried out any more, after one more entry. */
    private static Optional<RunEnd> endAfter(LedgerEntry entry, Optional<RunEnd> before) {
        return switch (entry.fact().path("fact").asText()) {
            case "finished" -> Optional.of(RunEnd.SUCCEEDED);
            case "abandoned" -> Optional.of(RunEnd.ABANDONED);
            case "superseded" -> entry.last() ? Optional.of(RunEnd.SUPERSEDED) : before;
            case "stopped" -> Optional.of(RunEnd.STOPPED);
            case "left" -> Optional.of(leftBecause(entry.fact().path("why").asText()));
            case "claimed" -> Optional.empty();
            default -> before;
        };
    }

    private static RunEnd leftBecause(String why) {
        return Arrays.stream(RunEnd.values())
                .filter(end -> end.name().equals(why))
                .findFirst()
                .orElse(RunEnd.CLOSED);
    }

    /** Returns why the one who wrote this entry is the one who carries the run out, or lets nobody do so. */
    public static RunEnd takenBy(LedgerEntry entry) {
        return endAfter(entry, Optional.empty())
                .filter(end -> end != RunEnd.CLOSED)
                .orElseGet(() -> entry.fact().path("fact").asText().equals("superseded")
                        ? RunEnd.SUPERSEDED
                        : RunEnd.TAKEN_OVER);
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
     * @param born what the resource is known by that it left, once {@link Phase#SUCCEEDED}
     * @param etag the entity tag that the resource had when its write was announced, if that was written down, while {@link
     *     Phase#INTENT}
     * @param met whether it was to create a resource that somebody else had made already as declared
     */
    public record StepHistory(
            Phase phase,
            Optional<OperationToken> token,
            Optional<Instant> begun,
            Optional<Instant> at,
            String failure,
            boolean perhapsDone,
            List<Difference> born,
            Optional<String> etag,
            boolean met) {

        StepHistory(
                Phase phase,
                Optional<OperationToken> token,
                Optional<Instant> begun,
                Optional<Instant> at,
                String failure,
                boolean perhapsDone,
                List<Difference> born,
                Optional<String> etag) {
            this(phase, token, begun, at, failure, perhapsDone, born, etag, false);
        }

        static final StepHistory NEW = nothing(Phase.NEW);

        static final StepHistory SUPERSEDED = nothing(Phase.SUPERSEDED);

        private static StepHistory nothing(Phase phase) {
            return new StepHistory(
                    phase,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    false,
                    List.of(),
                    Optional.empty());
        }

        /** Returns whether nothing is left to do. */
        boolean isSettled() {
            return phase == Phase.SUCCEEDED || phase == Phase.SUPERSEDED;
        }

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
            FAILED,
            /** Left to a newer run. */
            SUPERSEDED
        }

        StepHistory and(Json fact) {
            Optional<Instant> now = Optional.of(Instant.parse(fact.path("at").asText()));
            Optional<Instant> first = begun.or(() -> now);
            switch (fact.path("fact").asText()) {
                case "intent":
                    Optional<String> etag =
                            Optional.of(fact.path("etag").asText()).filter(tag -> !tag.isEmpty());
                    return new StepHistory(Phase.INTENT, Optional.empty(), first, now, "", true, List.of(), etag);
                case "accepted":
                    OperationToken token =
                            OperationToken.parse(fact.path("token").asText());
                    return new StepHistory(
                            Phase.ACCEPTED, Optional.of(token), first, now, "", true, List.of(), Optional.empty());
                case "succeeded":
                    return new StepHistory(
                            Phase.SUCCEEDED,
                            Optional.empty(),
                            first,
                            now,
                            "",
                            true,
                            RunRecord.born(fact),
                            Optional.empty(),
                            fact.path("met").asBoolean());
                case "failed":
                    String message = fact.path("message").asText();
                    return new StepHistory(
                            Phase.FAILED,
                            Optional.empty(),
                            first,
                            now,
                            message,
                            fact.path("perhapsDone").asBoolean(),
                            List.of(),
                            Optional.empty());
                default:
                    return this;
            }
        }
    }
}
