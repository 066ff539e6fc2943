package dev.aks4j.network;

import dev.aks4j.network.ServicePort.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service as Azure's cloud controller reads it: what methods set and what {@code annotation(key, value)} set on top,
 * read the way the controller reads annotations. Rules that look at the whole service ask here, so that it makes no
 * difference to them how something was said. Source: cloud-provider-azure 1.36.5.
 */
final class ControllerView {

    /** The annotation that Kubernetes had before {@code loadBalancerSourceRanges}; the controller still reads it. */
    static final String OLD_SOURCE_RANGES = "load-balancer-source-ranges";

    private final LoadBalancerService service;
    private final Map<String, String> annotations;

    private ControllerView(LoadBalancerService service) {
        this.service = service;
        this.annotations = ServiceAnnotations.of(service, id -> id);
    }

    static ControllerView of(LoadBalancerService service) {
        return new ControllerView(service);
    }

    /** Returns the value of an annotation, given without its prefix. */
    Optional<String> text(String key) {
        return Optional.ofNullable(annotations.get(ServiceAnnotations.PREFIX + key));
    }

    /** Returns whether an annotation was given as it stands, past the methods. */
    boolean isRaw(String key) {
        return service.rawAnnotations().containsKey(ServiceAnnotations.PREFIX + key);
    }

    /** Returns what to call an annotation in a problem: the method's path, or the raw annotation. */
    String path(String key, String method) {
        return isRaw(key) ? "annotations." + ServiceAnnotations.PREFIX + key : method;
    }

    /** Returns whether a switch is on: in any letter case. */
    boolean on(String key) {
        return text(key).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Returns whether the balancer is internal. Nothing but {@code true} makes it so, in lower case. */
    boolean internal() {
        return text("azure-load-balancer-internal").equals(Optional.of("true"));
    }

    /** Returns whether somebody reading the annotation would think that the balancer is internal. */
    boolean looksInternal() {
        return on("azure-load-balancer-internal");
    }

    boolean floating() {
        return !on("azure-disable-load-balancer-floating-ip");
    }

    boolean securityRule() {
        return !on("azure-disable-load-balancer-nsg-rule");
    }

    boolean denyOthers() {
        return on("azure-deny-all-except-load-balancer-source-ranges");
    }

    /** Returns whether one rule takes every port, which only internal balancers do. */
    boolean haPorts() {
        return looksInternal() && on("azure-load-balancer-enable-high-availability-ports");
    }

    boolean privateLink() {
        return text("azure-pls-create")
                .map(String::strip)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** Returns whether Kubernetes' own health check answers the probes, as it does for local traffic. */
    boolean kubernetesProbe() {
        return service.traffic().local() && !(on("azure-pls-create") && on("azure-pls-proxy-protocol"));
    }

    /** Returns the ranges of the security group beside {@code loadBalancerSourceRanges}, by annotation. */
    List<Range> allowedRanges(String key) {
        return text(key)
                .map(text -> Stream.of(text.strip().split(",", -1))
                        .map(part -> Range.of(part.strip()))
                        .toList())
                .orElse(List.of());
    }

    List<Range> allowedRanges() {
        List<Range> ranges = new ArrayList<>(allowedRanges("azure-allowed-ip-ranges"));
        ranges.addAll(allowedRanges(OLD_SOURCE_RANGES));
        return ranges;
    }

    /** Returns whether ranges of addresses are named, well-formed or not: a malformed one denies everybody. */
    boolean namesRanges() {
        return !service.sources().sourceRanges().isEmpty() || !allowedRanges().isEmpty();
    }

    List<IpFamily> families() {
        return FrontendRules.families(service);
    }

    boolean ipv6() {
        return service.ipFamilies().contains(IpFamily.IPV6);
    }

    /** Returns the ports for which there is a rule of their own. */
    List<ServicePort> balanced() {
        return haPorts()
                ? List.of()
                : service.ports().stream()
                        .filter(port -> !on("port_" + port.port() + "_no_lb_rule"))
                        .toList();
    }

    /**
     * Returns the ports that get a probe of their own: TCP, not taken out, and with local traffic only those that say
     * which port to probe. With high-availability ports the first TCP port is probed for all.
     */
    List<ServicePort> probed() {
        return probeable().stream()
                .filter(port -> !kubernetesProbe() || probePort(port).isPresent())
                .toList();
    }

    /** Returns the ports whose probe settings are read: TCP, not taken out. */
    List<ServicePort> probeable() {
        if (haPorts() && kubernetesProbe()) {
            return List.of();
        }
        Stream<ServicePort> ports = haPorts() ? service.ports().stream() : balanced().stream();
        return ports.filter(port -> port.protocol() == Protocol.TCP)
                .filter(port -> haPorts() || !on("port_" + port.port() + "_no_probe_rule"))
                .toList();
    }

    /** Returns what a port says about the port to probe: a number, or the name of a port. */
    Optional<String> probePort(ServicePort port) {
        return text("port_" + port.port() + "_health-probe_port");
    }

    /** Returns the service port whose node port is probed for a port, if it is not a port of its own number. */
    Optional<ServicePort> probedNodePort(ServicePort port) {
        Optional<String> asked = probePort(port);
        if (asked.isEmpty()) {
            return Optional.of(port);
        }
        String text = asked.get();
        return service.ports().stream()
                .filter(other -> other.name().equalsIgnoreCase(text)
                        || Integer.toString(other.port()).equals(text))
                .findFirst();
    }

    /** Returns whether the controller speaks HTTP or HTTPS to a port: the port's annotation, appProtocol, the service's. */
    boolean asksForPage(ServicePort port) {
        return text("port_" + port.port() + "_health-probe_protocol")
                .or(port::appProtocol)
                .or(() -> text("azure-load-balancer-health-probe-protocol"))
                .map(String::strip)
                .filter(protocol -> protocol.equalsIgnoreCase("http") || protocol.equalsIgnoreCase("https"))
                .isPresent();
    }
}
