package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entries of the runs in a ledger file, finished ones as far as they are kept, and how many bytes belong to none. Lines are kept as they
 * are, so that what another version of this library wrote survives a compaction by this one. Not thread-safe.
 */
final class LedgerIndex {

    private final Map<String, List<LedgerFrame>> runs = new LinkedHashMap<>();
    private final List<byte[]> foreign = new ArrayList<>();
    private final History<LedgerFrame> history;
    private long garbage;

    LedgerIndex(int keep) {
        history = new History<>(keep);
    }

    /**
     * Reads a file's bytes.
     *
     * @return how many of them are whole entries; the rest is one torn entry
     */
    long load(byte[] bytes, Path file) {
        int at = 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            Optional<LedgerFrame> frame =
                    end < bytes.length ? LedgerFrame.read(Arrays.copyOfRange(bytes, at, end + 1)) : Optional.empty();
            if (frame.isEmpty()) {
                if (end + 1 < bytes.length) {
                    throw new AksException("The ledger " + file + " is damaged at byte " + at
                            + ", before its last entry, which no crash of ours does. Restore it from a backup, or move"
                            + " it away and plan again: Azure itself is the state.");
                }
                return at;
            }
            if (frame.get().entry().isEmpty()) {
                foreign.add(frame.get().line());
            } else {
                LedgerEntry entry = frame.get().entry().get();
                if (next(entry.run()) != entry.position()) {
                    throw new AksException(
                            "The ledger " + file + " lacks entries before byte " + at + " (" + entry
                                    + "). Restore it from a backup, or move it away and plan again: Azure itself is the state.");
                }
                add(entry, frame.get().line());
            }
            at = end + 1;
        }
        return at;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private long next(String run) {
        return runs.getOrDefault(run, List.of()).size();
    }

    void check(LedgerEntry entry) {
        if (next(entry.run()) != entry.position() || history.has(entry.run())) {
            throw new LedgerTakenException(entry);
        }
    }

    void add(LedgerEntry entry, byte[] line) {
        runs.computeIfAbsent(entry.run(), run -> new ArrayList<>()).add(new LedgerFrame(line, Optional.of(entry)));
        if (entry.last()) {
            history.add(entry.run(), runs.remove(entry.run())).forEach(frame -> garbage += frame.line().length);
        }
    }

    /** Returns the lines that are worth keeping. */
    List<byte[]> live() {
        return Stream.concat(
                        foreign.stream(),
                        Stream.concat(
                                        history.all().stream(),
                                        runs.values().stream().flatMap(List::stream))
                                .map(LedgerFrame::line))
                .toList();
    }

    List<LedgerEntry> read(String run) {
        return history.read(run).orElseGet(() -> runs.getOrDefault(run, List.of())).stream()
                .flatMap(frame -> frame.entry().stream())
                .toList();
    }

    List<String> runs() {
        return List.copyOf(runs.keySet());
    }

    List<String> finished() {
        return history.runs();
    }

    long garbage() {
        return garbage;
    }

    void compacted() {
        garbage = 0;
    }
}
