package dev.aks4j.tests.run.kill;

import java.util.List;

/**
 * What a story leaves behind when nobody dies in it.
 *
 * @param writes what Azure accepted, in order
 * @param state everything that exists afterwards
 * @param entries what was stored in the ledger, in order, as {@code number fact step}
 * @param millis how long the process lived
 */
record Untouched(List<String> writes, List<String> state, List<String> entries, long millis) {}
