package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.arm.FailureCauses;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Reads of an operation's state that went wrong one after another. Times count by the clock that nobody sets. Immutable.
 *
 * @param sort what is wrong
 * @param since when this sort began
 * @param first when the first of any sort began, with no good read since
 * @param times how often
 */
public record FailureStreak(Sort sort, Duration since, Duration first, int times) {

    static final FailureStreak NONE = new FailureStreak(Sort.DISTURBED, Duration.ZERO, Duration.ZERO, 0);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(3);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LONGEST_WISH = Duration.ofMinutes(5);
    private static final Duration SHORTEST_WISH = Duration.ofSeconds(1);

    /** What goes wrong now so and now so is given up like what goes wrong in one way, only later. */
    private static final Duration CHANGING = Duration.ofHours(1);

    /** What can be wrong with a read, and how long that is borne before something else is done. */
    enum Sort {
        /** The answer says nothing of the state. */
        SILENT(Duration.ofSeconds(30)),
        /** The URL or the resource is not there: not yet, or no longer. */
        GONE(Duration.ofMinutes(2)),
        /** The resource is not there yet: Azure may show one only when it is finished. */
        UNBORN(Duration.ofMinutes(30)),
        /** Azure refuses to tell: a role that has not spread yet, a credential that has run out. */
        REFUSED(Duration.ofMinutes(5)),
        /** Throttled or overloaded. */
        DISTURBED(Duration.ofMinutes(30)),
        /** Out of reach: no network, no name, nobody listens. It comes back, and whoever waits has a deadline of their own. */
        UNREACHED(Duration.ofDays(7));

        private final Duration bound;

        Sort(Duration bound) {
            this.bound = bound;
        }

        Duration bound() {
            return bound;
        }

        static Sort of(Throwable failure) {
            if (failure instanceof CredentialException credential) {
                return credential.mayPass() ? UNREACHED : REFUSED;
            }
            if (failure instanceof ArmException answer) {
                int status = answer.error().status();
                if (status == 404 || status == 410 || (status >= 300 && status < 400)) {
                    return GONE;
                }
                return status >= 500 || status == 429 || status == 408 || status < 400 ? DISTURBED : REFUSED;
            }
            return FailureCauses.unreached(failure) ? UNREACHED : DISTURBED;
        }
    }

    FailureStreak again(Sort newSort, Duration now) {
        if (times == 0) {
            return new FailureStreak(newSort, now, now, 1);
        }
        return sort == newSort
                ? new FailureStreak(sort, since, first, times + 1)
                : new FailureStreak(newSort, now, first, times + 1);
    }

    boolean isOver(Duration now) {
        return isOver(since, now, sort)
                || (since.compareTo(first) > 0 && sort != Sort.UNREACHED && isOver(first, now, CHANGING));
    }

    static boolean isOver(Duration since, Duration now, Sort sort) {
        return isOver(since, now, sort.bound);
    }

    private static boolean isOver(Duration since, Duration now, Duration bound) {
        return now.minus(since).compareTo(bound) >= 0;
    }

    Duration pause(Optional<Duration> wish, DoubleSupplier random) {
        double millis = FIRST_PAUSE.toMillis() * Math.pow(2, Math.min(times - 1, 10));
        double bounded = Math.min(millis, LONGEST_PAUSE.toMillis());
        Duration own = Duration.ofMillis((long) (bounded * (0.5 + random.getAsDouble() / 2)));
        // Who asks for hardly a pause while it does not work is not asked without end.
        return wish.filter(asked -> asked.compareTo(SHORTEST_WISH) >= 0)
                .map(asked -> asked.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : asked)
                .orElse(own);
    }
}
