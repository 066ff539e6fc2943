package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.stream.Stream;

/** The load balancer is standard, has one source of addresses, and ports enough for every node. */
final class LoadBalancerProfile implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        if (!write.network().path("loadBalancerSku").asText().equalsIgnoreCase("standard")) {
            return Refusals.invalidParameter(
                    "networkProfile.loadBalancerSku", "only standard load balancers are supported");
        }
        JsonNode profile = write.network().path("loadBalancerProfile");
        long sources = Stream.of("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes")
                .filter(profile::hasNonNull)
                .count();
        if (sources > 1) {
            return Refusals.invalidParameter(
                    "networkProfile.loadBalancerProfile",
                    "only one of managedOutboundIPs, outboundIPs and" + " outboundIPPrefixes is allowed");
        }
        int managed = AzureJson.number(profile, "/managedOutboundIPs/count").orElse(1);
        int ports = AzureJson.number(profile, "/allocatedOutboundPorts").orElse(0);
        int idle = AzureJson.number(profile, "/idleTimeoutInMinutes").orElse(30);
        if (managed < 1 || managed > 100 || ports < 0 || ports > 64000 || ports % 8 != 0 || idle < 4 || idle > 120) {
            return Refusals.invalidParameter(
                    "networkProfile.loadBalancerProfile",
                    "managedOutboundIPs.count is 1 to 100,"
                            + " allocatedOutboundPorts a multiple of 8 up to 64000, idleTimeoutInMinutes 4 to 120; they are "
                            + managed + ", "
                            + ports + ", " + idle);
        }
        int given = profile.at("/outboundIPs/publicIPs").size();
        long ips = given > 0 ? given : managed;
        long need = (long) ports * write.mostNodesWithSurge();
        return need > 64000 * ips
                ? Refusals.code(
                        "InvalidLoadBalancerProfileAllocatedOutboundPorts",
                        "networkProfile.loadBalancerProfile.allocatedOutboundPorts",
                        "Load balancer profile allocated ports " + ports
                                + " is not in an allowable range given the number of nodes"
                                + " and IPs provisioned. Total node count " + write.mostNodesWithSurge() + " requires "
                                + need
                                + " ports but only " + 64000 * ips + " ports are available given " + ips
                                + " outbound public IPs.")
                : Refusals.none();
    }
}
