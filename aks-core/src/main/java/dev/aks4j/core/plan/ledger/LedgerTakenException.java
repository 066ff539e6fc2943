package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;

/** A ledger entry was refused because another owner of the run wrote first. The run goes on there. Immutable. */
public final class LedgerTakenException extends AksException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception about an entry that was refused. */
    public LedgerTakenException(LedgerEntry refused) {
        super("Run " + refused.run() + " was taken over by another process, which wrote ledger position "
                + refused.position() + " first. It goes on there; nothing more is sent from here.");
    }
}
