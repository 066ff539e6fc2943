package dev.aks4j.simulated.kubernetes.internal.store;

/**
 * Where an object is stored.
 *
 * @param storage the storage name of its type, such as {@code deployments.apps}
 * @param namespace its namespace, empty for cluster-wide objects
 * @param name its name
 */
public record Key(String storage, String namespace, String name) {

    String path() {
        return namespace + "/" + name;
    }
}
