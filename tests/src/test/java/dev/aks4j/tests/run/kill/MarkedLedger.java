package dev.aks4j.tests.run.kill;

import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A ledger that says what it stores. At one entry it says so and goes no further, so that the process
 * is killed exactly there: before or after the entry is on the disk.
 */
final class MarkedLedger implements Ledger {

    static final String ENTRY = "entry ";
    static final String STOP = "stopped at entry ";

    private final Ledger ledger;
    private final int stopAt;
    private final boolean stored;
    private final Consumer<String> say;
    private int number;

    MarkedLedger(Ledger ledger, int stopAt, boolean stored, Consumer<String> say) {
        this.ledger = ledger;
        this.stopAt = stopAt;
        this.stored = stored;
        this.say = say;
    }

    @Override
    public synchronized void append(LedgerEntry entry) {
        boolean here = number == stopAt;
        if (here && !stored) {
            waitForTheEnd();
        }
        ledger.append(entry);
        say.accept(ENTRY + number + " " + entry.fact().path("fact").asText() + " "
                + entry.fact().path("step").asText());
        if (here) {
            waitForTheEnd();
        }
        number++;
    }

    private void waitForTheEnd() {
        say.accept(STOP + stopAt);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a process that is to be killed.", e);
        }
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
    public void close() {
        ledger.close();
    }
}
