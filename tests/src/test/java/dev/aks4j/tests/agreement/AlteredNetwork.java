package dev.aks4j.tests.agreement;

import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.NetworkModel;
import dev.aks4j.network.NetworkPolicy;
import dev.aks4j.network.Outbound;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Declares the network of an altered cluster with builders, as far as they have words for it. */
final class AlteredNetwork {

    private static final String NETWORK = "/properties/networkProfile/";

    private AlteredNetwork() {}

    /** Takes what it can declare out of the values. */
    static NetworkModel of(Map<String, Object> values) {
        CniOverlay.Builder overlay = CniOverlay.builder();
        take(values, "podCidr").ifPresent(overlay::podCidr);
        take(values, "serviceCidr").ifPresent(overlay::serviceCidr);
        take(values, "dnsServiceIP").ifPresent(overlay::dnsServiceIp);
        take(values, "networkPolicy")
                .ifPresent(policy -> overlay.networkPolicy(Arrays.stream(NetworkPolicy.values())
                        .filter(each -> each.toString().equals(policy))
                        .findFirst()
                        .orElseThrow()));
        take(values, "networkDataplane")
                .filter("cilium"::equals)
                .ifPresent(cilium -> overlay.dataplane(Dataplane.CILIUM));
        Optional<String> type = take(values, "outboundType");
        Optional<String> addresses = take(values, "loadBalancerProfile/managedOutboundIPs/count");
        Optional<String> idle = take(values, "loadBalancerProfile/idleTimeoutInMinutes");
        switch (type.orElse("")) {
            case "managedNATGateway" -> overlay.outbound(Outbound.managedNatGateway());
            case "userAssignedNATGateway" -> overlay.outbound(Outbound.userAssignedNatGateway());
            case "userDefinedRouting" -> overlay.outbound(Outbound.userDefinedRouting());
            default -> {
                if (type.isPresent() || addresses.isPresent() || idle.isPresent()) {
                    overlay.outbound(Outbound.loadBalancer(balancer -> {
                        addresses.map(Integer::parseInt).ifPresent(balancer::managedIps);
                        idle.map(Long::parseLong).map(Duration::ofMinutes).ifPresent(balancer::idleTimeout);
                    }));
                }
            }
        }
        return overlay.build();
    }

    private static Optional<String> take(Map<String, Object> values, String property) {
        return Optional.ofNullable(values.remove(NETWORK + property)).map(String::valueOf);
    }
}
