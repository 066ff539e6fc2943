package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunsUnderWay;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Owner;
import dev.aks4j.core.internal.plan.run.RunsUnderWay.Turn;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that one client carries out, among all clients of this process that share its ledger. Thread-safe. */
final class RunsHere {

    private final RunsUnderWay underWay;
    private final Map<String, Run> handles = new ConcurrentHashMap<>();
    private final Map<String, RunMachine> machines = new ConcurrentHashMap<>();

    /** By what the ledger's facts tell this client from others. */
    private final String token = UUID.randomUUID().toString();

    RunsHere(Ledger ledger) {
        this.underWay = RunsUnderWay.of(ledger);
    }

    String token() {
        return token;
    }

    Optional<Run> handle(String id) {
        return Optional.ofNullable(handles.get(id));
    }

    Optional<RunMachine> machine(String id) {
        return Optional.ofNullable(machines.get(id));
    }

    boolean has(String id) {
        return machines.containsKey(id);
    }

    /** Returns whether another client of this process carries a run out. */
    boolean isElsewhere(String id) {
        return underWay.isElsewhere(id, token);
    }

    List<RunMachine> all() {
        return List.copyOf(machines.values());
    }

    /** Begins a turn at a run: its former owner in this process sends nothing until it is over. */
    Turn begin(String id) {
        return underWay.begin(id, token);
    }

    void succeeded(Turn turn) {
        underWay.succeeded(turn);
    }

    void failed(String id, Turn turn) {
        underWay.failed(id, turn);
        forget(id);
    }

    /** Returns whether an owner has the run at this moment. */
    boolean has(String id, Owner owner) {
        return underWay.has(id, owner);
    }

    Run add(String id, RunMachine machine, Scheduler scheduler) {
        Run run = new Run(id, machine, scheduler);
        handles.put(id, run);
        machines.put(id, machine);
        return run;
    }

    void forget(String id) {
        handles.remove(id);
        machines.remove(id);
        leave(id);
    }

    /** Says that this client carries the run out no more, while it still notes how what is under way ends. */
    void leave(String id) {
        underWay.end(id, token);
    }
}
