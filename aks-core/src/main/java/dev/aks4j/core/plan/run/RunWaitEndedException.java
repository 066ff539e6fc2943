package dev.aks4j.core.plan.run;

import dev.aks4j.core.model.AksException;

/** The waiting for a run ended before the run did, which goes on. Immutable. */
public final class RunWaitEndedException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    /**
     * Creates an exception.
     *
     * @param why why the waiting ended
     * @param result how the run stood
     */
    public RunWaitEndedException(String why, RunResult result) {
        super("The waiting for run " + result.run() + " ended: " + why + ". The run goes on; await(...) it again, or"
                + " resume it later, also in another process that opens the same ledger, from aks.runs().\n" + result);
        this.result = result;
    }

    /** Returns how the run stood when the waiting ended. */
    public RunResult result() {
        return result;
    }
}
