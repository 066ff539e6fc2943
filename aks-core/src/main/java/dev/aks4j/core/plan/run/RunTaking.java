package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.Aim;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.internal.plan.run.LedgerDesk;
import dev.aks4j.core.internal.plan.run.RunContext;
import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunRecord;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Owner;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Turn;
import dev.aks4j.core.internal.plan.run.StepDetail;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes runs: begins new ones and takes up those that were left, in either case with a first fact that nobody else can have
 * written, and writes to older runs what a newer one takes of them. Blocks for the ledger. Thread-safe.
 */
final class RunTaking {

    private final RunContext context;
    private final LedgerDesk desk;
    private final RunsHere here;
    private final RunsInLedger runs;

    RunTaking(RunContext context, LedgerDesk desk, RunsHere here, RunsInLedger runs) {
        this.context = context;
        this.desk = desk;
        this.here = here;
        this.runs = runs;
    }

    synchronized Optional<Run> startAs(
            String id, String title, List<Step> steps, Duration deadline, Decided decided, Map<String, String> labels) {
        boolean known =
                here.has(id) || desk.call(() -> !context.ledger().read(id).isEmpty());
        if (known) {
            return Optional.empty();
        }
        try {
            return Optional.of(start(id, title, steps, deadline, decided, labels));
        } catch (LedgerTakenException e) {
            return Optional.empty();
        }
    }

    Run start(String id, String title, List<Step> all, Duration deadline, Decided decided, Map<String, String> labels) {
        DependencyGraph.check(all);
        List<Step> steps = StepDetail.distinct(all);
        Aim aim = Aim.of(decided, steps);
        return run(id, (owner, waits) -> {
            String own = context.arm().subscriptionId();
            Map<String, Set<String>> older = takenBy(aim, RunRecord.subscriptions(own, steps));
            RunRecord record = RunRecord.of(id, title, context.scheduler().now(), deadline, labels, own, steps, older);
            return begin(owner, record, record.toFact().put("by", here.token()).build(), waits);
        });
    }

    /** Returns which steps of which older runs an aim takes the place of. Those under way go on, in their lanes. */
    private Map<String, Set<String>> takenBy(Aim aim, Set<String> subscriptions) {
        Map<String, Set<String>> taken = new LinkedHashMap<>();
        for (String id : runs.unfinishedIn(subscriptions)) {
            if (!here.has(id) && !here.isElsewhere(id)) {
                runs.readable(id)
                        .filter(record -> runs.state(record) != RunState.UNDER_WAY_ELSEWHERE)
                        .ifPresent(record -> {
                            Set<String> steps = aim.takesFrom(record.steps(), record.open());
                            if (!steps.isEmpty()) {
                                taken.put(id, steps);
                            }
                        });
            }
        }
        return taken;
    }

    /** Writes to older runs that a newer one has taken the place of some of their steps. */
    private void supersede(RunRecord newer) {
        newer.supersedes()
                .forEach((older, steps) -> runs.readable(older).ifPresent(record -> {
                    Set<String> taken = RunsInLedger.intersection(steps, record.open());
                    boolean nothingLeft = record.without(taken).open().isEmpty();
                    if (!taken.isEmpty()) {
                        LedgerEntry entry = new LedgerEntry(
                                older,
                                record.next(),
                                RunRecord.superseded(context.scheduler().now(), newer.id(), taken)
                                        .build(),
                                nothingLeft);
                        try {
                            if (runs.isOver(record)) {
                                context.ledger().append(entry);
                            } else {
                                // What it cannot take, somebody carries on at this moment.
                                context.ledger().claim(entry);
                            }
                        } catch (LedgerTakenException e) {
                            // Somebody carries it on at this moment; it is no longer one that was left.
                        }
                    }
                }));
    }

    synchronized Run resume(String id) {
        Optional<Run> known = here.handle(id);
        if (known.isPresent()) {
            return known.get();
        }
        return run(id, (owner, waits) -> {
            RunRecord record = runs.record(id).orElseThrow(() -> finished(id));
            checkSubscription(record);
            if (!runs.isOver(record) && runs.isLeased(record)) {
                throw elsewhere(id);
            }
            RunRecord current = record.without(takenFrom(record));
            if (current.open().isEmpty() && !record.open().isEmpty()) {
                throw finished(id);
            }
            return begin(
                    owner,
                    current,
                    RunRecord.fact("claimed", context.scheduler().now())
                            .put("by", here.token())
                            .build(),
                    waits);
        });
    }

    /** Resumes a run if it is still left, and nobody else takes it up at the same moment. */
    Optional<Run> resumeLeft(String id) {
        try {
            return Optional.of(resume(id));
        } catch (NotLeft | LedgerTakenException e) {
            return Optional.empty();
        }
    }

    private void checkSubscription(RunRecord record) {
        String own = context.arm().subscriptionId();
        if (!record.subscriptionId().isEmpty() && !record.subscriptionId().equalsIgnoreCase(own)) {
            throw new AksException("Run " + record.id() + " works in subscription " + record.subscriptionId()
                    + ", and this client in " + own + ". Resume it with a client of its own subscription.");
        }
    }

    /** Returns what newer runs take from this one and have not written there yet. */
    private Set<String> takenFrom(RunRecord older) {
        Set<String> taken = new LinkedHashSet<>();
        for (String id : runs.unfinishedIn(older.subscriptions())) {
            if (!id.equals(older.id())) {
                runs.readable(id)
                        .ifPresent(newer -> taken.addAll(newer.supersedes().getOrDefault(older.id(), Set.of())));
            }
        }
        return RunsInLedger.intersection(taken, older.open());
    }

    /** Writes the first entry of a run and lets it go. */
    private interface Beginning {
        Run begin(Owner owner, Supplier<Boolean> waits);
    }

    private Run run(String id, Beginning beginning) {
        Turn turn = here.begin(id);
        try {
            Run run = desk.call(waits -> beginning.begin(turn.owner(), waits));
            here.succeeded(turn);
            here.machine(id).ifPresent(machine -> desk.hear(machine.heard()));
            return run;
        } catch (RuntimeException e) {
            here.failed(id, turn);
            throw e;
        }
    }

    /** Writes the first entry of a run in this process, and lets it go if the caller still waits for it. */
    private Run begin(Owner owner, RunRecord record, Json fact, Supplier<Boolean> waits) {
        String id = record.id();
        RunMachine machine = new RunMachine(context, record, () -> here.has(id, owner), () -> here.forget(id));
        owner.whenLost(machine::lose);
        if (record.next() == 0 || runs.isOver(record)) {
            machine.claim(fact);
        } else if (!machine.claimLeft(fact)) {
            throw elsewhere(record.id());
        }
        if (!waits.get()) {
            if (record.next() == 0) {
                machine.strike();
            }
            throw new AksException("Nobody waits for run " + record.id() + " any more; it was not begun.");
        }
        try {
            supersede(record);
        } catch (RuntimeException e) {
            letGo(machine, record, e);
            throw e;
        }
        Run run = here.add(id, machine, context.scheduler());
        machine.start();
        return run;
    }

    /** A run that could not begin is not one that was interrupted: nobody is to find it and take it up. */
    private static void letGo(RunMachine machine, RunRecord record, RuntimeException failure) {
        if (record.next() == 0) {
            try {
                machine.strike();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private AksException elsewhere(String id) {
        return new NotLeft("Run " + id + " is carried out elsewhere, or was until a moment ago. It can be resumed"
                + " once its owner has given no sign of life for "
                + context.ledger().lease().map(RunResult::text).orElse("some time")
                + "; to take it from a living owner, stop it first.");
    }

    /** Stops a run, wherever it is carried out: what it writes next is refused. */
    void stop(String id) {
        Optional<RunMachine> machine = here.machine(id);
        if (machine.isPresent()) {
            machine.get().stop();
            return;
        }
        desk.call(() -> {
            RunRecord record = runs.record(id).orElseThrow(() -> finished(id));
            Instant now = context.scheduler().now();
            LedgerEntry plain = new LedgerEntry(
                    id, record.next(), RunRecord.fact("stopped", now).build(), false);
            boolean left = runs.state(record) != RunState.UNDER_WAY_ELSEWHERE
                    && context.ledger().claim(plain);
            if (!left) {
                context.ledger().append(new LedgerEntry(id, record.next(), RunRecord.stoppedFromElsewhere(now), false));
            }
            return record;
        });
    }

    synchronized void abandon(String id) {
        if (here.handle(id).isPresent()) {
            throw new AksException("Run " + id + " is under way in this process. Wait for its end, then abandon it.");
        }
        desk.call(() -> {
            int next = context.ledger().read(id).size();
            if (next == 0) {
                throw finished(id);
            }
            context.ledger()
                    .append(new LedgerEntry(
                            id,
                            next,
                            RunRecord.fact("abandoned", context.scheduler().now())
                                    .build(),
                            true));
            return next;
        });
    }

    private static AksException finished(String id) {
        return new NotLeft("Run " + id + " is finished, a newer run took its place, or the ledger never had it; there"
                + " is nothing to resume.");
    }

    /** A run that nobody can take up, because it is not left. */
    private static final class NotLeft extends AksException {

        private static final long serialVersionUID = 1L;

        NotLeft(String message) {
            super(message);
        }
    }
}
