package dev.aks4j.tests.run.hand;

import dev.aks4j.core.model.ResourceId;

/** What somebody else does between the death of a process and the recovery. */
public enum Act {
    /** Nothing. */
    NOTHING,
    /** Takes our mark off everything. */
    UNMARKS,
    /** Removes the cluster, or the network where there is no cluster yet, and makes another one of the same name. */
    RECREATES,
    /** Upgrades the cluster. */
    RAISES,
    /** Stops the cluster. */
    STOPS,
    /** Applies a newer plan, with the same ledger. */
    PLANS;

    /** Does it with that hand; a newer plan is the caller's. */
    public void by(Hand hand, ResourceId group, ResourceId network, ResourceId cluster) {
        switch (this) {
            case NOTHING, PLANS -> {}
            case UNMARKS -> {
                hand.unmark(cluster);
                hand.unmark(network);
                hand.unmark(group);
            }
            case RECREATES -> hand.recreate(hand.exists(cluster) ? cluster : network);
            case RAISES -> hand.raise(cluster, "1.36");
            case STOPS -> hand.stop(cluster);
        }
    }
}
