package dev.aks4j.core.internal.auth;

import java.io.IOException;

/**
 * The machine's identity endpoint answered with what it answers while it is being updated, while an identity is being
 * attached, or while the host moves (learn.microsoft.com, how-to-use-vm-token, "Error handling").
 */
public final class MachineNotReadyException extends IOException {

    private static final long serialVersionUID = 1L;

    MachineNotReadyException(int status) {
        super("the managed identity endpoint answered " + status + ", as it does while it is being updated");
    }
}
