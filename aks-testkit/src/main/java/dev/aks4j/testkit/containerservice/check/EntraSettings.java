package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;

/** Local accounts go only with Entra, Azure RBAC only with managed Entra, and Entra stays. */
final class EntraSettings implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        boolean entra = Json.flag(write.desired(), "/aadProfile/managed");
        if (Json.flag(write.desired(), "/disableLocalAccounts") && !entra) {
            return Refusals.badRequest(
                    "disableLocalAccounts",
                    "Disabling local accounts is only allowed when Azure AD integration is" + " enabled.");
        }
        if (Json.flag(write.desired(), "/aadProfile/enableAzureRBAC") && !entra) {
            return Refusals.badRequest("aadProfile.enableAzureRBAC", "Azure RBAC needs managed Azure AD integration.");
        }
        if (Json.has(write.requested(), "/aadProfile/serverAppID")
                || Json.has(write.requested(), "/aadProfile/clientAppID")) {
            return Refusals.badRequest("aadProfile", "Azure AD integration (legacy) is not supported any more.");
        }
        boolean had = write.current()
                .filter(current -> Json.flag(current, "/aadProfile/managed"))
                .isPresent();
        return had && !entra
                ? Refusals.badRequest("aadProfile", "Azure AD integration cannot be disabled once it is enabled.")
                : Refusals.none();
    }
}
