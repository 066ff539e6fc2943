package dev.aks4j.network;

/** How nodes get the addresses of their pods from a pod subnet: {@code podIPAllocationMode} of a node pool. */
public enum PodAllocation {
    /** In batches of 16 addresses, as pods come and go. */
    DYNAMIC("DynamicIndividual"),
    /** In blocks of 16 addresses (/28) that are reserved when the node is made; Kubernetes 1.28 or later. */
    STATIC_BLOCK("StaticBlock");

    private final String value;

    PodAllocation(String value) {
        this.value = value;
    }

    /** Returns the value as Azure writes it. */
    @Override
    public String toString() {
        return value;
    }
}
