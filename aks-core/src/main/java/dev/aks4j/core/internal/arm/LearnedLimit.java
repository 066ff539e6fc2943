package dev.aks4j.core.internal.arm;

/**
 * A limit as it is documented, or lower if Azure's answers show that: a refusal cuts the rate to what was taken since the one
 * before, and each answer after it raises it a little. Guarded by its bucket.
 */
public final class LearnedLimit {

    /** What is learned from a refusal without a measurement. */
    private static final double FIRST_CUT = 0.25;

    private static final double NEXT_CUT = 0.5;

    /** A little less than what was measured, so that the next refusal is far away. */
    private static final double MARGIN = 0.95;

    private static final double GROWTH = 1.02;
    private static final double BURST_GROWTH = 0.05;

    /** Without a refusal for so long the documented limit counts again. */
    private static final double FORGIVEN_SECONDS = 600;

    private final Limit documented;
    private double rate;
    private double capacity;
    private double refusedAt;
    private long accepted;

    LearnedLimit(Limit documented) {
        this.documented = documented;
        this.rate = documented.perSecond();
        this.capacity = documented.capacity();
    }

    double rate() {
        return rate;
    }

    double capacity() {
        return capacity;
    }

    boolean isLower() {
        return rate < documented.perSecond() || capacity < documented.capacity();
    }

    void accepted() {
        accepted++;
        if (isLower()) {
            rate = Math.min(documented.perSecond(), rate * GROWTH);
            capacity = Math.min(documented.capacity(), capacity + BURST_GROWTH);
        }
    }

    /**
     * What was taken since the refusal before is what Azure takes. Without that, Azure names the pause after which it takes one
     * more, so the rate is not below that.
     */
    void refused(double now, double pause) {
        double measured = accepted / Math.max(1e-3, now - refusedAt) * MARGIN;
        boolean measures = isLower() && accepted > 0;
        double cut = rate * (isLower() ? NEXT_CUT : FIRST_CUT);
        rate = Math.min(rate, Math.max(cut, measures ? measured : 1 / Math.max(1, pause)));
        capacity = Math.max(1, Math.min(capacity, accepted));
        refusedAt = now;
        accepted = 0;
    }

    void forgive(double now) {
        if (isLower() && now - refusedAt > FORGIVEN_SECONDS) {
            rate = documented.perSecond();
            capacity = documented.capacity();
            accepted = 0;
        }
    }
}
