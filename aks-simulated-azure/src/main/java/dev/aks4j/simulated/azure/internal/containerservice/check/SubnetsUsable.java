package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.network.VirtualNetwork;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The subnets of pools exist, in one virtual network of the cluster's region that is ready, and are not delegated. */
final class SubnetsUsable implements Check {

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
        long networks = write.nodeSubnets().stream()
                .map(subnet -> subnet.networkId().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        return networks > 1
                ? Refusals.invalidParameter(
                        "agentPoolProfile.vnetSubnetID", "all agent pools must be in the same virtual network")
                : Refusals.none();
    }
}
