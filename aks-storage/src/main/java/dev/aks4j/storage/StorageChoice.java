package dev.aks4j.storage;

import dev.aks4j.core.model.AksException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of storage that could serve a need, the first that suffices in the asked order of prices first, each with what
 * speaks for it and against it. Prices are compared by order only: they differ by region and contract. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * StorageChoice choice = StorageChoice.advise(StorageNeed.of(StorageNeed.Access.ONE_NODE, 512).iops(10_000));
 * System.out.println(choice);                               // every option, and why or why not
 * StorageClassSpec fast = choice.best().storageClass("fast");
 * }</pre>
 */
public final class StorageChoice {

    private final List<Option> suitable;
    private final List<Option> unsuitable;

    private StorageChoice(List<Option> suitable, List<Option> unsuitable) {
        this.suitable = List.copyOf(suitable);
        this.unsuitable = List.copyOf(unsuitable);
    }

    /** Returns what could serve a need. */
    public static StorageChoice advise(StorageNeed need) {
        List<Option> suitable = new ArrayList<>();
        List<Option> unsuitable = new ArrayList<>();
        for (StorageCandidate candidate : StorageCandidate.all()) {
            Option option = candidate.weigh(need);
            (option.against().isEmpty() ? suitable : unsuitable).add(option);
        }
        suitable.sort(Comparator.comparingInt(option -> option.candidate.rank(need.price)));
        return new StorageChoice(suitable, unsuitable);
    }

    /**
     * Returns the first that suffices.
     *
     * @throws AksException if none does; says why of each
     */
    public Option best() {
        return suitable.stream()
                .findFirst()
                .orElseThrow(() -> new AksException(
                        "No storage serves this need:\n" + this + "Ask for less, or spread it over several volumes."));
    }

    /** Returns all that suffice, in the asked order of prices. */
    public List<Option> suitable() {
        return suitable;
    }

    /** Returns those that do not suffice. */
    public List<Option> unsuitable() {
        return unsuitable;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        suitable.forEach(option -> text.append("+ ").append(option).append('\n'));
        unsuitable.forEach(option -> text.append("- ").append(option).append('\n'));
        return text.toString();
    }

    /** One kind of storage, weighed against a need. Immutable and thread-safe. */
    public static final class Option {
        private final StorageCandidate candidate;
        private final long sizeGib;
        private final Optional<Long> iops;
        private final Optional<Long> throughput;
        private final List<String> reasons;
        private final List<String> against;

        Option(
                StorageCandidate candidate,
                long sizeGib,
                Optional<Long> iops,
                Optional<Long> throughput,
                List<String> reasons,
                List<String> against) {
            this.candidate = candidate;
            this.sizeGib = sizeGib;
            this.iops = iops;
            this.throughput = throughput;
            this.reasons = List.copyOf(reasons);
            this.against = List.copyOf(against);
        }

        /** Returns the type as Azure names it, for example Premium_ZRS, with what it is a type of. */
        public String name() {
            return candidate.name();
        }

        /** Returns the size in GiB that a claim should ask for; more than needed where performance follows from size. */
        public long sizeGib() {
            return sizeGib;
        }

        /** Returns what speaks for it, and what is to be known. */
        public List<String> reasons() {
            return reasons;
        }

        /** Returns why it does not suffice; empty if it does. */
        public List<String> against() {
            return against;
        }

        /** Returns a storage class of it. */
        public StorageClassSpec storageClass(String className) {
            return candidate.storageClass(className, iops, throughput);
        }

        @Override
        public String toString() {
            List<String> words = against.isEmpty() ? reasons : against;
            return name() + ", " + sizeGib + " GiB: " + String.join("; ", words);
        }
    }
}
