package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.BitSet;

/** A set of completion indexes, as a job's status writes it: {@code 0,2-5}. Immutable. */
final class JobIndexes {

    static final JobIndexes NONE = new JobIndexes(new BitSet());

    private final BitSet bits;

    private JobIndexes(BitSet bits) {
        this.bits = bits;
    }

    /** Reads the text of a status or a policy; what lies at or above the number of completions is left out. */
    static JobIndexes parse(String text, int completions) {
        BitSet bits = new BitSet();
        for (String part : text.split(",")) {
            String[] limits = part.split("-");
            if (!limits[0].matches("\\d{1,9}")) {
                continue;
            }
            int first = Integer.parseInt(limits[0]);
            int last = limits.length > 1 ? Integer.parseInt(limits[1]) : first;
            if (first < completions) {
                bits.set(first, Math.min(last, completions - 1) + 1);
            }
        }
        return new JobIndexes(bits);
    }

    boolean has(int index) {
        return bits.get(index);
    }

    int count() {
        return bits.cardinality();
    }

    JobIndexes with(int index) {
        BitSet more = (BitSet) bits.clone();
        more.set(index);
        return new JobIndexes(more);
    }

    JobIndexes with(JobIndexes others) {
        BitSet more = (BitSet) bits.clone();
        more.or(others.bits);
        return new JobIndexes(more);
    }

    /** Returns how many indexes two sets share. */
    int shared(JobIndexes others) {
        BitSet both = (BitSet) bits.clone();
        both.and(others.bits);
        return both.cardinality();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = bits.nextSetBit(0); first >= 0; ) {
            int last = bits.nextClearBit(first) - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append(last == first + 1 ? "," : "-").append(last);
            }
            first = bits.nextSetBit(last + 1);
        }
        return text.toString();
    }
}
