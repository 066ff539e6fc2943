package dev.aks4j.core.plan.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file system as a ledger uses it, so that tests can let it be full or read-only. Nothing here ends because the
 * calling thread was interrupted.
 */
interface LedgerDisk {

    /**
     * Opens a file for writing and takes the lock that processes agree on; one that is not there is made, readable by its
     * owner only.
     *
     * @return nothing if somebody has the lock, in this process too
     */
    Optional<OpenFile> open(Path file) throws IOException;

    /** Puts one file in another one's place, in one step. */
    void replace(Path from, Path to) throws IOException;

    /** Makes the names in a directory durable. */
    void forceNames(Path directory);

    /** Removes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** Returns what tells the file at a path from any other; nothing if there is none, or the platform cannot say. */
    Optional<Object> identity(Path file);

    /** Returns how many names the file at a path has; one if the platform cannot say. */
    int names(Path file);

    /** A file that is open for writing. */
    interface OpenFile extends Closeable {

        /** Returns its length. */
        long length() throws IOException;

        /**
         * Makes sure of the lock.
         *
         * @return whether it is still ours; somebody in this process who opens and closes the file can lose it
         */
        boolean holds() throws IOException;

        /** Returns what is in it. */
        byte[] read() throws IOException;

        /** Writes bytes at a place; they are durable only after {@link #force}. */
        void write(long at, byte[] bytes) throws IOException;

        /** Makes what was written durable. */
        void force() throws IOException;

        /** Cuts it off. */
        void truncate(long length) throws IOException;
    }

    /** Returns the real one. */
    static LedgerDisk real() {
        return new RealDisk();
    }
}
