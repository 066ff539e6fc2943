package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import org.jspecify.annotations.Nullable;

/**
 * The API server of a cluster gave no answer: the cluster is stopped or not well, or this machine does not reach it, as is
 * usual for private clusters. Whether a request that changes something was carried out is not known. Immutable.
 */
public final class ClusterUnreachableException extends AksException {

    private static final long serialVersionUID = 1L;

    private final String host;

    ClusterUnreachableException(Kubeconfig kubeconfig, String why, @Nullable Throwable cause) {
        super("The API server " + kubeconfig.server().getHost() + " " + why
                + ". Is the cluster running, and can this machine reach it? The API of a private cluster is"
                + " reached only from its network.");
        if (cause != null) {
            initCause(cause);
        }
        this.host = kubeconfig.server().getHost();
    }

    /** Returns the name of the server that was to be reached. */
    public String host() {
        return host;
    }
}
