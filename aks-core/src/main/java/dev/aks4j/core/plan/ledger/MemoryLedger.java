package dev.aks4j.core.plan.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger in memory, for tests and for programs that do not outlive their runs. Finished runs are dropped. Thread-safe.
 */
public final class MemoryLedger implements Ledger {

    private final Map<String, List<LedgerEntry>> runs = new LinkedHashMap<>();

    /** Creates an empty ledger. */
    public MemoryLedger() {}

    @Override
    public synchronized void append(LedgerEntry entry) {
        List<LedgerEntry> entries = runs.getOrDefault(entry.run(), new ArrayList<>());
        if (entries.size() != entry.position()) {
            throw new LedgerTakenException(entry);
        }
        if (entry.last()) {
            runs.remove(entry.run());
            return;
        }
        entries.add(entry);
        runs.put(entry.run(), entries);
    }

    @Override
    public synchronized List<LedgerEntry> read(String run) {
        return List.copyOf(runs.getOrDefault(run, List.of()));
    }

    @Override
    public synchronized List<String> unfinished() {
        return List.copyOf(runs.keySet());
    }

    @Override
    public void close() {}
}
