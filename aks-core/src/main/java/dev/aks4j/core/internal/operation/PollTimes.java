package dev.aks4j.core.internal.operation;

import dev.aks4j.core.internal.arm.Allowance;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides when states are read. Each operation is read the more often the likelier it is to end now, and all operations
 * that share one of Azure's limits share it so that the expected lag of all of them together is smallest: an operation
 * gets a part in proportion to the square root of its chance to end in the next second. Thread-safe.
 */
public final class PollTimes {

    private static final Duration LONGEST_WISH = Duration.ofMinutes(2);

    /** A read is worth making when the chance that the operation ended since the last one has grown to this. */
    private static final double WORTH = 0.009;

    private static final double SHORTEST = 1.5;
    private static final double LONGEST_SHORTEST = 30;
    private static final double SHORTEST_SHARE_OF_AGE = 0.004;
    private static final double LONGEST = 7.5;

    /** The longest pause while an operation is younger than any of its kind that has ended. */
    private static final double LONGEST_TOO_EARLY = 20;

    /** This much of the reads is shared equally, so that an operation that defies all learning is not forgotten. */
    private static final double EQUAL = 0.8;

    /**
     * When equal parts of the status reads would leave more seconds than this between two reads, clusters are looked at
     * instead: Azure counts reads of a cluster for each cluster (60, then 1 a second), not for the subscription.
     */
    private static final double CROWDED = 10;

    /** Looking at clusters takes at most this many of the 25 reads a second that ARM grants a subscription. */
    private static final double CLUSTER_READS = 22;

    /** When others read so much that less than this is left at once, looking at clusters steps back. */
    private static final double SCARCE = 55;

    private static final double SCARCE_CLUSTER_READS = 10;

    /** This part of the status reads goes to operations whose cluster is looked at; ends need the others. */
    private static final double BESIDE_LOOKS = 0.3;

    /** Reads kept in the bucket are spent over this time. */
    private static final double SPREAD_SECONDS = 120;

    private final Map<String, OperationDurations> learned = new ConcurrentHashMap<>();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final Function<OperationToken, Allowance> allowance;
    private final Function<OperationToken, Allowance> clusterAllowance;
    private final DoubleSupplier random;

    /**
     * Decides by what Azure would take.
     *
     * @param allowance how many reads of an operation's state it would take
     * @param clusterAllowance how many reads of an operation's resource it would take
     */
    PollTimes(
            Function<OperationToken, Allowance> allowance,
            Function<OperationToken, Allowance> clusterAllowance,
            DoubleSupplier random) {
        this.allowance = allowance;
        this.clusterAllowance = clusterAllowance;
        this.random = random;
    }

    Timetable timetable(String kind, OperationToken token) {
        Share status = shares.computeIfAbsent(limit(token), x -> new Share());
        Share clusters = shares.computeIfAbsent(
                "reads/" + token.resource().subscriptionId().orElse(""), x -> new Share());
        return new Timetable(learned.computeIfAbsent(kind, OperationDurations::usual), status, clusters, token);
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
     * @param ofCluster whether to look at the cluster instead of at the operation
     */
    record Next(Duration pause, boolean ofCluster) {}

    /** The reads of one operation. Used by one step at a time. */
    final class Timetable {
        private final OperationDurations durations;
        private final Share status;
        private final Share clusters;
        private @Nullable Share reading;
        private double weight;
        private boolean mayLookAtCluster;

        private Timetable(OperationDurations durations, Share status, Share clusters, OperationToken token) {
            this.durations = durations;
            this.status = status;
            this.clusters = clusters;
            this.mayLookAtCluster = token.statusUrl().isPresent()
                    && ClusterLook.at(token.resource()).isPresent();
            status.members(1);
        }

        /** Returns whether Azure would take a read now from each of those that share the limit. */
        boolean mayReadAtOnce(OperationToken token) {
            return status.members(0) <= allowance.apply(token).now();
        }

        /** Returns how long it takes to read each of those once that share the limit. */
        Duration round(OperationToken token) {
            double perSecond = reading == clusters ? SCARCE_CLUSTER_READS : reads(token);
            return Duration.ofMillis((long) (1000 * status.members(0) / perSecond));
        }

        private double clusterReads(OperationToken token) {
            return clusterAllowance.apply(token).now() < SCARCE ? SCARCE_CLUSTER_READS : CLUSTER_READS;
        }

        private double reads(OperationToken token) {
            Allowance allowed = allowance.apply(token);
            return allowed.perSecond() + Math.max(0, allowed.now() - 1) / SPREAD_SECONDS;
        }

        /** Returns when to read next. */
        Next next(OperationToken token, Duration age, Optional<Duration> wish) {
            double seconds = Math.max(0.001, age.toMillis() / 1000.0);
            double chance = durations.chanceToEndPerSecond(seconds);
            double reads = reads(token);
            boolean ofCluster = mayLookAtCluster && status.members(0) / reads > CROWDED;
            Share share = ofCluster ? clusters : status;
            read(share, Math.sqrt(chance));
            double looks = ofCluster ? clusterReads(token) : 0;
            double beside = reads * BESIDE_LOOKS;
            double fair = 1 / (share.part(weight) * (ofCluster ? looks + beside : reads));
            double shortest = Math.min(LONGEST_SHORTEST, Math.max(SHORTEST, seconds * SHORTEST_SHARE_OF_AGE));
            double longest = durations.isTooEarly(seconds) ? LONGEST_TOO_EARLY : LONGEST;
            double wanted = Math.min(Math.max(longest, shortest), Math.max(shortest, WORTH / chance));
            double interval = Math.max(fair, wanted) * (0.9 + 0.2 * random.getAsDouble());
            Duration planned = Duration.ofMillis((long) (interval * 1000));
            Duration asked = wish.map(w -> w.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : w)
                    .orElse(Duration.ZERO);
            // Of those that look at clusters some ask the operation all the same: it is its reads that are spent by
            // that,
            // and the cluster shows somebody else's later operation too.
            boolean look = ofCluster && random.getAsDouble() * (looks + beside) >= beside;
            return new Next(asked.compareTo(planned) > 0 ? asked : planned, look);
        }

        /** The cluster tells nothing, or looked ended and the operation was not: from now on only that is asked. */
        void distrustCluster() {
            mayLookAtCluster = false;
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

        private void read(@Nullable Share next, double newWeight) {
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
