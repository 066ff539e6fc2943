package dev.aks4j.simulated.kubernetes.internal.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How long jobs wait before they replace pods that failed: ten seconds, twice as long after each further failure without
 * a success, ten minutes at most. Used under the simulator's lock.
 */
final class JobBackoff {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private record Failures(int count, Instant last) {}

    private final Map<String, Failures> byJob = new HashMap<>();

    /** Takes note of the pods of a job that ended since the last look. */
    void ended(String job, int succeeded, int failed, Instant now) {
        if (failed > 0) {
            int before = succeeded > 0
                    ? 0
                    : byJob.getOrDefault(job, new Failures(0, now)).count();
            byJob.put(job, new Failures(before + failed, now));
        } else if (succeeded > 0) {
            byJob.remove(job);
        }
    }

    void forget(String job) {
        byJob.remove(job);
    }

    /** Returns how long a job still has to wait; zero if it need not. */
    Duration left(String job, Instant now) {
        Failures failures = byJob.get(job);
        return failures == null ? Duration.ZERO : left(failures.count(), failures.last(), now);
    }

    /** Returns how long has still to be waited after a number of failures; zero if it is over. */
    static Duration left(int failures, Instant last, Instant now) {
        Duration wait = FIRST;
        for (int i = 1; i < failures && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        Duration left = Duration.between(now, last.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
        return failures == 0 || left.isNegative() ? Duration.ZERO : left;
    }
}
