package dev.aks4j.core.plan.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk that is full, read-only or failing for a while. Every fault that a test asks for must happen: closing the disk
 * fails the test otherwise.
 */
final class FaultyDisk implements LedgerDisk, AutoCloseable {

    private final LedgerDisk real = LedgerDisk.real();
    /** What makes things durable, in its order. */
    final List<String> durable = new ArrayList<>();

    private final List<String> wanted = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();
    private long room = Long.MAX_VALUE;
    private boolean readOnly;
    private String taken = "";
    private int failingForces;

    /** Leaves room for so many more bytes; what does not fit is written in part, as real disks do. */
    FaultyDisk full(long bytes) {
        room = bytes;
        return wants("full");
    }

    FaultyDisk readOnly() {
        readOnly = true;
        return wants("read-only");
    }

    /** Lets the next {@code force} fail after the bytes were taken. */
    FaultyDisk failingForce() {
        failingForces++;
        return wants("force");
    }

    /** Lets another process have the lock on a file, because this one lost it. */
    FaultyDisk taken(Path file) {
        taken = file.getFileName().toString();
        return wants("taken");
    }

    void heal() {
        taken = "";
        room = Long.MAX_VALUE;
        readOnly = false;
    }

    private FaultyDisk wants(String fault) {
        wanted.add(fault);
        return this;
    }

    private IOException happens(String fault, String message) {
        happened.add(fault);
        return new IOException(message);
    }

    @Override
    public void close() {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(happened);
        if (!missing.isEmpty()) {
            throw new AssertionError("These faults of the disk never happened: " + missing);
        }
    }

    private void requireWritable() throws IOException {
        if (readOnly) {
            throw happens("read-only", "Read-only file system");
        }
    }

    @Override
    public Optional<OpenFile> open(Path file) throws IOException {
        requireWritable();
        if (room == 0 && real.identity(file).isEmpty()) {
            throw happens("full", "No space left on device");
        }
        return real.open(file).map(open -> new Faulty(file.getFileName().toString(), open));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        requireWritable();
        durable.add("replace");
        real.replace(from, to);
    }

    @Override
    public void forceNames(Path directory) {
        durable.add("names of " + directory.getFileName());
        real.forceNames(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public Optional<Object> identity(Path file) {
        return real.identity(file);
    }

    @Override
    public int names(Path file) {
        return real.names(file);
    }

    private final class Faulty implements OpenFile {
        private final String name;
        private final OpenFile file;

        private Faulty(String name, OpenFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public boolean holds() throws IOException {
            if (name.equals(taken)) {
                happened.add("taken");
                return false;
            }
            return file.holds();
        }

        @Override
        public byte[] read() throws IOException {
            return file.read();
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            requireWritable();
            if (bytes.length > room) {
                byte[] part = new byte[(int) room];
                System.arraycopy(bytes, 0, part, 0, part.length);
                file.write(at, part);
                room = 0;
                throw happens("full", "No space left on device");
            }
            room -= room == Long.MAX_VALUE ? 0 : bytes.length;
            file.write(at, bytes);
        }

        @Override
        public void force() throws IOException {
            if (failingForces > 0) {
                failingForces--;
                throw happens("force", "Input/output error");
            }
            durable.add("force");
            file.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            requireWritable();
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
