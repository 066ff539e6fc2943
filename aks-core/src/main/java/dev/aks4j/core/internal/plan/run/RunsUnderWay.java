package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which runs of a ledger are carried out in this process, and by whom: several clients can share a ledger. Thread-safe. */
public final class RunsUnderWay {

    private static final Map<Ledger, RunsUnderWay> OF_LEDGERS = new WeakHashMap<>();

    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    private RunsUnderWay() {}

    public static RunsUnderWay of(Ledger ledger) {
        synchronized (OF_LEDGERS) {
            return OF_LEDGERS.computeIfAbsent(ledger, key -> new RunsUnderWay());
        }
    }

    /** Who carries a run out. Compared by identity. Thread-safe. */
    public static final class Owner {

        private final Object token;
        private volatile Runnable lost = () -> {};

        private Owner(Object token) {
            this.token = token;
        }

        /** Says what to do once the run is another's for good. */
        public void whenLost(Runnable action) {
            lost = action;
        }
    }

    /** A turn at a run that is not sure yet: the former owner sends nothing meanwhile. */
    public record Turn(Owner owner, Optional<Owner> before) {}

    /** Begins a turn. End it with {@link #succeeded} or {@link #failed}. */
    public Turn begin(String run, Object token) {
        Owner owner = new Owner(token);
        return new Turn(owner, Optional.ofNullable(owners.put(run, owner)));
    }

    /** Lets the former owner, if there is one, lose the run for good. */
    public void succeeded(Turn turn) {
        turn.before().ifPresent(before -> before.lost.run());
    }

    /** Gives the run back to the former owner. */
    public void failed(String run, Turn turn) {
        turn.before()
                .ifPresentOrElse(
                        before -> owners.replace(run, turn.owner(), before), () -> owners.remove(run, turn.owner()));
    }

    /** Returns whether an owner has a run at this moment. */
    public boolean has(String run, Owner owner) {
        return owners.get(run) == owner;
    }

    /** Forgets a run that a client carried out, unless somebody else carries it out by now. */
    public void end(String run, Object token) {
        owners.computeIfPresent(run, (id, known) -> known.token == token ? null : known);
    }

    /** Returns whether another client of this process carries a run out. */
    public boolean isElsewhere(String run, Object token) {
        Owner known = owners.get(run);
        return known != null && known.token != token;
    }
}
