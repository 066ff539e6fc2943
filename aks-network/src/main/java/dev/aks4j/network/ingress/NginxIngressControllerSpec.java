package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.network.LoadBalancerService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Says what another NGINX controller of application routing should be, with its class and its load balancer. Azure's
 * support of NGINX ended with November 2026; gateways take its place. Immutable and thread-safe.
 *
 * <pre>{@code
 * NginxIngressControllerSpec inside = NginxIngressControllerSpec.builder("nginx-internal", "nginx-internal")
 *     .internal(balancer -> balancer.subnet(vnet.subnet("ingress")))
 *     .build();
 * }</pre>
 */
public final class NginxIngressControllerSpec extends IngressObject {

    private static final List<Integer> PORTS = List.of(80, 443);

    /** How eagerly a controller grows. */
    public enum Threshold {
        /** Quickly. */
        RAPID,
        /** Between the two; the default. */
        BALANCED,
        /** Late, for less money. */
        STEADY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String ingressClass;
    private final String prefix;
    private final boolean saysPrefix;
    private final Optional<IngressFrontend> frontend;
    private final Optional<Integer> minimum;
    private final Optional<Integer> maximum;
    private final Optional<Threshold> threshold;
    private final Optional<String> certificate;
    private final Optional<ObjectRef> secret;
    private final boolean redirect;
    private final boolean httpDisabled;

    private NginxIngressControllerSpec(Builder builder) {
        super(builder);
        ingressClass = builder.ingressClass;
        prefix = builder.prefix.orElseGet(this::name);
        saysPrefix = builder.prefix.isPresent();
        frontend = builder.frontend;
        minimum = builder.minimum;
        maximum = builder.maximum;
        threshold = builder.threshold;
        certificate = builder.certificate;
        secret = builder.secret;
        redirect = builder.redirect;
        httpDisabled = builder.httpDisabled;
    }

    /**
     * Starts a controller.
     *
     * @param ingressClass the class by which an {@link IngressSpec} chooses it
     */
    public static Builder builder(String name, String ingressClass) {
        return new Builder(name, ingressClass);
    }

    /** Returns the class by which ingresses choose it. */
    public String ingressClass() {
        return ingressClass;
    }

    /** Returns whether its load balancer is reached from the virtual network only. */
    public boolean isInternal() {
        return frontend.filter(IngressFrontend::isInternal).isPresent();
    }

    @Override
    Optional<IngressFrontend> frontend() {
        return Optional.of(frontend.orElse(IngressFrontend.DEFAULT));
    }

    @Override
    List<Integer> ports() {
        return PORTS;
    }

    String prefix() {
        return prefix;
    }

    Optional<Integer> minimum() {
        return minimum;
    }

    Optional<Integer> maximum() {
        return maximum;
    }

    Optional<String> certificate() {
        return certificate;
    }

    Optional<ObjectRef> secret() {
        return secret;
    }

    boolean redirects() {
        return redirect;
    }

    /** Returns the load balancer's service as far as it can be built. */
    Optional<LoadBalancerService> service() {
        return frontend.flatMap(it -> it.service(PORTS));
    }

    @Override
    Set<String> defaults() {
        return saysPrefix ? Set.of() : Set.of("/spec/controllerNamePrefix");
    }

    @Override
    ObjectType type() {
        return ObjectType.NGINX;
    }

    @Override
    String summary() {
        return "class " + ingressClass + ", " + (isInternal() ? "internal" : "public") + " load balancer";
    }

    @Override
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(Rule.all(IngressNames.ALL, this));
        found.addAll(Rule.all(ControllerRules.NGINX, this));
        frontend.ifPresent(it -> found.addAll(it.problems(PORTS)));
        return found;
    }

    @Override
    Set<Address> requires(ResourceId cluster) {
        return frontend.map(IngressFrontend::requires).orElse(Set.of());
    }

    @Override
    void fill(Json.ObjectBuilder spec, UnaryOperator<ResourceId> complete) {
        spec.put("ingressClassName", ingressClass).put("controllerNamePrefix", prefix);
        frontend.ifPresent(it -> {
            Map<String, String> annotations = new TreeMap<>(it.annotations(PORTS, complete));
            annotations.forEach(spec.putObject("loadBalancerAnnotations")::put);
        });
        if (minimum.isPresent() || maximum.isPresent() || threshold.isPresent()) {
            Json.ObjectBuilder scaling = spec.putObject("scaling");
            minimum.ifPresent(count -> scaling.put("minReplicas", count));
            maximum.ifPresent(count -> scaling.put("maxReplicas", count));
            threshold.ifPresent(how -> scaling.put("threshold", how.toString()));
        }
        if (certificate.isPresent() || secret.isPresent() || redirect) {
            Json.ObjectBuilder ssl = spec.putObject("defaultSSLCertificate");
            certificate.ifPresent(uri -> ssl.put("keyVaultURI", uri));
            secret.ifPresent(it -> ssl.putObject("secret")
                    .put("name", it.name())
                    .put("namespace", it.namespace().orElseThrow()));
            if (redirect) {
                ssl.put("forceSSLRedirect", true);
            }
        }
        if (httpDisabled) {
            spec.put("httpDisabled", true);
        }
    }

    /** Builds a {@link NginxIngressControllerSpec}. Not thread-safe. */
    public static final class Builder extends IngressObject.Builder<NginxIngressControllerSpec, Builder> {
        private final String ingressClass;
        private Optional<String> prefix = Optional.empty();
        private Optional<IngressFrontend> frontend = Optional.empty();
        private Optional<Integer> minimum = Optional.empty();
        private Optional<Integer> maximum = Optional.empty();
        private Optional<Threshold> threshold = Optional.empty();
        private Optional<String> certificate = Optional.empty();
        private Optional<ObjectRef> secret = Optional.empty();
        private boolean redirect;
        private boolean httpDisabled;

        private Builder(String name, String ingressClass) {
            super(name, Optional.empty());
            this.ingressClass = Objects.requireNonNull(ingressClass);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        NginxIngressControllerSpec unchecked() {
            return new NginxIngressControllerSpec(this);
        }

        /** Sets how the names of its objects begin, at most 60 characters. Default: its own name. */
        public Builder namePrefix(String text) {
            prefix = Optional.of(text);
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

        /** Sets the least and the most pods. Defaults: 2 and 100. */
        public Builder replicas(int least, int most) {
            minimum = Optional.of(least);
            maximum = Optional.of(most);
            return this;
        }

        /** Sets how eagerly it grows. Default: balanced. */
        public Builder threshold(Threshold how) {
            threshold = Optional.of(how);
            return this;
        }

        /** Shows a certificate of a key vault where no ingress has one. */
        public Builder vaultCertificate(String uri) {
            certificate = Optional.of(uri);
            return this;
        }

        /** Shows the certificate of a secret where no ingress has one. */
        public Builder certificate(String name, String namespace) {
            secret = Optional.of(new ObjectRef(name, Optional.of(namespace)));
            return this;
        }

        /** Sends clients from HTTP to HTTPS; with a certificate. */
        public Builder redirectToHttps() {
            redirect = true;
            return this;
        }

        /** Takes no HTTP. */
        public Builder withoutHttp() {
            httpDisabled = true;
            return this;
        }
    }
}
