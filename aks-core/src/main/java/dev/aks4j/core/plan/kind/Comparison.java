package dev.aks4j.core.plan.kind;

import java.util.Comparator;
import java.util.List;

/**
 * A spec held against the live resource. Immutable and thread-safe.
 *
 * @param differences declared properties that are not as the spec says
 * @param unmanaged live properties worth knowing of that no spec declares; listed apart, never changed
 */
public record Comparison(List<Difference> differences, List<Difference> unmanaged) {

    /** Copies the lists. */
    public Comparison {
        differences = List.copyOf(differences);
        unmanaged = List.copyOf(unmanaged);
    }

    /**
     * Returns the hardest change that any difference needs; {@link Change#NONE} if there is none. A part that is removed
     * changes the whole.
     */
    public Change change() {
        return differences.stream()
                .map(difference -> difference.change() == Change.REMOVE ? Change.UPDATE : difference.change())
                .max(Comparator.naturalOrder())
                .orElse(Change.NONE);
    }
}
