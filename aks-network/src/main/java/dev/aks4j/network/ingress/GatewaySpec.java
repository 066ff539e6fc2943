package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.network.LoadBalancerService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Says what a gateway of the Gateway API should be: where it listens, and the load balancer in front of it. The cluster has
 * the API's types ({@code addons(a -> a.gatewayApi())}) and who carries the gateway out. Immutable and thread-safe.
 *
 * <pre>{@code
 * GatewaySpec gateway = GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING)
 *     .https("https", 443, listener -> listener.hostname("*.contoso.com").certificate("contoso-tls"))
 *     .internal(balancer -> balancer.subnet(vnet.subnet("ingress")).address("10.20.8.10"))
 *     .build();
 * aks.plan(cluster, gateway.on(cluster));
 * }</pre>
 */
public final class GatewaySpec extends IngressObject {

    static final String ALB = "alb.networking.azure.io/";

    private final GatewayClass gatewayClass;
    private final List<Listener> listeners;
    private final Optional<IngressFrontend> frontend;
    private final Optional<ObjectRef> balancer;
    private final Optional<ResourceId> controller;
    private final Optional<String> controllerFrontend;
    private final Map<String, String> infrastructure;

    private GatewaySpec(Builder builder) {
        super(builder);
        gatewayClass = builder.gatewayClass;
        listeners = List.copyOf(builder.listeners);
        frontend = builder.frontend;
        balancer = builder.balancer;
        controller = builder.controller;
        controllerFrontend = builder.controllerFrontend;
        infrastructure = Map.copyOf(builder.infrastructure);
    }

    /** Starts a gateway. */
    public static Builder builder(String name, String namespace, GatewayClass gatewayClass) {
        return new Builder(name, namespace, gatewayClass);
    }

    /** Returns who carries it out. */
    public GatewayClass gatewayClass() {
        return gatewayClass;
    }

    /** Returns where it listens. */
    public List<Listener> listeners() {
        return listeners;
    }

    /** Returns whether its load balancer is reached from the virtual network only. */
    public boolean isInternal() {
        return frontend.filter(IngressFrontend::isInternal).isPresent();
    }

    @Override
    Optional<IngressFrontend> frontend() {
        return gatewayClass.hasService() ? Optional.of(frontend.orElse(IngressFrontend.DEFAULT)) : frontend;
    }

    @Override
    String serviceName() {
        return name() + "-" + gatewayClass.name();
    }

    /** Returns whether something is said of its load balancer. */
    boolean saysFrontend() {
        return frontend.isPresent();
    }

    Optional<ObjectRef> balancer() {
        return balancer;
    }

    Optional<ResourceId> controller() {
        return controller;
    }

    Optional<String> controllerFrontend() {
        return controllerFrontend;
    }

    Map<String, String> infrastructure() {
        return infrastructure;
    }

    @Override
    List<Integer> ports() {
        return listeners.stream().map(Listener::port).toList();
    }

    /** Returns the load balancer's service as far as it can be built. */
    Optional<LoadBalancerService> service() {
        return frontend.flatMap(it -> it.service(ports()));
    }

    @Override
    ObjectType type() {
        return ObjectType.GATEWAY;
    }

    @Override
    String summary() {
        String where = gatewayClass.hasService() ? (isInternal() ? "internal, " : "public, ") : "";
        return gatewayClass + ", " + where
                + String.join(
                        " ",
                        listeners.stream()
                                .map(one -> one.port() + "/" + one.protocol())
                                .distinct()
                                .toList());
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(GatewayRules.ALL, this));
        frontend.ifPresent(it -> found.addAll(it.problems(ports())));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        Set<Address> needed = new HashSet<>();
        frontend.ifPresent(it -> needed.addAll(it.requires()));
        balancer.ifPresent(
                it -> needed.add(ObjectType.APPLICATION_LOAD_BALANCER.address(cluster, it.namespace(), it.name())));
        controller.ifPresent(id -> {
            needed.add(Address.azure(id));
            controllerFrontend.ifPresent(name -> needed.add(Address.azure(id.child("frontends", name))));
        });
        return needed;
    }

    @Override
    Map<String, String> derivedAnnotations(UnaryOperator<ResourceId> complete) {
        Map<String, String> annotations = new TreeMap<>();
        balancer.ifPresent(it -> {
            annotations.put(ALB + "alb-name", it.name());
            it.namespace().ifPresent(namespace -> annotations.put(ALB + "alb-namespace", namespace));
        });
        controller.ifPresent(
                id -> annotations.put(ALB + "alb-id", complete.apply(id).toString()));
        return annotations;
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        spec.put("gatewayClassName", gatewayClass.name());
        controllerFrontend.ifPresent(name -> spec.putArray("addresses")
                .addObject()
                .put("type", ALB + "alb-frontend")
                .put("value", name));
        Map<String, String> annotations = new TreeMap<>(
                frontend.map(it -> it.annotations(ports(), complete)).orElse(Map.of()));
        annotations.putAll(infrastructure);
        if (!annotations.isEmpty()) {
            annotations.forEach(spec.putObject("infrastructure").putObject("annotations")::put);
        }
        Json.ArrayBuilder list = spec.putArray("listeners");
        listeners.forEach(listener -> listener.write(list.addObject()));
    }

    /** Builds a {@link GatewaySpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<GatewaySpec, Builder> {
        private final GatewayClass gatewayClass;
        private final List<Listener> listeners = new ArrayList<>();
        private Optional<IngressFrontend> frontend = Optional.empty();
        private Optional<ObjectRef> balancer = Optional.empty();
        private Optional<ResourceId> controller = Optional.empty();
        private Optional<String> controllerFrontend = Optional.empty();
        private final Map<String, String> infrastructure = new TreeMap<>();

        private Builder(String name, String namespace, GatewayClass gatewayClass) {
            super(name, Optional.of(namespace));
            this.gatewayClass = Objects.requireNonNull(gatewayClass);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        GatewaySpec unchecked() {
            return new GatewaySpec(this);
        }

        /** Listens for HTTP, for any host, and takes routes of its own namespace. */
        public Builder http(String name, int port) {
            return http(name, port, listener -> {});
        }

        /** Listens for HTTP. */
        public Builder http(String name, int port, Consumer<Listener.Builder> settings) {
            return listener(new Listener.Builder(name, port, false), settings);
        }

        /** Listens for HTTPS and ends TLS, with a certificate. */
        public Builder https(String name, int port, Consumer<Listener.Builder> settings) {
            return listener(new Listener.Builder(name, port, true), settings);
        }

        private Builder listener(Listener.Builder listener, Consumer<Listener.Builder> settings) {
            settings.accept(listener);
            listeners.add(listener.build());
            return this;
        }

        /** Puts an internal load balancer in front. */
        public Builder internal(Consumer<LoadBalancerService.Internal> settings) {
            frontend = Optional.of(IngressFrontend.internal(settings));
            return this;
        }

        /** Says what the public load balancer in front is to be. Default: a public one with an address of its own. */
        public Builder publicFacing(Consumer<LoadBalancerService.Public> settings) {
            frontend = Optional.of(IngressFrontend.publicFacing(settings));
            return this;
        }

        /** Adds an annotation of what is made for the gateway, such as its service. */
        public Builder infrastructureAnnotation(String key, String value) {
            infrastructure.put(key, value);
            return this;
        }

        /** Uses an Application Gateway for Containers that the ALB controller makes ({@link ApplicationLoadBalancerSpec}). */
        public Builder applicationLoadBalancer(String name, String namespace) {
            balancer = Optional.of(new ObjectRef(name, Optional.of(namespace)));
            return this;
        }

        /** Uses an Application Gateway for Containers that the ALB controller makes. */
        public Builder applicationLoadBalancer(ApplicationLoadBalancerSpec loadBalancer) {
            return applicationLoadBalancer(
                    loadBalancer.name(), loadBalancer.namespace().orElseThrow());
        }

        /**
         * Uses an Application Gateway for Containers of your own.
         *
         * @param trafficController its id
         * @param frontendName the name of its frontend
         */
        public Builder trafficController(ResourceId trafficController, String frontendName) {
            controller = Optional.of(trafficController);
            controllerFrontend = Optional.of(frontendName);
            return this;
        }
    }
}
