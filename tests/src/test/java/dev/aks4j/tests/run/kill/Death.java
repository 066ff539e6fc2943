package dev.aks4j.tests.run.kill;

import java.util.List;

/**
 * How a process ended.
 *
 * @param code its exit code; 137 after SIGKILL
 * @param lines what it said on standard output
 * @param millis how long it lived
 */
record Death(int code, List<String> lines, long millis) {

    static final int KILLED = 128 + 9;

    boolean wasKilled() {
        return code == KILLED;
    }

    boolean said(String line) {
        return lines.contains(line);
    }

    /** Returns the ledger entries that it stored, as {@code number fact step}. */
    List<String> entries() {
        return lines.stream()
                .filter(line -> line.startsWith(MarkedLedger.ENTRY))
                .map(line -> line.substring(MarkedLedger.ENTRY.length()))
                .toList();
    }
}
