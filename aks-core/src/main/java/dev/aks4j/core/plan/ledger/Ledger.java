package dev.aks4j.core.plan.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where runs write down what they are about to do and the way back to what they did. A run can be carried on from its
 * ledger alone, by another process.
 *
 * <p>The contract is small so that a file, a database table or a workflow engine's history can stand behind it:
 *
 * <ol>
 *   <li>A run's entries are numbered 0, 1, 2, … without gaps. {@link #append} is a compare-and-set: it stores the entry
 *       only if its position is the next free one, and otherwise throws {@link LedgerTakenException}. In a database this
 *       is an insert under the unique key (run, position). Thereby the entry that a process writes when it takes a run
 *       over fences the former owner off: the former owner's next append is refused, and a run sends nothing that it
 *       could not first write down.
 *   <li>An entry is durable when {@code append} returns. If {@code append} throws anything but {@link
 *       LedgerTakenException}, the entry may be stored or not; the run stops, and whoever resumes it reads what is there.
 *   <li>{@link #read} gives the entries of a run in order, with nothing missing in the middle.
 *   <li>A run is unfinished until an entry with {@link LedgerEntry#last()} is stored. After that its entries are history,
 *       which a ledger may keep or drop.
 * </ol>
 *
 * <p>The fact of a run's first entry has, so that a ledger can find runs by them, {@code labels}, an object of texts, and
 * {@code subscriptions}, an array of ids in lower case. Nothing else of a fact is a ledger's business.
 *
 * <p>{@code LedgerContract} of aks-testkit is this contract as a JUnit class for ledgers of one's own.
 *
 * <p>Entries hold no secret, but operation tokens hold signed URLs: worth nothing without a bearer token, yet not for
 * everybody to read. All methods may block; the library calls them on {@link
 * dev.aks4j.core.model.Scheduler#executor()}. Implementations are thread-safe.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Stores an entry durably.
     *
     * @throws LedgerTakenException if the entry's position is not the next free one of its run
     * @throws dev.aks4j.core.model.AksException if the entry could not be stored
     */
    void append(LedgerEntry entry);

    /** Returns the entries of a run, by position; empty if the run is unknown or was dropped after its last entry. */
    List<LedgerEntry> read(String run);

    /** Returns the ids of the runs without a last entry, oldest first. */
    List<String> unfinished();

    /**
     * Returns the ids of the runs without a last entry that a filter means, oldest first. A ledger that cannot filter
     * returns more. Default: {@link #unfinished()}.
     */
    default List<String> unfinished(RunFilter filter) {
        return unfinished();
    }

    /**
     * Returns the ids of the finished runs that are kept and that a filter means, the latest end first. A ledger that cannot
     * filter returns more. Default: none, because nothing is kept.
     */
    default List<String> finished(RunFilter filter) {
        return List.of();
    }

    /**
     * Notes that a run is still carried out, by a process that wrote everything up to a position. It is called three times
     * within a {@link #lease()}. A ledger that returns {@code false} gets an entry instead. Default: {@code false}.
     *
     * @param next the position that the process would write next
     * @return whether it is noted
     * @throws LedgerTakenException if somebody else has written there
     */
    default boolean renew(String run, long next) {
        return false;
    }

    /**
     * Stores the entry by which a process takes a run over from another one, unless the run is within its lease at that
     * moment. A ledger that notes signs of life must decide both in one step: a sign that is noted between a look and the
     * entry would tell its owner that the run is still its own. Default: asks {@link #isLeased}, then appends, which is
     * right where signs of life are entries.
     *
     * @return whether it is stored; if not, the run is within its lease
     * @throws LedgerTakenException if the entry's position is not the next free one of its run
     */
    default boolean claim(LedgerEntry entry) {
        if (isLeased(entry.run()).orElse(false)) {
            return false;
        }
        append(entry);
        return true;
    }

    /**
     * Returns whether a run is within its lease, by a clock of the ledger's own. Default: nothing, so that the times of its
     * entries are compared with the clock of the process that asks.
     */
    default Optional<Boolean> isLeased(String run) {
        return Optional.empty();
    }

    /**
     * Returns how long a run counts as carried out after its last entry, if several processes can have this ledger open at
     * once. Runs then write a sign of life three times within it, and {@link
     * dev.aks4j.core.plan.run.RunState#UNDER_WAY_ELSEWHERE} tells those that another process carries out. The clocks of
     * the processes must agree to a small part of it; some minutes are a good length. Default: nothing, because only one
     * process has the ledger open, so that whatever it does not carry out itself is interrupted.
     */
    default Optional<Duration> lease() {
        return Optional.empty();
    }

    /** Releases what the ledger holds; the entries stay. */
    @Override
    void close();
}
