package dev.aks4j.network;

import java.util.Locale;

/** What carries the packets of pods: {@code networkProfile.networkDataplane}. */
public enum Dataplane {
    /** Azure's own, with iptables. */
    AZURE,
    /** Azure CNI Powered by Cilium, with eBPF; Linux only. */
    CILIUM;

    /** Returns the value as Azure writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
