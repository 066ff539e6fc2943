package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.network.resource.SecurityProtocol;
import dev.aks4j.network.resource.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The traffic that has to come in for a service behind a public load balancer. With floating IP it arrives under the public
 * address and the service's port; without, under a node's address and the node port.
 */
final class ServiceTrafficIn {

    private ServiceTrafficIn() {}

    static Stream<Traffic> of(LoadBalancerService service, SubnetRef subnet) {
        boolean floating = service.traffic().floatingIp();
        List<String> places = floating
                ? (service.addresses().isEmpty() ? List.of("Internet") : service.addresses())
                : subnet.cidr().stream().map(Cidr::toString).toList();
        return sources(service).stream()
                .flatMap(source -> places.stream()
                        .flatMap(place -> service.ports().stream()
                                .filter(ServicePort::balanced)
                                .flatMap(port -> protocol(port).stream()
                                        .map(protocol -> Traffic.inbound(source, place)
                                                .of(
                                                        protocol,
                                                        floating ? String.valueOf(port.port()) : "30000-32767")))));
    }

    private static Optional<SecurityProtocol> protocol(ServicePort port) {
        return switch (port.protocol().toString()) {
            case "TCP" -> Optional.of(SecurityProtocol.TCP);
            case "UDP" -> Optional.of(SecurityProtocol.UDP);
            default -> Optional.empty();
        };
    }

    private static List<String> sources(LoadBalancerService service) {
        List<String> all = new ArrayList<>(service.sources().serviceTags());
        Range.cidrs(service.sources().sourceRanges()).forEach(range -> all.add(range.toString()));
        Range.cidrs(service.sources().allowedRanges()).forEach(range -> all.add(range.toString()));
        return all.isEmpty() ? List.of("Internet") : all;
    }
}
