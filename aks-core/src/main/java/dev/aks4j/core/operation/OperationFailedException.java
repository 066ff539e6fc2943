package dev.aks4j.core.operation;

import dev.aks4j.core.arm.ArmException;
import java.util.Locale;

/** An operation ended as Failed or Canceled. Carries Azure's error whole, and the token of the operation. Immutable. */
public final class OperationFailedException extends ArmException {

    private static final long serialVersionUID = 1L;

    private final String state;
    private final transient OperationToken token;

    /**
     * Creates an exception.
     *
     * @param doing what the operation was, for example {@code PUT managedClusters/shop}
     * @param state how it ended, in Azure's word
     * @param error Azure's error
     * @param token the operation
     */
    public OperationFailedException(String doing, String state, ArmError error, OperationToken token) {
        super(error, message(doing, state, error, token));
        this.state = state;
        this.token = token;
    }

    private static String message(String doing, String state, ArmError error, OperationToken token) {
        String place = token.resource()
                .resourceGroup()
                .map(group -> " in resource group " + group)
                .orElse("");
        String said = error.toString();
        String reason = said.startsWith(state + ": ") ? said.substring(state.length() + 2) : said;
        String next = state.toLowerCase(Locale.ROOT).startsWith("cancel")
                ? "Nothing is rolled back: read the resource, then send the change again if it is still wanted."
                : "Remove this cause, then send the change again; what the operation had done by then stays.";
        return doing + place + " ended as " + state + ". " + reason + (reason.endsWith(".") ? "" : ".") + "\n" + next;
    }

    /** Returns how the operation ended, in Azure's word. */
    public String state() {
        return state;
    }

    /** Returns the operation. */
    public OperationToken token() {
        return token;
    }
}
