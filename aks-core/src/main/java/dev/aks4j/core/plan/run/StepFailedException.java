package dev.aks4j.core.plan.run;

import dev.aks4j.core.model.AksException;

/** A step of a run failed for a reason that is not simply Azure's answer. Immutable. */
public final class StepFailedException extends AksException {

    private static final long serialVersionUID = 1L;

    /** Why a step failed. */
    public enum Reason {
        /** Another operation took the place of ours. */
        PREEMPTED,
        /** An action was possibly sent, and nothing shows whether it was carried out. */
        UNCERTAIN,
        /** Azure could not be reached. */
        UNREACHABLE
    }

    private final Reason reason;

    /**
     * Creates an exception with no failure below it.
     *
     * @param reason why the step failed
     * @param message what happened and how to go on
     */
    public StepFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Creates an exception.
     *
     * @param reason why the step failed
     * @param message what happened and how to go on
     * @param cause the failure below
     */
    public StepFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns why the step failed. */
    public Reason reason() {
        return reason;
    }
}
