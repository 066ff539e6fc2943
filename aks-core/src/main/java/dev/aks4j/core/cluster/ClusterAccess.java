package dev.aks4j.core.cluster;

/** Who may use a cluster's Kubernetes API, and how. The module aks-identity has the implementations. */
public interface ClusterAccess extends ClusterFeature {

    /** Returns whether users come from Microsoft Entra ID. */
    boolean isEntra();

    /** Returns whether the certificates of local accounts are refused. */
    boolean localAccountsDisabled();
}
