package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A secret with an account's key, on a cluster.
 *
 * @param key what it holds
 * @param cluster the id of the cluster
 */
record PlacedAccountKey(AccountKeySpec key, ResourceId cluster) implements Spec {

    @Override
    public Address address() {
        return Address.kubernetes(cluster, AccountKeyKind.API_VERSION, "Secret", key.namespace(), key.name());
    }

    @Override
    public ResourceKind<?> kind() {
        return AccountKeyKind.INSTANCE;
    }

    @Override
    public String toString() {
        return key + " on " + cluster.name();
    }
}
