package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in one file: append-only, one checksummed line of JSON an entry, forced to the disk before {@code append}
 * returns. A last line that a crash tore is cut off when the file is opened; damage anywhere else is refused. The
 * 100 runs that finished last are kept, or as many as it is told; older ones are dropped when the file is opened and
 * whenever they fill most of it. Lines of a form that another version of
 * this library wrote are kept and passed over.
 *
 * <p>One process writes at a time, whatever links lead to the file: held by a lock on the file {@code <name>.lock} beside
 * it and by one on the file itself, which the operating system releases when the process dies. If somebody removes the
 * lock's file, it is made anew; if another process was faster, this one writes nothing more.
 *
 * <p>A write that fails (a full disk, one that became read-only) fails the run that asked for it and no other: its torn
 * end is cut off by the next one, which works as soon as the disk does. If the file is removed, the next entry writes it
 * anew from memory. Interrupting a thread that writes changes nothing. The file is readable by its owner only, where the
 * file system can say so. Thread-safe.
 *
 * <pre>{@code
 * try (Ledger ledger = FileLedger.open(Path.of("/var/lib/platform/aks.ledger"))) { ... }
 * }</pre>
 */
public final class FileLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);

    /** Below this size a file is not worth rewriting. */
    private static final long COMPACT_FROM = 1 << 20;

    private final LedgerDisk disk;
    private final Path file;
    private final Path lockPath;
    private LedgerDisk.@Nullable OpenFile lock;
    private Optional<Object> lockIdentity = Optional.empty();
    private LedgerDisk.@Nullable OpenFile data;
    private Optional<Object> identity = Optional.empty();
    private final int keep;
    private LedgerIndex index;

    /** Where the last whole entry ends. */
    private long end;

    /** Whether something of a failed write may lie behind the end. */
    private boolean torn;

    private boolean closed;

    private FileLedger(LedgerDisk disk, Path file, int keep) {
        this.disk = disk;
        this.file = file;
        this.keep = keep;
        this.index = new LedgerIndex(keep);
        this.lockPath = file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * Opens a ledger, and creates it if it does not exist.
     *
     * @param file where it is; its directory must exist
     * @throws AksException if another process or another ledger of this one has it open, if it is damaged other than at
     *     its end, or if it cannot be read or written
     */
    public static FileLedger open(Path file) {
        return open(file, History.STANDARD);
    }

    /**
     * Opens a ledger, and creates it if it does not exist; see {@link #open(Path)}.
     *
     * @param file where it is; its directory must exist
     * @param keep how many finished runs it keeps, the latest; from 0 on
     */
    public static FileLedger open(Path file, int keep) {
        return open(file, LedgerDisk.real(), keep);
    }

    static FileLedger open(Path file, LedgerDisk disk, int keep) {
        try {
            FileLedger ledger = new FileLedger(disk, LedgerPath.real(file), keep);
            try {
                ledger.takeLock();
                ledger.load();
                ledger.compactAtOpening();
                return ledger;
            } catch (IOException | RuntimeException e) {
                ledger.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("open", file, e);
        }
    }

    private void takeLock() throws IOException {
        LedgerDisk.OpenFile opened = disk.open(lockPath).orElseThrow(this::taken);
        closeQuietly(lock);
        lock = opened;
        lockIdentity = disk.identity(lockPath);
    }

    private AksException taken() {
        return new AksException("The ledger " + file + " is open elsewhere; only one process may write it. Close the"
                + " other one, or give this process a ledger of its own.");
    }

    /** Reads the file that is there now, and cuts a torn entry off its end. */
    private void load() throws IOException {
        LedgerDisk.OpenFile opened = disk.open(file).orElseThrow(this::taken);
        try {
            if (disk.names(file) > 1) {
                throw new AksException("The ledger " + file + " has a second name (a hard link), behind which another"
                        + " process could write it. Remove one of the names, or take a symbolic link.");
            }
            read(opened);
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    private void read(LedgerDisk.OpenFile opened) throws IOException {
        byte[] bytes = opened.read();
        LedgerIndex fresh = new LedgerIndex(keep);
        long good = fresh.load(bytes, file);
        if (good < bytes.length) {
            opened.truncate(good);
            opened.force();
        }
        use(opened, fresh, good);
    }

    private void use(LedgerDisk.OpenFile opened, LedgerIndex fresh, long good) {
        if (data != opened) {
            closeQuietly(data);
        }
        data = opened;
        identity = disk.identity(file);
        index = fresh;
        end = good;
        torn = false;
    }

    private void compactAtOpening() {
        if (index.garbage() > 0) {
            tryToCompact();
        } else if (end == 0) {
            disk.forceNames(folder());
        }
    }

    @Override
    public synchronized void append(LedgerEntry entry) {
        if (closed) {
            throw new AksException("The ledger " + file + " is closed and takes no more entries.");
        }
        try {
            secure();
            index.check(entry);
            byte[] line = LedgerFrame.write(entry);
            torn = true;
            data().write(end, line);
            data().force();
            torn = false;
            end += line.length;
            index.add(entry, line);
        } catch (IOException e) {
            throw failed("write to", file, e);
        }
        if (end > COMPACT_FROM && index.garbage() > end / 2) {
            tryToCompact();
        }
    }

    /** Returns the open file; there is one from opening on. */
    private LedgerDisk.OpenFile data() {
        return Objects.requireNonNull(data);
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent(), "a ledger's file lies in a folder");
    }

    /** Makes sure that the lock is still ours and that the file is as it was left. */
    private void secure() throws IOException {
        if (!disk.identity(lockPath).equals(lockIdentity)) {
            LOG.warn("Somebody removed the lock of the ledger {}; it is taken anew.", file);
            takeLock();
        } else if (!Objects.requireNonNull(lock).holds()) {
            throw taken();
        }
        Optional<Object> there = disk.identity(file);
        if (there.isEmpty() && identity.isPresent()) {
            LOG.warn("Somebody removed the ledger {}; it is written anew from memory.", file);
            rewrite();
        } else if (!there.equals(identity)) {
            load();
        } else if (!data().holds()) {
            throw taken();
        } else if (torn) {
            data().truncate(end);
            data().force();
            torn = false;
        } else if (data().length() > end) {
            read(data());
        } else if (data().length() < end) {
            LOG.warn("Somebody cut the ledger {}; it is written anew from memory.", file);
            rewrite();
        }
    }

    /** Drops finished runs. That it does not work, for example because the disk is full, harms nothing. */
    private void tryToCompact() {
        try {
            rewrite();
        } catch (IOException e) {
            LOG.warn("The ledger {} could not be made smaller ({}); it goes on as it is.", file, e.toString());
        }
    }

    private void rewrite() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        disk.delete(fresh);
        LedgerDisk.OpenFile rewritten = disk.open(fresh).orElseThrow(() -> new IOException(fresh + " is locked"));
        long length = 0;
        try {
            for (byte[] line : index.live()) {
                rewritten.write(length, line);
                length += line.length;
            }
            rewritten.force();
            disk.replace(fresh, file);
        } catch (IOException e) {
            closeQuietly(rewritten);
            deleteQuietly(fresh);
            throw e;
        }
        disk.forceNames(folder());
        index.compacted();
        use(rewritten, index, length);
    }

    private void deleteQuietly(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            // The next compaction deletes it.
        }
    }

    @Override
    public synchronized List<LedgerEntry> read(String run) {
        return index.read(run);
    }

    @Override
    public synchronized List<String> unfinished() {
        return index.runs();
    }

    @Override
    public synchronized List<String> finished(RunFilter filter) {
        return index.finished();
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeQuietly(data);
        closeQuietly(lock);
    }

    private static void closeQuietly(@Nullable Closeable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // Everything that matters was forced to the disk before.
        }
    }

    private static AksException failed(String doing, Path file, Exception cause) {
        return new AksException(
                "Could not " + doing + " the ledger " + file + ": " + cause
                        + ". Check that its directory exists, is writable, and has room; the next entry works as soon as"
                        + " it does.",
                cause);
    }
}
