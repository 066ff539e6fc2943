package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.auth.CredentialException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Reads of an operation's state that went wrong one after another, of one sort. Immutable.
 *
 * @param sort what is wrong
 * @param since when it began
 * @param times how often
 */
public record FailureStreak(Sort sort, Instant since, int times) {

    static final FailureStreak NONE = new FailureStreak(Sort.DISTURBED, Instant.MAX, 0);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(3);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    /** What can be wrong with a read, and how long that is borne before something else is done. */
    enum Sort {
        /** The URL or the resource is not there: not yet, or no longer. */
        GONE(Duration.ofMinutes(2)),
        /** Azure refuses to tell: a role that has not spread yet, a credential that has run out. */
        REFUSED(Duration.ofMinutes(5)),
        /** Throttled, overloaded, or out of reach. */
        DISTURBED(Duration.ofMinutes(30));

        private final Duration bound;

        Sort(Duration bound) {
            this.bound = bound;
        }

        Duration bound() {
            return bound;
        }

        static Sort of(Throwable failure) {
            if (failure instanceof CredentialException) {
                return REFUSED;
            }
            if (failure instanceof ArmException answer) {
                int status = answer.error().status();
                if (status == 404 || status == 410) {
                    return GONE;
                }
                return status >= 500 || status == 429 || status == 408 || status < 400 ? DISTURBED : REFUSED;
            }
            return DISTURBED;
        }
    }

    FailureStreak again(Sort newSort, Instant now) {
        return times > 0 && sort == newSort
                ? new FailureStreak(sort, since, times + 1)
                : new FailureStreak(newSort, now, 1);
    }

    boolean isOver(Instant now) {
        return isOver(since, now, sort);
    }

    static boolean isOver(Instant since, Instant now, Sort sort) {
        return since.isBefore(now) && !now.isBefore(since.plus(sort.bound));
    }

    Duration pause(Optional<Duration> wish, DoubleSupplier random) {
        if (wish.isPresent()) {
            return wish.get().compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish.get();
        }
        double millis = FIRST_PAUSE.toMillis() * Math.pow(2, Math.min(times - 1, 10));
        double bounded = Math.min(millis, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis((long) (bounded * (0.5 + random.getAsDouble() / 2)));
    }
}
