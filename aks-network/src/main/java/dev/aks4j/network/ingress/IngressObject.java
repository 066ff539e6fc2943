package dev.aks4j.network.ingress;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What objects of ingress have in common: a name, a namespace if their kind has one, and a cluster when {@link #on} puts them
 * on one. Immutable and thread-safe.
 */
public abstract sealed class IngressObject
        permits GatewaySpec,
                HttpRouteSpec,
                ReferenceGrantSpec,
                IngressSpec,
                NginxIngressControllerSpec,
                ApplicationLoadBalancerSpec {

    private final String name;
    private final Optional<String> namespace;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    IngressObject(Builder<?, ?> builder) {
        name = builder.name;
        namespace = builder.namespace;
        labels = Map.copyOf(builder.labels);
        annotations = Map.copyOf(builder.annotations);
    }

    /** Returns this object as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this object as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedIngressObject(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the namespace; empty for a kind that has none. */
    public Optional<String> namespace() {
        return namespace;
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> annotations() {
        return annotations;
    }

    /** Returns the type of the object. */
    abstract ObjectType type();

    /** Writes what is below {@code spec}. */
    abstract void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete);

    /** Returns it in a few words. */
    abstract String summary();

    /** Returns what is wrong with the object alone. */
    abstract List<Problem> problems();

    /** Returns what has to be there first, beside cluster and namespace. */
    abstract Set<Address> requires(ResourceId cluster);

    /** Returns the name of the service in front of what it makes. */
    String serviceName() {
        return name;
    }

    /** Returns the load balancer in front of what it makes, if a service is. */
    Optional<IngressFrontend> frontend() {
        return Optional.empty();
    }

    /** Returns the ports of that load balancer. */
    List<Integer> ports() {
        return List.of();
    }

    /** Returns annotations that follow from what the object says. */
    Map<String, String> derivedAnnotations(UnaryOperator<ResourceId> complete) {
        return Map.of();
    }

    /** Returns the places of what it writes that hold defaults of ours: they count when the object is made. */
    Set<String> defaults() {
        return Set.of();
    }

    final Address address(ResourceId cluster) {
        return type().address(cluster, namespace, name);
    }

    final String path() {
        return type().list() + "." + namespace.map(there -> there + ".").orElse("") + name;
    }

    @Override
    public String toString() {
        return type().label() + " " + namespace.map(there -> there + "/").orElse("") + name;
    }

    /**
     * What the builders have in common. Not thread-safe.
     *
     * @param <S> what it builds
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<S extends IngressObject, B extends Builder<S, B>>
            permits GatewaySpec.Builder,
                    HttpRouteSpec.Builder,
                    ReferenceGrantSpec.Builder,
                    IngressSpec.Builder,
                    NginxIngressControllerSpec.Builder,
                    ApplicationLoadBalancerSpec.Builder {

        private final String name;
        private final Optional<String> namespace;
        private final Map<String, String> labels = new TreeMap<>();
        private final Map<String, String> annotations = new TreeMap<>();

        Builder(String name, Optional<String> namespace) {
            this.name = Objects.requireNonNull(name);
            this.namespace = namespace;
        }

        abstract B self();

        /** Makes the object without looking at rules. */
        abstract S unchecked();

        /** Adds a label. */
        public B label(String key, String value) {
            labels.put(key, value);
            return self();
        }

        /** Adds an annotation of the object. */
        public B annotation(String key, String value) {
            annotations.put(key, value);
            return self();
        }

        /**
         * Builds the object.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public S build() {
            S spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), spec.problems());
            return spec;
        }
    }
}
