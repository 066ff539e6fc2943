package dev.aks4j.tests.truth;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.fault.Faults;
import dev.aks4j.testing.Property.Draw;
import java.time.Duration;
import java.util.List;

/**
 * What happens while a plan is carried out.
 *
 * @param how what happens
 * @param at to which of the run's writes, or after how many times three minutes
 */
record Trouble(How how, int at) {

    enum How {
        NONE,
        FAILS,
        IS_CANCELED,
        IS_NOT_ANSWERED,
        REMOVAL_FAILS,
        DIES,
        DIES_AND_IS_RESUMED
    }

    static final Trouble NONE = new Trouble(How.NONE, 1);

    static Trouble draw(Draw draw) {
        return draw.of(each -> new Trouble(draw.oneOf(List.of(How.values())), draw.integer(1, 5)));
    }

    boolean kills() {
        return how == How.DIES || how == How.DIES_AND_IS_RESUMED;
    }

    void arm(Faults faults) {
        switch (how) {
            case FAILS -> faults.on("PUT", "**").nth(at).cause(Fault.failOperation("AllocationFailed", "no machines"));
            case IS_CANCELED -> faults.on("PUT", "**").nth(at).cause(Fault.cancelOperation());
            case IS_NOT_ANSWERED -> faults.on("PUT", "**").nth(at).cause(Fault.dropAfter());
            case REMOVAL_FAILS -> faults.on("DELETE", "**").nth(1).cause(Fault.failOperation("NotNow", "not now"));
            default -> {}
        }
    }

    Duration lifetime() {
        return Duration.ofMinutes(at * 3L);
    }

    @Override
    public String toString() {
        return how == How.NONE ? "carried out" : how.name().toLowerCase(java.util.Locale.ROOT) + " at " + at;
    }
}
