package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final List<IpFamily> ipFamilies;
    private final List<String> addresses;
    private final List<Range> sourceRanges;
    private final List<Range> allowedRanges;
    private final List<String> allowedServiceTags;
    private final List<String> additionalPublicIps;
    private final List<String> configurations;
    private final Optional<Duration> idleTimeout;
    private final Optional<HealthProbe> probe;
    private final Optional<SubnetRef> subnet;
    private final Optional<PrivateLink> privateLink;
    private final PublicFrontend publicFrontend;
    private final boolean localTraffic;
    private final boolean clientAffinity;
    private final boolean tcpReset;
    private final boolean floatingIp;
    private final boolean securityRule;
    private final boolean denyOthers;
    private final boolean haPorts;
    private final boolean nodePorts;

    private LoadBalancerService(Builder<?> builder) {
        name = builder.name;
        namespace = builder.namespace;
        internal = builder.internal;
        selector = Map.copyOf(builder.selector);
        labels = Map.copyOf(builder.labels);
        rawAnnotations = Map.copyOf(builder.rawAnnotations);
        ports = List.copyOf(builder.ports);
        ipFamilies = List.copyOf(builder.ipFamilies);
        addresses = List.copyOf(builder.addresses);
        sourceRanges = List.copyOf(builder.sourceRanges);
        allowedRanges = List.copyOf(builder.allowedRanges);
        allowedServiceTags = List.copyOf(builder.allowedServiceTags);
        additionalPublicIps = List.copyOf(builder.additionalPublicIps);
        configurations = List.copyOf(builder.configurations);
        idleTimeout = builder.idleTimeout;
        probe = builder.probe;
        subnet = builder.subnet;
        privateLink = builder.privateLink;
        publicFrontend = builder.publicFrontend;
        localTraffic = builder.localTraffic;
        clientAffinity = builder.clientAffinity;
        tcpReset = builder.tcpReset;
        floatingIp = builder.floatingIp;
        securityRule = builder.securityRule;
        denyOthers = builder.denyOthers;
        haPorts = builder.haPorts;
        nodePorts = builder.nodePorts;
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
        return addresses;
    }

    /** Returns the subnet of an internal service, if it is not that of the nodes. */
    public Optional<SubnetRef> subnet() {
        return subnet;
    }

    /** Returns the private link service, if there is one. */
    public Optional<PrivateLink> privateLink() {
        return privateLink;
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> rawAnnotations() {
        return rawAnnotations;
    }

    List<IpFamily> ipFamilies() {
        return ipFamilies;
    }

    List<Range> sourceRanges() {
        return sourceRanges;
    }

    List<Range> allowedRanges() {
        return allowedRanges;
    }

    List<String> allowedServiceTags() {
        return allowedServiceTags;
    }

    List<String> additionalPublicIps() {
        return additionalPublicIps;
    }

    List<String> configurations() {
        return configurations;
    }

    Optional<Duration> idleTimeout() {
        return idleTimeout;
    }

    Optional<HealthProbe> probe() {
        return probe;
    }

    PublicFrontend publicFrontend() {
        return publicFrontend;
    }

    boolean isLocalTraffic() {
        return localTraffic;
    }

    boolean hasClientAffinity() {
        return clientAffinity;
    }

    boolean hasTcpReset() {
        return tcpReset;
    }

    boolean hasFloatingIp() {
        return floatingIp;
    }

    boolean hasSecurityRule() {
        return securityRule;
    }

    boolean deniesOthers() {
        return denyOthers;
    }

    boolean hasHaPorts() {
        return haPorts;
    }

    boolean hasNodePorts() {
        return nodePorts;
    }

    @Override
    public String toString() {
        return "service " + namespace + "/" + name;
    }

    /**
     * What the builders of internal and public services have in common. Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>> {
        private final String name;
        private final String namespace;
        private final boolean internal;
        private final Map<String, String> selector = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final Map<String, String> rawAnnotations = new LinkedHashMap<>();
        private final List<ServicePort> ports = new ArrayList<>();
        private final List<IpFamily> ipFamilies = new ArrayList<>();
        private final List<String> addresses = new ArrayList<>();
        private final List<Range> sourceRanges = new ArrayList<>();
        private final List<Range> allowedRanges = new ArrayList<>();
        private final List<String> allowedServiceTags = new ArrayList<>();
        private final List<String> additionalPublicIps = new ArrayList<>();
        private final List<String> configurations = new ArrayList<>();
        private Optional<Duration> idleTimeout = Optional.empty();
        private Optional<HealthProbe> probe = Optional.empty();
        Optional<SubnetRef> subnet = Optional.empty();
        private Optional<PrivateLink> privateLink = Optional.empty();
        PublicFrontend publicFrontend = PublicFrontend.NONE;
        private boolean localTraffic;
        private boolean clientAffinity;
        private boolean tcpReset = true;
        private boolean floatingIp = true;
        private boolean securityRule = true;
        private boolean denyOthers;
        boolean haPorts;
        private boolean nodePorts = true;

        private Builder(String name, String namespace, boolean internal) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.internal = internal;
        }

        abstract B self();

        /**
         * Adds a TCP port.
         *
         * @param port the port that clients use
         * @param targetPort the port of the pods
         */
        public B port(int port, int targetPort) {
            return port(port, targetPort, more -> {});
        }

        /** Adds a port with further settings. */
        public B port(int port, int targetPort, Consumer<ServicePort.Builder> more) {
            return port(port, Integer.toString(targetPort), more);
        }

        /** Adds a port of which the pods' side is named, with further settings. */
        public B port(int port, String targetPort, Consumer<ServicePort.Builder> more) {
            ServicePort.Builder builder = new ServicePort.Builder(port, targetPort);
            more.accept(builder);
            ports.add(builder.build());
            return self();
        }

        /** Sends traffic to pods with a label; several labels must all match. */
        public B selector(String label, String value) {
            selector.put(label, value);
            return self();
        }

        /** Adds a label to the service. */
        public B label(String key, String value) {
            labels.put(key, value);
            return self();
        }

        /** Adds an annotation that this builder has no method for; it wins over what a method set. */
        public B annotation(String key, String value) {
            rawAnnotations.put(key, value);
            return self();
        }

        /** Sets the families of addresses, in order of preference. Default: the cluster's first. */
        public B ipFamilies(IpFamily... families) {
            ipFamilies.clear();
            ipFamilies.addAll(List.of(families));
            return self();
        }

        /**
         * Fixes the address; once for each family. That of a public service must be an existing static public address,
         * that of an internal one free in its subnet.
         */
        public B address(String address) {
            addresses.add(Objects.requireNonNull(address));
            return self();
        }

        /** Sets how long an idle connection is kept: 4 to 100 whole minutes, default 4. */
        public B idleTimeout(Duration time) {
            idleTimeout = Optional.of(time);
            return self();
        }

        /** Lets idle connections die silently; otherwise both ends get a TCP reset. */
        public B disableTcpReset() {
            tcpReset = false;
            return self();
        }

        /** Sets how all ports are probed. */
        public B probe(Consumer<HealthProbe.Builder> settings) {
            HealthProbe.Builder builder = new HealthProbe.Builder();
            settings.accept(builder);
            probe = Optional.of(builder.build());
            return self();
        }

        /** Sends traffic only to nodes that run a pod of the service, which keeps the client's address. */
        public B localTraffic() {
            localTraffic = true;
            return self();
        }

        /** Sends a client to the same node every time. */
        public B clientAffinity() {
            clientAffinity = true;
            return self();
        }

        /** Lets only these ranges in, at the nodes and in the network security group. */
        public B sourceRanges(String... cidrs) {
            List.of(cidrs).forEach(cidr -> sourceRanges.add(Range.of(cidr)));
            return self();
        }

        /** Lets only these ranges in, in the network security group. Not together with {@link #sourceRanges}. */
        public B allowedRanges(String... cidrs) {
            List.of(cidrs).forEach(cidr -> allowedRanges.add(Range.of(cidr)));
            return self();
        }

        /** Lets Azure service tags in, for example {@code AzureFrontDoor.Backend}. */
        public B allowedServiceTags(String... tags) {
            allowedServiceTags.addAll(List.of(tags));
            return self();
        }

        /** Adds a rule to the network security group that denies every source that no range names. */
        public B denyOtherSources() {
            denyOthers = true;
            return self();
        }

        /** Sends traffic to the node port instead of the service port. */
        public B disableFloatingIp() {
            floatingIp = false;
            return self();
        }

        /** Makes no rule in the network security group. */
        public B disableSecurityRule() {
            securityRule = false;
            return self();
        }

        /** Adds public addresses of other load balancers, for example of a cross-region one, that lead here. */
        public B additionalPublicIps(String... ips) {
            additionalPublicIps.addAll(List.of(ips));
            return self();
        }

        /** Names the load balancers that may carry the service, where a cluster has several. */
        public B configurations(String... names) {
            configurations.addAll(List.of(names));
            return self();
        }

        /** Takes no node ports; only with {@link #localTraffic} and floating addresses. */
        public B withoutNodePorts() {
            nodePorts = false;
            return self();
        }

        /** Puts a private link service in front. */
        public B privateLink(Consumer<PrivateLink.Builder> settings) {
            PrivateLink.Builder builder = new PrivateLink.Builder();
            settings.accept(builder);
            privateLink = Optional.of(builder.build());
            return self();
        }

        LoadBalancerService unchecked() {
            return new LoadBalancerService(this);
        }

        /**
         * Builds the service.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public LoadBalancerService build() {
            LoadBalancerService service = unchecked();
            InvalidSpecException.throwIfAny(service.toString(), Rule.all(ServiceRules.ALL, service));
            return service;
        }
    }

    /** Builds an internal {@link LoadBalancerService}. Not thread-safe. */
    public static final class Internal extends Builder<Internal> {

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
    public static final class Public extends Builder<Public> {

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
