package dev.aks4j.tests.ledger;

import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A ledger in which every entry says which process wrote it, and whose lease is as long in a faster time.
 *
 * @param ledger the ledger
 * @param process the name of this process
 * @param scale how much faster the time of its user is
 */
record SignedLedger(Ledger ledger, String process, int scale) implements Ledger {

    static final String WRITER = "writer";

    @Override
    public void append(LedgerEntry entry) {
        ledger.append(new LedgerEntry(
                entry.run(),
                entry.position(),
                entry.fact().edit().put(WRITER, process).build(),
                entry.last()));
    }

    @Override
    public boolean claim(LedgerEntry entry) {
        return ledger.claim(new LedgerEntry(
                entry.run(),
                entry.position(),
                entry.fact().edit().put(WRITER, process).build(),
                entry.last()));
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
    public List<String> unfinished(RunFilter filter) {
        return ledger.unfinished(filter);
    }

    @Override
    public List<String> finished(RunFilter filter) {
        return ledger.finished(filter);
    }

    @Override
    public boolean renew(String run, long next) {
        return ledger.renew(run, next);
    }

    @Override
    public Optional<Boolean> isLeased(String run) {
        return ledger.isLeased(run);
    }

    @Override
    public Optional<Duration> lease() {
        return ledger.lease().map(length -> length.multipliedBy(scale));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
