package dev.aks4j.core.kubernetes;

import dev.aks4j.core.arm.ArmException;

/**
 * A cluster gives no credentials of local accounts, because they are disabled. Sign in with Microsoft Entra ID instead,
 * by the user credentials. Immutable.
 */
public final class LocalAccountsDisabledException extends ArmException {

    private static final long serialVersionUID = 1L;

    LocalAccountsDisabledException(String cluster, ArmError error) {
        super(
                "Fetching credentials of a local account of cluster " + cluster
                        + " (local accounts are disabled there: use the user credentials, which sign in with Entra ID)",
                error);
    }
}
