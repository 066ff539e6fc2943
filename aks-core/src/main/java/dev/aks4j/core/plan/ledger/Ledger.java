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
 *   <li>A run is unfinished until an entry with {@link LedgerEntry#last()} is stored. After that its entries may be
 *       dropped.
 * </ol>
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
