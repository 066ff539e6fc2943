package dev.aks4j.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Ours over raw, from rounds in which one was measured right after the other, so that what disturbs a round disturbs both.
 *
 * @param mean the geometric mean
 * @param low the lower end of its 95 % interval
 * @param high the upper end
 */
record Ratio(double mean, double low, double high) {

    /** Two-sided 95 % points of Student's t, by degrees of freedom from 1. */
    private static final double[] T = {12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262};

    static Ratio of(List<Double> ours, List<Double> raw) {
        int rounds = ours.size();
        double[] logs = new double[rounds];
        double sum = 0;
        for (int i = 0; i < rounds; i++) {
            logs[i] = Math.log(ours.get(i) / raw.get(i));
            sum += logs[i];
        }
        double mean = sum / rounds;
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double half = T[rounds - 2] * Math.sqrt(squares / (rounds - 1) / rounds);
        return new Ratio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f [%.2f..%.2f]", mean, low, high);
    }
}
