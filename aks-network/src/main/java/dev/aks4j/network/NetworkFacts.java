package dev.aks4j.network;

import dev.aks4j.core.model.DatedFact;
import java.time.LocalDate;
import java.util.List;

/** What Azure said of networks on a day, as rules and advice read it. Thread-safe. */
final class NetworkFacts {

    private static final List<DatedFact> ALL = DatedFact.read(NetworkFacts.class, "facts.tsv");

    private NetworkFacts() {}

    /** Returns the last day of something. */
    static LocalDate end(String what) {
        return DatedFact.find(ALL, "network-end", what).map(LocalDate::parse).orElseThrow();
    }

    /** Returns the first minor of Kubernetes 1.x that has something. */
    static int minor(String what) {
        return Integer.parseInt(DatedFact.find(ALL, "network-minor", what).orElseThrow());
    }
}
