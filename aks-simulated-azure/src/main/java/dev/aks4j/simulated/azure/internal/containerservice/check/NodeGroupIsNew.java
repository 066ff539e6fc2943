package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The node resource group must not exist before its cluster does. */
final class NodeGroupIsNew implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String group = AzureJson.text(write.desired(), "/nodeResourceGroup").orElse("");
        if (group.length() > 80) {
            return Refusals.invalidParameter(
                    "nodeResourceGroup",
                    "\"" + group + "\" has more than 80 characters; choose a" + " name of your own");
        }
        String id = write.cloud().subscriptionScope() + "/resourceGroups/" + group;
        return write.existing().isEmpty() && write.cloud().resources().find(id).isPresent()
                ? Refusals.badRequest(
                        "nodeResourceGroup", "The node resource group name '" + group + "' is already in use.")
                : Refusals.none();
    }
}
