package dev.aks4j.simulated.azure.internal.containerservice;

import java.util.BitSet;

/** The addresses that a cluster's nodes have taken. Guarded by the simulator's lock. */
final class AddressPool {

    /** Azure keeps the first four addresses of a subnet. */
    private static final int FIRST = 4;

    private final BitSet taken = new BitSet();

    int take() {
        int free = taken.nextClearBit(FIRST);
        taken.set(free);
        return free;
    }

    void release(int address) {
        taken.clear(address);
    }
}
