package dev.aks4j.core.arm;

import java.time.Duration;

/**
 * Hears that a request waits: for a limit of Azure, or before it is sent again. Called from a thread of the library, with
 * waits of 5 seconds or longer only; must not block.
 */
@FunctionalInterface
public interface WaitListener {

    /** Shorter waits are not told. */
    Duration SHORTEST = Duration.ofSeconds(5);

    /**
     * Hears of a wait.
     *
     * @param why what is waited for, in a few words; holds no secret
     * @param pause how long until the next try
     */
    void waits(String why, Duration pause);

    /** Returns a listener that hears nothing. */
    static WaitListener none() {
        return NoWaitListener.INSTANCE;
    }
}
