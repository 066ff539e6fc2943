package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.run.RunContext;
import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunRecord;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a ledger tells of its runs: how each stands, and which steps newer ones have taken. Blocks for reading. Thread-safe. */
final class RunsInLedger {

    private final Runs runs;
    private final RunContext context;
    private final RunsHere here;

    RunsInLedger(Runs runs, RunContext context, RunsHere here) {
        this.runs = runs;
        this.context = context;
        this.here = here;
    }

    /** Returns a run that is not finished. */
    Optional<RunRecord> record(String id) {
        return Optional.of(context.ledger().read(id))
                .filter(entries ->
                        !entries.isEmpty() && !entries.get(entries.size() - 1).last())
                .map(RunRecord::read);
    }

    /** Returns a run that is not finished, if this version can read it. */
    Optional<RunRecord> readable(String id) {
        try {
            return record(id);
        } catch (RuntimeException e) {
            // Another version wrote it; that version knows whether it still holds.
            return Optional.empty();
        }
    }

    /** Returns the ids of the runs that are not finished and work in one of these subscriptions. */
    Set<String> unfinishedIn(Set<String> subscriptions) {
        Set<String> related = new LinkedHashSet<>();
        subscriptions.forEach(one ->
                related.addAll(context.ledger().unfinished(RunFilter.all().subscription(one))));
        return related;
    }

    Optional<LedgerRun> find(String id) {
        List<LedgerEntry> entries = context.ledger().read(id);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        if (entries.get(entries.size() - 1).last()) {
            return Optional.of(finished(id, entries));
        }
        // Newer runs may have taken its place and not have written that there yet.
        Optional<LedgerRun> open = unfinished(RunFilter.all()).stream()
                .filter(run -> run.id().equals(id))
                .findFirst();
        return open.or(() -> {
            RunRecord record = RunRecord.read(entries);
            return Optional.of(new LedgerRun(runs, record, RunState.SUPERSEDED, record.result()));
        });
    }

    List<LedgerRun> list(RunFilter filter) {
        List<LedgerRun> found = new ArrayList<>();
        // A newer run with other labels may have taken the place of one with these.
        RunFilter related =
                filter.subscription().map(RunFilter.all()::subscription).orElseGet(RunFilter::all);
        found.addAll(unfinished(related));
        for (String id : context.ledger().finished(filter)) {
            List<LedgerEntry> entries = context.ledger().read(id);
            if (!entries.isEmpty()) {
                found.add(finished(id, entries));
            }
        }
        return found.stream().filter(run -> run.isMeantBy(filter)).toList();
    }

    private LedgerRun finished(String id, List<LedgerEntry> entries) {
        try {
            RunRecord record = RunRecord.read(entries);
            RunState state =
                    switch (record.end().orElse(RunEnd.SUCCEEDED)) {
                        case ABANDONED -> RunState.ABANDONED;
                        case SUPERSEDED -> RunState.SUPERSEDED;
                        default -> RunState.SUCCEEDED;
                    };
            return new LedgerRun(runs, record, state, record.result());
        } catch (RuntimeException e) {
            return unreadable(id, entries.get(0).fact(), e);
        }
    }

    List<LedgerRun> unfinished(RunFilter filter) {
        Map<String, Set<String>> superseded = new LinkedHashMap<>();
        Map<String, LedgerRun> found = new LinkedHashMap<>();
        List<RunRecord> records = new ArrayList<>();
        for (String id : context.ledger().unfinished(filter)) {
            List<LedgerEntry> entries = context.ledger().read(id);
            if (!entries.isEmpty()) {
                try {
                    RunRecord record = RunRecord.read(entries);
                    records.add(record);
                    found.put(id, unfinished(record));
                    record.supersedes()
                            .forEach((older, steps) -> superseded
                                    .computeIfAbsent(older, key -> new LinkedHashSet<>())
                                    .addAll(steps));
                } catch (RuntimeException e) {
                    found.put(id, unreadable(id, entries.get(0).fact(), e));
                }
            }
        }
        // A process may have died after it wrote its own first entry and before it wrote to those it takes the
        // place of.
        records.stream().filter(record -> superseded.containsKey(record.id())).forEach(record -> {
            RunRecord left = record.without(intersection(Known.in(superseded, record.id()), record.open()));
            found.put(record.id(), unfinished(left));
            if (left.open().isEmpty() && !record.open().isEmpty()) {
                found.remove(record.id());
            }
        });
        return List.copyOf(found.values());
    }

    private LedgerRun unfinished(RunRecord record) {
        RunResult result = here.machine(record.id()).map(RunMachine::snapshot).orElseGet(record::result);
        return new LedgerRun(runs, record, state(record), result);
    }

    private LedgerRun unreadable(String id, Json first, RuntimeException why) {
        Instant started;
        try {
            started = Instant.parse(first.path("at").asText());
        } catch (DateTimeParseException e) {
            started = Instant.EPOCH;
        }
        String message = why instanceof AksException
                ? String.valueOf(why.getMessage())
                : "The ledger's run " + id + " cannot be read: " + why
                        + ". Resume it with the version of this library that wrote it, or abandon it.";
        return new LedgerRun(runs, id, first.path("title").asText(), started, message);
    }

    RunState state(RunRecord record) {
        if (here.has(record.id())) {
            return RunState.UNDER_WAY;
        }
        if (here.isElsewhere(record.id())) {
            return RunState.UNDER_WAY_ELSEWHERE;
        }
        if (record.hasFailed()) {
            return RunState.FAILED;
        }
        if (record.end().isPresent()) {
            return record.end().get() == RunEnd.STOPPED ? RunState.STOPPED : RunState.INTERRUPTED;
        }
        return !record.owner().equals(here.token()) && isLeased(record)
                ? RunState.UNDER_WAY_ELSEWHERE
                : RunState.INTERRUPTED;
    }

    /** Returns whether the owner of a run has shown life within its lease. */
    boolean isLeased(RunRecord record) {
        Optional<Duration> lease = context.ledger().lease();
        return lease.isPresent()
                && context.ledger()
                        .isLeased(record.id())
                        .orElseGet(() -> context.scheduler()
                                .now()
                                .isBefore(record.lastSign().plus(lease.get())));
    }

    /** Returns whether who carried the run out surely sends nothing more: it said so, failed, or is this client. */
    boolean isOver(RunRecord record) {
        return record.released() || record.hasFailed() || record.owner().equals(here.token());
    }

    static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.retainAll(other);
        return both;
    }
}
