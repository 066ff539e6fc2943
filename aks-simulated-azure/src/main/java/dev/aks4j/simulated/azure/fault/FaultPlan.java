package dev.aks4j.simulated.azure.fault;

import java.util.function.Consumer;

/**
 * To which requests a fault belongs, on the way to saying which fault. Immutable.
 *
 * @see Faults
 */
public final class FaultPlan {

    private final Consumer<PlannedFault> faults;
    private final String requests;
    private final RequestPattern pattern;
    private final int first;
    private final int times;

    FaultPlan(Consumer<PlannedFault> faults, String requests, RequestPattern pattern, int first, int times) {
        this.faults = faults;
        this.requests = requests;
        this.pattern = pattern;
        this.first = first;
        this.times = times;
    }

    /** Starts with the n-th matching request from now, counted from one. Without it, the next one. */
    public FaultPlan nth(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("Requests are counted from 1, not " + n + ".");
        }
        return new FaultPlan(faults, requests, pattern, n, times);
    }

    /** Lasts for this many matching requests. Without it, one. */
    public FaultPlan times(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + n + " times.");
        }
        return new FaultPlan(faults, requests, pattern, first, n);
    }

    /** Lasts for all matching requests. */
    public FaultPlan always() {
        return new FaultPlan(faults, requests, pattern, first, Integer.MAX_VALUE);
    }

    /** Says what goes wrong, and makes it so. */
    public void cause(Fault fault) {
        faults.accept(new PlannedFault(requests, pattern, first, times, fault));
    }
}
