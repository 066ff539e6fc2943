package dev.aks4j.core.plan.run;

/** How a run stands, and thereby who has to do something about it. */
public enum RunState {
    /**
     * Nobody carries it out any more, and nothing stands against carrying it on: its process died, was closed, reached its
     * deadline, or lost its ledger or Azure. {@link Runs#interrupted()} gives these, and {@link
     * Runs#resumeInterrupted()} takes them up.
     */
    INTERRUPTED("interrupted"),
    /**
     * It ended: a step failed for a reason that Azure or a conflict gave, and nothing that does not need this step is left.
     * It goes on only if somebody who knows the reason resumes it; a newer plan over the same resources takes its place.
     */
    FAILED("failed"),
    /** Somebody stopped it. It goes on only if somebody resumes it. */
    STOPPED("stopped"),
    /** It is carried out by this {@link Runs} right now. */
    UNDER_WAY("under way"),
    /** It is carried out by another one: of this process, or of another that shares the ledger. */
    UNDER_WAY_ELSEWHERE("under way elsewhere"),
    /** Another version of this library wrote it, and this one cannot read it. It can be abandoned. */
    UNREADABLE("unreadable"),
    /** It is finished: every step is done, here or by the newer run that it was left to. */
    SUCCEEDED("succeeded"),
    /** It is finished: a newer run took the place of what was left of it. */
    SUPERSEDED("superseded"),
    /** It is finished: somebody struck it from the ledger. */
    ABANDONED("abandoned");

    private final String words;

    RunState(String words) {
        this.words = words;
    }

    /** Returns whether nothing can be done about the run any more: it is history. */
    public boolean isFinished() {
        return this == SUCCEEDED || this == SUPERSEDED || this == ABANDONED;
    }

    /** Returns the state in words. */
    @Override
    public String toString() {
        return words;
    }
}
