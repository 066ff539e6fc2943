package dev.aks4j.core.plan;

import dev.aks4j.core.model.ResourceId;
import java.util.Optional;

/** Where a resource lives: in Azure, or in the Kubernetes API of a cluster. Immutable and thread-safe. */
public sealed interface Address {

    /** Returns the resource's name. */
    String name();

    /** Returns the same address with the subscription filled in. */
    Address in(String subscriptionId);

    /** Returns the address of an Azure resource. */
    static Address azure(ResourceId id) {
        return new InAzure(id);
    }

    /** Returns the address of a Kubernetes object that belongs to no namespace. */
    static Address kubernetes(ResourceId cluster, String apiVersion, String kind, String name) {
        return new InCluster(cluster, apiVersion, kind, Optional.empty(), name);
    }

    /** Returns the address of a Kubernetes object in a namespace. */
    static Address kubernetes(ResourceId cluster, String apiVersion, String kind, String namespace, String name) {
        return new InCluster(cluster, apiVersion, kind, Optional.of(namespace), name);
    }

    /**
     * An Azure resource.
     *
     * @param id its id, relative while no subscription is chosen
     */
    record InAzure(ResourceId id) implements Address {
        @Override
        public String name() {
            return id.name();
        }

        @Override
        public Address in(String subscriptionId) {
            return new InAzure(id.in(subscriptionId));
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * A Kubernetes object.
     *
     * @param cluster the id of the managed cluster
     * @param apiVersion group and version, for example {@code storage.k8s.io/v1}
     * @param kind the kind, for example {@code StorageClass}
     * @param namespace the namespace, if the kind has one
     * @param name the object's name
     */
    record InCluster(ResourceId cluster, String apiVersion, String kind, Optional<String> namespace, String name)
            implements Address {
        @Override
        public Address in(String subscriptionId) {
            return new InCluster(cluster.in(subscriptionId), apiVersion, kind, namespace, name);
        }

        @Override
        public String toString() {
            return cluster + "#" + apiVersion + "/" + kind + "/"
                    + namespace.map(n -> n + "/").orElse("") + name;
        }
    }
}
