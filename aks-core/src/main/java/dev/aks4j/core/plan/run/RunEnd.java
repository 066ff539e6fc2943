package dev.aks4j.core.plan.run;

/**
 * Why a run ended, or why the process that carried it out no longer does. What Azure had accepted goes on there in each of
 * these cases.
 *
 * <pre>{@code
 * try {
 *     run.await(Duration.ofHours(1));
 * } catch (RunFailedException e) {
 *     if (e.end() == RunEnd.CLOSED) {
 *         return;                       // a deployment; another replica takes the run up
 *     }
 *     throw e;
 * }
 * }</pre>
 */
public enum RunEnd {
    /** Every step is done, here or by the newer run that it was left to. */
    SUCCEEDED("succeeded"),
    /** A step failed for a reason that Azure or a conflict gave. */
    FAILED("failed"),
    /** It reached its deadline in this process; it can be resumed. */
    DEADLINE("reached its deadline"),
    /** The client was closed, as at a shutdown; another process takes it up. */
    CLOSED("left by its process"),
    /** Somebody stopped it: {@link Run#stop()} or {@link LedgerRun#stop()}. Only somebody who says so resumes it. */
    STOPPED("stopped"),
    /** A newer run took the place of what was left of it. */
    SUPERSEDED("superseded"),
    /** Another process carries it out now. */
    TAKEN_OVER("taken over"),
    /** It was struck from the ledger: {@link LedgerRun#abandon()}. */
    ABANDONED("abandoned"),
    /** Its ledger could not be written, or this library failed; without a ledger nothing may be sent. */
    BROKEN("broken");

    private final String words;

    RunEnd(String words) {
        this.words = words;
    }

    /** Returns the reason in words. */
    @Override
    public String toString() {
        return words;
    }
}
