package dev.aks4j.simulated.azure.internal.network;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.azure.internal.state.Resources;

/** Refuses to remove or move a subnet that something occupies, and to write into a network that is changing. */
final class InUse {

    private InUse() {}

    static void requireFree(Cloud cloud, Subnet subnet) {
        for (Resource each : cloud.resources().below(Resource.class, cloud.subscriptionScope())) {
            if (each instanceof SubnetUser user
                    && user.subnetIds().stream().anyMatch(id -> Resources.same(id, subnet.id()))) {
                throw ArmError.service(
                        400,
                        "InUseSubnetCannotBeDeleted",
                        "Subnet " + subnet.name() + " is in use by " + user.subnetUserId()
                                + " and cannot be deleted. In order to delete the subnet, delete all the resources"
                                + " within the subnet. See aka.ms/deletesubnet.");
            }
        }
    }

    static void requireIdle(VirtualNetwork network) {
        if (network.state().equals("Updating") || network.state().equals("Deleting")) {
            throw ArmError.service(
                            429,
                            "RetryableErrorDueToAnotherOperation",
                            "Another operation on this or dependent resource is in progress: " + network.id()
                                    + " is in state " + network.state() + ".")
                    .with("Retry-After", "10");
        }
    }
}
