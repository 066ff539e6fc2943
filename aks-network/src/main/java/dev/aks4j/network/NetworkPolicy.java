package dev.aks4j.network;

import java.util.Locale;

/** What enforces the {@code NetworkPolicy} objects of a cluster: {@code networkProfile.networkPolicy}. */
public enum NetworkPolicy {
    /** Nothing: policies are stored and have no effect. */
    NONE,
    /** Azure Network Policy Manager, at most 250 nodes; for Linux it retires on 2028-09-30. */
    AZURE,
    /** Calico. */
    CALICO,
    /** Cilium, which needs {@link Dataplane#CILIUM}. */
    CILIUM;

    /** Returns the value as Azure writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
