package dev.aks4j.core.internal.operation;

import java.util.Locale;

/**
 * How long operations of one kind take: a log-normal distribution, learned from those that ended, with what is usually
 * seen as a start. A tenth of the belief stays with a very wide distribution, because any operation can fail early or take
 * long. Thread-safe.
 */
public final class OperationDurations {

    private static final double PRIOR_SPREAD = 1.0;
    private static final double NARROWEST = 0.12;
    private static final double WIDE = 1.6;
    private static final double DOUBT = 0.1;
    private static final double MOST = 64;

    /** From so many on, what is usual elsewhere no longer counts. */
    private static final double ENOUGH = 12;

    private final double usual;
    private double count;
    private double mean;
    private double squares;
    private double shortest = Double.MAX_VALUE;

    private OperationDurations(double usualSeconds) {
        usual = Math.log(usualSeconds);
    }

    /** Starts with what is usual: clusters and pools take minutes, commands seconds (aks-rules 7.2, recorded traffic). */
    static OperationDurations usual(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        if (name.contains("/runcommand")) {
            return new OperationDurations(10);
        }
        if (name.contains("microsoft.containerservice")) {
            return new OperationDurations(name.contains("agentpools") ? 180 : 260);
        }
        return new OperationDurations(name.contains("resourcegroups") ? 240 : 15);
    }

    synchronized void learn(double seconds) {
        double x = Math.log(Math.max(0.5, seconds));
        if (count >= MOST) {
            squares *= (MOST - 1) / count;
            count = MOST - 1;
        }
        count++;
        shortest = Math.min(shortest, seconds);
        double off = x - mean;
        mean += off / count;
        squares += off * (x - mean);
    }

    /** Returns whether an operation of this age is much younger than any that ended, of enough that were seen. */
    synchronized boolean isTooEarly(double age) {
        return count >= ENOUGH && age < shortest * 0.6;
    }

    /** Returns the chance, per second, that an operation of this age ends now. */
    synchronized double chanceToEndPerSecond(double age) {
        double prior = Math.max(0, ENOUGH - count) / 3;
        double all = prior + count;
        double middle = (prior * usual + count * mean) / all;
        double variance = (prior * (PRIOR_SPREAD * PRIOR_SPREAD + square(usual - middle))
                        + squares
                        + count * square(mean - middle))
                / all;
        double spread = Math.max(NARROWEST, Math.sqrt(variance));
        double x = Math.log(age);
        double narrow = (x - middle) / spread;
        double wide = (x - middle) / WIDE;
        double density = (1 - DOUBT) * bell(narrow) / spread + DOUBT * bell(wide) / WIDE;
        double left = (1 - DOUBT) * above(narrow) + DOUBT * above(wide);
        return Math.max(1e-6, density / age / Math.max(1e-9, left));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double bell(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The upper tail of the normal distribution (Abramowitz and Stegun 26.2.17; error below 1e-7). */
    private static double above(double z) {
        if (z < 0) {
            return 1 - above(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return bell(z) * poly;
    }
}
