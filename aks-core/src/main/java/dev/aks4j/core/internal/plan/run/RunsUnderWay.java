package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.ledger.Ledger;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which runs of a ledger are carried out in this process, and by whom: several clients can share a ledger. Thread-safe. */
public final class RunsUnderWay {

    private static final Map<Ledger, RunsUnderWay> OF_LEDGERS = new WeakHashMap<>();

    private final Map<String, Object> owners = new ConcurrentHashMap<>();

    private RunsUnderWay() {}

    public static RunsUnderWay of(Ledger ledger) {
        synchronized (OF_LEDGERS) {
            return OF_LEDGERS.computeIfAbsent(ledger, key -> new RunsUnderWay());
        }
    }

    public void begin(String run, Object owner) {
        owners.put(run, owner);
    }

    /** Forgets a run, unless somebody else has taken it over meanwhile. */
    public void end(String run, Object owner) {
        owners.remove(run, owner);
    }

    public boolean isElsewhere(String run, Object owner) {
        Object known = owners.get(run);
        return known != null && known != owner;
    }
}
