package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A ledger in one file: append-only, one checksummed line of JSON an entry, forced to the disk before {@code append}
 * returns. A last line that a crash tore is cut off when the file is opened; damage anywhere else is refused. Finished
 * runs are dropped when the file is opened and whenever they fill most of it.
 *
 * <p>One process writes at a time, held by a lock on the file {@code <name>.lock} beside it, which the operating system
 * releases when the process dies. The file is readable by its owner only, where the file system can say so. Thread-safe.
 *
 * <pre>{@code
 * try (Ledger ledger = FileLedger.open(Path.of("/var/lib/platform/aks.ledger"))) { ... }
 * }</pre>
 */
public final class FileLedger implements Ledger {

    /** Below this size a file is not worth rewriting. */
    private static final long COMPACT_FROM = 1 << 20;

    private final Path file;
    private final FileChannel lockFile;
    private final LedgerIndex index = new LedgerIndex();
    private FileChannel channel;
    private boolean broken;

    private FileLedger(Path file, FileChannel lockFile) {
        this.file = file;
        this.lockFile = lockFile;
    }

    /**
     * Opens a ledger, and creates it if it does not exist.
     *
     * @param file where it is; its directory must exist
     * @throws AksException if another process or another ledger of this one has it open, if it is damaged other than at
     *     its end, or if it cannot be read or written
     */
    public static FileLedger open(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        FileChannel lockFile = lock(absolute);
        FileLedger ledger = new FileLedger(absolute, lockFile);
        try {
            ledger.load();
            return ledger;
        } catch (IOException | RuntimeException e) {
            closeQuietly(lockFile);
            throw e instanceof AksException known ? known : failed("open", absolute, e);
        }
    }

    private static FileChannel lock(Path file) {
        Path path = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            channel = create(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Answered below, like a lock of another process.
        } catch (IOException e) {
            closeQuietly(channel);
            throw failed("lock", file, e);
        }
        closeQuietly(channel);
        throw new AksException("The ledger " + file + " is open elsewhere; only one process may write it. Close the"
                + " other one, or give this process a ledger of its own.");
    }

    private static FileChannel create(Path path, Set<StandardOpenOption> options) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return FileChannel.open(
                    path, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return FileChannel.open(path, options);
    }

    private void load() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        long good = index.load(bytes, file);
        channel = create(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (good < bytes.length) {
            channel.truncate(good);
            channel.force(true);
        }
        channel.position(good);
        if (index.garbage() > 0) {
            compact();
        } else if (good == 0) {
            forceDirectory();
        }
    }

    @Override
    public synchronized void append(LedgerEntry entry) {
        if (broken) {
            throw new AksException("The ledger " + file + " failed to write before and takes no more entries. Restart"
                    + " the process; opening the ledger repairs its end.");
        }
        index.check(entry);
        try {
            byte[] line = LedgerFrame.write(entry);
            writeFully(channel, line);
            channel.force(false);
            index.add(entry, line.length);
            if (channel.position() > COMPACT_FROM && index.garbage() > channel.position() / 2) {
                compact();
            }
        } catch (IOException e) {
            broken = true;
            throw failed("write to", file, e);
        }
    }

    private void compact() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        FileChannel rewritten = create(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        for (LedgerEntry entry : index.live()) {
            writeFully(rewritten, LedgerFrame.write(entry));
        }
        rewritten.force(true);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
        closeQuietly(channel);
        channel = rewritten;
        index.compacted();
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // A platform that cannot open directories (Windows) makes renames durable by itself.
        }
    }

    private static void writeFully(FileChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
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
    public synchronized void close() {
        broken = true;
        closeQuietly(channel);
        closeQuietly(lockFile);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Everything that matters was forced to the disk before.
        }
    }

    private static AksException failed(String doing, Path file, Exception cause) {
        return new AksException(
                "Could not " + doing + " the ledger " + file + ": " + cause
                        + ". Check that its directory exists, is writable, and has room.",
                cause);
    }
}
