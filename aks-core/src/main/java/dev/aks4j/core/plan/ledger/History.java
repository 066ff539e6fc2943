package dev.aks4j.core.plan.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The finished runs that a ledger keeps: the latest ones, up to a number. Not thread-safe. */
final class History<T> {

    /** How many are kept where nobody says anything. */
    static final int STANDARD = 100;

    private final int keep;
    private final Map<String, List<T>> runs = new LinkedHashMap<>();

    History(int keep) {
        if (keep < 0) {
            throw new IllegalArgumentException(
                    "A ledger cannot keep " + keep + " finished runs. Give a number from 0 on.");
        }
        this.keep = keep;
    }

    /** Adds a run that has finished, and returns what is no longer kept. */
    List<T> add(String run, List<T> entries) {
        runs.put(run, entries);
        List<T> dropped = new ArrayList<>();
        Iterator<List<T>> oldest = runs.values().iterator();
        for (int over = runs.size() - keep; over > 0; over--) {
            dropped.addAll(oldest.next());
            oldest.remove();
        }
        return dropped;
    }

    Optional<List<T>> read(String run) {
        return Optional.ofNullable(runs.get(run));
    }

    boolean has(String run) {
        return runs.containsKey(run);
    }

    /** Returns the entries of all runs, the earliest end first. */
    List<T> all() {
        return runs.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the ids, the latest end first. */
    List<String> runs() {
        List<String> ids = new ArrayList<>(runs.keySet());
        Collections.reverse(ids);
        return ids;
    }
}
