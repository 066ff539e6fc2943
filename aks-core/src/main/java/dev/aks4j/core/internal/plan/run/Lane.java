package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.Locale;

/**
 * What a write to Azure or to a cluster excludes while it is under way. Writes with the same root exclude each other, a
 * cluster with its parts, one identity with its credentials, one virtual network with its subnets; only the node pools of
 * a cluster go side by side. Immutable.
 *
 * @param root the top resource of the address's provider, so that a role assignment on a subnet does not wait for the
 *     virtual network; an object in a cluster is a root of its own
 * @param pool the node pool, if the write is to one; empty if it is to anything else
 */
public record Lane(String root, String pool) {

    private static final String POOL_TYPE = "microsoft.containerservice/managedclusters/agentpools";

    public static Lane of(Address address) {
        if (!(address instanceof Address.InAzure azure)) {
            return new Lane(address.toString(), "");
        }
        String root = rootOf(azure.id()).toString().toLowerCase(Locale.ROOT);
        String type = azure.id().type().toLowerCase(Locale.ROOT);
        boolean inPool = (type + "/").startsWith(POOL_TYPE + "/");
        return new Lane(root, inPool ? poolOf(azure.id()).name().toLowerCase(Locale.ROOT) : "");
    }

    /** Returns the top resource of the id's provider: the cluster of a pool, the network of a subnet. */
    static ResourceId rootOf(ResourceId id) {
        ResourceId root = id;
        while (isChild(root)) {
            root = root.parent().orElseThrow();
        }
        return root;
    }

    /** Returns whether the write is to a node pool. */
    static boolean isPool(ResourceId id) {
        return id.type().equalsIgnoreCase(POOL_TYPE);
    }

    private static ResourceId poolOf(ResourceId id) {
        ResourceId pool = id;
        while (!isPool(pool)) {
            pool = pool.parent().orElseThrow();
        }
        return pool;
    }

    static boolean isChild(ResourceId id) {
        return id.type().indexOf('/') != id.type().lastIndexOf('/');
    }

    boolean excludes(Lane other) {
        return root.equals(other.root) && (pool.isEmpty() || other.pool.isEmpty() || pool.equals(other.pool));
    }

    @Override
    public String toString() {
        return pool.isEmpty() ? root : root + "/agentpools/" + pool;
    }
}
