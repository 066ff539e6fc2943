package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The subnets and the pod range have addresses for all nodes at every maximum, surge included. */
final class SubnetSize implements Check {

    private static Optional<ArmError> refuse(long need, long available, String cidr, String name) {
        return Refusals.code(
                "InsufficientSubnetSize",
                "agentPoolProfile.count",
                "Pre-allocated IPs " + need + " exceeds IPs available " + available + " in Subnet Cidr " + cidr
                        + ", Subnet Name "
                        + name
                        + ". If Autoscaler is enabled, the max-count from each nodepool is counted towards this total"
                        + " (which means that pre-allocated IPs count represents a theoretical max value, not the actual number of"
                        + " IPs requested). http://aka.ms/aks/insufficientsubnetsize");
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        boolean overlay = write.network().path("networkPluginMode").asText().equals("overlay");
        boolean flat = write.network().path("networkPlugin").asText().equals("azure") && !overlay;
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (PoolWrite pool : write.pools()) {
            int nodes = pool.most() + pool.surge();
            boolean podsHere = flat && !AzureJson.has(pool.desired(), "/podSubnetID");
            int pods = podsHere
                    ? nodes * AzureJson.number(pool.desired(), "/maxPods").orElse(0)
                    : 0;
            AzureJson.text(pool.desired(), "/vnetSubnetID")
                    .ifPresent(id -> wanted.merge(id.toLowerCase(Locale.ROOT), nodes + pods, Integer::sum));
        }
        for (Subnet subnet : write.nodeSubnets()) {
            long available = subnet.range().size().longValueExact() - 5;
            int need = wanted.getOrDefault(subnet.id().toLowerCase(Locale.ROOT), 0);
            if (need > available) {
                return refuse(need, available, subnet.range().toString(), subnet.name());
            }
        }
        Optional<AddressRange> podRange =
                overlay ? AzureJson.text(write.network(), "/podCidr").flatMap(AddressRange::parse) : Optional.empty();
        long need = write.mostNodesWithSurge() * 256L;
        return podRange.filter(range -> need > range.size().longValueExact())
                .flatMap(range ->
                        refuse(need, range.size().longValueExact(), range.toString(), "networkProfile.podCIDR"));
    }
}
