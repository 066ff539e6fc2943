package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.math.BigDecimal;
import java.util.Optional;

/** What a spot pool must not have: a surge, a price of zero. And what only it may have. */
final class SpotRules implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        if (!pool.spot()) {
            double price = pool.requested().path("spotMaxPrice").asDouble(-1);
            return price == -1
                    ? Refusals.none()
                    : Refusals.invalidParameter(
                            "agentPoolProfile.spotMaxPrice", "spotMaxPrice needs scaleSetPriority Spot");
        }
        if (AzureJson.has(pool.requested(), "/upgradeSettings/maxSurge")) {
            return Optional.of(ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The value of parameter agentPoolProfile.upgrade.maxSurge is"
                                    + " invalid. Error details: Spot pools can't set max surge.")
                    .target("agentPoolProfile.upgrade.maxSurge"));
        }
        double price = pool.desired().path("spotMaxPrice").asDouble(-1);
        boolean fine = price == -1
                || price > 0 && BigDecimal.valueOf(price).stripTrailingZeros().scale() <= 5;
        return fine
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.spotMaxPrice",
                        "spotMaxPrice is -1 or above zero with at most 5 decimals, not " + price);
    }
}
