package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Says that objects of other namespaces may name services or secrets of this one. Immutable and thread-safe.
 *
 * <pre>{@code ReferenceGrantSpec.builder("from-web", "shop").routesOf("web").toServices().build(); }</pre>
 */
public final class ReferenceGrantSpec extends IngressObject {

    private final Set<String> routes;
    private final Set<String> gateways;
    private final boolean services;
    private final boolean secrets;

    private ReferenceGrantSpec(Builder builder) {
        super(builder);
        routes = new TreeSet<>(builder.routes);
        gateways = new TreeSet<>(builder.gateways);
        services = builder.services;
        secrets = builder.secrets;
    }

    /** Starts a grant in the namespace of what is named. */
    public static Builder builder(String name, String namespace) {
        return new Builder(name, namespace);
    }

    boolean grantsService(String routeNamespace) {
        return services && routes.contains(routeNamespace);
    }

    boolean grantsSecret(String gatewayNamespace) {
        return secrets && gateways.contains(gatewayNamespace);
    }

    boolean isEmpty() {
        return routes.isEmpty() && gateways.isEmpty() || !services && !secrets;
    }

    Stream<String> namespaces() {
        return Stream.concat(routes.stream(), gateways.stream()).distinct();
    }

    int from() {
        return routes.size() + gateways.size();
    }

    @Override
    ObjectType type() {
        return ObjectType.REFERENCE_GRANT;
    }

    @Override
    String summary() {
        Set<String> from = new TreeSet<>(routes);
        from.addAll(gateways);
        return "from " + String.join(" ", from);
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(List.of(HttpRouteRules.GRANT), this));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        return Set.of();
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        Json.ArrayBuilder from = spec.putArray("from");
        routes.forEach(namespace -> from.addObject()
                .put("group", ObjectType.GATEWAY_API)
                .put("kind", "HTTPRoute")
                .put("namespace", namespace));
        gateways.forEach(namespace -> from.addObject()
                .put("group", ObjectType.GATEWAY_API)
                .put("kind", "Gateway")
                .put("namespace", namespace));
        Json.ArrayBuilder to = spec.putArray("to");
        if (services) {
            to.addObject().put("group", "").put("kind", "Service");
        }
        if (secrets) {
            to.addObject().put("group", "").put("kind", "Secret");
        }
    }

    /** Builds a {@link ReferenceGrantSpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<ReferenceGrantSpec, Builder> {
        private final Set<String> routes = new TreeSet<>();
        private final Set<String> gateways = new TreeSet<>();
        private boolean services;
        private boolean secrets;

        private Builder(String name, String namespace) {
            super(name, Optional.of(namespace));
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        ReferenceGrantSpec unchecked() {
            return new ReferenceGrantSpec(this);
        }

        /** Lets routes of these namespaces name what is granted. */
        public Builder routesOf(String... namespaces) {
            routes.addAll(List.of(namespaces));
            return this;
        }

        /** Lets gateways of these namespaces name what is granted. */
        public Builder gatewaysOf(String... namespaces) {
            gateways.addAll(List.of(namespaces));
            return this;
        }

        /** Grants the services of the namespace. */
        public Builder toServices() {
            services = true;
            return this;
        }

        /** Grants the secrets of the namespace. */
        public Builder toSecrets() {
            secrets = true;
            return this;
        }
    }
}
