package dev.aks4j.core.plan.run;

import java.time.Duration;
import java.time.Instant;

/** Hears of every run of a client. Called from many threads, in order for one run; must not block. */
public interface RunListener {

    /** Hears that a run has been started or resumed. */
    void started(String run);

    /** Hears that something happened to a step. */
    void happened(RunEvent event);

    /**
     * Hears that this process no longer carries the run out.
     *
     * @param result how every step stands
     * @param took since it was started or resumed in this process
     */
    void ended(RunResult result, Duration took);

    /**
     * Hears the same as {@link #started(String)}, and what the run does. Default: that method.
     *
     * @param at when
     */
    default void started(String run, String title, Instant at) {
        started(run);
    }

    /** Hears the same as {@link #happened(RunEvent)}, and in which run. Default: that method. */
    default void happened(String run, RunEvent event) {
        happened(event);
    }

    /**
     * Hears the same as {@link #ended(RunResult, Duration)}. Default: that method.
     *
     * @param at when
     */
    default void ended(RunResult result, Duration took, Instant at) {
        ended(result, took);
    }

    /** Returns a listener that hears nothing. */
    static RunListener none() {
        return NoRunListener.INSTANCE;
    }
}
