package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Kubernetes service of type LoadBalancer, with what Azure's load balancer can do for it. It belongs to no cluster
 * until {@link #on} puts it on one. Immutable and thread-safe.
 *
 * <pre>{@code
 * LoadBalancerServiceSpec web = LoadBalancerService.internal("web", "default")
 *     .subnet(vnet.subnet("ingress"))
 *     .port(80, 8080)
 *     .selector("app", "web")
 *     .build()
 *     .on(cluster);
 * }</pre>
 */
public final class LoadBalancerService {

    private final String name;
    private final String namespace;
    private final boolean internal;
    private final Map<String, String> selector;
    private final Map<String, String> labels;
    private final Map<String, String> rawAnnotations;
    private final List<ServicePort> ports;
    private final ServiceFrontend frontend;
    private final ServiceSources sources;
    private final ServiceTraffic traffic;

    LoadBalancerService(ServiceBuilder<?> builder) {
        name = builder.name;
        namespace = builder.namespace;
        internal = builder.internal;
        selector = Map.copyOf(builder.selector);
        labels = Map.copyOf(builder.labels);
        rawAnnotations = Map.copyOf(builder.rawAnnotations);
        ports = List.copyOf(builder.ports);
        frontend = ServiceFrontend.of(builder);
        sources = ServiceSources.of(builder);
        traffic = ServiceTraffic.of(builder);
    }

    /** Starts a service that is reachable from the virtual network only. */
    public static Internal internal(String name, String namespace) {
        return new Internal(name, namespace);
    }

    /** Starts a service that is reachable from the internet. */
    public static Public publicFacing(String name, String namespace) {
        return new Public(name, namespace);
    }

    /** Returns this service as one that should exist on a cluster. */
    public LoadBalancerServiceSpec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this service as one that should exist on a cluster. */
    public LoadBalancerServiceSpec on(ResourceId cluster) {
        return new LoadBalancerServiceSpec(this, cluster);
    }

    /** Returns the service's name. */
    public String name() {
        return name;
    }

    /** Returns the namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns whether the service is reachable from the virtual network only. */
    public boolean isInternal() {
        return internal;
    }

    /** Returns the labels of the pods that take the traffic. */
    public Map<String, String> selector() {
        return selector;
    }

    /** Returns the ports. */
    public List<ServicePort> ports() {
        return ports;
    }

    /** Returns the fixed addresses, at most one of each family. */
    public List<String> addresses() {
        return frontend.addresses();
    }

    /** Returns the subnet of an internal service, if it is not that of the nodes. */
    public Optional<SubnetRef> subnet() {
        return frontend.subnet();
    }

    /** Returns the private link service, if there is one. */
    public Optional<PrivateLink> privateLink() {
        return frontend.privateLink();
    }

    /**
     * Returns the annotations by which Azure's cloud controller is told all this, for a service that something else writes,
     * such as a chart.
     *
     * @param complete fills in the subscription of ids
     */
    public Map<String, String> annotations(UnaryOperator<ResourceId> complete) {
        return ServiceAnnotations.of(this, complete);
    }

    /** Returns the calls that no annotation stands for, because they are fields of the service itself. */
    public List<String> beyondAnnotations() {
        List<String> calls = new ArrayList<>();
        if (traffic.local()) {
            calls.add("localTraffic");
        }
        if (traffic.clientAffinity()) {
            calls.add("clientAffinity");
        }
        if (!traffic.nodePorts()) {
            calls.add("withoutNodePorts");
        }
        if (!sources.sourceRanges().isEmpty()) {
            calls.add("sourceRanges");
        }
        if (!frontend.ipFamilies().isEmpty()) {
            calls.add("ipFamilies");
        }
        if (!selector.isEmpty()) {
            calls.add("selector");
        }
        if (!labels.isEmpty()) {
            calls.add("label");
        }
        return calls;
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> rawAnnotations() {
        return rawAnnotations;
    }

    List<IpFamily> ipFamilies() {
        return frontend.ipFamilies();
    }

    ServiceFrontend frontend() {
        return frontend;
    }

    ServiceSources sources() {
        return sources;
    }

    ServiceTraffic traffic() {
        return traffic;
    }

    @Override
    public String toString() {
        return "service " + namespace + "/" + name;
    }

    /** Builds an internal {@link LoadBalancerService}. Not thread-safe. */
    public static final class Internal extends ServiceBuilder<Internal> {

        private Internal(String name, String namespace) {
            super(name, namespace, true);
        }

        @Override
        Internal self() {
            return this;
        }

        /** Takes the address from a subnet of the cluster's virtual network. Default: the subnet of the nodes. */
        public Internal subnet(SubnetRef reference) {
            subnet = Optional.of(reference);
            return this;
        }

        /** Balances every port with one rule; no other service can share the address. */
        public Internal haPorts() {
            haPorts = true;
            return this;
        }
    }

    /** Builds a public {@link LoadBalancerService}. Not thread-safe. */
    public static final class Public extends ServiceBuilder<Public> {

        private Public(String name, String namespace) {
            super(name, namespace, false);
        }

        @Override
        Public self() {
            return this;
        }

        /** Sets where the public address comes from and how it is called. */
        public Public publicIp(Consumer<PublicFrontend.Builder> settings) {
            PublicFrontend.Builder builder = new PublicFrontend.Builder();
            settings.accept(builder);
            publicFrontend = builder.build();
            return this;
        }
    }
}
