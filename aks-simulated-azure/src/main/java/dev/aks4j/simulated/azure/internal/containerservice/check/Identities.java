package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user-assigned control plane identity is one, and exists. */
final class Identities implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        boolean nobody = write.existing().isEmpty()
                && write.envelope().at("/identity/type").asText("None").equals("None")
                && !write.requested().path("servicePrincipalProfile").isObject();
        if (nobody) {
            return Optional.of(ArmError.aks(
                    400, "InvalidParameter", "Required parameter servicePrincipalProfile is missing (null)."));
        }
        String type = write.envelope().at("/identity/type").asText();
        List<String> ids = AzureJson.fields(write.envelope(), "/identity/userAssignedIdentities").stream()
                .map(Map.Entry::getKey)
                .toList();
        if (type.equals("UserAssigned") != (ids.size() == 1)) {
            return Refusals.invalidParameter(
                    "identity",
                    "identity type UserAssigned and exactly one user-assigned identity need each"
                            + " other; the type is " + type + " and there are " + ids.size());
        }
        return ids.stream()
                .filter(id -> write.cloud()
                        .resources()
                        .find(UserAssignedIdentity.class, id)
                        .isEmpty())
                .findFirst()
                .map(id -> ArmError.gateway(
                        400,
                        "FailedIdentityOperation",
                        "Identity operation for resource failed with error 'Failed to perform resource identity operation. Status:"
                                + " 'NotFound'. Response: the resource '" + id + "' was not found.'."));
    }
}
