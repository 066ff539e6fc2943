package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.network.VirtualNetwork;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The subnets of pools exist, in one virtual network of the cluster's region that is ready, and are not delegated. */
final class SubnetsUsable implements Check {

    private static final List<String> KEPT =
            List.of("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24");
    private static final String AKS = "Microsoft.ContainerService/managedClusters";

    private static Optional<ArmError> refuse(ClusterWrite write, Subnet subnet) {
        VirtualNetwork network = write.cloud()
                .resources()
                .find(VirtualNetwork.class, subnet.networkId())
                .orElseThrow();
        if (!network.region().equals(write.region())) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.vnetSubnetID",
                    "the virtual network " + network.id() + " is in " + network.region()
                            + ", not in the cluster's region " + write.region());
        }
        Optional<AddressRange> kept = network.addressSpace().stream()
                .filter(range -> KEPT.stream()
                        .flatMap(text -> AddressRange.parse(text).stream())
                        .anyMatch(range::overlaps))
                .findFirst();
        if (kept.isPresent() && write.existing().isEmpty()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.vnetSubnetID",
                    "the range " + kept.get() + " of the virtual network overlaps with one that AKS keeps for itself: "
                            + String.join(", ", KEPT));
        }
        if (!network.state().equals("Succeeded") && write.existing().isEmpty()) {
            return Refusals.code(
                    "VirtualNetworkNotInSucceededState",
                    "agentPoolProfile.vnetSubnetID",
                    "Set virtual network ownership failed. Virtual network " + network.id()
                            + " is not in Succeeded state but in " + network.state() + ".");
        }
        return subnet.delegation()
                .flatMap(service -> Refusals.code(
                        "SubnetIsDelegated",
                        "agentPoolProfile.vnetSubnetID",
                        "Subnet " + subnet.id() + " is delegated to " + service
                                + " and cannot be used by node pools."));
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        List<String> ids = write.pools().stream()
                .flatMap(pool -> AzureJson.text(pool.desired(), "/vnetSubnetID").stream())
                .distinct()
                .toList();
        for (String id : ids) {
            Optional<Subnet> subnet = write.cloud().resources().find(Subnet.class, id);
            if (subnet.isEmpty()) {
                return Refusals.code(
                        "InvalidResourceReference",
                        "agentPoolProfile.vnetSubnetID",
                        "Resource " + id
                                + " referenced by the agent pool profile was not found. Please make sure that the referenced"
                                + " resource exists, and that both resources are in the same region.");
            }
            Optional<ArmError> refusal = refuse(write, subnet.get());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        List<Subnet> pods = write.pools().stream()
                .flatMap(pool -> AzureJson.text(pool.desired(), "/podSubnetID").stream())
                .distinct()
                .flatMap(id -> write.cloud().resources().find(Subnet.class, id).stream())
                .toList();
        long networks = Stream.concat(write.nodeSubnets().stream(), pods.stream())
                .map(subnet -> subnet.networkId().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        return networks > 1
                ? Refusals.invalidParameter(
                        "agentPoolProfile.vnetSubnetID", "all agent pools must be in the same virtual network")
                : pods(write, pods);
    }

    /** Pods that have a subnet of their own share it with no node, and with no other service. */
    private static Optional<ArmError> pods(ClusterWrite write, List<Subnet> subnets) {
        for (Subnet subnet : subnets) {
            Optional<String> other = subnet.delegation().filter(service -> !service.equals(AKS));
            if (other.isPresent()) {
                return Refusals.code(
                        "SubnetIsDelegated",
                        "agentPoolProfile.podSubnetID",
                        "Subnet " + subnet.id() + " is delegated to " + other.get() + " and cannot be used by pods.");
            } else if (write.nodeSubnets().stream().anyMatch(nodes -> Resources.same(nodes.id(), subnet.id()))) {
                return Refusals.invalidParameter(
                        "agentPoolProfile.podSubnetID", "the subnet of pods and the subnet of nodes must be different");
            }
        }
        return Refusals.none();
    }
}
