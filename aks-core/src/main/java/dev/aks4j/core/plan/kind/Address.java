package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a resource lives: in Azure, or in the Kubernetes API of a cluster. Immutable and thread-safe. */
public sealed interface Address {

    /** Returns the resource's name. */
    String name();

    /** Returns the same address with the subscription filled in. */
    Address inSubscription(String subscriptionId);

    /** Returns the address of an Azure resource. */
    static Address azure(ResourceId id) {
        return new InAzure(id);
    }

    /**
     * Returns the address of an Azure resource whose name has to be a GUID, such as a role assignment. The GUID follows
     * from the scope and from what makes the resource itself, with the subscription filled in, so that the same spec
     * finds the same resource again and two subscriptions of one tenant never want the same name.
     *
     * @param scope the resource that it lies below
     * @param type its type, with its provider
     * @param label what stands for it until a subscription is chosen
     * @param from what makes it itself, for example role and principal
     */
    static Address guidNamed(ResourceId scope, String type, String label, List<ResourceId> from) {
        return new GuidNamed(scope, type, label, from);
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
        public Address inSubscription(String subscriptionId) {
            return new InAzure(id.inSubscription(subscriptionId));
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * An Azure resource whose name is a GUID that follows from what it is. With a subscription it is {@link InAzure}.
     *
     * @param scope the resource that it lies below
     * @param type its type, with its provider
     * @param label what stands for it until a subscription is chosen
     * @param from what makes it itself
     */
    record GuidNamed(ResourceId scope, String type, String label, List<ResourceId> from) implements Address {
        /** Copies the list. */
        public GuidNamed {
            from = List.copyOf(from);
        }

        @Override
        public String name() {
            return label;
        }

        @Override
        public InAzure inSubscription(String subscriptionId) {
            ResourceId below = scope.inSubscription(subscriptionId);
            String seed = Stream.concat(Stream.of(below), from.stream())
                    .map(id -> id.inSubscription(subscriptionId).toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("\n"));
            String name = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                    .toString();
            return new InAzure(below.child(type, name));
        }

        @Override
        public String toString() {
            return scope + "/providers/" + type + " " + label;
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
        public Address inSubscription(String subscriptionId) {
            return new InCluster(cluster.inSubscription(subscriptionId), apiVersion, kind, namespace, name);
        }

        @Override
        public String toString() {
            return cluster + "#" + apiVersion + "/" + kind + "/"
                    + namespace.map(n -> n + "/").orElse("") + name;
        }
    }
}
