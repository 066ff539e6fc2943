package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** Long-term support and the premium tier go together. */
final class TierAndPlan implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String tier = write.envelope().at("/sku/tier").asText();
        if (!List.of("Free", "Standard", "Premium").contains(tier)) {
            return Refusals.invalidParameter("sku.tier", "\"" + tier + "\" is not one of Free, Standard, Premium");
        }
        if (tier.equals("Free") && AzureJson.flag(write.desired(), "/metricsProfile/costAnalysis/enabled")) {
            return Refusals.invalidParameter(
                    "metricsProfile.costAnalysis.enabled", "cost analysis needs the Standard or Premium tier");
        }
        return tier.equals("Premium") == write.longTermSupport()
                ? Refusals.none()
                : Refusals.badRequest(
                        "supportPlan",
                        "The premium tier and the support plan AKSLongTermSupport must be used together; the"
                                + " tier is " + tier + " and the plan "
                                + write.desired().path("supportPlan").asText() + ".");
    }
}
