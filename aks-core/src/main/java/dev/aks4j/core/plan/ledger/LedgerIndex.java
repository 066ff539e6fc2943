package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of the unfinished runs in a ledger file, and how many bytes of it belong to none. Not thread-safe. */
final class LedgerIndex {

    private final Map<String, List<LedgerEntry>> runs = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private long garbage;

    /**
     * Reads a file's bytes.
     *
     * @return how many of them are whole entries; the rest is one torn entry
     */
    long load(byte[] bytes, Path file) {
        int at = 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            Optional<LedgerEntry> entry =
                    end < bytes.length ? LedgerFrame.read(Arrays.copyOfRange(bytes, at, end)) : Optional.empty();
            if (entry.isEmpty()) {
                if (end + 1 < bytes.length) {
                    throw new AksException("The ledger " + file + " is damaged at byte " + at
                            + ", before its last entry, which no crash of ours does. Restore it from a backup, or move"
                            + " it away and plan again: Azure itself is the state.");
                }
                return at;
            }
            if (next(entry.get().run()) != entry.get().position()) {
                throw new AksException("The ledger " + file + " lacks entries before byte " + at + " (" + entry.get()
                        + "). Restore it from a backup, or move it away and plan again: Azure itself is the state.");
            }
            add(entry.get(), end + 1L - at);
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
        if (next(entry.run()) != entry.position()) {
            throw new LedgerTakenException(entry);
        }
    }

    void add(LedgerEntry entry, long size) {
        if (entry.last()) {
            runs.remove(entry.run());
            garbage += size + Optional.ofNullable(sizes.remove(entry.run())).orElse(0L);
            return;
        }
        runs.computeIfAbsent(entry.run(), run -> new ArrayList<>()).add(entry);
        sizes.merge(entry.run(), size, Long::sum);
    }

    List<LedgerEntry> live() {
        return runs.values().stream().flatMap(List::stream).toList();
    }

    List<LedgerEntry> read(String run) {
        return List.copyOf(runs.getOrDefault(run, List.of()));
    }

    List<String> runs() {
        return List.copyOf(runs.keySet());
    }

    long garbage() {
        return garbage;
    }

    void compacted() {
        garbage = 0;
    }
}
