package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.kind.Question.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the runs of one client take of things that run out. Azure's own numbers show it only when the machines are there, so
 * that many plans made side by side would each count on all that is left. Times are told by the clock that nobody sets.
 * Thread-safe.
 */
final class ClaimBook {

    /** A plan that is applied so long after it was made sees only what runs took since then. */
    private static final Duration KEPT = Duration.ofHours(4);

    /** What one run takes. */
    private static final class Taken {
        private final List<Claim> claims;
        private Optional<Duration> ended = Optional.empty();

        private Taken(List<Claim> claims) {
            this.claims = claims;
        }

        /** Whether numbers that were read at a time may lack what this run takes. */
        private boolean isHidden(Duration asOf) {
            return ended.isEmpty() || ended.get().compareTo(asOf) > 0;
        }
    }

    private final Map<Long, Taken> taken = new LinkedHashMap<>();
    private long tickets;

    /**
     * Returns what is not left any more.
     *
     * @param asOf when the claims' numbers were read
     */
    synchronized List<Problem> missing(List<Claim> claims, Duration asOf) {
        List<Problem> problems = new ArrayList<>();
        for (Claim claim : claims) {
            long others = 0;
            long before = claim.used();
            for (Taken run : taken.values()) {
                for (Claim other : run.claims) {
                    if (run.isHidden(asOf) && other.of().equals(claim.of())) {
                        others += other.amount();
                        before = Math.min(before, other.used());
                    }
                }
            }
            // What the others take may be in Azure's number by now, in part or in whole.
            long used = Math.max(claim.used(), before + others);
            if (others > 0 && used + claim.amount() > claim.limit()) {
                problems.add(problem(claim, used - claim.used(), used));
            }
        }
        return problems;
    }

    private static Problem problem(Claim claim, long hidden, long used) {
        return new Problem(
                claim.rule(),
                Severity.ERROR,
                claim.path(),
                claim.amount() + " more " + claim.unit(),
                "are needed, but " + claim.of() + " has " + Math.max(0, claim.limit() - used) + " of " + claim.limit()
                        + " left, because runs of this client take " + hidden + " that Azure does not count yet",
                "Have the quota raised to at least " + (used + claim.amount())
                        + ", or plan again when those runs have ended and see what is left.",
                Optional.empty());
    }

    /** Takes what a run needs, and returns by what it is given back. */
    synchronized long take(List<Claim> claims, Duration now) {
        taken.values()
                .removeIf(run -> run.ended
                        .filter(end -> end.plus(KEPT).compareTo(now) < 0)
                        .isPresent());
        long ticket = tickets++;
        taken.put(ticket, new Taken(claims));
        return ticket;
    }

    /** Says that a run has ended: what is read from now on shows what it took. */
    synchronized void ended(long ticket, Duration now) {
        Optional.ofNullable(taken.get(ticket)).ifPresent(run -> run.ended = Optional.of(now));
    }

    /** Gives back what a run that was not begun had taken. */
    synchronized void giveBack(long ticket) {
        taken.remove(ticket);
    }
}
