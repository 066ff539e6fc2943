package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Says what an Ingress should be: which requests go to which services, by a controller that its class names. Whether it is
 * reached from outside is up to that controller's load balancer ({@link NginxIngressControllerSpec}). Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * IngressSpec ingress = IngressSpec.builder("web", "shop", IngressSpec.APP_ROUTING)
 *     .prefix("shop.contoso.com", "/", "web", 80)
 *     .tls("shop-tls", "shop.contoso.com")
 *     .build();
 * }</pre>
 */
public final class IngressSpec extends IngressObject {

    /** The class of application routing's own NGINX controller. */
    public static final String APP_ROUTING = "webapprouting.kubernetes.azure.com";

    /** The class of Application Gateway for Containers. */
    public static final String APPLICATION_GATEWAY = "azure-alb-external";

    private static final String VAULT = "kubernetes.azure.com/tls-cert-keyvault-uri";

    private final String ingressClass;
    private final List<Path> paths;
    private final Map<String, List<String>> tls;
    private final Optional<Backend> defaultBackend;
    private final Optional<String> vaultCertificate;
    private final Optional<ObjectRef> balancer;
    private final Optional<ResourceId> controller;
    private final Optional<String> controllerFrontend;

    /** A service, and its port by number or name. */
    record Backend(String service, String port) {

        Json toJson() {
            Json.ObjectBuilder backend = Json.object();
            Json.ObjectBuilder it = backend.putObject("service").put("name", service);
            if (port.matches("\\d+")) {
                it.putObject("port").put("number", Integer.parseInt(port));
            } else {
                it.putObject("port").put("name", port);
            }
            return backend.build();
        }
    }

    /** Requests of a host, or of any, that go to a service. */
    record Path(Optional<String> host, String path, String type, Backend backend) {}

    private IngressSpec(Builder builder) {
        super(builder);
        ingressClass = builder.ingressClass;
        paths = List.copyOf(builder.paths);
        tls = new TreeMap<>(builder.tls);
        defaultBackend = builder.defaultBackend;
        vaultCertificate = builder.vaultCertificate;
        balancer = builder.balancer;
        controller = builder.controller;
        controllerFrontend = builder.controllerFrontend;
    }

    /**
     * Starts an ingress.
     *
     * @param ingressClass the class of the controller: {@link #APP_ROUTING}, {@link #APPLICATION_GATEWAY}, or the one of a
     *     {@link NginxIngressControllerSpec}
     */
    public static Builder builder(String name, String namespace, String ingressClass) {
        return new Builder(name, namespace, ingressClass);
    }

    /** Returns the class of the controller. */
    public String ingressClass() {
        return ingressClass;
    }

    List<Path> paths() {
        return paths;
    }

    Map<String, List<String>> tls() {
        return tls;
    }

    Optional<Backend> defaultBackend() {
        return defaultBackend;
    }

    Optional<String> vaultCertificate() {
        return vaultCertificate;
    }

    Optional<ObjectRef> balancer() {
        return balancer;
    }

    Optional<ResourceId> controller() {
        return controller;
    }

    @Override
    ObjectType type() {
        return ObjectType.INGRESS;
    }

    @Override
    String summary() {
        List<String> hosts = paths.stream()
                .map(path -> path.host().orElse("any host"))
                .distinct()
                .toList();
        return ingressClass + (hosts.isEmpty() ? "" : ", " + String.join(" ", hosts));
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(IngressObjectRules.ALL, this));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        return balancer.map(
                        it -> Set.of(ObjectType.APPLICATION_LOAD_BALANCER.address(cluster, it.namespace(), it.name())))
                .or(() -> controller.map(id -> Set.of(Address.azure(id))))
                .orElse(Set.of());
    }

    @Override
    Map<String, String> derivedAnnotations(UnaryOperator<ResourceId> complete) {
        Map<String, String> annotations = new TreeMap<>();
        vaultCertificate.ifPresent(uri -> annotations.put(VAULT, uri));
        balancer.ifPresent(it -> {
            annotations.put(GatewaySpec.ALB + "alb-name", it.name());
            it.namespace().ifPresent(namespace -> annotations.put(GatewaySpec.ALB + "alb-namespace", namespace));
        });
        controller.ifPresent(id ->
                annotations.put(GatewaySpec.ALB + "alb-id", complete.apply(id).toString()));
        controllerFrontend.ifPresent(name -> annotations.put(GatewaySpec.ALB + "alb-frontend", name));
        return annotations;
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        spec.put("ingressClassName", ingressClass);
        defaultBackend.ifPresent(backend -> spec.put("defaultBackend", backend.toJson()));
        if (!tls.isEmpty()) {
            Json.ArrayBuilder list = spec.putArray("tls");
            tls.forEach((secret, hosts) -> {
                Json.ObjectBuilder one = list.addObject();
                one.putArray("hosts").addAll(hosts);
                one.put("secretName", secret);
            });
        }
        Map<Optional<String>, List<Path>> byHost = new LinkedHashMap<>();
        paths.forEach(path ->
                byHost.computeIfAbsent(path.host(), host -> new ArrayList<>()).add(path));
        if (!byHost.isEmpty()) {
            Json.ArrayBuilder rules = spec.putArray("rules");
            byHost.forEach((host, list) -> {
                Json.ObjectBuilder rule = rules.addObject();
                host.ifPresent(text -> rule.put("host", text));
                Json.ArrayBuilder all = rule.putObject("http").putArray("paths");
                list.forEach(path -> all.addObject()
                        .put("path", path.path())
                        .put("pathType", path.type())
                        .put("backend", path.backend().toJson()));
            });
        }
    }

    /** Builds an {@link IngressSpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<IngressSpec, Builder> {
        private final String ingressClass;
        private final List<Path> paths = new ArrayList<>();
        private final Map<String, List<String>> tls = new TreeMap<>();
        private Optional<Backend> defaultBackend = Optional.empty();
        private Optional<String> vaultCertificate = Optional.empty();
        private Optional<ObjectRef> balancer = Optional.empty();
        private Optional<ResourceId> controller = Optional.empty();
        private Optional<String> controllerFrontend = Optional.empty();

        private Builder(String name, String namespace, String ingressClass) {
            super(name, Optional.of(namespace));
            this.ingressClass = Objects.requireNonNull(ingressClass);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        IngressSpec unchecked() {
            return new IngressSpec(this);
        }

        /**
         * Sends paths of a host that are this one or below it to a service; {@code *.} before the host stands for one label,
         * and no text for any host.
         */
        public Builder prefix(String host, String path, String service, int port) {
            return path(Optional.of(host).filter(name -> !name.isEmpty()), path, "Prefix", service, port);
        }

        /** Sends one path of a host to a service. */
        public Builder exactly(String host, String path, String service, int port) {
            return path(Optional.of(host).filter(name -> !name.isEmpty()), path, "Exact", service, port);
        }

        /** Sends paths of a host, in the way of the controller, to a service. */
        public Builder asImplemented(String host, String path, String service, int port) {
            return path(
                    Optional.of(host).filter(name -> !name.isEmpty()), path, "ImplementationSpecific", service, port);
        }

        /** Sends paths of any host to a service. */
        public Builder prefixOfAnyHost(String path, String service, int port) {
            return path(Optional.empty(), path, "Prefix", service, port);
        }

        private Builder path(Optional<String> host, String path, String type, String service, int port) {
            paths.add(new Path(host, path, type, new Backend(service, Integer.toString(port))));
            return this;
        }

        /** Sends what nothing else takes to a service. */
        public Builder defaultBackend(String service, int port) {
            defaultBackend = Optional.of(new Backend(service, Integer.toString(port)));
            return this;
        }

        /** Ends TLS for hosts with the certificate of a secret of its namespace. */
        public Builder tls(String secret, String... hosts) {
            tls.computeIfAbsent(secret, name -> new ArrayList<>()).addAll(List.of(hosts));
            return this;
        }

        /**
         * Lets application routing fetch the certificate from a key vault, into the secret {@code keyvault-<name>}, for hosts.
         *
         * @param uri the certificate's address, for example {@code https://kv-shop.vault.azure.net/certificates/web}
         */
        public Builder vaultCertificate(String uri, String... hosts) {
            vaultCertificate = Optional.of(uri);
            return tls("keyvault-" + unchecked().name(), hosts);
        }

        /** Uses an Application Gateway for Containers that the ALB controller makes. */
        public Builder applicationLoadBalancer(ApplicationLoadBalancerSpec loadBalancer) {
            balancer = Optional.of(new ObjectRef(loadBalancer.name(), loadBalancer.namespace()));
            return this;
        }

        /** Uses the frontend of an Application Gateway for Containers of your own. */
        public Builder trafficController(ResourceId trafficController, String frontendName) {
            controller = Optional.of(trafficController);
            controllerFrontend = Optional.of(frontendName);
            return this;
        }
    }
}
