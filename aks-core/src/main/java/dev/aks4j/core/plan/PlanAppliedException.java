package dev.aks4j.core.plan;

import dev.aks4j.core.model.AksException;

/** A plan was to be applied a second time. Nothing was sent. Immutable. */
public final class PlanAppliedException extends AksException {

    private static final long serialVersionUID = 1L;

    PlanAppliedException(String title) {
        super("This plan (" + title
                + ") was applied before, and what it saw is no longer what is. Nothing was sent. Make a"
                + " new plan; to go on with the run of this one, see aks.runs().");
    }
}
