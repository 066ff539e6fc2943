package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** Local accounts go only with Entra, Azure RBAC only with managed Entra, and Entra stays. */
final class EntraSettings implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        boolean entra = AzureJson.flag(write.desired(), "/aadProfile/managed");
        if (AzureJson.flag(write.desired(), "/disableLocalAccounts") && !entra) {
            return Refusals.badRequest(
                    "disableLocalAccounts",
                    "Disabling local accounts is only allowed when Azure AD integration is" + " enabled.");
        }
        if (AzureJson.flag(write.desired(), "/aadProfile/enableAzureRBAC") && !entra) {
            return Refusals.badRequest("aadProfile.enableAzureRBAC", "Azure RBAC needs managed Azure AD integration.");
        }
        if (AzureJson.has(write.requested(), "/aadProfile/serverAppID")
                || AzureJson.has(write.requested(), "/aadProfile/clientAppID")) {
            return Refusals.badRequest("aadProfile", "Azure AD integration (legacy) is not supported any more.");
        }
        boolean had = write.current()
                .filter(current -> AzureJson.flag(current, "/aadProfile/managed"))
                .isPresent();
        return had && !entra
                ? Refusals.badRequest("aadProfile", "Azure AD integration cannot be disabled once it is enabled.")
                : Refusals.none();
    }
}
