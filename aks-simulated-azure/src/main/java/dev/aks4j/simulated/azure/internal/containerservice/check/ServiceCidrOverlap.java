package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.network.VirtualNetwork;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The service range overlaps neither a subnet of the cluster's network nor the pod range. */
final class ServiceCidrOverlap implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<AddressRange> services =
                AzureJson.text(write.network(), "/serviceCidr").flatMap(AddressRange::parse);
        if (services.isEmpty()) {
            return Refusals.none();
        }
        for (Subnet subnet : write.nodeSubnets()) {
            Optional<Subnet> hit = write.cloud().resources().find(VirtualNetwork.class, subnet.networkId()).stream()
                    .flatMap(network -> network.subnets().stream())
                    .filter(each -> each.range().overlaps(services.get()))
                    .findFirst();
            if (hit.isPresent()) {
                return Refusals.code(
                        "ServiceCidrOverlapExistingSubnetsCidr",
                        "networkProfile.serviceCIDR",
                        "The specified service CIDR " + services.get() + " is conflicted with an existing subnet CIDR "
                                + hit.get().range());
            }
        }
        return AzureJson.text(write.network(), "/podCidr")
                .flatMap(AddressRange::parse)
                .filter(pods -> pods.overlaps(services.get()))
                .flatMap(pods -> Refusals.invalidParameter(
                        "networkProfile.podCidr", "pod CIDR " + pods + " overlaps service CIDR " + services.get()));
    }
}
