package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterAccess;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.plan.kind.Scope;

/**
 * Users of the Kubernetes API share the cluster's certificates: everybody who may fetch the user kubeconfig is an
 * administrator. Kubernetes RBAC is on. Local accounts cannot be disabled here, because nobody could come in. Immutable
 * and thread-safe.
 *
 * <pre>{@code ClusterSpec.builder("test", group).access(LocalAccess.create()) }</pre>
 */
public final class LocalAccess implements ClusterAccess {

    private static final LocalAccess INSTANCE = new LocalAccess();

    private LocalAccess() {}

    /** Returns access by local accounts. */
    public static LocalAccess create() {
        return INSTANCE;
    }

    @Override
    public boolean isEntra() {
        return false;
    }

    @Override
    public boolean localAccountsDisabled() {
        return false;
    }

    @Override
    public void contribute(ClusterDocument document, Scope scope) {
        document.set("/properties/enableRBAC", true);
        document.set("/properties/disableLocalAccounts", false);
    }

    @Override
    public String summary() {
        return "local accounts";
    }
}
