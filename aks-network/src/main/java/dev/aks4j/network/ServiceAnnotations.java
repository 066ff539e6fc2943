package dev.aks4j.network;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes what a service wants of Azure's load balancer as the annotations that Azure's cloud controller reads. */
final class ServiceAnnotations {

    static final String PREFIX = "service.beta.kubernetes.io/";

    private final Map<String, String> annotations = new TreeMap<>();
    private final UnaryOperator<ResourceId> complete;

    private ServiceAnnotations(UnaryOperator<ResourceId> complete) {
        this.complete = complete;
    }

    static Map<String, String> of(LoadBalancerService service, Scope scope) {
        return of(service, scope::id);
    }

    /** Writes the annotations, with ids completed by the caller. */
    static Map<String, String> of(LoadBalancerService service, UnaryOperator<ResourceId> complete) {
        ServiceAnnotations it = new ServiceAnnotations(complete);
        it.frontend(service);
        it.rules(service);
        it.access(service);
        service.traffic().probe().ifPresent(probe -> it.probe("azure-load-balancer-health-probe-", probe));
        service.ports().forEach(it::port);
        it.publicIp(service.frontend().publicIp());
        service.privateLink().ifPresent(it::privateLink);
        it.annotations.putAll(service.rawAnnotations());
        return it.annotations;
    }

    private void frontend(LoadBalancerService service) {
        // Written for public services too: an annotation that is merely absent would not undo an internal one.
        put("azure-load-balancer-internal", service.isInternal());
        service.subnet().ifPresent(subnet -> put("azure-load-balancer-internal-subnet", subnet.name()));
        for (String address : service.addresses()) {
            put("azure-load-balancer-ipv" + (address.contains(":") ? 6 : 4), address);
        }
        list("azure-additional-public-ips", ",", service.frontend().additionalPublicIps());
        list("azure-load-balancer-configurations", ",", service.frontend().configurations());
    }

    private void rules(LoadBalancerService service) {
        service.traffic()
                .idleTimeout()
                .ifPresent(time -> put("azure-load-balancer-tcp-idle-timeout", time.toMinutes()));
        onlyIf(!service.traffic().tcpReset(), "azure-load-balancer-disable-tcp-reset");
        onlyIf(service.traffic().haPorts(), "azure-load-balancer-enable-high-availability-ports");
        onlyIf(!service.traffic().floatingIp(), "azure-disable-load-balancer-floating-ip");
        onlyIf(!service.sources().securityRule(), "azure-disable-load-balancer-nsg-rule");
    }

    private void access(LoadBalancerService service) {
        list("azure-allowed-service-tags", ",", service.sources().serviceTags());
        list(
                "azure-allowed-ip-ranges",
                ",",
                service.sources().allowedRanges().stream().map(Range::text).toList());
        onlyIf(service.sources().denyOthers(), "azure-deny-all-except-load-balancer-source-ranges");
    }

    private void probe(String prefix, HealthProbe probe) {
        probe.protocol().ifPresent(protocol -> put(prefix + "protocol", protocol));
        probe.path().ifPresent(path -> put(prefix + "request-path", path));
        probe.interval().ifPresent(time -> put(prefix + "interval", time.toSeconds()));
        probe.count().ifPresent(count -> put(prefix + "num-of-probe", count));
        probe.port().ifPresent(port -> put(prefix + "port", port));
    }

    private void port(ServicePort port) {
        String prefix = "port_" + port.port() + "_";
        onlyIf(!port.balanced(), prefix + "no_lb_rule");
        onlyIf(!port.probed(), prefix + "no_probe_rule");
        port.probe().ifPresent(probe -> probe(prefix + "health-probe_", probe));
    }

    private void publicIp(PublicFrontend frontend) {
        text("azure-pip-name", frontend.name());
        text("azure-pip-name-ipv6", frontend.ipv6Name());
        id("azure-pip-prefix-id", frontend.prefix());
        id("azure-pip-prefix-id-ipv6", frontend.ipv6Prefix());
        text("azure-dns-label-name", frontend.dnsLabel());
        text("azure-load-balancer-resource-group", frontend.resourceGroup());
        pairs("azure-pip-tags", frontend.tags());
        pairs("azure-pip-ip-tags", frontend.ipTags());
    }

    private void privateLink(PrivateLink link) {
        put("azure-pls-create", true);
        text("azure-pls-name", link.name());
        text("azure-pls-resource-group", link.resourceGroup());
        text("azure-pls-ip-configuration-subnet", link.subnet().map(SubnetRef::name));
        link.addressCount().ifPresent(count -> put("azure-pls-ip-configuration-ip-address-count", count));
        list("azure-pls-ip-configuration-ip-address", " ", link.addresses());
        list("azure-pls-fqdns", " ", link.domainNames());
        onlyIf(link.proxyProtocol(), "azure-pls-proxy-protocol");
        list("azure-pls-visibility", " ", link.visibility());
        list("azure-pls-auto-approval", " ", link.autoApproval());
    }

    private void onlyIf(boolean set, String key) {
        if (set) {
            put(key, true);
        }
    }

    private void text(String key, Optional<String> value) {
        value.ifPresent(text -> put(key, text));
    }

    private void id(String key, Optional<ResourceId> value) {
        value.ifPresent(id -> put(key, complete.apply(id)));
    }

    private void list(String key, String separator, List<String> values) {
        if (!values.isEmpty()) {
            put(key, String.join(separator, values));
        }
    }

    private void pairs(String key, Map<String, String> values) {
        list(
                key,
                ",",
                new TreeMap<>(values)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
    }

    private void put(String key, Object value) {
        annotations.put(PREFIX + key, value.toString());
    }
}
