package dev.aks4j.network;

import java.util.Locale;

/** What an address range is for. */
public enum RangeKind {
    /** A range of a virtual network's address space. */
    NETWORK,
    /** A subnet of a virtual network. */
    SUBNET,
    /** The range of the pods of a cluster with an overlay or kubenet; it is not routed outside of the cluster. */
    POD_RANGE,
    /** The range of the services of a cluster; it exists only inside of the cluster. */
    SERVICE_RANGE,
    /** A range of a network that is peered and not among those of the plan. */
    PEERED,
    /** A range that is reached over a gateway, on premises. */
    ON_PREMISES,
    /** A range that AKS keeps for itself. */
    RESERVED;

    /** Returns the kind in words, for example {@code pod range}. */
    @Override
    public String toString() {
        return this == RESERVED
                ? "range reserved by AKS"
                : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
