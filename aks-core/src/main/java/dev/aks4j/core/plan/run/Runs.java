package dev.aks4j.core.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.run.Aim;
import dev.aks4j.core.internal.plan.run.ClusterExplainer;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.internal.plan.run.Lanes;
import dev.aks4j.core.internal.plan.run.LedgerDesk;
import dev.aks4j.core.internal.plan.run.RunContext;
import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunRecord;
import dev.aks4j.core.internal.plan.run.RunsUnderWay;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Owner;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Turn;
import dev.aks4j.core.internal.plan.run.StepDetail;
import dev.aks4j.core.internal.plan.run.StepDurations;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The runs of one ledger: starts them, finds the unfinished ones, and carries them on. Thread-safe.
 *
 * <pre>{@code
 * aks.runs().interrupted().forEach(run -> run.resume().await(Duration.ofMinutes(60)));
 * }</pre>
 */
public final class Runs {

    private static final Duration LEFT_AT_MOST = Duration.ofSeconds(5);

    private final RunContext context;
    private final LedgerDesk desk;
    private final RunsUnderWay underWay;
    private final String token = UUID.randomUUID().toString();
    private final Map<String, Run> active = new ConcurrentHashMap<>();
    private final Map<String, RunMachine> machines = new ConcurrentHashMap<>();

    private Runs(RunContext context) {
        this.context = context;
        this.desk = new LedgerDesk(context.scheduler());
        this.underWay = RunsUnderWay.of(context.ledger());
    }

    /**
     * Starts the runs of a ledger.
     *
     * @param arm reads live resources
     * @param operations sends the writes
     * @param scheduler the time
     */
    public static Builder builder(ArmClient arm, Operations operations, Scheduler scheduler) {
        return new Builder(arm, operations, scheduler);
    }

    /**
     * Returns the runs of this client's subscription that were interrupted, oldest first: those that nobody carries out and
     * that did not fail. A service that starts takes them up. Blocks for reading the ledger.
     */
    public List<LedgerRun> interrupted() {
        String own = context.arm().subscriptionId();
        return desk.call(() -> readUnfinished(RunFilter.all().subscription(own))).stream()
                .filter(run -> run.state() == RunState.INTERRUPTED)
                .filter(run ->
                        run.subscriptionId().isEmpty() || run.subscriptionId().equalsIgnoreCase(own))
                .toList();
    }

    /**
     * Returns a run by its id: one that is not finished, or one that is and that the ledger still keeps. Blocks for reading
     * the ledger.
     *
     * <pre>{@code
     * String id = plan.apply(Map.of("tenant", "acme")).id();              // keep it with the tenant
     * RunState state = aks.runs().find(id).orElseThrow().state();         // weeks later, in another process
     * }</pre>
     */
    public Optional<LedgerRun> find(String id) {
        return desk.call(() -> {
            List<LedgerEntry> entries = context.ledger().read(Objects.requireNonNull(id));
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            if (entries.get(entries.size() - 1).last()) {
                return Optional.of(finishedRun(id, entries));
            }
            // Newer runs may have taken its place and not have written that there yet.
            Optional<LedgerRun> open = readUnfinished(RunFilter.all()).stream()
                    .filter(run -> run.id().equals(id))
                    .findFirst();
            return open.or(() -> Optional.of(new LedgerRun(
                    this,
                    RunRecord.read(entries),
                    RunState.SUPERSEDED,
                    RunRecord.read(entries).result())));
        });
    }

    /**
     * Returns the runs that a filter means: first those that are not finished, oldest first, then those that are and that
     * the ledger still keeps, the latest end first. Blocks for reading the ledger.
     *
     * <pre>{@code
     * aks.runs().list(RunFilter.all().label("tenant", "acme")).forEach(System.out::println);
     * }</pre>
     */
    public List<LedgerRun> list(RunFilter filter) {
        return desk.call(() -> {
            List<LedgerRun> runs = new ArrayList<>();
            // A newer run with other labels may have taken the place of one with these.
            RunFilter related =
                    filter.subscription().map(RunFilter.all()::subscription).orElseGet(RunFilter::all);
            runs.addAll(readUnfinished(related));
            for (String id : context.ledger().finished(filter)) {
                List<LedgerEntry> entries = context.ledger().read(id);
                if (!entries.isEmpty()) {
                    runs.add(finishedRun(id, entries));
                }
            }
            return runs.stream().filter(run -> run.isMeantBy(filter)).toList();
        });
    }

    private LedgerRun finishedRun(String id, List<LedgerEntry> entries) {
        try {
            RunRecord record = RunRecord.read(entries);
            RunState state =
                    switch (record.end().orElse(RunEnd.SUCCEEDED)) {
                        case ABANDONED -> RunState.ABANDONED;
                        case SUPERSEDED -> RunState.SUPERSEDED;
                        default -> RunState.SUCCEEDED;
                    };
            return new LedgerRun(this, record, state, record.result());
        } catch (RuntimeException e) {
            return unreadable(id, entries.get(0).fact(), e);
        }
    }

    /**
     * Returns all runs that are not finished, oldest first: those that were interrupted, those that failed, those under
     * way, and those that another version of this library wrote. Blocks for reading the ledger.
     */
    public List<LedgerRun> unfinished() {
        return desk.call(() -> readUnfinished(RunFilter.all()));
    }

    private List<LedgerRun> readUnfinished(RunFilter filter) {
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
        RunResult result = Optional.ofNullable(machines.get(record.id()))
                .map(RunMachine::snapshot)
                .orElseGet(record::result);
        return new LedgerRun(this, record, state(record), result);
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
        return new LedgerRun(this, id, first.path("title").asText(), started, message);
    }

    private RunState state(RunRecord record) {
        if (machines.containsKey(record.id())) {
            return RunState.UNDER_WAY;
        }
        if (underWay.isElsewhere(record.id(), this.token)) {
            return RunState.UNDER_WAY_ELSEWHERE;
        }
        if (record.hasFailed()) {
            return RunState.FAILED;
        }
        if (record.end().isPresent()) {
            return record.end().get() == RunEnd.STOPPED ? RunState.STOPPED : RunState.INTERRUPTED;
        }
        return !record.owner().equals(token) && isLeased(record) ? RunState.UNDER_WAY_ELSEWHERE : RunState.INTERRUPTED;
    }

    private boolean isLeased(RunRecord record) {
        Optional<Duration> lease = context.ledger().lease();
        return lease.isPresent()
                && context.ledger()
                        .isLeased(record.id())
                        .orElseGet(() -> context.scheduler()
                                .now()
                                .isBefore(record.lastSign().plus(lease.get())));
    }

    /**
     * Starts a run of steps. Plans do this; a caller with writes of its own, such as a day-2 verb, may too. Blocks for
     * reading and writing the ledger only.
     *
     * <p>It takes the place of steps of older runs, interrupted or failed, that would remove what it works on, and of those
     * on what it removes. That is written in the ledger: whoever resumes an older run does not do these.
     *
     * @param title what the run does, in a few words
     * @param steps the steps; those that one names in {@link Step#after()} must be among them
     * @param deadline how long this process follows the run, and how long it waits for other operations; afterwards
     *     nothing more is sent, and the run can be resumed
     */
    public Run start(String title, List<Step> steps, Duration deadline) {
        return start(title, steps, deadline, Decided.nothing(), Map.of());
    }

    /**
     * Starts a run of steps like {@link #start(String, List, Duration)}, known by labels.
     *
     * @param labels what the run is to be known by, for example the tenant that it is for; they must hold no secret
     */
    public Run start(String title, List<Step> steps, Duration deadline, Map<String, String> labels) {
        return start(title, steps, deadline, Decided.nothing(), labels);
    }

    /**
     * Starts a run of steps like {@link #start(String, List, Duration)}, for a plan.
     *
     * @param decided what the plan decided about
     * @param labels what the run is to be known by
     */
    public Run start(String title, List<Step> steps, Duration deadline, Decided decided, Map<String, String> labels) {
        return start(context.runIds().get(), title, steps, deadline, decided, labels);
    }

    /**
     * Starts a run under an id that was given before, for a plan that may be applied in one process of several. A ledger
     * takes an id once.
     *
     * @param id the id, which no other run has
     * @return the run; empty if the ledger has it, or had it as far as it knows
     */
    public synchronized Optional<Run> startAs(
            String id, String title, List<Step> steps, Duration deadline, Decided decided, Map<String, String> labels) {
        boolean known = machines.containsKey(id)
                || desk.call(() -> !context.ledger().read(id).isEmpty());
        if (known) {
            return Optional.empty();
        }
        try {
            return Optional.of(start(id, title, steps, deadline, decided, labels));
        } catch (LedgerTakenException e) {
            return Optional.empty();
        }
    }

    private Run start(
            String id, String title, List<Step> all, Duration deadline, Decided decided, Map<String, String> labels) {
        DependencyGraph.check(all);
        List<Step> steps = StepDetail.distinct(all);
        Aim aim = Aim.of(decided, steps);
        return run(id, (owner, waits) -> {
            String own = context.arm().subscriptionId();
            Map<String, Set<String>> older = takenBy(aim, RunRecord.subscriptions(own, steps));
            RunRecord record = RunRecord.of(id, title, context.scheduler().now(), deadline, labels, own, steps, older);
            return begin(owner, record, record.toFact().put("by", token).build(), waits);
        });
    }

    /** Returns which steps of which older runs an aim takes the place of. Those under way go on, in their lanes. */
    private Map<String, Set<String>> takenBy(Aim aim, Set<String> subscriptions) {
        Map<String, Set<String>> taken = new LinkedHashMap<>();
        Set<String> related = new LinkedHashSet<>();
        subscriptions.forEach(one ->
                related.addAll(context.ledger().unfinished(RunFilter.all().subscription(one))));
        for (String id : related) {
            if (!machines.containsKey(id) && !underWay.isElsewhere(id, token)) {
                readable(id)
                        .filter(record -> state(record) != RunState.UNDER_WAY_ELSEWHERE)
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

    private Optional<RunRecord> readable(String id) {
        try {
            return record(id);
        } catch (RuntimeException e) {
            // Another version wrote it; that version knows whether it still holds.
            return Optional.empty();
        }
    }

    /** Writes to older runs that a newer one has taken the place of some of their steps. */
    private void supersede(RunRecord newer) {
        newer.supersedes()
                .forEach((older, steps) -> readable(older).ifPresent(record -> {
                    Set<String> taken = intersection(steps, record.open());
                    boolean nothingLeft = record.without(taken).open().isEmpty();
                    if (!taken.isEmpty()) {
                        LedgerEntry entry = new LedgerEntry(
                                older,
                                record.next(),
                                RunRecord.superseded(context.scheduler().now(), newer.id(), taken)
                                        .build(),
                                nothingLeft);
                        try {
                            if (isOver(record)) {
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

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.retainAll(other);
        return both;
    }

    synchronized Run resume(String id) {
        Run known = active.get(id);
        if (known != null) {
            return known;
        }
        return run(id, (owner, waits) -> {
            RunRecord record = record(id).orElseThrow(() -> finished(id));
            checkSubscription(record);
            if (!isOver(record) && isLeased(record)) {
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
                            .put("by", token)
                            .build(),
                    waits);
        });
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
        Set<String> related = new LinkedHashSet<>();
        older.subscriptions()
                .forEach(one -> related.addAll(
                        context.ledger().unfinished(RunFilter.all().subscription(one))));
        for (String id : related) {
            if (!id.equals(older.id())) {
                readable(id).ifPresent(newer -> taken.addAll(newer.supersedes().getOrDefault(older.id(), Set.of())));
            }
        }
        return intersection(taken, older.open());
    }

    /** Writes the first entry of a run and lets it go. */
    private interface Beginning {
        Run begin(Owner owner, Supplier<Boolean> waits);
    }

    private Run run(String id, Beginning beginning) {
        Turn turn = underWay.begin(id, token);
        try {
            Run run = desk.call(waits -> beginning.begin(turn.owner(), waits));
            underWay.succeeded(turn);
            Optional.ofNullable(machines.get(id)).ifPresent(machine -> desk.hear(machine.heard()));
            return run;
        } catch (RuntimeException e) {
            underWay.failed(id, turn);
            forget(id);
            throw e;
        }
    }

    /** Writes the first entry of a run in this process, and lets it go if the caller still waits for it. */
    private Run begin(Owner owner, RunRecord record, Json fact, Supplier<Boolean> waits) {
        String id = record.id();
        RunMachine machine = new RunMachine(context, record, () -> underWay.has(id, owner), () -> forget(id));
        owner.whenLost(machine::lose);
        if (record.next() == 0 || isOver(record)) {
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
        Run run = new Run(record.id(), machine, context.scheduler());
        active.put(record.id(), run);
        machines.put(record.id(), machine);
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

    /** Returns whether who carried the run out surely sends nothing more: it said so, failed, or is this client. */
    private boolean isOver(RunRecord record) {
        return record.released() || record.hasFailed() || record.owner().equals(token);
    }

    private AksException elsewhere(String id) {
        return new AksException("Run " + id + " is carried out elsewhere, or was until a moment ago. It can be resumed"
                + " once its owner has given no sign of life for "
                + context.ledger().lease().map(RunResult::text).orElse("some time")
                + "; to take it from a living owner, stop it first.");
    }

    private void forget(String id) {
        active.remove(id);
        machines.remove(id);
        underWay.end(id, token);
    }

    /** Stops a run, wherever it is carried out: what it writes next is refused. */
    void stop(String id) {
        RunMachine here = machines.get(id);
        if (here != null) {
            here.stop();
            return;
        }
        desk.call(() -> {
            RunRecord record = record(id).orElseThrow(() -> finished(id));
            Instant now = context.scheduler().now();
            LedgerEntry plain = new LedgerEntry(
                    id, record.next(), RunRecord.fact("stopped", now).build(), false);
            boolean left = state(record) != RunState.UNDER_WAY_ELSEWHERE
                    && context.ledger().claim(plain);
            if (!left) {
                context.ledger().append(new LedgerEntry(id, record.next(), RunRecord.stoppedFromElsewhere(now), false));
            }
            return record;
        });
    }

    synchronized void abandon(String id) {
        if (active.containsKey(id)) {
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

    private Optional<RunRecord> record(String id) {
        return Optional.of(context.ledger().read(id))
                .filter(entries ->
                        !entries.isEmpty() && !entries.get(entries.size() - 1).last())
                .map(RunRecord::read);
    }

    private static AksException finished(String id) {
        return new AksException(
                "Run " + id + " is finished, a newer run took its place, or the ledger never had it; there"
                        + " is nothing to resume.");
    }

    /**
     * Stops following every run, as when the client is closed, and writes into the ledger that nobody carries them out any
     * more, so that another process can take them up at once; waits up to 5 seconds for that. What is under way in Azure
     * goes on.
     */
    public void close() {
        List<RunMachine> open = List.copyOf(machines.values());
        List<CompletableFuture<Void>> left = open.stream()
                .map(machine -> {
                    underWay.end(machine.snapshot().run(), token);
                    return machine.close().toCompletableFuture();
                })
                .toList();
        if (!left.isEmpty()) {
            desk.hear(CompletableFuture.allOf(left.toArray(CompletableFuture[]::new)), LEFT_AT_MOST);
        }
    }

    /** Builds {@link Runs}. Not thread-safe. */
    public static final class Builder {

        private final ArmClient arm;
        private final Operations operations;
        private final Scheduler scheduler;
        private KubernetesAccess kubernetes = KubernetesAccess.none();
        private Ledger ledger = new MemoryLedger();
        private SecretSource secrets = SecretSource.none();
        private Optional<Explainer> explainer = Optional.empty();
        private RunListener listener = RunListener.none();
        private Supplier<String> runIds = () -> UUID.randomUUID().toString();

        private Builder(ArmClient arm, Operations operations, Scheduler scheduler) {
            this.arm = Objects.requireNonNull(arm);
            this.operations = Objects.requireNonNull(operations);
            this.scheduler = Objects.requireNonNull(scheduler);
        }

        /** Gives the way into clusters. Default: none; a run with Kubernetes objects then fails. */
        public Builder kubernetes(KubernetesAccess access) {
            kubernetes = Objects.requireNonNull(access);
            return this;
        }

        /** Gives the ledger; the caller closes it. Default: one in memory, which dies with the process. */
        public Builder ledger(Ledger value) {
            ledger = Objects.requireNonNull(value);
            return this;
        }

        /** Gives the source of secrets. Default: one that knows none. */
        public Builder secrets(SecretSource source) {
            secrets = Objects.requireNonNull(source);
            return this;
        }

        /**
         * Gives what collects the causes of failures. Default: the states of the cluster and its pools, what in the node
         * resource group did not succeed, and the conditions of the nodes.
         */
        public Builder explainer(Explainer value) {
            explainer = Optional.of(value);
            return this;
        }

        /** Gives who hears of every run. Default: nobody. */
        public Builder listener(RunListener value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /** Gives the ids of new runs, which must never repeat. Default: random UUIDs. */
        public Builder runIds(Supplier<String> ids) {
            runIds = Objects.requireNonNull(ids);
            return this;
        }

        /** Builds the runs. */
        public Runs build() {
            return new Runs(new RunContext(
                    arm,
                    operations,
                    kubernetes,
                    scheduler,
                    ledger,
                    secrets,
                    explainer.orElseGet(() -> new ClusterExplainer(arm, kubernetes, scheduler)),
                    new Lanes(),
                    new StepDurations(),
                    listener,
                    runIds));
        }
    }
}
