package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.VirtualNetwork;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The pod range overlaps no address of the cluster's network. */
final class PodCidrOverlap implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<AddressRange> pods =
                AzureJson.text(write.network(), "/podCidr").flatMap(AddressRange::parse);
        return pods.flatMap(range -> write.nodeSubnets().stream()
                .flatMap(subnet -> write.cloud().resources().find(VirtualNetwork.class, subnet.networkId()).stream())
                .flatMap(network -> network.addressSpace().stream())
                .filter(space -> space.overlaps(range))
                .findFirst()
                .flatMap(space -> Refusals.invalidParameter(
                        "networkProfile.podCidr",
                        "pod CIDR " + range + " overlaps the virtual network's address space " + space)));
    }
}
