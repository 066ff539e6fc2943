package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** A pool says its mode, and knows no other than System, User and Gateway. */
final class PoolMode implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String mode = pool.desired().path("mode").asText();
        if (!write.onPool() && pool.existing().isEmpty() && !AzureJson.has(pool.requested(), "/mode")) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.mode", "the mode of pool \"" + pool.name() + "\" is required");
        }
        return List.of("System", "User", "Gateway").contains(mode)
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.mode", "\"" + mode + "\" is not one of System, User, Gateway");
    }
}
