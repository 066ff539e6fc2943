package dev.aks4j.core.plan.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger in memory, for tests and for programs that do not outlive their runs. It keeps the 100 runs that finished last,
 * or as many as it is told. Thread-safe.
 */
public final class MemoryLedger implements Ledger {

    private final Map<String, List<LedgerEntry>> runs = new LinkedHashMap<>();
    private final History<LedgerEntry> history;

    /** Creates an empty ledger. */
    public MemoryLedger() {
        this(History.STANDARD);
    }

    /**
     * Creates an empty ledger.
     *
     * @param keep how many finished runs it keeps, the latest; from 0 on
     */
    public MemoryLedger(int keep) {
        history = new History<>(keep);
    }

    @Override
    public synchronized void append(LedgerEntry entry) {
        List<LedgerEntry> entries = runs.getOrDefault(entry.run(), new ArrayList<>());
        if (entries.size() != entry.position() || history.has(entry.run())) {
            throw new LedgerTakenException(entry);
        }
        entries.add(entry);
        if (entry.last()) {
            runs.remove(entry.run());
            history.add(entry.run(), entries);
        } else {
            runs.put(entry.run(), entries);
        }
    }

    @Override
    public synchronized List<LedgerEntry> read(String run) {
        return List.copyOf(history.read(run).orElseGet(() -> runs.getOrDefault(run, List.of())));
    }

    @Override
    public synchronized List<String> unfinished() {
        return List.copyOf(runs.keySet());
    }

    @Override
    public synchronized List<String> finished(RunFilter filter) {
        return history.runs();
    }

    @Override
    public void close() {}
}
