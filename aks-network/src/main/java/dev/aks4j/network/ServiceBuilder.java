package dev.aks4j.network;

import dev.aks4j.core.model.InvalidSpecException;
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
 * What the builders of internal and public services have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ServiceBuilder<B extends ServiceBuilder<B>>
        permits LoadBalancerService.Internal, LoadBalancerService.Public {

    final String name;
    final String namespace;
    final boolean internal;
    final Map<String, String> selector = new LinkedHashMap<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    final Map<String, String> rawAnnotations = new LinkedHashMap<>();
    final List<ServicePort> ports = new ArrayList<>();
    final List<IpFamily> ipFamilies = new ArrayList<>();
    final List<String> addresses = new ArrayList<>();
    final List<Range> sourceRanges = new ArrayList<>();
    final List<Range> allowedRanges = new ArrayList<>();
    final List<String> allowedServiceTags = new ArrayList<>();
    final List<String> additionalPublicIps = new ArrayList<>();
    final List<String> configurations = new ArrayList<>();
    Optional<Duration> idleTimeout = Optional.empty();
    Optional<HealthProbe> probe = Optional.empty();
    Optional<SubnetRef> subnet = Optional.empty();
    Optional<PrivateLink> privateLink = Optional.empty();
    PublicFrontend publicFrontend = PublicFrontend.NONE;
    boolean localTraffic;
    boolean clientAffinity;
    boolean tcpReset = true;
    boolean floatingIp = true;
    boolean securityRule = true;
    boolean denyOthers;
    boolean haPorts;
    boolean nodePorts = true;

    ServiceBuilder(String name, String namespace, boolean internal) {
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
        List.of(cidrs).forEach(cidr -> sourceRanges.add(Range.of(cidr.strip())));
        return self();
    }

    /** Lets only these ranges in, in the network security group. Not together with {@link #sourceRanges}. */
    public B allowedRanges(String... cidrs) {
        List.of(cidrs).forEach(cidr -> allowedRanges.add(Range.of(cidr.strip())));
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
