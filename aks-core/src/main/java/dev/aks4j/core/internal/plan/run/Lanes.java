package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The queues of writes that Azure does not accept side by side: one cluster with its pools, one identity with its
 * credentials, one virtual network with its subnets. Every other resource is a lane of its own. First come, first
 * served, over all runs of a process. Thread-safe.
 */
public final class Lanes {

    private final Map<String, Deque<Runnable>> queues = new HashMap<>();

    /**
     * Returns the key of the lane that a write to this address travels on. It is the top resource of the address's
     * provider, so that a role assignment on a subnet does not wait for the virtual network.
     */
    public static String of(Address address) {
        return address instanceof Address.InAzure azure
                ? root(azure.id()).toString().toLowerCase(Locale.ROOT)
                : address.toString();
    }

    /** Returns the top resource of the id's provider: the cluster of a pool, the network of a subnet. */
    static ResourceId root(ResourceId id) {
        ResourceId root = id;
        String type = id.type();
        while (type.indexOf('/') != type.lastIndexOf('/')) {
            root = root.parent().orElseThrow();
            type = root.type();
        }
        return root;
    }

    /** Calls the entrant as soon as the lane is free for it: at once, or from whoever leaves. */
    void enter(String lane, Runnable entrant) {
        synchronized (queues) {
            Deque<Runnable> queue = queues.get(lane);
            if (queue != null) {
                queue.add(entrant);
                return;
            }
            queues.put(lane, new ArrayDeque<>());
        }
        entrant.run();
    }

    /** Gives the lane to the next in the queue. Must be called exactly once by each entrant that was called. */
    void leave(String lane) {
        Runnable next;
        synchronized (queues) {
            next = queues.get(lane).poll();
            if (next == null) {
                queues.remove(lane);
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
