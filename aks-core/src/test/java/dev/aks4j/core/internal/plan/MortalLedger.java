package dev.aks4j.core.internal.plan;

import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import java.util.List;

/** A ledger that takes nothing more once its process is dead. */
class MortalLedger implements Ledger {
    private final Ledger ledger;
    boolean dead;

    MortalLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void append(LedgerEntry entry) {
        if (dead) {
            throw new IllegalStateException("dead");
        }
        ledger.append(entry);
    }

    @Override
    public List<LedgerEntry> read(String run) {
        return ledger.read(run);
    }

    @Override
    public List<String> unfinished() {
        return ledger.unfinished();
    }

    @Override
    public void close() {}
}
