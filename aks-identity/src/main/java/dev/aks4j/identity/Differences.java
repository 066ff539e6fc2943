package dev.aks4j.identity;

import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;

/** Judging of differences. */
final class Differences {

    private Differences() {}

    static Difference as(Difference difference, Change change, String reason) {
        return new Difference(difference.path(), difference.before(), difference.after(), change, reason);
    }
}
