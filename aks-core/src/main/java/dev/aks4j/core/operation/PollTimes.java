package dev.aks4j.core.operation;

import dev.aks4j.core.arm.Allowance;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Decides when states are read. Each operation is read the more often the likelier it is to end now, and all operations
 * that share one of Azure's limits share it so that the expected lag of all of them together is smallest: an operation
 * gets a part in proportion to the square root of its chance to end in the next second. Thread-safe.
 */
final class PollTimes {

    private static final Duration LONGEST_WISH = Duration.ofMinutes(2);

    /** A read is worth making when the chance that the operation ended since the last one has grown to this. */
    private static final double WORTH = 0.012;

    private static final double SHORTEST = 1.5;
    private static final double LONGEST_SHORTEST = 30;
    private static final double SHORTEST_SHARE_OF_AGE = 0.004;
    private static final double LONGEST = 12;

    /** This much of the reads is shared equally, so that an operation that defies all learning is not forgotten. */
    private static final double EQUAL = 0.7;

    /**
     * When equal parts of the status reads would leave more seconds than this between two reads, clusters are looked at
     * instead: Azure counts reads of a cluster for each cluster (60, then 1 a second), not for the subscription.
     */
    private static final double CROWDED = 10;

    /** Looking at clusters takes at most this many of the 25 reads a second that ARM grants a subscription. */
    private static final double RESOURCE_READS = 10;

    /** Reads kept in the bucket are spent over this time. */
    private static final double SPREAD_SECONDS = 120;

    private final Map<String, Durations> learned = new ConcurrentHashMap<>();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final Function<OperationToken, Allowance> allowance;
    private final DoubleSupplier random;

    PollTimes(Function<OperationToken, Allowance> allowance, DoubleSupplier random) {
        this.allowance = allowance;
        this.random = random;
    }

    Timetable timetable(String kind, OperationToken token) {
        Share status = shares.computeIfAbsent(limit(token), x -> new Share());
        Share resources = shares.computeIfAbsent(
                "reads/" + token.resource().subscriptionId().orElse(""), x -> new Share());
        return new Timetable(learned.computeIfAbsent(kind, Durations::usual), status, resources, token);
    }

    /** Names the limit that reads of this operation's state count against. */
    static String limit(OperationToken token) {
        String url = token.statusUrl().or(token::location).orElse("").toLowerCase(Locale.ROOT);
        int operations = url.indexOf("/operations");
        if (operations > 0) {
            return url.substring(0, operations);
        }
        return token.resource().subscriptionId().orElse("") + "/"
                + token.resource().type().toLowerCase(Locale.ROOT);
    }

    /** Operations that share one limit: how many there are, and those of them that read against it now. */
    private static final class Share {
        private int members;
        private int readers;
        private double weights;

        synchronized int members(int joined) {
            members += joined;
            return members;
        }

        synchronized void readers(int joined, double weight) {
            readers += joined;
            weights = readers == 0 ? 0 : Math.max(0, weights + weight);
        }

        /** Which part of all reads an operation of this weight gets: most in equal parts, the rest by weight. */
        synchronized double part(double weight) {
            return EQUAL / Math.max(1, readers) + (1 - EQUAL) * weight / Math.max(weight, weights);
        }
    }

    /**
     * When to read next, and what.
     *
     * @param pause how long to wait
     * @param ofResource whether to look at the resource instead of at the operation
     */
    record Next(Duration pause, boolean ofResource) {}

    /** The reads of one operation. Used by one step at a time. */
    final class Timetable {
        private final Durations durations;
        private final Share status;
        private final Share resources;
        private final OperationToken token;
        private Share reading;
        private double weight;
        private boolean mayLookAtResource;

        private Timetable(Durations durations, Share status, Share resources, OperationToken token) {
            this.durations = durations;
            this.status = status;
            this.resources = resources;
            this.token = token;
            this.mayLookAtResource = token.statusUrl().isPresent()
                    && token.resource().type().equalsIgnoreCase("Microsoft.ContainerService/managedClusters");
            status.members(1);
        }

        /** Returns when to read next. */
        Next next(Duration age, Optional<Duration> wish) {
            double seconds = Math.max(0.001, age.toMillis() / 1000.0);
            double chance = durations.chanceToEndPerSecond(seconds);
            Allowance allowed = allowance.apply(token);
            double reads = allowed.perSecond() + Math.max(0, allowed.now() - 1) / SPREAD_SECONDS;
            boolean ofResource = mayLookAtResource && status.members(0) / reads > CROWDED;
            read(ofResource ? resources : status, Math.sqrt(chance));
            double fair = 1 / (reading.part(weight) * (ofResource ? RESOURCE_READS : reads));
            double shortest = Math.min(LONGEST_SHORTEST, Math.max(SHORTEST, seconds * SHORTEST_SHARE_OF_AGE));
            double wanted = Math.min(Math.max(LONGEST, shortest), Math.max(shortest, WORTH / chance));
            double interval = Math.max(fair, wanted) * (0.9 + 0.2 * random.getAsDouble());
            Duration planned = Duration.ofMillis((long) (interval * 1000));
            Duration asked = wish.map(w -> w.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : w)
                    .orElse(Duration.ZERO);
            return new Next(asked.compareTo(planned) > 0 ? asked : planned, ofResource);
        }

        /** The resource looked ended and the operation was not: from now on only the operation is asked. */
        void distrustResource() {
            mayLookAtResource = false;
        }

        /** Learns from the end of the operation. */
        void ended(Duration age, Optional<Duration> exact) {
            durations.learn(exact.orElse(age).toMillis() / 1000.0);
        }

        /** Gives the shares back to the others. */
        void leave() {
            read(null, 0);
            status.members(-1);
        }

        private void read(Share next, double newWeight) {
            if (reading != null) {
                reading.readers(-1, -weight);
            }
            if (next != null) {
                next.readers(1, newWeight);
            }
            reading = next;
            weight = newWeight;
        }
    }
}
