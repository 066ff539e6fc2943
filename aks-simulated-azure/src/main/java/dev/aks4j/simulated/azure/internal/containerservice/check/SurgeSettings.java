package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of maxSurge and maxUnavailable, and that not both are in use. */
final class SurgeSettings implements PoolCheck {

    private static final Pattern FORM = Pattern.compile("|\\d{1,4}|(100|[1-9]?\\d)%");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String surge =
                AzureJson.text(pool.desired(), "/upgradeSettings/maxSurge").orElse("");
        String unavailable = AzureJson.text(pool.desired(), "/upgradeSettings/maxUnavailable")
                .orElse("0");
        if (!FORM.matcher(surge).matches() || !FORM.matcher(unavailable).matches()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.upgradeSettings",
                    "maxSurge \"" + surge + "\" and maxUnavailable \"" + unavailable
                            + "\" are whole numbers or percentages up to 100%");
        }
        boolean surges = !surge.isEmpty() && !surge.matches("0%?");
        boolean drops = !unavailable.matches("0%?");
        if (!pool.spot() && !surges && !drops) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.upgradeSettings.maxSurge", "maxSurge 0 needs maxUnavailable above 0");
        }
        return surges && drops
                ? Refusals.invalidParameter(
                        "agentPoolProfile.upgradeSettings", "maxSurge and maxUnavailable cannot both be above 0")
                : Refusals.none();
    }
}
