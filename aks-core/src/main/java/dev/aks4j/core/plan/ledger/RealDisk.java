package dev.aks4j.core.plan.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files of the operating system. Written through {@link RandomAccessFile}, because a {@link FileChannel} closes itself
 * under everybody who uses it when one of their threads is interrupted.
 */
final class RealDisk implements LedgerDisk {

    /**
     * The files that are open in this process. To close any of its openings of a file takes the operating system's lock on
     * that file away from all of them (fcntl), so that one that is open is never opened a second time.
     */
    private static final Set<Object> HELD = new HashSet<>();

    @Override
    public Optional<OpenFile> open(Path file) throws IOException {
        synchronized (HELD) {
            if (identity(file).filter(HELD::contains).isPresent()) {
                return Optional.empty();
            }
            if (!Files.exists(file)) {
                create(file);
            }
            RealFile opened = new RealFile(new RandomAccessFile(file.toFile(), "rw"), identity(file));
            boolean locked = false;
            try {
                locked = opened.lock();
            } finally {
                if (!locked) {
                    opened.file.close();
                }
            }
            if (locked) {
                opened.identity.ifPresent(HELD::add);
            }
            return locked ? Optional.of(opened) : Optional.empty();
        }
    }

    private static void create(Path file) throws IOException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; who may have it open, the lock decides.
        }
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forceNames(Path directory) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        } catch (IOException e) {
            // A platform that cannot open directories (Windows) makes renames durable by itself.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public Optional<Object> identity(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public int names(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                    : 1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return 1;
        }
    }

    /**
     * Locks two places behind everything that is ever written, because some platforms let nobody read what is locked: one
     * for as long as it is open, and one that is let go and taken again to see whether the first one still stands.
     */
    private static final class RealFile implements OpenFile {
        private static final long FIRST = Long.MAX_VALUE - 1;
        private static final long SECOND = Long.MAX_VALUE - 2;

        private final RandomAccessFile file;
        private final Optional<Object> identity;
        private Optional<FileLock> second = Optional.empty();

        RealFile(RandomAccessFile file, Optional<Object> identity) {
            this.file = file;
            this.identity = identity;
        }

        boolean lock() throws IOException {
            boolean free = lock(FIRST).isPresent();
            second = free ? lock(SECOND) : Optional.empty();
            return second.isPresent();
        }

        @Override
        public boolean holds() throws IOException {
            if (second.isPresent()) {
                second.get().release();
            }
            second = lock(SECOND);
            return second.isPresent();
        }

        private Optional<FileLock> lock(long place) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                return Optional.ofNullable(file.getChannel().tryLock(place, 1, false));
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public byte[] read() throws IOException {
            byte[] bytes = new byte[Math.toIntExact(file.length())];
            file.seek(0);
            file.readFully(bytes);
            return bytes;
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            file.seek(at);
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
        }

        @Override
        public void close() throws IOException {
            synchronized (HELD) {
                identity.ifPresent(HELD::remove);
                file.close();
            }
        }
    }
}
