package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.journal.JournalEntry;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A state file: one line of JSON that says with what the simulator was made and how far it had come, and one for each of
 * the inputs that brought it there. Immutable.
 */
final class SavedState {

    private static final String FORMAT = "aks4j-simulated-azure-1";

    private final ObjectNode head;
    private final List<JournalEntry> entries;

    SavedState(ObjectNode head, List<JournalEntry> entries) {
        this.head = head.put("format", FORMAT);
        this.entries = entries;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not a state file, or one of another form
     */
    static SavedState read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            ObjectNode head = first == null || !first.startsWith("{") ? AzureJson.object() : AzureJson.read(first);
            if (!head.path("format").asText().equals(FORMAT)) {
                throw new IllegalArgumentException(file + " is no state file of this simulator: its first line does not"
                        + " say format " + FORMAT + ". Save one anew, or begin without.");
            }
            List<JournalEntry> entries = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entries.add(JournalEntry.of(AzureJson.read(line)));
            }
            if (entries.size() != head.path("entries").asInt()) {
                throw new IllegalArgumentException(file + " has " + entries.size() + " entries, and says that it has "
                        + head.path("entries").asInt() + ": it was cut off or changed.");
            }
            return new SavedState(head, entries);
        } catch (IOException e) {
            throw new UncheckedIOException("The state file " + file + " cannot be read", e);
        }
    }

    /** Writes a file, in one move and readable by its owner only. */
    void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Path beside = posix
                ? Files.createTempFile(
                        absolute.getParent(),
                        ".state",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(absolute.getParent(), ".state", ".tmp");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(beside)) {
                out.write(AzureJson.compact(head.put("entries", entries.size())));
                out.newLine();
                for (JournalEntry entry : entries) {
                    out.write(AzureJson.compact(entry.json()));
                    out.newLine();
                }
            }
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    ObjectNode head() {
        return head;
    }

    List<JournalEntry> entries() {
        return entries;
    }

    /** Returns the simulated instant at which it was saved. */
    Instant now() {
        return instant("now");
    }

    Instant instant(String field) {
        return Instant.parse(head.path(field).asText());
    }
}
