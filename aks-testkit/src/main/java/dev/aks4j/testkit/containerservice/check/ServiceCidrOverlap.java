package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.json.Json;
import dev.aks4j.testkit.net.Range;
import dev.aks4j.testkit.network.Subnet;
import dev.aks4j.testkit.network.VirtualNetwork;
import java.util.Optional;

/** The service range overlaps neither a subnet of the cluster's network nor the pod range. */
final class ServiceCidrOverlap implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<Range> services = Json.text(write.network(), "/serviceCidr").flatMap(Range::parse);
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
        return Json.text(write.network(), "/podCidr")
                .flatMap(Range::parse)
                .filter(pods -> pods.overlaps(services.get()))
                .flatMap(pods -> Refusals.invalidParameter(
                        "networkProfile.podCidr", "pod CIDR " + pods + " overlaps service CIDR " + services.get()));
    }
}
