package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Says what a route of the Gateway API should be: which requests of a gateway go to which services. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * HttpRouteSpec route = HttpRouteSpec.builder("orders", "shop")
 *     .gateway(gateway)
 *     .hostnames("shop.contoso.com")
 *     .rule(rule -> rule.match(HttpMatch.prefix("/orders")).backend("orders", 80, 9).backend("orders-next", 80, 1))
 *     .build();
 * }</pre>
 */
public final class HttpRouteSpec extends IngressObject {

    private final List<Parent> parents;
    private final List<String> hostnames;
    private final List<HttpRule> rules;

    /** A gateway, or one listener of it. */
    record Parent(ObjectRef gateway, Optional<String> listener) {}

    private HttpRouteSpec(Builder builder) {
        super(builder);
        parents = List.copyOf(builder.parents);
        hostnames = List.copyOf(builder.hostnames);
        rules = List.copyOf(builder.rules);
    }

    /** Starts a route. */
    public static Builder builder(String name, String namespace) {
        return new Builder(name, namespace);
    }

    /** Returns the hosts it is for; those of the gateway's listeners if there is none. */
    public List<String> hostnames() {
        return hostnames;
    }

    /** Returns what becomes of requests. */
    public List<HttpRule> rules() {
        return rules;
    }

    List<Parent> parents() {
        return parents;
    }

    /** Returns the namespace of something that it names. */
    String namespaceOf(ObjectRef reference) {
        return reference.namespace().or(this::namespace).orElseThrow();
    }

    @Override
    ObjectType type() {
        return ObjectType.HTTP_ROUTE;
    }

    @Override
    String summary() {
        String hosts = hostnames.isEmpty() ? "any host" : String.join(" ", hostnames);
        return hosts + ", " + rules.size() + (rules.size() == 1 ? " rule" : " rules");
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(HttpRouteRules.ALL, this));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        Set<Address> needed = new HashSet<>();
        parents.forEach(parent -> needed.add(ObjectType.GATEWAY.address(
                cluster,
                Optional.of(namespaceOf(parent.gateway())),
                parent.gateway().name())));
        return needed;
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        Json.ArrayBuilder refs = spec.putArray("parentRefs");
        for (Parent parent : parents) {
            Json.ObjectBuilder ref = refs.addObject()
                    .put("group", ObjectType.GATEWAY_API)
                    .put("kind", "Gateway")
                    .put("name", parent.gateway().name());
            parent.gateway().namespace().ifPresent(namespace -> ref.put("namespace", namespace));
            parent.listener().ifPresent(name -> ref.put("sectionName", name));
        }
        if (!hostnames.isEmpty()) {
            spec.putArray("hostnames").addAll(hostnames);
        }
        Json.ArrayBuilder list = spec.putArray("rules");
        rules.forEach(rule -> rule.write(list.addObject()));
    }

    /** Builds a {@link HttpRouteSpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<HttpRouteSpec, Builder> {
        private final String namespace;
        private final List<Parent> parents = new ArrayList<>();
        private final List<String> hostnames = new ArrayList<>();
        private final List<HttpRule> rules = new ArrayList<>();

        private Builder(String name, String namespace) {
            super(name, Optional.of(namespace));
            this.namespace = namespace;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        HttpRouteSpec unchecked() {
            return new HttpRouteSpec(this);
        }

        /** Attaches it to a gateway. */
        public Builder gateway(GatewaySpec gateway) {
            return gateway(gateway.name(), gateway.namespace().orElseThrow());
        }

        /** Attaches it to one listener of a gateway. */
        public Builder gateway(GatewaySpec gateway, String listener) {
            return gateway(gateway.name(), gateway.namespace().orElseThrow(), listener);
        }

        /** Attaches it to a gateway. */
        public Builder gateway(String name, String inNamespace) {
            return parent(name, inNamespace, Optional.empty());
        }

        /** Attaches it to one listener of a gateway. */
        public Builder gateway(String name, String inNamespace, String listener) {
            return parent(name, inNamespace, Optional.of(listener));
        }

        private Builder parent(String name, String inNamespace, Optional<String> listener) {
            Optional<String> other = Optional.of(inNamespace).filter(there -> !there.equals(namespace));
            parents.add(new Parent(new ObjectRef(name, other), listener));
            return this;
        }

        /** Sets the hosts, at most 16; {@code *.} before one stands for all below it. Default: those of the listeners. */
        public Builder hostnames(String... hosts) {
            hostnames.addAll(List.of(hosts));
            return this;
        }

        /** Adds a rule, at most 16. */
        public Builder rule(Consumer<HttpRule.Builder> settings) {
            HttpRule.Builder rule = new HttpRule.Builder();
            settings.accept(rule);
            rules.add(rule.build());
            return this;
        }
    }
}
