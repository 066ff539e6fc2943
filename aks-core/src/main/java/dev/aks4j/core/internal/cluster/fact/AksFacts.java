package dev.aks4j.core.internal.cluster.fact;

import dev.aks4j.core.model.DatedFact;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What Azure said of clusters and pools on a day, as the rules of clusters read it. Thread-safe. */
public final class AksFacts {

    /** All of it. */
    public static final List<DatedFact> ALL = DatedFact.read(AksFacts.class, "facts.tsv");

    private AksFacts() {}

    /** A revision of the service mesh: its last day, and the minors of Kubernetes that it goes with, where known. */
    public record Mesh(LocalDate end, Optional<Minors> minors) {}

    /** First and last minor of Kubernetes 1.x. */
    public record Minors(int first, int last) {
        /** Returns whether a minor is one of them. */
        public boolean holds(int minor) {
            return minor >= first && minor <= last;
        }

        @Override
        public String toString() {
            return last == Integer.MAX_VALUE ? "from 1." + first : "1." + first + " to 1." + last;
        }
    }

    public static Optional<LocalDate> day(String topic, String key) {
        return DatedFact.find(ALL, topic, key).map(LocalDate::parse);
    }

    public static int sinceMinor(String feature) {
        return Integer.parseInt(DatedFact.find(ALL, "since-minor", feature).orElseThrow());
    }

    public static Optional<Minors> osMinors(String sku) {
        return DatedFact.find(ALL, "os-minors", sku).map(AksFacts::minors);
    }

    /** Returns the memory of a machine size in GiB, where it follows no ratio. */
    public static OptionalDouble memory(String size) {
        return DatedFact.find(ALL, "memory", size).stream()
                .mapToDouble(Double::parseDouble)
                .findFirst();
    }

    /** Returns the last month of support of a minor. */
    public static Optional<YearMonth> supported(int minor, boolean longTerm) {
        return DatedFact.find(ALL, "kubernetes", "1." + minor)
                .map(value -> YearMonth.parse(value.split(" ")[longTerm ? 1 : 0]));
    }

    public static Optional<Mesh> mesh(String revision) {
        return DatedFact.find(ALL, "mesh", revision).map(value -> {
            String[] parts = value.split(" ", 2);
            return new Mesh(
                    LocalDate.parse(parts[0]),
                    Optional.of(parts).filter(all -> all.length > 1).map(all -> minors(all[1])));
        });
    }

    /** Returns the revision that ends last of those that have not ended on a day. */
    public static Optional<String> newestMesh(LocalDate today) {
        return ALL.stream()
                .filter(fact -> fact.topic().equals("mesh"))
                .map(DatedFact::key)
                .filter(revision -> mesh(revision).orElseThrow().end().isAfter(today))
                .reduce((first, second) -> second);
    }

    private static Minors minors(String value) {
        List<Integer> limits =
                Arrays.stream(value.split(" ")).map(Integer::parseInt).toList();
        return new Minors(limits.get(0), limits.size() > 1 ? limits.get(1) : Integer.MAX_VALUE);
    }
}
